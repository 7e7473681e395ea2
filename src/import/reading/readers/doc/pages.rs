//! Properties as Word 97–2003 keeps them: lists of changes, on pages that say for which bytes of the text they hold.

use std::ops::Range;

use crate::import::reading::cfb::{number16, number32};

/// A page of properties.
const PAGE: usize = 512;

/// What a row is divided into: the one property whose length is a word.
pub(super) const DIVISION: u16 = 0xd608;

/// Properties that lie in another stream.
const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];

/// What holds for some bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) bytes: Range<u32>,
    /// Where its properties lie.
    pub(super) list: Range<usize>,
}

/// Which properties a page keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    Paragraphs,
}

/// All spans of a kind, by the bytes of the text.
pub(super) fn spans(word: &[u8], pages: &[u8], of: Of) -> Vec<Span> {
    let count = (pages.len().saturating_sub(4) / 8).min(word.len() / PAGE + 1);
    // The numbers of the pages stand behind all their limits.
    let numbers = pages.len().saturating_sub(4) / 8 + 1;
    let mut spans = Vec::new();
    for page in 0..count {
        let number = number32(pages, 4 * (numbers + page)).unwrap_or(0) & 0x3f_ffff;
        let from = number as usize * PAGE;
        let Some(page) = word.get(from..from + PAGE) else { continue };
        let entries = usize::from(page.last().copied().unwrap_or(0));
        spans.extend((0..entries).filter_map(|entry| span(page, entries, entry, from, of)));
    }
    spans.sort_by_key(|span| span.bytes.start);
    spans
}

/// An entry of a page.
fn span(page: &[u8], entries: usize, entry: usize, from: usize, of: Of) -> Option<Span> {
    let bytes = number32(page, 4 * entry)?..number32(page, 4 * entry + 4)?;
    let width = if of == Of::Characters { 1 } else { 13 };
    let place = usize::from(*page.get(4 * (entries + 1) + width * entry)?) * 2;
    let list = match (of, place) {
        (_, 0) => 0..0,
        (Of::Characters, _) => place + 1..place + 1 + usize::from(*page.get(place)?),
        (Of::Paragraphs, _) => match usize::from(*page.get(place)?) {
            0 => place + 2..place + 2 + usize::from(*page.get(place + 1)?) * 2,
            half => place + 1..place + half * 2,
        },
    };
    (list.end <= PAGE && !bytes.is_empty()).then(|| Span { bytes, list: from + list.start..from + list.end })
}

/// The span of a byte.
pub(super) fn at(spans: &[Span], byte: u32) -> Option<&Span> {
    let behind = spans.partition_point(|span| span.bytes.start <= byte);
    spans.get(behind.checked_sub(1)?).filter(|span| span.bytes.contains(&byte))
}

/// Properties one by one, each with its operand.
pub(super) fn properties(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let kind = number16(rest, 0)?;
        let behind = rest.get(2..)?;
        let length = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if kind == DIVISION => usize::from(number16(behind, 0)?) + 1,
            _ if kind == TABS && behind.first() == Some(&0xff) => long_tabs(behind)?,
            _ => usize::from(*behind.first()?) + 1,
        };
        let operand = behind.get(..length)?;
        rest = behind.get(length..)?;
        Some((kind, operand))
    })
}

/// Changed tabs, which state their length by their numbers where it is too long for a byte.
const TABS: u16 = 0xc615;

fn long_tabs(operand: &[u8]) -> Option<usize> {
    let gone = usize::from(*operand.get(1)?);
    let new = usize::from(*operand.get(2 + 4 * gone)?);
    Some(3 + 4 * gone + 3 * new)
}

/// The properties of a paragraph: those on its page, and the ones in the other stream to which they point.
pub(super) fn of_paragraph<'a>(near: &'a [u8], data: &'a [u8]) -> impl Iterator<Item = (u16, &'a [u8])> {
    let far = properties(near).find(|(kind, _)| ELSEWHERE.contains(kind)).and_then(|(_, pointer)| {
        let at = number32(pointer, 0)? as usize;
        let length = usize::from(number16(data, at)?);
        data.get(at.checked_add(2)?..at.checked_add(2 + length)?)
    });
    properties(far.unwrap_or(near))
}

/// A number of an operand of one, two or four bytes.
pub(super) fn operand(bytes: &[u8]) -> i32 {
    match bytes {
        [one] => i32::from(*one),
        [low, high] => i32::from(i16::from_le_bytes([*low, *high])),
        _ => number32(bytes, 0).map_or(0, u32::cast_signed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_say_what_holds_for_which_bytes() {
        let mut word = vec![0; 3 * PAGE];
        let page = &mut word[2 * PAGE..];
        page[..12].copy_from_slice(&[0, 4, 0, 0, 10, 4, 0, 0, 20, 4, 0, 0]);
        (page[12], page[13]) = (0, 100);
        page[200..204].copy_from_slice(&[3, 0x37, 0x08, 1]);
        page[PAGE - 1] = 2;
        let list = [&1024_u32.to_le_bytes()[..], &1044_u32.to_le_bytes(), &2_u32.to_le_bytes()].concat();
        let spans = spans(&word, &list, Of::Characters);
        assert_eq!(spans.len(), 2);
        assert_eq!(at(&spans, 1034), spans.get(1));
        assert_eq!(at(&spans, 1044), None);
        let list = &word[spans[1].list.clone()];
        assert_eq!(properties(list).collect::<Vec<_>>(), [(0x0837, &[1_u8][..])]);
        let from_far = of_paragraph(&[0x46, 0x66, 1, 0, 0, 0], &[9, 3, 0, 0x16, 0x24, 1]).collect::<Vec<_>>();
        assert_eq!(from_far, [(0x2416, &[1_u8][..])]);
    }

    #[test]
    fn a_page_that_lies_gives_nothing() {
        let word = vec![0xff; PAGE];
        let list = [0_u32, 9, 0].map(u32::to_le_bytes).concat();
        assert_eq!(spans(&word, &list, Of::Paragraphs), []);
        assert_eq!(spans(&word, &[1, 2, 3], Of::Characters), []);
    }
}
