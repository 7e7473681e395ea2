//! The text of a document of Word 97–2003, character by character: it lies in pieces, of one byte a character or two.

use crate::import::reading::cfb::{number16, number32};

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// How many characters it has, and where the first lies.
    length: usize,
    start: usize,
    is_narrow: bool,
    changes: u16,
}

/// The pieces of a text, and the changes that some of them name.
#[derive(Debug, Default)]
pub(super) struct Text<'a> {
    pieces: Vec<Piece>,
    changes: Vec<&'a [u8]>,
}

/// A character of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) unit: u16,
    /// Where it lies, which says its properties.
    pub(super) byte: u32,
    /// The changes of its piece.
    pub(super) changes: u16,
}

impl<'a> Text<'a> {
    /// Reads where the pieces lie; nothing when the list is broken.
    pub(super) fn read(list: &'a [u8]) -> Option<Self> {
        let mut text = Self::default();
        let mut at = 0;
        while *list.get(at)? == 1 {
            let length = usize::from(number16(list, at + 1)?);
            text.changes.push(list.get(at + 3..at + 3 + length)?);
            at += 3 + length;
        }
        let length = number32(list, at + 1)? as usize;
        let pieces = (*list.get(at)? == 2).then(|| list.get(at + 5..(at + 5).checked_add(length)?))??;
        let count = pieces.len().checked_sub(4)? / 12;
        for number in 0..count {
            let (from, to) = (number32(pieces, 4 * number)?, number32(pieces, 4 * number + 4)?);
            let entry = 4 * (count + 1) + 8 * number;
            let place = number32(pieces, entry + 2)?;
            let is_narrow = place & 0x4000_0000 != 0;
            let start = (place & 0x3fff_ffff) as usize;
            text.pieces.push(Piece {
                length: to.checked_sub(from)? as usize,
                start: if is_narrow { start / 2 } else { start },
                is_narrow,
                changes: number16(pieces, entry + 6)?,
            });
        }
        Some(text)
    }

    /// The characters in order. No more are given than the stream could hold, however the pieces overlap.
    pub(super) fn characters<'w>(&'w self, word: &'w [u8]) -> impl Iterator<Item = Character> + use<'w, 'a> {
        let all = self.pieces.iter().flat_map(move |piece| {
            let width = if piece.is_narrow { 1 } else { 2 };
            let most = word.len().saturating_sub(piece.start) / width;
            (0..piece.length.min(most)).filter_map(move |number| {
                let at = piece.start + number * width;
                let unit = if piece.is_narrow { wide(*word.get(at)?) } else { number16(word, at)? };
                Some(Character { unit, byte: u32::try_from(at).ok()?, changes: piece.changes })
            })
        });
        all.take(word.len())
    }

    /// The changes that a number names; short ones are told by the number itself, as their kind and their operand.
    pub(super) fn changes(&self, number: u16) -> Changes<'a> {
        if number & 1 != 0 {
            return Changes::List(self.changes.get(usize::from(number >> 1)).copied().unwrap_or_default());
        }
        let operand = number.to_le_bytes()[1];
        let kind = match (number >> 1) & 0x7f {
            0x41 => 0x0800,
            0x50 => 0x0811,
            0x51 => 0x0818,
            0x57 => 0x0837,
            0x5c => 0x083c,
            0x68 => 0x2a48,
            0x73 => 0x2a53,
            _ => 0,
        };
        Changes::One(kind, operand)
    }
}

/// Changes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changes<'a> {
    One(u16, u8),
    List(&'a [u8]),
}

/// The character of one byte, in the code page of the West: Word keeps everything else in two.
fn wide(byte: u8) -> u16 {
    if byte < 0x80 {
        return u16::from(byte);
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.encode_utf16().next().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of two pieces: `41` in single bytes with a change, and `行` in two.
    fn list() -> Vec<u8> {
        let mut list = vec![1, 3, 0, 0x37, 0x08, 1, 2, 28, 0, 0, 0];
        for limit in [0_u32, 2, 3] {
            list.extend(limit.to_le_bytes());
        }
        for (place, changes) in [(0x4000_0000_u32 | 8, 1_u16), (6, 0x0182)] {
            list.extend([0, 0]);
            list.extend(place.to_le_bytes());
            list.extend(changes.to_le_bytes());
        }
        list
    }

    #[test]
    fn pieces_give_characters_with_their_changes() {
        let list = list();
        let text = Text::read(&list).expect("a list");
        let word = [0, 0, 0, 0, b'4', 0x93, 0x4c, 0x88];
        let characters: Vec<Character> = text.characters(&word).collect();
        assert_eq!(characters.iter().map(|it| it.unit).collect::<Vec<_>>(), [0x34, 0x201c, 0x884c]);
        assert_eq!(characters.iter().map(|it| it.byte).collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!(text.changes(characters[0].changes), Changes::List(&[0x37, 0x08, 1]));
        assert_eq!(text.changes(characters[2].changes), Changes::One(0x0800, 1));
    }

    #[test]
    fn a_list_that_is_cut_off_is_none() {
        let list = list();
        for end in 0..list.len() {
            let text = Text::read(&list[..end]);
            assert!(text.is_none(), "{end}");
        }
    }
}
