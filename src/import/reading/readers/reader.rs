//! What a reader is. The readers of documents that hold other documents name those of what may stand inside, not the list
//! of all.

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::limits::Limits;

/// A reader of one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// What it reads.
    pub kind: FileKind,
    /// Whether it trusts a library, so that it runs in a process of its own.
    pub is_isolated: bool,
    /// Reads the bytes of a file of its kind.
    pub(super) read: fn(&[u8], &Limits) -> Result<Document, ReadError>,
}

impl Reader {
    /// Reads the bytes of a file of its kind.
    ///
    /// # Errors
    /// A sentence when the file is encrypted, damaged, too big, or without any text.
    pub fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        filled(self.kind, (self.read)(bytes, limits)?)
    }
}

/// What was read of a kind of file; a refusal when there is nothing in it.
pub(super) fn filled(kind: FileKind, document: Document) -> Result<Document, ReadError> {
    let is_blank = document.blocks.is_empty() && document.embedded.is_none();
    if is_blank { Err(ReadError::Blank { kind }) } else { Ok(document) }
}
