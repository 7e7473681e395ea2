//! The text of a report from a file of any kind.

use std::path::Path;

use super::Error;
use super::reading::{self, Pool};
use crate::import::ReadError;
use crate::import::grid::FileKind;
use crate::import::kind::recognise;
use crate::import::limits::Limits;
use crate::import::readers::Source;
use crate::report::text::source;

/// The paragraphs of a report: plain text line by line, Word documents and web pages through the readers of `pool`.
///
/// # Errors
/// When the file cannot be read, or no text stands in it.
pub fn paragraphs(path: &Path, pool: &Pool) -> Result<Vec<String>, Error> {
    let unreadable = |source: reading::Error| Error::Unreadable { path: path.to_owned(), source };
    let bytes = reading::bytes(path, &Limits::default()).map_err(|error| match error {
        reading::Error::Open { source } => Error::Read { path: path.to_owned(), source },
        refused => unreadable(refused),
    })?;
    let kind = recognise(&bytes, &Limits::default()).map_err(|source| unreadable(source.into()))?;
    // Commas of sentences look like those of a table.
    let paragraphs = if matches!(kind, FileKind::Text | FileKind::Csv) {
        source::of_text(&bytes).unwrap_or_default()
    } else {
        match pool.read_bytes(bytes).map_err(unreadable)? {
            Source::Document(document) => source::of_document(&document),
            Source::Filing(_) => Vec::new(),
        }
    };
    if paragraphs.is_empty() { Err(unreadable(ReadError::Blank { kind }.into())) } else { Ok(paragraphs) }
}
