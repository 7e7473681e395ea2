//! How the program and its workers talk: a length of eight bytes, then so many bytes.
//!
//! A request is the bytes of a file, an answer is JSON.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::import::error::ReadError;
use crate::import::grid::Document;

/// Nothing that is said is longer.
const MOST_BYTES: u64 = 256 << 20;

/// What a worker says of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// It is a filing; the asker has its bytes.
    Filing,
    /// What it holds.
    Document(Document),
    /// Why it cannot be read.
    Refused(ReadError),
}

/// Says something.
pub(super) fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Hears something; nothing when the other side is gone.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    if length > MOST_BYTES {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
