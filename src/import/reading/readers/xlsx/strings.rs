//! The texts that the cells of a workbook share, and the pieces of which a text is made.

use super::styles::Look;
use super::workbook::Workbook;
use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, FileKind, Nature};
use crate::import::reading::limits::Budget;
use crate::import::reading::readers::runs::Runs;
use crate::import::reading::xml::{Element, Token, Xml};

/// A text in pieces, each with its own font; a piece without takes that of the cell.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    all: Vec<(String, Option<Look>)>,
    /// The font of the piece that is being read.
    look: Option<Look>,
    is_text: bool,
}

impl Pieces {
    /// An element inside the text begins.
    pub(super) fn start(&mut self, element: &Element<'_>) {
        match element.local() {
            "r" => self.look = None,
            "rPr" => self.look = Some(Look::default()),
            "t" => {
                self.is_text = true;
                self.all.push((String::new(), self.look));
            }
            _ => self.look.iter_mut().for_each(|look| look.note(element)),
        }
    }

    /// An element inside the text ends.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "t" => {
                self.is_text = false;
                self.all.iter_mut().next_back().into_iter().for_each(|piece| unescape(&mut piece.0));
            }
            "r" => self.look = None,
            _ => {}
        }
    }

    /// Text, wherever it stands.
    pub(super) fn text(&mut self, text: &str) {
        if let (true, Some(piece)) = (self.is_text, self.all.last_mut()) {
            piece.0.push_str(text);
        }
    }

    /// What a cell with this text holds, by the font of the cell.
    pub(super) fn content(&self, cell: Look) -> Content {
        let why = |look: Option<Look>| look.unwrap_or(cell).why();
        if self.all.iter().all(|(_, look)| why(*look).is_none()) {
            let text = self.all.iter().map(|(text, _)| text.as_str()).collect();
            return Content::new(text, Nature::Text);
        }
        let mut runs = Runs::default();
        for (text, look) in &self.all {
            runs.push(text, why(*look));
        }
        runs.content(Nature::Text)
    }
}

/// The shared texts by number; readings above the characters (phonetic text) are left out.
pub(super) fn read(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    budget: &mut Budget<'_>,
) -> Result<Vec<Pieces>, ReadError> {
    let Some(part) = &workbook.strings else { return Ok(Vec::new()) };
    let Some(text) = archive.text(part)? else { return Ok(Vec::new()) };
    let limits = budget.limits();
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    let mut strings: Vec<Pieces> = Vec::new();
    while let Some(token) = xml.next()? {
        match (token, strings.last_mut()) {
            (Token::Start(element), last) => match (element.local(), last) {
                ("si", _) => {
                    budget.shared_text(strings.len(), 0)?;
                    strings.push(Pieces::default());
                }
                ("rPh", _) => xml.skip()?,
                (_, Some(string)) => string.start(&element),
                _ => {}
            },
            (Token::End(name), Some(string)) => string.end(name.local()),
            (Token::Text(text), Some(string)) => {
                budget.text(text.len())?;
                string.text(&text);
            }
            _ => {}
        }
    }
    Ok(strings)
}

/// Resolves `_x000D_` and its like in place, and makes every line break a line feed.
pub(super) fn unescape(text: &mut String) {
    if text.contains("_x") {
        let mut plain = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("_x") {
            plain.push_str(before);
            let code = after.get(..5).and_then(|it| it.strip_suffix('_'));
            let character = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
            if let (Some(character), Some(behind)) = (character, after.get(5..)) {
                plain.push(character);
                rest = behind;
            } else {
                plain.push_str("_x");
                rest = after;
            }
        }
        plain.push_str(rest);
        *text = plain;
    }
    if text.contains('\r') {
        *text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escaped_characters_are_resolved() {
        for (written, meant) in [("一_x000D_\n二", "一\n二"), ("a_x005F_b", "a_b"), ("_xyz", "_xyz"), ("_x", "_x")]
        {
            let mut text = written.to_owned();
            unescape(&mut text);
            assert_eq!(text, meant);
        }
    }
}
