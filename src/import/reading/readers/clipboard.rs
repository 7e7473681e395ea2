//! What another program put on the clipboard: a table or a piece of one as HTML, with or without the header that Windows
//! puts before it, as text with tabs, or running text.

use super::{csv, html, text};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Document;
use crate::import::reading::limits::Limits;

/// Reads the text of the clipboard.
///
/// # Errors
/// When nothing stands in it, or too much.
pub fn read(content: &str, limits: &Limits) -> Result<Document, ReadError> {
    if content.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if content.len() as u64 > limits.file_bytes {
        return Err(ReadError::TooBig { what: format!("超过 {} MB", limits.file_bytes >> 20) });
    }
    let head: String = content.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let is_page = ["<table", "<html", "<tr", "<td", "<!--startfragment"].iter().any(|it| head.contains(it));
    let document = if is_page {
        html::read_text(content, limits)?
    } else if content.contains('\t') {
        csv::read_text(content, '\t', limits)?
    } else {
        text::read_text(content, limits)?
    };
    if document.blocks.is_empty() { Err(ReadError::Blank { kind: document.kind }) } else { Ok(document) }
}
