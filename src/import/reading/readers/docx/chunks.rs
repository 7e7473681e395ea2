//! Chunks of other formats that stand for a part of a document's text.

use super::parts::Parts;
use crate::import::reading::error::{Foreign, ReadError};
use crate::import::reading::grid::{Block, Document, FileKind};
use crate::import::reading::kind;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::reader::filled;
use crate::import::reading::readers::relations::Relation;
use crate::import::reading::readers::{csv, html, mht, text};

/// What a chunk holds, and what is said of it.
pub(super) type Read = (Vec<Block>, Vec<String>);

/// How a document of Word is read that stands in another.
pub(super) type Inner = fn(&[u8], &Limits) -> Result<Document, ReadError>;

/// Reads a chunk. One that cannot be read is told; only a limit refuses the document.
pub(super) fn chunk(
    parts: &mut Parts<'_>,
    relation: Option<&Relation>,
    limits: &Limits,
    inner: Inner,
) -> Result<Read, ReadError> {
    let missing = "文档中嵌入的一部分不在文件里，没有读".to_owned();
    let Some(relation) = relation else { return Ok((Vec::new(), vec![missing])) };
    let Some(bytes) = parts.bytes(&relation.part)? else { return Ok((Vec::new(), vec![missing])) };
    match read(&bytes, &relation.part, limits, inner) {
        Ok(document) => Ok((document.blocks, document.notes)),
        Err(error @ ReadError::TooBig { .. }) => Err(error),
        Err(ReadError::Empty | ReadError::Blank { .. }) => Ok((Vec::new(), Vec::new())),
        Err(error) => Ok((Vec::new(), vec![format!("文档中嵌入的一部分没有读：{error}")])),
    }
}

fn read(bytes: &[u8], name: &str, limits: &Limits, inner: Inner) -> Result<Document, ReadError> {
    let is_page = [".htm", ".html", ".xhtml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let found = match kind::recognise(bytes, limits)? {
        FileKind::Text | FileKind::Csv if is_page => FileKind::Html,
        found => found,
    };
    let read = match found {
        FileKind::Docx => return inner(bytes, limits),
        FileKind::Html => html::read,
        FileKind::Mht => mht::read,
        FileKind::Text => text::read,
        FileKind::Csv => csv::read,
        _ => return Err(ReadError::Unsupported(Foreign::Unknown)),
    };
    filled(found, read(bytes, limits)?)
}
