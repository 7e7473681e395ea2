//! The texts that the cells of a workbook share.

use super::workbook::Workbook;
use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::FileKind;
use crate::import::limits::Budget;
use crate::import::xml::{Token, Xml};

/// The shared texts by number; readings above the characters (phonetic text) are left out.
pub(super) fn read(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    budget: &mut Budget<'_>,
) -> Result<Vec<String>, ReadError> {
    let Some(part) = &workbook.strings else { return Ok(Vec::new()) };
    let Some(text) = archive.text(part)? else { return Ok(Vec::new()) };
    let limits = budget.limits();
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    let mut strings: Vec<String> = Vec::new();
    let mut is_text = false;
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match element.local() {
                "si" => {
                    budget.shared_text(strings.len(), 0)?;
                    strings.push(String::new());
                }
                "t" => is_text = true,
                "rPh" => xml.skip()?,
                _ => {}
            },
            Token::End(name) if name.local() == "t" => is_text = false,
            Token::End(name) => {
                if let ("si", Some(string)) = (name.local(), strings.last_mut()) {
                    unescape(string);
                }
            }
            Token::Text(text) => {
                if let (true, Some(string)) = (is_text, strings.last_mut()) {
                    budget.text(text.len())?;
                    string.push_str(&text);
                }
            }
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
