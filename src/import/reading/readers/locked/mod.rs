//! Files that are encrypted with the password that every office program tries by itself.
//!
//! Excel encrypts a workbook whose structure or sheets are protected, and nobody is ever asked for the password when it is
//! opened. [MS-OFFCRYPTO] has the formats: `package` (the container around a newer document), `records` (those of an old
//! workbook), `primitives` (hashes and ciphers). What has a real password is refused.

mod package;
mod primitives;
pub(super) mod records;

use super::Reader;
use crate::import::reading::cfb::Compound;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::kind;
use crate::import::reading::limits::Limits;

/// The password that is tried ([MS-OFFCRYPTO] and [MS-XLS] 2.2.10).
const PASSWORD: &str = "VelvetSweatshop";

/// The streams of the container.
const INFO: &str = "EncryptionInfo";
const PACKAGE: &str = "EncryptedPackage";

/// Whether a compound file holds an encrypted document, by the name of one of its streams.
pub(in crate::import::reading) fn is_stream(name: &str) -> bool {
    matches!(name, INFO | PACKAGE)
}

/// Reads what is encrypted as what it is inside.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let inside = opened(bytes).ok_or(ReadError::Encrypted)?;
    match kind::recognise(&inside, limits)? {
        kind @ (FileKind::Xlsx | FileKind::Xlsb | FileKind::Docx) => match Reader::of(kind) {
            Some(reader) => reader.read(&inside, limits),
            None => Err(ReadError::Encrypted),
        },
        // Nothing else is ever encrypted in this way.
        _ => Err(ReadError::Damaged { kind: FileKind::Locked }),
    }
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

/// A text as the hashes take it.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
