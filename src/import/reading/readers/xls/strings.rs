//! The texts of an old workbook that are made of pieces with fonts of their own.
//!
//! calamine reads the texts and drops the fonts, so they are read once more here; a text that is of one piece needs none.

use std::collections::BTreeMap;

use super::records::{Record, number};
use super::styles::{Styles, letters};
use crate::import::reading::grid::Unread;

/// `SST`: the shared texts.
const SHARED: u16 = 0x00fc;
/// `Continue`: more of the record before.
const MORE: u16 = 0x003c;

/// The font of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    /// That of the cell, which the first piece may have.
    OfCell,
    /// One of its own, and why text in it does not count.
    Own(Option<Unread>),
}

impl Font {
    /// Why text in the font does not count. `cell` is that of the cell.
    pub(super) fn why(self, cell: Option<Unread>) -> Option<Unread> {
        match self {
            Self::OfCell => cell,
            Self::Own(why) => why,
        }
    }
}

/// A text in pieces, each with its font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces(pub(super) Vec<(String, Font)>);

impl Pieces {
    /// A text cut where fonts begin, each at a place with a number.
    fn new<T>(text: &[T], runs: &[(u32, u32)], styles: &Styles, words: impl Fn(&[T]) -> String) -> Self {
        let mut pieces = Vec::new();
        let (mut from, mut font) = (0, Font::OfCell);
        for (at, number) in runs {
            let at = (*at as usize).clamp(from, text.len());
            pieces.push((words(text.get(from..at).unwrap_or_default()), font));
            (from, font) = (at, Font::Own(styles.font(*number)));
        }
        pieces.push((words(text.get(from..).unwrap_or_default()), font));
        pieces.retain(|(text, _)| !text.is_empty());
        Self(pieces)
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// The shared texts with pieces, by number; `records` are those of the workbook.
pub(super) fn shared<'a>(records: impl Iterator<Item = Record<'a>>, styles: &Styles) -> BTreeMap<u32, Pieces> {
    let mut records = records.skip_while(|(_, kind, _)| *kind != SHARED);
    let first = records.next().map(|(_, _, data)| data);
    let more = records.take_while(|(_, kind, _)| *kind == MORE).map(|(_, _, data)| data);
    let mut chunks = Chunks { pieces: first.into_iter().chain(more).collect(), piece: 0, at: 8 };
    let mut found = BTreeMap::new();
    for index in 0_u32.. {
        let Some((text, runs)) = chunks.text() else { break };
        if !runs.is_empty() {
            found.insert(index, Pieces::new(&text, &runs, styles, String::from_utf16_lossy));
        }
    }
    found
}

/// The pieces of a text that stands in its cell (`RString`), behind the place of the cell.
pub(super) fn own(data: &[u8], styles: &Styles) -> Option<Pieces> {
    if !styles.is_old {
        let mut chunks = Chunks { pieces: vec![data], piece: 0, at: 6 };
        let length = chunks.number16()?;
        let is_wide = chunks.byte()? & 1 == 1;
        let text = chunks.letters(length as usize, is_wide)?;
        let count = chunks.number16()?;
        let runs = chunks.runs(count)?;
        return Some(Pieces::new(&text, &runs, styles, String::from_utf16_lossy));
    }
    let end = 8 + number(data, 6)? as usize;
    let text = data.get(8..end)?;
    let runs = data.get(end + 1..)?.chunks_exact(2).take(usize::from(*data.get(end)?));
    let runs: Vec<_> = runs.map(|pair| (u32::from(pair[0]), u32::from(pair[1]))).collect();
    Some(Pieces::new(text, &runs, styles, letters))
}

/// Where fonts begin in a text, each with its number.
type Fonts = Vec<(u32, u32)>;

/// Bytes that several records hold one behind the other.
struct Chunks<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl Chunks<'_> {
    /// The next byte.
    fn byte(&mut self) -> Option<u8> {
        loop {
            let chunk = self.pieces.get(self.piece)?;
            if let Some(byte) = chunk.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn number16(&mut self) -> Option<u32> {
        Some(u32::from(self.byte()?) | u32::from(self.byte()?) << 8)
    }

    /// Letters; where a record ends between them the next one begins with their width.
    fn letters(&mut self, length: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut letters = Vec::new();
        while letters.len() < length {
            if self.pieces.get(self.piece).is_some_and(|chunk| self.at >= chunk.len()) {
                (self.piece, self.at) = (self.piece + 1, 0);
                is_wide = self.byte()? & 1 == 1;
                continue;
            }
            let low = u16::from(self.byte()?);
            letters.push(if is_wide { low | u16::from(self.byte()?) << 8 } else { low });
        }
        Some(letters)
    }

    /// Where fonts begin, and their numbers.
    fn runs(&mut self, count: u32) -> Option<Fonts> {
        (0..count).map(|_| Some((self.number16()?, self.number16()?))).collect()
    }

    /// The next shared text and its fonts.
    fn text(&mut self) -> Option<(Vec<u16>, Fonts)> {
        let length = self.number16()?;
        let flags = self.byte()?;
        let count = if flags & 8 == 0 { 0 } else { self.number16()? };
        let rest = if flags & 4 == 0 { 0 } else { self.number16()? | self.number16()? << 16 };
        let letters = self.letters(length as usize, flags & 1 == 1)?;
        let runs = self.runs(count)?;
        for _ in 0..rest {
            self.byte()?;
        }
        Some((letters, runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_on_in_the_next_record() {
        let mut styles = Styles::default();
        for flags in [0, 8] {
            styles.note((0, 0x0031, &[200, 0, flags, 0, 0, 0, 0, 0, 0, 0]));
        }
        // A plain text; then 甲12 and 41 of two bytes a letter, 19 of one byte behind the end of the record.
        let first = [0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, b'a', 7, 0, 9, 2, 0, 0x32, 0x75, b'1', 0, b'2', 0, b'4', 0];
        let second = [0, b'1', b'1', b'9', 1, 0, 1, 0, 3, 0, 0, 0];
        let records = [(0, SHARED, &first[..]), (0, MORE, &second[..]), (0, 0x00ff, &[][..])];
        let found = shared(records.into_iter(), &styles);
        let pieces = [("甲", Font::OfCell), ("12", Font::Own(Some(Unread::Struck))), ("4119", Font::Own(None))];
        let pieces = pieces.map(|(text, why)| (text.to_owned(), why)).to_vec();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(1, Pieces(pieces))]);
    }
}
