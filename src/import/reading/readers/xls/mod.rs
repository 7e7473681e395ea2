//! Binary workbooks of Excel 97–2003, and `.et` files of WPS, read by calamine.
//!
//! calamine lays every sheet out as a full rectangle while opening; `dense` sees to it that this is no larger than
//! needed. A crafted file can still ask for more memory than there is, and that ends the process: this reader runs in a
//! worker process only. `records` are what it is made of, `clear` decrypts, `look` adds what calamine does not tell,
//! with `styles` (formats and fonts) and `strings` (texts in pieces).

mod clear;
mod dense;
mod look;
mod records;
mod strings;
mod styles;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, SheetVisible, Xls, XlsError};

use self::look::{Book, Look};
use self::styles::Style;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Document, FileKind, Nature};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::number_format::{Format, content, content_of, hide, text_content};
use crate::import::reading::readers::calculated::{Formulas, Zero};
use crate::import::reading::readers::runs::Runs;
use crate::import::reading::readers::sheet::SheetBuilder;

/// The number of a built-in format of dates.
const DATE: u32 = 14;

/// The formulas of a sheet as text, by position.
type Texts = BTreeMap<(u32, u32), String>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let bytes = &*clear::clear(bytes)?;
    let mut seen = look::read(bytes);
    let damaged = ReadError::Damaged { kind: FileKind::Xls };
    let (dense, rows) = dense::dense(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(dense)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted,
        _ => damaged.clone(),
    })?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::new(limits);
    let mut document = Document { kind: FileKind::Xls, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let looks = std::mem::take(&mut seen.sheets);
    let has_result = looks.iter().any(|look| look.has_result);
    let asks_for_calculation = looks.iter().any(|look| look.asks_for_calculation);
    let (mut looks, mut rows) = (looks.into_iter(), rows.into_iter());
    let sheets = book.sheets_metadata().to_vec();
    for entry in sheets {
        let look = looks.next().unwrap_or_default();
        let rows = rows.next().unwrap_or_default();
        let own = |(row, column): (u32, u32)| (rows.own(row), column);
        let Ok(range) = book.worksheet_range(&entry.name) else { continue };
        let formulas = book.worksheet_formula(&entry.name).unwrap_or_else(|_unreadable| calamine::Range::empty());
        let mut sheet = SheetBuilder::default();
        let cells = Cells { book: &seen, look: &look, is_1904 };
        if let Some((first_row, first_column)) = range.start() {
            for (row, column, data) in range.used_cells() {
                let at = own((first_row.saturating_add(index(row)), first_column.saturating_add(index(column))));
                sheet.cell(&mut budget, at, cells.content(data, at))?;
            }
        }
        let mut texts = Texts::new();
        if let Some((first_row, first_column)) = formulas.start() {
            for (row, column, formula) in formulas.used_cells() {
                let at = (first_row.saturating_add(index(row)), first_column.saturating_add(index(column)));
                let is_absent = range.get_value(at).is_none_or(|data| *data == Data::Empty);
                let at = own(at);
                // An empty text may be the result of a formula that names one.
                let is_empty = look.empty.contains(&at) && !(has_result && formula.contains("\"\""));
                if is_absent || is_empty {
                    let content = Content::new(format!("={formula}"), Nature::FormulaWithoutResult);
                    sheet.cell(&mut budget, at, content)?;
                }
                if look.zeros.contains(&at) {
                    texts.insert(at, formula.clone());
                }
            }
        }
        let zeros = look.zeros.iter().map(|at| {
            let formula = texts.remove(at).unwrap_or_default();
            Zero { at: *at, formula, shared: None }
        });
        let formulas = Formulas { zeros: zeros.collect(), has_result };
        formulas.doubt(&mut sheet, asks_for_calculation && !has_result);
        for merge in book.merge_cells_by_sheet_name(&entry.name).unwrap_or_default() {
            sheet.merge(&mut budget, merge.start, merge.end)?;
        }
        for row in look.hidden_rows {
            sheet.hide_row(&budget, row);
        }
        for (first, last) in look.hidden_columns {
            sheet.hide_columns(&budget, first, last);
        }
        let is_hidden = entry.visible != SheetVisible::Visible;
        sheet.add_to(&mut document, &mut budget, (&entry.name, is_hidden))?;
    }
    Ok(document)
}

/// What is known of the cells of a sheet.
struct Cells<'a> {
    book: &'a Book,
    look: &'a Look,
    is_1904: bool,
}

impl Cells<'_> {
    /// What a cell holds.
    fn content(&self, data: &Data, at: (u32, u32)) -> Content {
        let style = self.look.styles.get(&at).and_then(|style| self.book.styles.get(*style as usize));
        let plain = Style::default();
        let is_styled = style.is_some();
        let style = style.unwrap_or(&plain);
        let hidden = |value: f64| (value == 0.0 && self.look.hides_zeros).then(|| hide("0"));
        let content = match data {
            Data::Int(value) if *value == 0 && self.look.hides_zeros => hide("0"),
            Data::Int(value) => content(&value.to_string(), &style.format, self.is_1904),
            Data::Float(value) => hidden(*value).unwrap_or_else(|| content_of(*value, &style.format, self.is_1904)),
            Data::DateTime(moment) if is_styled => {
                hidden(moment.as_f64()).unwrap_or_else(|| content_of(moment.as_f64(), &style.format, self.is_1904))
            }
            Data::DateTime(moment) => content_of(moment.as_f64(), &Format::built_in(DATE), self.is_1904),
            Data::String(text) => return text_content(self.text(text, style, at), &style.format),
            Data::Bool(value) => Content::new((if *value { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
            Data::DateTimeIso(text) | Data::DurationIso(text) => Content::new(text.clone(), Nature::Date),
            Data::Error(error) => Content::new(error.to_string(), Nature::FormulaError),
            Data::Empty => Content::new(String::new(), Nature::Text),
        };
        content.looking(style.why)
    }

    /// A text with its pieces, where they are those of this text.
    fn text(&self, text: &str, style: &Style, at: (u32, u32)) -> Content {
        let shared = self.look.shared.get(&at).and_then(|index| self.book.texts.get(index));
        let pieces = shared.or_else(|| self.look.own.get(&at)).filter(|pieces| pieces.text() == text);
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let mut runs = Runs::default();
        match pieces {
            Some(pieces) if pieces.0.iter().any(|(_, font)| font.why(style.why).is_some()) => {
                for (text, font) in &pieces.0 {
                    runs.push(&lines(text), font.why(style.why));
                }
            }
            None if style.why.is_some() => runs.push(&lines(text), style.why),
            _ => return Content::new(lines(text), Nature::Text),
        }
        runs.content(Nature::Text)
    }
}

fn index(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
