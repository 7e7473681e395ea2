//! What the styles of cells say: how a number is shown, and whether the font is struck out, raised or lowered.

use std::collections::BTreeMap;

use super::workbook::Workbook;
use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{FileKind, Unread};
use crate::import::reading::limits::Limits;
use crate::import::reading::number_format::Format;
use crate::import::reading::xml::{Element, Token, Xml};

/// How text is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    is_struck: bool,
    is_raised: bool,
}

/// A cell style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) format: Format,
    pub(super) look: Look,
}

impl Look {
    /// Notes a property of a font.
    pub(super) fn note(&mut self, element: &Element<'_>) {
        let value = element.attribute("val");
        let value = value.as_deref().map(str::trim);
        match element.local() {
            "strike" => self.is_struck = !matches!(value, Some("0" | "false" | "off")),
            "vertAlign" => self.is_raised = matches!(value, Some("superscript" | "subscript")),
            _ => {}
        }
    }

    /// Why text that looks so does not count.
    pub(super) fn why(self) -> Option<Unread> {
        if self.is_struck { Some(Unread::Struck) } else { self.is_raised.then_some(Unread::Raised) }
    }
}

/// The numbers of the format, the font and the named style of a cell style.
type Numbers = (Option<u32>, Option<u32>, Option<u32>);

/// Every cell style by its number. A workbook without styles has none.
pub(super) fn read(archive: &mut Archive<'_>, workbook: &Workbook, limits: &Limits) -> Result<Vec<Style>, ReadError> {
    let Some(part) = &workbook.styles else { return Ok(Vec::new()) };
    let Some(text) = archive.text(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    let mut codes = BTreeMap::new();
    let (mut fonts, mut named, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    let mut list = String::new();
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match (list.as_str(), element.local()) {
                (_, "numFmt") if list != "dxfs" => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        codes.insert(id, Format::of_code(&code));
                    }
                }
                (_, name @ ("fonts" | "cellStyleXfs" | "cellXfs" | "dxfs")) => name.clone_into(&mut list),
                ("fonts", "font") => fonts.push(Look::default()),
                ("fonts", _) => fonts.iter_mut().next_back().into_iter().for_each(|font| font.note(&element)),
                ("cellStyleXfs", "xf") => named.push(numbers(&element)),
                ("cellXfs", "xf") => cells.push(numbers(&element)),
                _ => {}
            },
            Token::End(name) if name.local() == list => list.clear(),
            Token::End(_) | Token::Text(_) => {}
        }
    }
    let style = |(format, font, parent): Numbers| {
        let parent = parent.and_then(|it| named.get(it as usize)).copied().unwrap_or_default();
        let format = format.or(parent.0).unwrap_or(0);
        let font = font.or(parent.1).unwrap_or(0);
        Style {
            format: codes.get(&format).cloned().unwrap_or_else(|| Format::built_in(format)),
            look: fonts.get(font as usize).copied().unwrap_or_default(),
        }
    };
    Ok(cells.into_iter().map(style).collect())
}

fn numbers(element: &Element<'_>) -> Numbers {
    (element.number("numFmtId"), element.number("fontId"), element.number("xfId"))
}
