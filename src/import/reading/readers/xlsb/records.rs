//! The records of a binary part: a number for the kind, a length, and that many bytes.

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::FileKind;

/// What every broken record is.
pub(super) const DAMAGED: ReadError = ReadError::Damaged { kind: FileKind::Xlsb };

/// The records of a part.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

/// A record.
pub(super) struct Record<'a> {
    pub(super) kind: u32,
    pub(super) data: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A number of seven bits a byte, as many bytes as have their highest bit set and one more.
    fn number(&mut self, most_bytes: u32) -> Result<u32, ReadError> {
        let mut value = 0;
        for step in 0..most_bytes {
            let (byte, rest) = self.rest.split_first().ok_or(DAMAGED)?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(value)
    }

    /// The next record, nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let kind = self.number(2)?;
        let length = self.number(4)? as usize;
        let (data, rest) = self.rest.split_at_checked(length).ok_or(DAMAGED)?;
        self.rest = rest;
        Ok(Some(Record { kind, data }))
    }
}

impl Record<'_> {
    /// Bytes of the record.
    fn bytes<const N: usize>(&self, at: usize) -> Result<[u8; N], ReadError> {
        self.data.get(at..at.saturating_add(N)).and_then(|bytes| bytes.try_into().ok()).ok_or(DAMAGED)
    }

    pub(super) fn byte(&self, at: usize) -> Result<u8, ReadError> {
        Ok(self.bytes::<1>(at)?[0])
    }

    pub(super) fn number16(&self, at: usize) -> Result<u16, ReadError> {
        Ok(u16::from_le_bytes(self.bytes(at)?))
    }

    pub(super) fn number32(&self, at: usize) -> Result<u32, ReadError> {
        Ok(u32::from_le_bytes(self.bytes(at)?))
    }

    pub(super) fn float(&self, at: usize) -> Result<f64, ReadError> {
        Ok(f64::from_le_bytes(self.bytes(at)?))
    }

    /// A number that Excel packed into four bytes: a float without its lower half or an integer, maybe times 100.
    pub(super) fn packed(&self, at: usize) -> Result<f64, ReadError> {
        let raw = self.number32(at)?;
        let value =
            if raw & 2 == 0 { f64::from_bits(u64::from(raw & !3) << 32) } else { f64::from(raw.cast_signed() >> 2) };
        Ok(if raw & 1 == 0 { value } else { value / 100.0 })
    }

    /// The units of a text with its length before it, two bytes each, and where it ends.
    pub(super) fn units(&self, at: usize) -> Result<(&[u8], usize), ReadError> {
        let length = self.number32(at)?;
        // The length of a text that is not there.
        if length == u32::MAX {
            return Ok((&[], at + 4));
        }
        let end = (length as usize).checked_mul(2).and_then(|bytes| bytes.checked_add(at + 4)).ok_or(DAMAGED)?;
        Ok((self.data.get(at + 4..end).ok_or(DAMAGED)?, end))
    }

    /// A text with its length before it, and where it ends.
    pub(super) fn text(&self, at: usize) -> Result<(String, usize), ReadError> {
        let (bytes, end) = self.units(at)?;
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Ok((text.replace("\r\n", "\n").replace('\r', "\n"), end))
    }
}
