//! Binary workbooks of Excel 97–2003, and `.et` files of WPS, read by calamine.
//!
//! calamine lays every sheet out as a full rectangle while opening; `dense` sees to it that this is no larger than needed.
//! A crafted file can still ask for more memory than there is, and that ends the process: this reader runs in a worker
//! process only. `look` adds what calamine does not tell.

mod dense;
mod look;

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetVisible, Xls, XlsError};

use crate::import::error::ReadError;
use crate::import::grid::{Content, Document, FileKind, Nature};
use crate::import::limits::{Budget, Limits};
use crate::import::number_format::{Format, content, content_of};
use crate::import::number_text::{Format as Plain, shown, shown_binary};
use crate::import::readers::sheet::SheetBuilder;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let damaged = ReadError::Damaged { kind: FileKind::Xls };
    if look::is_encrypted(bytes) {
        return Err(ReadError::Encrypted);
    }
    let (dense, rows) = dense::dense(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(dense)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted,
        _ => damaged.clone(),
    })?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::new(limits);
    let mut document = Document { kind: FileKind::Xls, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let mut looks = look::read(bytes).into_iter();
    let mut rows = rows.into_iter();
    let sheets = book.sheets_metadata().to_vec();
    for entry in sheets {
        let look = looks.next().unwrap_or_default();
        let rows = rows.next().unwrap_or_default();
        let own = |(row, column): (u32, u32)| (rows.own(row), column);
        let Ok(range) = book.worksheet_range(&entry.name) else { continue };
        let Some((first_row, first_column)) = range.start() else { continue };
        // A formula without result is a string without text here.
        let formulas = book.worksheet_formula(&entry.name).unwrap_or_else(|_unreadable| calamine::Range::empty());
        let mut sheet = SheetBuilder::default();
        for (row, column, data) in range.used_cells() {
            let at = own((first_row.saturating_add(index(row)), first_column.saturating_add(index(column))));
            let content = of_data(data, look.formats.get(&at).map(|format| &**format), is_1904);
            sheet.cell(&mut budget, at, content)?;
        }
        if let Some((first_row, first_column)) = formulas.start() {
            for (row, column, formula) in formulas.used_cells() {
                let at = (first_row.saturating_add(index(row)), first_column.saturating_add(index(column)));
                if range.get_value(at).is_none_or(is_empty) {
                    let content = Content::new(format!("={formula}"), Nature::FormulaWithoutResult);
                    sheet.cell(&mut budget, own(at), content)?;
                }
            }
        }
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

fn index(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

/// Whether nothing stands there; writers that do not calculate store an empty text as the result of a formula.
fn is_empty(data: &Data) -> bool {
    matches!(data, Data::Empty) || matches!(data, Data::String(text) if text.is_empty())
}

/// What a cell holds, and what it is.
fn of_data(data: &Data, format: Option<&Format>, is_1904: bool) -> Content {
    let (text, nature) = match (data, format) {
        (Data::Int(value), Some(format)) => return content(&value.to_string(), format, is_1904),
        (Data::Float(value), Some(format)) => return content_of(*value, format, is_1904),
        (data, _) => plain(data, is_1904),
    };
    Content::new(text, nature)
}

/// What a cell without a format holds, and what it is.
fn plain(data: &Data, is_1904: bool) -> (String, Nature) {
    match data {
        Data::Int(value) => shown(&value.to_string(), Plain::Number, is_1904),
        Data::Float(value) => shown_binary(*value, Plain::Number, is_1904),
        Data::String(text) => (text.replace("\r\n", "\n").replace('\r', "\n"), Nature::Text),
        Data::Bool(value) => ((if *value { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
        Data::DateTime(moment) => shown_binary(moment.as_f64(), Plain::Date, is_1904),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text.clone(), Nature::Date),
        Data::Error(error) => (error.to_string(), Nature::FormulaError),
        Data::Empty => (String::new(), Nature::Text),
    }
}
