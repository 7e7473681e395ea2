//! A cell of OpenDocument: its value, the text that is shown beside it, and its formula.

use rust_decimal::Decimal;

use super::data_styles::DataFormat;
use super::styles::Look;
use crate::import::reading::grid::{Content, Doubt, GridCell, Nature};
use crate::import::reading::number_format::{content, text_content};
use crate::import::reading::number_text::decimal;
use crate::import::reading::readers::runs::Runs;
use crate::import::reading::readers::stored;

/// A cell of the row that is being read.
#[derive(Clone)]
pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) repeated: u32,
    pub(super) spans: (u32, u32),
    pub(super) content: Content,
    /// Its formula when that has the stored result 0.
    pub(super) zero: Option<String>,
    /// Whether it is a formula with another result.
    pub(super) has_result: bool,
}

/// A cell whose text is being read.
pub(super) struct OpenCell {
    pub(super) cell: Cell,
    pub(super) nature: Nature,
    pub(super) value: Option<String>,
    /// The result as a text, where that is none of the paragraphs.
    pub(super) other: Option<String>,
    pub(super) formula: Option<String>,
    pub(super) look: Look,
    pub(super) format: Option<DataFormat>,
    pub(super) text: Runs,
    pub(super) shown: String,
    pub(super) paragraphs: usize,
}

/// What a cell holds, and what it is.
pub(super) fn finished(open: OpenCell, is_calculated: bool) -> Cell {
    let OpenCell { mut cell, nature, value, other, formula, look, format, text, shown, .. } = open;
    let number = value.as_deref().and_then(decimal);
    let is_bare = text.is_empty();
    let seen = text.content(Nature::Text);
    cell.content = match (nature, &number) {
        // Of a number that is seen in pieces the pieces count.
        (Nature::Number, Some(number)) if seen.left_out.is_empty() => {
            let mut content = of_number(number, format, &shown);
            content.doubts.extend(seen.doubts);
            // A number that is shown by nothing but its cell.
            let doubt = look.why().filter(|_| is_bare).and_then(Doubt::of_whole);
            content.doubts.extend(doubt);
            content
        }
        (Nature::Text, _) => {
            let seen = if is_bare { Content::new(other.clone().unwrap_or_default(), nature) } else { seen };
            match &format {
                Some(format) => text_content(seen, &format.format),
                None => seen,
            }
        }
        _ if is_bare => Content::new(other.clone().unwrap_or_default(), nature),
        _ => Content { nature, ..seen },
    };
    let is_error = |text: &str| text.starts_with("Err:") || (text.starts_with('#') && text.ends_with(['!', '?', 'A']));
    let Some(formula) = formula else { return cell };
    let is_empty = is_blank(&cell.content) && value.is_none();
    // A program that calculates may have found an empty text.
    if is_empty && !(is_calculated && other.is_some()) {
        let formula = format!("={}", formula.trim_start_matches("of:").trim_start_matches('='));
        cell.content = Content::new(formula, Nature::FormulaWithoutResult);
    } else if is_error(&cell.content.text) {
        cell.content.nature = Nature::FormulaError;
    } else if number.as_deref() == Some("0") {
        cell.zero = Some(plain(&formula));
    } else {
        cell.has_result = !is_empty;
    }
    cell
}

/// Whether nothing stands there, seen or not.
pub(super) fn is_blank(content: &Content) -> bool {
    content.text.trim().is_empty() && content.left_out.is_empty()
}

/// What a cell with a number holds, by its format; without one, the text that is shown beside the number is compared.
fn of_number(number: &str, format: Option<DataFormat>, shown: &str) -> Content {
    if let Some(DataFormat { format, divisor }) = format {
        let exact = number.parse::<Decimal>().ok().zip(divisor).and_then(|(exact, divisor)| exact.checked_div(divisor));
        let number = exact.map_or_else(|| number.to_owned(), |exact| exact.normalize().to_string());
        return content(&number, &format, false);
    }
    let mut cell = GridCell::new(0, 0, shown);
    stored::compare(&mut cell, number);
    let text = if cell.doubts.is_empty() { number.to_owned() } else { cell.text };
    Content { doubts: cell.doubts, ..Content::new(text, Nature::Number) }
}

/// A formula of OpenDocument as other workbooks write it: `of:=SUM([.A1:.B1];[.D1])` as `SUM(A1:B1,D1)`.
fn plain(formula: &str) -> String {
    let formula = formula.split_once('=').map_or(formula, |it| it.1);
    formula.replace("[.", "").replace(":.", ":").replace(']', "").replace(';', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_written_as_in_other_workbooks() {
        assert_eq!(plain("of:=SUM([.A1:.B1];[.D1])"), "SUM(A1:B1,D1)");
        assert_eq!(plain("[.A1]+1"), "A1+1");
    }

    #[test]
    fn a_number_without_a_format_is_compared_with_what_is_shown() {
        let shown = |number, shown| {
            let content = of_number(number, None, shown);
            (content.text, content.doubts.len())
        };
        assert_eq!(shown("7730.28", "7,730.28"), ("7730.28".to_owned(), 0));
        assert_eq!(shown("77302800", "7730.3"), ("7730.28".to_owned(), 1));
        assert_eq!(shown("5", ""), ("5".to_owned(), 0));
        assert_eq!(shown("41", "四十一"), ("41".to_owned(), 0));
    }
}
