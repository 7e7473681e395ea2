//! A zip archive of an office program, read with a guard: entries, bytes and ratio are counted while inflating.
//!
//! What an archive claims about its sizes is not believed. Parts that nobody asks for are never inflated.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding;
use super::error::ReadError;
use super::grid::FileKind;
use super::limits::Limits;

/// Parts up to this size may have any ratio: a sheet of blanks packs well.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// An open archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    kind: FileKind,
    limits: &'a Limits,
    unpacked: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `kind` is what the sentences call it.
    pub(super) fn open(bytes: &'a [u8], kind: FileKind, limits: &'a Limits) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| ReadError::Damaged { kind })?;
        if zip.len() > limits.entries {
            return Err(ReadError::TooBig { what: format!("压缩包内超过 {} 个部分", limits.entries) });
        }
        Ok(Self { zip, kind, limits, unpacked: 0 })
    }

    /// The names of the parts, in the order of the archive.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().flatten().map(|name| name.replace('\\', "/")).collect()
    }

    /// The bytes of a part, nothing when there is none of this name.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let damaged = ReadError::Damaged { kind: self.kind };
        let part = match self.zip.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadError::Encrypted),
            Err(_) => return Err(damaged),
        };
        let by_ratio = part.compressed_size().saturating_mul(self.limits.ratio).max(RATIO_FREE_BYTES);
        let most = by_ratio.min(self.limits.part_bytes).min(self.limits.unpacked_bytes.saturating_sub(self.unpacked));
        // The claimed size only spares growing the buffer.
        let claimed = usize::try_from(part.size().min(most).min(RATIO_FREE_BYTES)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(claimed);
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_broken| damaged)?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(ReadError::TooBig {
                what: format!("解压后超过 {} MB，或压缩得不正常", most >> 20)
            });
        }
        self.unpacked += length;
        Ok(Some(bytes))
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        encoding::xml_text(bytes).map(Some).ok_or(ReadError::Damaged { kind: self.kind })
    }

    /// The text of a part without which the file is no document.
    pub(super) fn required(&mut self, name: &str) -> Result<String, ReadError> {
        self.text(name)?.ok_or(ReadError::Damaged { kind: self.kind })
    }

    /// The place of a part; some programs write other cases or backslashes.
    fn index(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            let is_it = |it: &str| it.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name);
            (0..self.zip.len()).find(|index| matches!(self.zip.name_for_index(*index), Some(Ok(it)) if is_it(&it)))
        })
    }
}

/// The names of the parts of an archive of any kind; nothing when it is none.
pub(super) fn names(bytes: &[u8], limits: &Limits) -> Option<Vec<String>> {
    Archive::open(bytes, FileKind::Xlsx, limits).ok().map(|archive| archive.names())
}
