//! Files that are encrypted with the password that every office program tries by itself.
//!
//! Excel encrypts a workbook whose structure or sheets are protected, and nobody is ever asked for the password when it
//! is opened. [MS-OFFCRYPTO] has the formats: `names` (how its container is told), `password`, `package` (the container
//! around a newer document), `records` (those of an old workbook), `primitives` (hashes and ciphers). What has a real
//! password is refused.

mod names;
mod package;
mod password;
mod primitives;
pub(super) mod records;

pub(in crate::import::reading) use names::is_stream;
use names::{INFO, PACKAGE};
use password::{PASSWORD, utf16};

use super::reader::filled;
use super::{docx, xlsb, xlsx};
use crate::import::reading::cfb::Compound;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::kind;
use crate::import::reading::limits::Limits;

/// Reads what is encrypted as what it is inside.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let inside = opened(bytes).ok_or(ReadError::Encrypted)?;
    let kind = kind::recognise(&inside, limits)?;
    let read = match kind {
        FileKind::Xlsx => xlsx::read,
        FileKind::Xlsb => xlsb::read,
        FileKind::Docx => docx::read,
        // Nothing else is ever encrypted in this way.
        _ => return Err(ReadError::Damaged { kind: FileKind::Locked }),
    };
    filled(kind, read(&inside, limits)?)
}

/// The document inside, where the password is the known one and the way of encrypting it too.
fn opened(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Compound::open(bytes)?;
    let entries = file.entries();
    let stream = |name| {
        let entry = Compound::top(&entries).into_iter().chain(&entries).find(|entry| entry.name == name)?;
        file.stream(&entries, entry)
    };
    package::open(&stream(INFO)?, stream(PACKAGE)?, &utf16(PASSWORD))
}
