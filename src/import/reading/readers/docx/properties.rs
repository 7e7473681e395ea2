//! The properties of paragraphs, tables, rows, cells and content controls, each read to its end.
//!
//! What they were before a tracked change never counts.

use super::look::{self, Format};
use crate::import::reading::error::ReadError;
use crate::import::reading::xml::{Element, Token, Xml};

/// A row whose height is exactly this or less, in twentieths of a point, is not seen.
const NO_HEIGHT: u32 = 20;

/// Whether a cell goes on with the one above or to the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

/// The properties of a paragraph.
#[derive(Debug, Default)]
pub(super) struct OfParagraph {
    pub(super) style: Option<String>,
    pub(super) mark: Format,
    pub(super) is_shaded: bool,
}

/// The properties of a table.
#[derive(Debug, Default)]
pub(super) struct OfTable {
    pub(super) style: Option<String>,
    pub(super) is_shaded: bool,
}

/// The properties of a row.
#[derive(Debug, Default)]
pub(super) struct OfRow {
    pub(super) skipped: u32,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
}

/// The properties of a cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfCell {
    pub(super) column_span: Option<u32>,
    pub(super) down: Merge,
    pub(super) right: Merge,
    pub(super) is_deleted: bool,
    pub(super) is_shaded: bool,
}

/// Reads properties to their end; `note` gets each, but those from before a tracked change.
fn each<'a>(
    xml: &mut Xml<'a>,
    mut note: impl FnMut(&Element<'a>, &mut Xml<'a>) -> Result<bool, ReadError>,
) -> Result<(), ReadError> {
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Some(Token::Start(element)) if look::is_past(&element) => xml.skip()?,
            // A property that was read to its end is no longer open.
            Some(Token::Start(element)) => open += usize::from(!note(&element, xml)?),
            Some(Token::End(_)) => open -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(())
}

fn value(element: &Element<'_>) -> Option<String> {
    element.attribute("val").map(|it| it.into_owned())
}

/// Whether a property without a value, or with one, is on.
fn is_on(element: &Element<'_>) -> bool {
    element.attribute("val").is_none_or(|it| !matches!(it.as_ref(), "0" | "false" | "off"))
}

/// The properties of a paragraph, to their end.
pub(super) fn of_paragraph(xml: &mut Xml<'_>) -> Result<OfParagraph, ReadError> {
    let mut found = OfParagraph::default();
    each(xml, |element, xml| {
        match element.local() {
            "pStyle" => found.style = value(element),
            "shd" => found.is_shaded = look::is_coloured(element),
            "rPr" => {
                found.mark = look::format(xml)?;
                return Ok(true);
            }
            "sectPr" => {
                xml.skip()?;
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    })?;
    Ok(found)
}

/// The properties of a table, to their end.
pub(super) fn of_table(xml: &mut Xml<'_>) -> Result<OfTable, ReadError> {
    let mut found = OfTable::default();
    each(xml, |element, _| {
        match element.local() {
            "tblStyle" => found.style = value(element),
            "shd" => found.is_shaded = look::is_coloured(element),
            _ => {}
        }
        Ok(false)
    })?;
    Ok(found)
}

/// The properties of a row, to their end.
pub(super) fn of_row(xml: &mut Xml<'_>) -> Result<OfRow, ReadError> {
    let mut found = OfRow::default();
    each(xml, |element, _| {
        match element.local() {
            "gridBefore" => found.skipped = element.number("val").unwrap_or(0),
            "hidden" => found.is_hidden |= is_on(element),
            "trHeight" => {
                let is_exact = element.attribute("hRule").or_else(|| element.attribute("h-rule"));
                let is_exact = is_exact.is_some_and(|it| it == "exact");
                found.is_hidden |= is_exact && element.number("val").unwrap_or(0) <= NO_HEIGHT;
            }
            "del" | "moveFrom" | "annotation" => found.is_deleted = true,
            _ => {}
        }
        Ok(false)
    })?;
    Ok(found)
}

/// The properties of a cell, to their end.
pub(super) fn of_cell(xml: &mut Xml<'_>) -> Result<OfCell, ReadError> {
    let mut found = OfCell::default();
    let merge = |word: Option<String>| {
        if word.is_some_and(|it| matches!(it.as_str(), "restart" | "rest")) { Merge::Restart } else { Merge::Continue }
    };
    each(xml, |element, _| {
        match element.local() {
            "gridSpan" => found.column_span = element.number("val"),
            "vMerge" | "vmerge" => found.down = merge(value(element)),
            "hMerge" | "hmerge" => found.right = merge(value(element)),
            "cellDel" => found.is_deleted = true,
            "annotation" => found.is_deleted = true,
            // A tracked change of a merge tells both what was and what is.
            "cellMerge" => {
                if let Some(word) = element.attribute("vMerge") {
                    found.down = merge(Some(word.into_owned()));
                } else if element.attribute("vMergeOrig").is_some() {
                    found.down = Merge::None;
                }
            }
            "shd" => found.is_shaded = look::is_coloured(element),
            _ => {}
        }
        Ok(false)
    })?;
    Ok(found)
}

/// The properties of a content control, to their end: whether it shows its prompt.
pub(super) fn of_control(xml: &mut Xml<'_>) -> Result<bool, ReadError> {
    let mut is_prompt = false;
    each(xml, |element, _| {
        if element.local() == "showingPlcHdr" {
            is_prompt = is_on(element);
        }
        Ok(false)
    })?;
    Ok(is_prompt)
}

/// The properties of a field of a form, to their end: what a list shows that was chosen from.
pub(super) fn of_field(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let (mut chosen, mut usual, mut entries) = (None, None, Vec::new());
    let mut is_list = false;
    each(xml, |element, _| {
        match element.local() {
            "ddList" => is_list = true,
            "result" if is_list => chosen = element.number("val"),
            "default" if is_list => usual = element.number("val"),
            "listEntry" if is_list => entries.push(value(element).unwrap_or_default()),
            _ => {}
        }
        Ok(false)
    })?;
    let number = chosen.or(usual).unwrap_or(0) as usize;
    Ok(if number < entries.len() { Some(entries.swap_remove(number)) } else { None })
}
