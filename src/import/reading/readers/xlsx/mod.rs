//! Workbooks of Excel 2007 and later, and of WPS: streamed from their XML in one pass a sheet.
//!
//! calamine would read every sheet a second time for merged ranges and a third time for what is hidden, and knows no
//! bound for what it unpacks. Reading order: `workbook` (the list of sheets), `styles` (how
//! numbers and texts are shown), `strings` (the shared texts) and `sheet` (the cells).

mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::limits::{Budget, Limits};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes, FileKind::Xlsx, limits)?;
    let mut budget = Budget::new(limits);
    let workbook = workbook::read(&mut archive, limits)?;
    let styles = styles::read(&mut archive, &workbook, limits)?;
    let strings = strings::read(&mut archive, &workbook, &mut budget)?;
    let mut document = Document { kind: FileKind::Xlsx, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let book = sheet::Book { styles: &styles, strings: &strings, is_1904: workbook.is_1904 };
    let mut sheets = Vec::new();
    for entry in &workbook.sheets {
        match archive.text(&entry.part)? {
            Some(xml) => sheets.push((entry, sheet::read(&xml, &book, &mut budget)?)),
            None => document.notes.push(format!("工作表“{}”的内容缺失，没有读取", entry.name)),
        }
    }
    let has_result = sheets.iter().any(|(_, sheet)| sheet.formulas.has_result);
    let all_are_open = workbook.asks_for_calculation && !has_result;
    for (entry, mut sheet) in sheets {
        sheet.formulas.doubt(&mut sheet.cells, all_are_open);
        sheet.cells.add_to(&mut document, &mut budget, (&entry.name, entry.is_hidden))?;
    }
    Ok(document)
}
