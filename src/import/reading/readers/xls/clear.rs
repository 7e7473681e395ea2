//! An encrypted workbook in clear, where its password is the one that every office program tries.

use std::borrow::Cow;

use super::records::{END, NOTHING, records, stream};
use crate::import::reading::cfb::Compound;
use crate::import::reading::error::ReadError;
use crate::import::reading::readers::locked::records::{PASSWORD_RECORD, open};

/// The file as it is, or decrypted.
///
/// # Errors
/// When it has a password of its own.
pub(super) fn clear(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    let Some(file) = Compound::open(bytes) else { return Ok(bytes.into()) };
    let entries = file.entries();
    let Some((book, mut stream)) = stream(&file, &entries) else { return Ok(bytes.into()) };
    let Some((at, said)) = password(&stream) else { return Ok(bytes.into()) };
    open(&mut stream, &said).ok_or(ReadError::Encrypted)?;
    // Nobody is to decrypt it again.
    stream[at..at + 2].copy_from_slice(&NOTHING.to_le_bytes());
    let mut clear = bytes.to_vec();
    let places = file.places(book);
    for (at, byte) in stream.into_iter().enumerate() {
        let place = places.of(at).and_then(|place| clear.get_mut(place));
        *place.ok_or(ReadError::Encrypted)? = byte;
    }
    Ok(clear.into())
}

/// The record of the password: where it begins and what it holds.
fn password(stream: &[u8]) -> Option<(usize, Vec<u8>)> {
    let mut globals = records(stream, 0).take_while(|(_, kind, _)| *kind != END);
    globals.find(|(_, kind, _)| *kind == PASSWORD_RECORD).map(|(at, _, said)| (at, said.to_vec()))
}
