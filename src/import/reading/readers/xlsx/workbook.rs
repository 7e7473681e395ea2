//! The list of sheets of a workbook, with the parts that hold them.

use std::collections::BTreeMap;

use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::FileKind;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::relations;
use crate::import::reading::xml::{Token, Xml};

/// The usual name of the part that lists the sheets.
const WORKBOOK: &str = "xl/workbook.xml";

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Entry>,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
    /// Whether the file asks to be calculated when it is opened: its results may be none.
    pub(super) asks_for_calculation: bool,
    /// The part with the shared texts.
    pub(super) strings: Option<String>,
    /// The part with the number formats and fonts.
    pub(super) styles: Option<String>,
}

/// A sheet of the list.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) is_hidden: bool,
}

/// Reads the list; sheets that are charts or macros hold no cells and are left out.
pub(super) fn read(archive: &mut Archive<'_>, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut workbook = Workbook::default();
    let mut worksheets = BTreeMap::new();
    let main = relations::main(archive, WORKBOOK, FileKind::Xlsx, limits)?;
    for relation in relations::read(archive, &relations::list_of(&main), FileKind::Xlsx, limits)? {
        match relation.kind.as_str() {
            "worksheet" => drop(worksheets.insert(relation.id, relation.part)),
            "sharedStrings" => workbook.strings = Some(relation.part),
            "styles" => workbook.styles = Some(relation.part),
            _ => {}
        }
    }
    let text = archive.required(&main)?;
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        match element.local() {
            "workbookPr" => workbook.is_1904 = element.is_on("date1904"),
            "calcPr" => workbook.asks_for_calculation |= element.is_on("fullCalcOnLoad"),
            "sheet" => {
                let part = element.attribute("id").and_then(|id| worksheets.get(id.as_ref()));
                if let (Some(part), Some(name)) = (part, element.attribute("name")) {
                    let is_hidden = element.attribute("state").is_some_and(|state| state != "visible");
                    workbook.sheets.push(Entry { name: name.into_owned(), part: part.clone(), is_hidden });
                }
            }
            _ => {}
        }
    }
    Ok(workbook)
}
