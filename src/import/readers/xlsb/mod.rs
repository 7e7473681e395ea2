//! Binary workbooks of Excel 2007 and later, after [MS-XLSB]: streamed record by record.
//!
//! Reading order: `records` (how a part is cut), `workbook` (sheets, formats, shared texts), `sheet` (the cells).
//! calamine tells neither merged ranges nor percentages of this format.

mod records;
mod sheet;
mod workbook;

use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::{Document, FileKind};
use crate::import::limits::{Budget, Limits};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes, FileKind::Xlsb, limits)?;
    let mut budget = Budget::new(limits);
    let workbook = workbook::read(&mut archive, &mut budget)?;
    let mut document = Document { kind: FileKind::Xlsb, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    for entry in &workbook.sheets {
        let Some(part) = archive.bytes(&entry.part)? else {
            document.notes.push(format!("工作表“{}”的内容缺失，没有读取", entry.name));
            continue;
        };
        let sheet = sheet::read(&part, &workbook, &mut budget)?;
        sheet.add_to(&mut document, &mut budget, (&entry.name, entry.is_hidden))?;
    }
    Ok(document)
}
