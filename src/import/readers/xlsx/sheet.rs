//! The cells of one sheet, its merged ranges and what it hides, in one pass.

use super::strings::unescape;
use crate::import::error::ReadError;
use crate::import::grid::{Content, FileKind, Nature};
use crate::import::limits::Budget;
use crate::import::number_text::{Format, shown};
use crate::import::readers::sheet::SheetBuilder;
use crate::import::xml::{Element, Token, Xml};

/// What the cells of all sheets refer to.
pub(super) struct Book<'b> {
    pub(super) styles: &'b [Format],
    pub(super) strings: &'b [String],
    pub(super) is_1904: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    at: (u32, u32),
    style: usize,
    kind: Kind,
    value: Option<String>,
    formula: Option<String>,
}

/// What a cell says that it holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Logical,
    Error,
    Date,
}

/// Where text belongs at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Nowhere,
    Value,
    Formula,
}

/// Reads a sheet.
pub(super) fn read(text: &str, book: &Book<'_>, budget: &mut Budget<'_>) -> Result<SheetBuilder, ReadError> {
    let mut xml = Xml::new(text, FileKind::Xlsx, budget.limits().depth);
    let mut sheet = SheetBuilder::default();
    let mut cell = OpenCell::default();
    let mut next = (0, 0);
    let mut target = Target::Nowhere;
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match element.local() {
                "c" => cell = begin(&element, next),
                "v" => {
                    target = Target::Value;
                    cell.value.get_or_insert_default();
                }
                "f" => {
                    target = Target::Formula;
                    cell.formula.get_or_insert_default();
                }
                "t" => target = Target::Value,
                "row" => {
                    next = (element.number("r").map_or(next.0, |row| row.saturating_sub(1)), 0);
                    if element.is_on("hidden") {
                        sheet.hide_row(budget, next.0);
                    }
                }
                "col" if element.is_on("hidden") => {
                    let first = element.number("min").unwrap_or(1).saturating_sub(1);
                    sheet.hide_columns(budget, first, element.number("max").unwrap_or(1).saturating_sub(1));
                }
                "mergeCell" => {
                    let range = element.attribute("ref");
                    if let Some((first, last)) = range.as_deref().and_then(range_of) {
                        sheet.merge(budget, first, last)?;
                    }
                }
                "rPh" => xml.skip()?,
                _ => {}
            },
            Token::End(name) => match name.local() {
                "c" => {
                    next = (cell.at.0, cell.at.1.saturating_add(1));
                    let (at, (text, nature)) = (cell.at, finished(&mut cell, book));
                    sheet.cell(budget, at, Content::new(text, nature))?;
                }
                "row" => next = (next.0.saturating_add(1), 0),
                _ => target = Target::Nowhere,
            },
            Token::Text(text) => match target {
                Target::Nowhere => {}
                Target::Value => cell.value.get_or_insert_default().push_str(&text),
                Target::Formula => cell.formula.get_or_insert_default().push_str(&text),
            },
        }
    }
    Ok(sheet)
}

/// A cell begins; without an address it stands behind the one before.
fn begin(element: &Element<'_>, next: (u32, u32)) -> OpenCell {
    // An address beyond all bounds is a place outside, not the next one.
    let at = element.attribute("r").map_or(next, |address| position(&address).unwrap_or((u32::MAX, u32::MAX)));
    let kind = match element.attribute("t").as_deref() {
        Some("s") => Kind::Shared,
        Some("str" | "inlineStr") => Kind::Text,
        Some("b") => Kind::Logical,
        Some("e") => Kind::Error,
        Some("d") => Kind::Date,
        _ => Kind::Number,
    };
    let style = element.number("s").unwrap_or(0) as usize;
    OpenCell { at, style, kind, value: None, formula: None }
}

/// What a cell holds, and what it is.
fn finished(cell: &mut OpenCell, book: &Book<'_>) -> (String, Nature) {
    let value = cell.value.take().filter(|value| !value.is_empty() || cell.kind == Kind::Text);
    let formula = cell.formula.take();
    let Some(mut value) = value else {
        return match formula {
            Some(formula) => (format!("={formula}"), Nature::FormulaWithoutResult),
            None => (String::new(), Nature::Text),
        };
    };
    match cell.kind {
        Kind::Number => {
            let format = book.styles.get(cell.style).copied().unwrap_or_default();
            shown(&value, format, book.is_1904)
        }
        Kind::Shared => {
            let text = value.trim().parse().ok().and_then(|index: usize| book.strings.get(index));
            (text.cloned().unwrap_or_default(), Nature::Text)
        }
        Kind::Text => {
            unescape(&mut value);
            (value, Nature::Text)
        }
        Kind::Logical => ((if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
        Kind::Error => (value, Nature::FormulaError),
        Kind::Date => (value, Nature::Date),
    }
}

/// The two ends of a range such as `A1:C3`.
fn range_of(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = text.split_once(':')?;
    Some((position(first)?, position(last)?))
}

/// Row and column of an address such as `C5`; nothing when it is none or beyond all bounds.
fn position(address: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for byte in address.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_bounds() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("$XFD$1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "A", "1", "A0", "ZZZZZZZZZ1", "A99999999999", "1A", "A1B"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
