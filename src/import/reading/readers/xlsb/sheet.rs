//! The cells of one sheet of a binary workbook, its merged ranges and what it hides, in one pass.

use super::records::{Record, Records};
use super::text::Pieces;
use super::workbook::{Style, Workbook};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Nature};
use crate::import::reading::limits::Budget;
use crate::import::reading::number_format::{content_of, hide, text_content};
use crate::import::reading::readers::calculated::{Formulas, Zero};
use crate::import::reading::readers::sheet::SheetBuilder;

/// `BrtRowHdr`: a row begins.
const ROW: u32 = 0;
/// `BrtColInfo`: widths of columns, and whether they are hidden.
const COLUMNS: u32 = 60;
/// `BrtCellRString`: a text with fonts of its own.
const OWN_TEXT: u32 = 62;
/// `BrtBeginWsView`: how the sheet is seen.
const VIEW: u32 = 137;
/// `BrtMergeCell`: a merged range.
const MERGE: u32 = 176;
/// The bits of a row that is hidden, and of one with a height of its own, in byte 11 of its record.
const ROW_IS_HIDDEN: u8 = 0x10;
const ROW_HAS_HEIGHT: u8 = 0x20;
/// Lower rows, in twentieths of a point, and narrower columns, in 256ths of a letter, show nothing.
const LOWEST: u16 = 2;
const NARROWEST: u32 = 26;
/// The bit of a view that shows zeros, in its first byte.
const SHOWS_ZEROS: u8 = 0x10;

/// A sheet as it was read.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) cells: SheetBuilder,
    pub(super) formulas: Formulas,
    /// Where a formula has an empty result.
    pub(super) empty: Vec<(u32, u32)>,
    hides_zeros: bool,
}

/// Reads a sheet.
pub(super) fn read(part: &[u8], workbook: &Workbook, budget: &mut Budget<'_>) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::default();
    let mut records = Records::new(part);
    let mut row = 0;
    while let Some(record) = records.next()? {
        match record.kind {
            ROW => {
                row = record.number32(0)?;
                let flags = record.byte(11)?;
                let is_low = flags & ROW_HAS_HEIGHT != 0 && record.number16(8)? < LOWEST;
                if flags & ROW_IS_HIDDEN != 0 || is_low {
                    sheet.cells.hide_row(budget, row);
                }
            }
            VIEW => sheet.hides_zeros = record.byte(0)? & SHOWS_ZEROS == 0,
            1..=11 | OWN_TEXT => {
                let at = (row, record.number32(0)?);
                if let Some(content) = sheet.content(&record, at, workbook)? {
                    sheet.cells.cell(budget, at, content)?;
                }
            }
            COLUMNS if record.number16(16)? & 1 == 1 || record.number32(8)? < NARROWEST => {
                sheet.cells.hide_columns(budget, record.number32(0)?, record.number32(4)?);
            }
            MERGE => {
                let first = (record.number32(0)?, record.number32(8)?);
                sheet.cells.merge(budget, first, (record.number32(4)?, record.number32(12)?))?;
            }
            _ => {}
        }
    }
    Ok(sheet)
}

impl Sheet {
    /// What a cell holds; the kinds from 8 to 11 are results of formulas.
    fn content(
        &mut self,
        record: &Record<'_>,
        at: (u32, u32),
        workbook: &Workbook,
    ) -> Result<Option<Content>, ReadError> {
        let plain = Style::default();
        // The upper byte of the style's number means something else.
        let style = workbook.styles.cells.get((record.number32(4)? & 0x00ff_ffff) as usize).unwrap_or(&plain);
        let of_text =
            |text: &Pieces| Ok(Some(text_content(text.content(style.why, &workbook.styles.fonts), &style.format)));
        let content = match record.kind {
            2 => self.number(record.packed(8)?, style, workbook),
            3 | 11 => Content::new(error(record.byte(8)?).to_owned(), Nature::FormulaError),
            4 | 10 => {
                let text = if record.byte(8)? == 0 { "FALSE" } else { "TRUE" };
                Content::new(text.to_owned(), Nature::Logical)
            }
            5 => self.number(record.float(8)?, style, workbook),
            9 => {
                let value = record.float(8)?;
                if value == 0.0 {
                    self.formulas.zeros.push(Zero { at, formula: String::new(), shared: None });
                }
                self.formulas.has_result |= value != 0.0;
                self.number(value, style, workbook)
            }
            6 => Content::new(record.text(8)?.0, Nature::Text),
            8 => {
                let text = record.text(8)?.0;
                if text.is_empty() {
                    self.empty.push(at);
                }
                self.formulas.has_result |= !text.is_empty();
                Content::new(text, Nature::Text)
            }
            7 => return workbook.strings.get(record.number32(8)? as usize).map_or(Ok(None), of_text),
            OWN_TEXT => return of_text(&Pieces::read(record, 8)?),
            _ => return Ok(None),
        };
        let content = if content.nature == Nature::Text && matches!(record.kind, 6 | 8) {
            text_content(content, &style.format)
        } else {
            content
        };
        Ok(Some(content.looking(style.why)))
    }

    fn number(&self, value: f64, style: &Style, workbook: &Workbook) -> Content {
        if value == 0.0 && self.hides_zeros {
            return hide("0");
        }
        content_of(value, &style.format, workbook.is_1904)
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
