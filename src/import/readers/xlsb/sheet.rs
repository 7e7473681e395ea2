//! The cells of one sheet of a binary workbook, its merged ranges and what it hides, in one pass.

use super::records::{Record, Records};
use super::workbook::Workbook;
use crate::import::error::ReadError;
use crate::import::grid::{Content, Nature};
use crate::import::limits::Budget;
use crate::import::number_text::shown_binary;
use crate::import::readers::sheet::SheetBuilder;

/// `BrtRowHdr`: a row begins.
const ROW: u32 = 0;
/// `BrtColInfo`: widths of columns, and whether they are hidden.
const COLUMNS: u32 = 60;
/// `BrtMergeCell`: a merged range.
const MERGE: u32 = 176;
/// The bit of a row that is hidden, in byte 11 of its record.
const ROW_IS_HIDDEN: u8 = 0x10;

/// Reads a sheet.
pub(super) fn read(part: &[u8], workbook: &Workbook, budget: &mut Budget<'_>) -> Result<SheetBuilder, ReadError> {
    let mut sheet = SheetBuilder::default();
    let mut records = Records::new(part);
    let mut row = 0;
    while let Some(record) = records.next()? {
        match record.kind {
            ROW => {
                row = record.number32(0)?;
                if record.byte(11)? & ROW_IS_HIDDEN != 0 {
                    sheet.hide_row(budget, row);
                }
            }
            1..=11 => {
                if let Some((text, nature)) = cell(&record, workbook)? {
                    sheet.cell(budget, (row, record.number32(0)?), Content::new(text, nature))?;
                }
            }
            COLUMNS if record.number16(16)? & 1 == 1 => {
                sheet.hide_columns(budget, record.number32(0)?, record.number32(4)?);
            }
            MERGE => {
                let first = (record.number32(0)?, record.number32(8)?);
                sheet.merge(budget, first, (record.number32(4)?, record.number32(12)?))?;
            }
            _ => {}
        }
    }
    Ok(sheet)
}

/// What a cell holds, and what it is; the kinds from 8 on are results of formulas.
fn cell(record: &Record<'_>, workbook: &Workbook) -> Result<Option<(String, Nature)>, ReadError> {
    let number = |value| {
        // The upper byte of the style's number means something else.
        let style = record.number32(4)? & 0x00ff_ffff;
        let format = workbook.formats.get(style as usize).copied().unwrap_or_default();
        Ok(Some(shown_binary(value, format, workbook.is_1904)))
    };
    match record.kind {
        2 => number(record.packed(8)?),
        3 | 11 => Ok(Some((error(record.byte(8)?).to_owned(), Nature::FormulaError))),
        4 | 10 => {
            let text = if record.byte(8)? == 0 { "FALSE" } else { "TRUE" };
            Ok(Some((text.to_owned(), Nature::Logical)))
        }
        5 | 9 => number(record.float(8)?),
        6 | 8 => Ok(Some((record.text(8)?.0, Nature::Text))),
        7 => {
            let text = workbook.strings.get(record.number32(8)? as usize);
            Ok(text.map(|text| (text.clone(), Nature::Text)))
        }
        _ => Ok(None),
    }
}

/// The words of an error.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}
