//! Binary workbooks of Excel 2007 and later, after [MS-XLSB]: streamed record by record.
//!
//! Reading order: `records` (how a part is cut), `text` (texts in pieces), `workbook` (sheets, styles, shared
//! texts), `sheet` (the cells).
//! calamine tells neither merged ranges nor percentages of this format.

mod records;
mod sheet;
mod text;
mod workbook;

use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Document, FileKind, Nature};
use crate::import::reading::limits::{Budget, Limits};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes, FileKind::Xlsb, limits)?;
    let mut budget = Budget::new(limits);
    let workbook = workbook::read(&mut archive, &mut budget)?;
    let mut document = Document { kind: FileKind::Xlsb, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let mut sheets = Vec::new();
    for entry in &workbook.sheets {
        match archive.bytes(&entry.part)? {
            Some(part) => sheets.push((entry, sheet::read(&part, &workbook, &mut budget)?)),
            None => document.notes.push(format!("工作表“{}”的内容缺失，没有读取", entry.name)),
        }
    }
    let has_result = sheets.iter().any(|(_, sheet)| sheet.formulas.has_result);
    for (entry, mut sheet) in sheets {
        // An empty text is the result of some formula, but not of all.
        for at in sheet.empty.into_iter().filter(|_| !has_result) {
            sheet.cells.cell(&mut budget, at, Content::new("=".to_owned(), Nature::FormulaWithoutResult))?;
        }
        sheet.formulas.doubt(&mut sheet.cells, workbook.asks_for_calculation && !has_result);
        sheet.cells.add_to(&mut document, &mut budget, (&entry.name, entry.is_hidden))?;
    }
    Ok(document)
}
