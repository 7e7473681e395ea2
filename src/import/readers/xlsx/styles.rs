//! Which cell styles show a number as a date or as a percentage.

use std::collections::BTreeMap;

use super::workbook::Workbook;
use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::FileKind;
use crate::import::limits::Limits;
use crate::import::number_text::Format;
use crate::import::xml::{Token, Xml};

/// The format of every cell style, by its number. A workbook without styles has none.
pub(super) fn read(archive: &mut Archive<'_>, workbook: &Workbook, limits: &Limits) -> Result<Vec<Format>, ReadError> {
    let Some(part) = &workbook.styles else { return Ok(Vec::new()) };
    let Some(text) = archive.text(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut is_in_cell_styles = false;
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match element.local() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        own.insert(id, Format::of_code(&code));
                    }
                }
                "cellXfs" => is_in_cell_styles = true,
                "xf" if is_in_cell_styles => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            },
            // What follows the cell styles is of no interest.
            Token::End(name) if name.local() == "cellXfs" => break,
            Token::End(_) | Token::Text(_) => {}
        }
    }
    Ok(formats)
}
