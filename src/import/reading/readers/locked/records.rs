//! The records of an old workbook that are encrypted with the known password ([MS-XLS] 2.2.10).

use super::password::{PASSWORD, utf16};
use super::primitives::{Hash, rc4};
use crate::import::reading::cfb::{number16, number32};

/// `FilePass`, how the records behind it are encrypted.
pub(in crate::import::reading::readers) const PASSWORD_RECORD: u16 = 0x002f;
/// `BoundSheet8`, whose first bytes say in clear where the sheet begins.
const SHEET: u16 = 0x0085;
const CLEAR_IN_SHEET: usize = 4;
/// `BOF`, `FilePass`, `UsrExcl`, `FileLock`, `InterfaceHdr`, `RRDInfo` and `RRDHead` are never encrypted.
const CLEAR: [u16; 7] = [0x0809, PASSWORD_RECORD, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138];
/// Bytes that are encrypted with one key.
const BLOCK: usize = 1024;
/// What stands behind the password where it is short of 16 letters; the known one is short of one.
const FILLING: u8 = 0xbb;
/// Keys of so many bytes are filled with zeros to the other length.
const SHORT: usize = 5;
const FILLED: usize = 16;

/// How the records are encrypted.
enum Way {
    /// By exclusive or with letters of the password.
    Mixed([u8; 16]),
    /// With the streams of keys.
    Streams(Keys),
}

/// Where the keys of blocks come from: a hash, of which so many bytes are a key.
struct Keys {
    hash: Hash,
    begin: Vec<u8>,
    bytes: usize,
}

impl Keys {
    /// The key of a block.
    fn of(&self, block: u32) -> Vec<u8> {
        let mut key = self.hash.of(&[&self.begin, &block.to_le_bytes()]);
        key.truncate(self.bytes);
        if self.bytes == SHORT {
            key.resize(FILLED, 0);
        }
        key
    }
}

/// Decrypts a stream of records in place; `said` is what its record of the password holds. Nothing when the password is
/// another one, or the way is not known; the stream is left as it was then.
pub(in crate::import::reading::readers) fn open(stream: &mut [u8], said: &[u8]) -> Option<()> {
    let way = match number16(said, 0)? {
        0 => mixed(said)?,
        1 => match (number16(said, 2)?, number16(said, 4)?) {
            (1, 1) => older(said.get(6..54)?)?,
            (2..=4, 2) => newer(said.get(6..)?)?,
            _ => return None,
        },
        _ => return None,
    };
    let parts = parts(stream);
    match way {
        Way::Mixed(letters) => {
            for Part { from, to, length } in parts {
                for (at, byte) in (from + length..).zip(stream.get_mut(from..to).unwrap_or_default()) {
                    *byte = (*byte ^ letters[at % letters.len()]).rotate_right(5);
                }
            }
        }
        Way::Streams(keys) => {
            let mut clear = stream.to_vec();
            (0..).zip(clear.chunks_mut(BLOCK)).for_each(|(number, block)| rc4(&keys.of(number), block));
            for Part { from, to, .. } in parts {
                stream[from..to].copy_from_slice(&clear[from..to]);
            }
        }
    }
    Some(())
}

/// A part of the stream that is encrypted: from, to, and the bytes of its record.
struct Part {
    from: usize,
    to: usize,
    length: usize,
}

/// The encrypted parts: records without their heads.
fn parts(stream: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (number16(stream, at), number16(stream, at + 2)) {
        let length = usize::from(length);
        let from = at + 4 + if kind == SHEET { CLEAR_IN_SHEET } else { 0 };
        let to = at + 4 + length;
        if to > stream.len() {
            break;
        }
        if !CLEAR.contains(&kind) && from < to {
            parts.push(Part { from, to, length });
        }
        at = to;
    }
    parts
}

/// Exclusive or: the letters of the password, mixed with a key that the file tells.
fn mixed(said: &[u8]) -> Option<Way> {
    let [low, high] = number16(said, 2)?.to_le_bytes();
    let letters = PASSWORD.bytes().chain([FILLING]);
    let mixed = letters.enumerate().map(|(at, letter)| (letter ^ if at % 2 == 0 { low } else { high }).rotate_right(1));
    let mixed: Vec<u8> = mixed.collect();
    // The sum of the password's letters ([MS-OFFCRYPTO] 2.3.7.1).
    let letters = PASSWORD.bytes().rev().chain(u8::try_from(PASSWORD.len()));
    let sum = letters.fold(0_u16, |sum, letter| (sum >> 14 & 1 | sum << 1 & 0x7fff) ^ u16::from(letter)) ^ 0xce4b;
    (sum == number16(said, 4)?).then_some(Way::Mixed(mixed.try_into().ok()?))
}

/// The way of Excel 97: salt, a value and its hash.
fn older(said: &[u8]) -> Option<Way> {
    const BYTES: usize = 5;
    let (salt, rest) = said.split_at_checked(16)?;
    let begin = Hash::Md5.of(&[&utf16(PASSWORD)]);
    let salted = [begin.get(..BYTES)?, salt].concat().repeat(16);
    let begin = Hash::Md5.of(&[&salted]).get(..BYTES)?.to_vec();
    tried(rest, Keys { hash: Hash::Md5, begin, bytes: 16 })
}

/// The way of Excel 2002: a head with the lengths, salt, a value and its hash.
fn newer(said: &[u8]) -> Option<Way> {
    const RC4: u32 = 0x6801;
    let head_bytes = number32(said, 4)? as usize;
    let head = said.get(8..8_usize.checked_add(head_bytes)?)?;
    let bits = match number32(head, 16)? {
        0 => 40,
        bits => bits as usize,
    };
    let is_known = number32(head, 8)? == RC4 && (40..=128).contains(&bits);
    let rest = said.get(8 + head_bytes..)?;
    let (salt, rest) = rest.get(4..)?.split_at_checked(number32(rest, 0)? as usize)?;
    let begin = Hash::Sha1.of(&[salt, &utf16(PASSWORD)]);
    let value = rest.get(..16)?;
    let hash = rest.get(20..40)?;
    let keys = Keys { hash: Hash::Sha1, begin, bytes: bits / 8 };
    is_known.then(|| tried(&[value, hash].concat(), keys))?
}

/// The way, where a value decrypted with the first key has the hash that stands behind the value.
fn tried(encrypted: &[u8], keys: Keys) -> Option<Way> {
    let mut clear = encrypted.to_vec();
    rc4(&keys.of(0), &mut clear);
    let (value, its_hash) = clear.split_at_checked(16)?;
    (keys.hash.of(&[value]) == its_hash).then_some(Way::Streams(keys))
}
