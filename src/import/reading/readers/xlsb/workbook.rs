//! The list of sheets, the cell styles and the shared texts of a binary workbook.

use std::collections::BTreeMap;

use super::records::Records;
use super::text::Pieces;
use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{FileKind, Unread};
use crate::import::reading::limits::Budget;
use crate::import::reading::number_format::Format;
use crate::import::reading::readers::relations;

/// The usual name of the main part.
const MAIN: &str = "xl/workbook.bin";

/// `BrtWbProp`: the properties of the workbook.
const PROPERTIES: u32 = 153;
/// `BrtBundleSh`: a sheet of the list.
const SHEET: u32 = 156;
/// `BrtSSTItem`: a shared text.
const SHARED_TEXT: u32 = 19;
/// `BrtFmt`: a number format of the workbook's own.
const FORMAT: u32 = 44;
/// `BrtFont`: a font.
const FONT: u32 = 43;
/// The flag of a font that is struck out.
const IS_STRUCK: u16 = 8;
/// `BrtCalcProp`: how the workbook is calculated.
const CALCULATION: u32 = 157;
/// The flags of a workbook that asks to be calculated: `fFullCalcOnLoad` and `fSomeUncalced`.
const ASKS_FOR_CALCULATION: u16 = 0x11;
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
    pub(super) styles: Styles,
    pub(super) strings: Vec<Pieces>,
    pub(super) is_1904: bool,
    /// Whether the file asks to be calculated when it is opened: its results may be none.
    pub(super) asks_for_calculation: bool,
}

/// The fonts and the cell styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Why text in a font does not count.
    pub(super) fonts: Vec<Option<Unread>>,
    pub(super) cells: Vec<Style>,
}

/// A cell style.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub(super) format: Format,
    /// Why what stands in the cell does not count.
    pub(super) why: Option<Unread>,
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
    let main = relations::main(archive, MAIN, FileKind::Xlsb, limits)?;
    for relation in relations::read(archive, &relations::list_of(&main), FileKind::Xlsb, limits)? {
        match relation.kind.as_str() {
            "worksheet" => drop(worksheets.insert(relation.id, relation.part)),
            "styles" => workbook.styles = styles(&archive.bytes(&relation.part)?.unwrap_or_default())?,
            "sharedStrings" => workbook.strings = strings(&archive.bytes(&relation.part)?.unwrap_or_default(), budget)?,
            _ => {}
        }
    }
    let part = archive.bytes(&main)?.ok_or(super::records::DAMAGED)?;
    let mut records = Records::new(&part);
    while let Some(record) = records.next()? {
        match record.kind {
            CALCULATION => workbook.asks_for_calculation = record.number16(24)? & ASKS_FOR_CALCULATION != 0,
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

fn styles(part: &[u8]) -> Result<Styles, ReadError> {
    let mut own = BTreeMap::new();
    let mut styles = Styles::default();
    let mut is_in_cell_styles = false;
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            FORMAT => drop(own.insert(u32::from(record.number16(0)?), Format::of_code(&record.text(2)?.0))),
            FONT => {
                let is_struck = record.number16(2)? & IS_STRUCK != 0;
                let is_raised = matches!(record.number16(6)?, 1 | 2);
                styles.fonts.push(if is_struck { Some(Unread::Struck) } else { is_raised.then_some(Unread::Raised) });
            }
            STYLES_BEGIN => is_in_cell_styles = true,
            STYLES_END => break,
            STYLE if is_in_cell_styles => {
                let id = u32::from(record.number16(2)?);
                let format = own.get(&id).cloned().unwrap_or_else(|| Format::built_in(id));
                let why = styles.fonts.get(usize::from(record.number16(4)?)).copied().flatten();
                styles.cells.push(Style { format, why });
            }
            _ => {}
        }
    }
    Ok(styles)
}

fn strings(part: &[u8], budget: &mut Budget<'_>) -> Result<Vec<Pieces>, ReadError> {
    let mut strings = Vec::new();
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        if record.kind == SHARED_TEXT {
            let text = Pieces::read(&record, 0)?;
            budget.shared_text(strings.len(), text.length())?;
            strings.push(text);
        }
    }
    Ok(strings)
}
