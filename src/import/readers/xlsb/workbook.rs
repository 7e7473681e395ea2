//! The list of sheets, the number formats and the shared texts of a binary workbook.

use std::collections::BTreeMap;

use super::records::Records;
use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::FileKind;
use crate::import::limits::Budget;
use crate::import::number_text::Format;
use crate::import::readers::relations;

/// `BrtWbProp`: the properties of the workbook.
const PROPERTIES: u32 = 153;
/// `BrtBundleSh`: a sheet of the list.
const SHEET: u32 = 156;
/// `BrtSSTItem`: a shared text.
const SHARED_TEXT: u32 = 19;
/// `BrtFmt`: a number format of the workbook's own.
const FORMAT: u32 = 44;
/// `BrtXF`: a cell style.
const STYLE: u32 = 47;
/// `BrtBeginCellXFs`: the cell styles begin.
const STYLES_BEGIN: u32 = 617;
/// `BrtEndCellXFs`: the cell styles end.
const STYLES_END: u32 = 618;

/// What the cells of all sheets refer to, and the sheets.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Entry>,
    pub(super) formats: Vec<Format>,
    pub(super) strings: Vec<String>,
    pub(super) is_1904: bool,
}

/// A sheet of the list.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) is_hidden: bool,
}

/// Reads everything that stands outside the sheets.
pub(super) fn read(archive: &mut Archive<'_>, budget: &mut Budget<'_>) -> Result<Workbook, ReadError> {
    let mut workbook = Workbook::default();
    let mut worksheets = BTreeMap::new();
    let limits = budget.limits();
    for relation in relations::read(archive, "xl/_rels/workbook.bin.rels", FileKind::Xlsb, limits)? {
        match relation.kind.as_str() {
            "worksheet" => drop(worksheets.insert(relation.id, relation.part)),
            "styles" => workbook.formats = formats(&archive.bytes(&relation.part)?.unwrap_or_default())?,
            "sharedStrings" => workbook.strings = strings(&archive.bytes(&relation.part)?.unwrap_or_default(), budget)?,
            _ => {}
        }
    }
    let part = archive.bytes("xl/workbook.bin")?.ok_or(super::records::DAMAGED)?;
    let mut records = Records::new(&part);
    while let Some(record) = records.next()? {
        match record.kind {
            PROPERTIES => workbook.is_1904 = record.number32(0)? & 1 == 1,
            SHEET => {
                let is_hidden = record.number32(0)? != 0;
                let (id, end) = record.text(8)?;
                let (name, _) = record.text(end)?;
                // Charts and macro sheets are no worksheets and hold no cells.
                if let Some(part) = worksheets.get(&id) {
                    workbook.sheets.push(Entry { name, part: part.clone(), is_hidden });
                }
            }
            _ => {}
        }
    }
    Ok(workbook)
}

fn formats(part: &[u8]) -> Result<Vec<Format>, ReadError> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut is_in_cell_styles = false;
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            FORMAT => drop(own.insert(u32::from(record.number16(0)?), Format::of_code(&record.text(2)?.0))),
            STYLES_BEGIN => is_in_cell_styles = true,
            STYLES_END => break,
            STYLE if is_in_cell_styles => {
                let id = u32::from(record.number16(2)?);
                formats.push(own.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
            }
            _ => {}
        }
    }
    Ok(formats)
}

fn strings(part: &[u8], budget: &mut Budget<'_>) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        if record.kind == SHARED_TEXT {
            let (text, _) = record.text(1)?;
            budget.shared_text(strings.len(), text.len())?;
            strings.push(text);
        }
    }
    Ok(strings)
}
