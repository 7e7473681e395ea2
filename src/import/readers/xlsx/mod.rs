//! Workbooks of Excel 2007 and later, and of WPS: streamed from their XML in one pass a sheet.
//!
//! calamine would read every sheet a second time for merged ranges and a third time for what is hidden, and knows no
//! bound for what it unpacks. Reading order: [`workbook`] (the list of sheets), [`styles`] (which numbers are dates or
//! percentages), [`strings`] (the shared texts), [`sheet`] (the cells).

mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::{Block, Document, FileKind};
use crate::import::limits::{Budget, Limits};

/// The very hidden sheet of this program's own workbooks, which holds the exact values.
pub const EMBEDDED_SHEET: &str = "tianbao";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes, FileKind::Xlsx, limits)?;
    let mut budget = Budget::new(limits);
    let workbook = workbook::read(&mut archive, limits)?;
    let styles = styles::read(&mut archive, &workbook, limits)?;
    let strings = strings::read(&mut archive, &workbook, &mut budget)?;
    let mut document = Document { kind: FileKind::Xlsx, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    for entry in &workbook.sheets {
        let Some(xml) = archive.text(&entry.part)? else {
            document.notes.push(format!("工作表“{}”的内容缺失，没有读取", entry.name));
            continue;
        };
        let book = sheet::Book { styles: &styles, strings: &strings, is_1904: workbook.is_1904 };
        let sheet = sheet::read(&xml, &book, &mut budget)?;
        if entry.name == EMBEDDED_SHEET && entry.is_hidden {
            document.embedded = Some(sheet.into_rows());
        } else if !sheet.is_blank() {
            budget.block()?;
            let grid = sheet.finish(&entry.name, entry.is_hidden, &mut document.notes);
            document.blocks.push(Block::Grid(grid));
        }
    }
    Ok(document)
}
