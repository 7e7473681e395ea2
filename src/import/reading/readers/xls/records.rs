//! The records of an old workbook ([MS-XLS]).

use crate::import::reading::cfb::{Compound, Entry};

/// `BOF`: a substream begins.
pub(super) const BEGIN: u16 = 0x0809;
/// `EOF`: a substream ends.
pub(super) const END: u16 = 0x000a;
/// `BoundSheet8`: a sheet of the list.
pub(super) const SHEET: u16 = 0x0085;
/// `Blank`, which says nothing.
pub(super) const NOTHING: u16 = 0x0201;

/// A record: where it begins, its kind and its bytes.
pub(super) type Record<'a> = (usize, u16, &'a [u8]);

/// The entry of a workbook and the stream of its records.
pub(super) fn stream<'e>(file: &Compound<'_>, entries: &'e [Entry]) -> Option<(&'e Entry, Vec<u8>)> {
    let book = entries.iter().find(|entry| matches!(entry.name.as_str(), "Workbook" | "Book"))?;
    Some((book, file.stream(entries, book)?))
}

/// The records of a stream from a place on.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let begin = at;
        let kind = u16::try_from(number(stream, begin)?).ok()?;
        let length = number(stream, begin + 2)? as usize;
        let data = stream.get(begin + 4..begin + 4 + length)?;
        at = begin + 4 + length;
        Some((begin, kind, data))
    })
}

/// A number of two bytes.
pub(super) fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}
