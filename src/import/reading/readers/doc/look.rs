//! How text is seen in a document of Word 97–2003: what its style, the style of its paragraph and itself say.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::pages::{operand, properties};
use super::text::Changes;
use crate::import::reading::cfb::{number16, number32};
use crate::import::reading::grid::Unread;
use crate::import::reading::readers::line::{Seen, is_prompt};

/// How many styles may rest on one another.
const CHAIN: usize = 32;

/// How many bytes of what a style says of text are heard; there are hardly ever more than a hundred.
const STYLE_BYTES: usize = 1_000;

/// The number of no style.
const NO_STYLE: u16 = 0xfff;

/// Text of at most this size, in half points, is not seen.
const SPECK: i32 = 2;

/// What is known of text.
#[expect(clippy::struct_excessive_bools, reason = "each is a property that a style or the text itself turns on or off")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    is_struck: bool,
    is_struck_twice: bool,
    is_hidden: bool,
    is_hidden_elsewhere: bool,
    pub(super) is_deleted: bool,
    is_raised: bool,
    /// Whether a symbol of another font stands for the character.
    pub(super) is_symbol: bool,
    is_prompt: bool,
    is_white: bool,
    is_shaded: bool,
    position: i32,
    size: i32,
}

/// The styles of a document, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles<'a> {
    numbered: Vec<Option<Style<'a>>>,
    /// What was worked out for a style of paragraphs and one of text.
    memory: RefCell<BTreeMap<(u16, u16), Look>>,
}

/// A style: the number of that on which it rests, and what it says of text.
#[derive(Debug)]
struct Style<'a> {
    based_on: u16,
    is_prompt: bool,
    text: &'a [u8],
}

impl Look {
    /// Whether nothing is seen of it.
    pub(super) fn is_hidden(&self) -> bool {
        self.is_hidden || self.is_hidden_elsewhere
    }

    /// How text is seen.
    pub(super) fn seen(&self) -> Seen {
        let is_speck = self.size > 0 && self.size <= SPECK;
        let reasons = [
            (self.is_deleted, Unread::Deleted),
            (self.is_hidden() || is_speck, Unread::Hidden),
            (self.is_prompt, Unread::Prompt),
            (self.is_struck || self.is_struck_twice, Unread::Struck),
            (self.is_raised, Unread::Raised),
        ];
        let why = reasons.into_iter().find(|it| it.0).map(|it| it.1);
        Seen {
            why,
            position: self.position,
            size: u32::try_from(self.size).unwrap_or(0),
            is_white: self.is_white && !self.is_shaded,
        }
    }

    /// Applies a property; `style` is what the styles say, to which a property may refer.
    fn apply(&mut self, kind: u16, bytes: &[u8], style: &Self) {
        let value = operand(bytes);
        let toggled = |style: bool| match value {
            0x80 => style,
            0x81 => !style,
            value => value != 0,
        };
        match kind {
            0x0800 => self.is_deleted = value != 0,
            0x0811 | 0x0818 => self.is_hidden_elsewhere = value != 0,
            0x0837 => self.is_struck = toggled(style.is_struck),
            0x083c => self.is_hidden = toggled(style.is_hidden),
            0x2a53 => self.is_struck_twice = toggled(style.is_struck_twice),
            0x2a48 => self.is_raised = value != 0,
            0x2a33 => *self = Self { is_deleted: self.is_deleted, ..*style },
            0x4845 => self.position = value,
            0x4a43 => self.size = value,
            0x2a42 => self.is_white = value == 8,
            0x6870 => self.is_white = number32(bytes, 0).is_some_and(|colour| colour & 0xff_ffff == 0xff_ffff),
            0x2a0c => self.is_shaded = value != 0,
            0xca71 => self.is_shaded = bytes.get(1..).is_some_and(is_coloured),
            0x4866 => self.is_shaded = value != 0,
            0x6a09 => self.is_symbol = true,
            _ => {}
        }
    }
}

/// Whether a shading is more than white: its two colours and its pattern.
pub(super) fn is_coloured(shading: &[u8]) -> bool {
    const PLAIN: [u32; 2] = [0xff00_0000, 0x00ff_ffff];
    let is_plain = |at: usize| number32(shading, at).is_none_or(|colour| PLAIN.contains(&colour));
    // Without a pattern only the second colour is seen.
    let pattern = number16(shading, 8).unwrap_or(0);
    !matches!(pattern, 0 | 0xffff) || !is_plain(4)
}

impl<'a> Styles<'a> {
    /// Reads the styles, as far as they can be read.
    pub(super) fn read(sheet: &'a [u8]) -> Self {
        let length = usize::from(number16(sheet, 0).unwrap_or(0));
        let count = usize::from(number16(sheet, 2).unwrap_or(0));
        let base = usize::from(number16(sheet, 4).unwrap_or(0));
        let mut styles = Vec::new();
        let mut at = 2 + length;
        for _ in 0..count {
            let Some(length) = number16(sheet, at).map(usize::from) else { break };
            let Some(bytes) = sheet.get(at + 2..at + 2 + length) else { break };
            styles.push(style(bytes, base));
            at += 2 + length + length % 2;
        }
        Self { numbered: styles, memory: RefCell::default() }
    }

    fn style(&self, number: u16) -> Option<&Style<'a>> {
        self.numbered.get(usize::from(number))?.as_ref()
    }

    /// A look with what a style says, and those on which it rests.
    fn over(&self, below: Look, number: u16) -> Look {
        let next = |style: &&Style<'a>| self.style(style.based_on);
        let chain: Vec<&Style<'a>> = std::iter::successors(self.style(number), next).take(CHAIN).collect();
        let mut look = below;
        for style in chain.into_iter().rev() {
            let base = look;
            properties(style.text).for_each(|(kind, bytes)| look.apply(kind, bytes, &base));
            look.is_prompt |= style.is_prompt;
        }
        look
    }

    /// What a style of paragraphs and one of text say together.
    fn of(&self, paragraph: u16, text: u16) -> Look {
        let known = self.memory.borrow().get(&(paragraph, text)).copied();
        known.unwrap_or_else(|| {
            let below = if text == NO_STYLE { Look::default() } else { self.of_paragraph(paragraph) };
            let look = self.over(below, if text == NO_STYLE { paragraph } else { text });
            self.memory.borrow_mut().insert((paragraph, text), look);
            look
        })
    }

    fn of_paragraph(&self, paragraph: u16) -> Look {
        let known = self.memory.borrow().get(&(paragraph, NO_STYLE)).copied();
        known.unwrap_or_else(|| self.over(Look::default(), paragraph))
    }

    /// How text is known in a paragraph of a style, with its own properties and the changes of its piece.
    pub(super) fn look(&self, paragraph: u16, own: &[u8], changes: Changes<'_>) -> Look {
        let mut style = self.of(paragraph, NO_STYLE);
        let mut look = style;
        let mut apply = |kind: u16, bytes: &[u8]| {
            if kind == 0x4a30 {
                style = self.of(paragraph, number16(bytes, 0).unwrap_or(NO_STYLE));
                look = Look { is_deleted: look.is_deleted, is_symbol: look.is_symbol, ..style };
            } else {
                look.apply(kind, bytes, &style);
            }
        };
        properties(own).for_each(|(kind, bytes)| apply(kind, bytes));
        match changes {
            Changes::One(kind, operand) => apply(kind, &[operand]),
            Changes::List(list) => properties(list).for_each(|(kind, bytes)| apply(kind, bytes)),
        }
        look
    }
}

/// A style from its bytes; nothing for an empty place.
fn style(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let (kind, based_on) = (number16(bytes, 2)? & 0xf, number16(bytes, 2)? >> 4);
    let letters = usize::from(number16(bytes, base)?);
    let name = bytes.get(base + 2..base + 2 + letters * 2)?;
    let units: Vec<u16> = name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut at = base + 4 + letters * 2;
    at += at % 2;
    // A style of paragraphs says first what holds for paragraphs.
    if kind == 1 {
        let length = usize::from(number16(bytes, at)?);
        at += 2 + length + length % 2;
    }
    let text = match kind {
        1 | 2 => number16(bytes, at).and_then(|length| bytes.get(at + 2..at + 2 + usize::from(length))),
        _ => None,
    };
    let text = text.map(|text| text.get(..STYLE_BYTES).unwrap_or(text)).unwrap_or_default();
    Some(Style { based_on, is_prompt: is_prompt(&String::from_utf16_lossy(&units)), text })
}

/// The number of the style of a paragraph, which stands before its properties.
pub(super) fn style_of(list: &[u8]) -> u16 {
    number16(list, 0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A style of text with a name.
    fn style_bytes(based_on: u16, name: &str, text: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0, 0];
        bytes.extend((2 | based_on << 4).to_le_bytes());
        bytes.extend([0; 6]);
        bytes.extend(u16::try_from(name.encode_utf16().count()).expect("short").to_le_bytes());
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0, 0]);
        bytes.extend(u16::try_from(text.len()).expect("short").to_le_bytes());
        bytes.extend(text);
        bytes
    }

    fn sheet(styles: &[Vec<u8>]) -> Vec<u8> {
        let mut sheet = vec![4, 0];
        sheet.extend(u16::try_from(styles.len()).expect("few").to_le_bytes());
        sheet.extend(10_u16.to_le_bytes());
        for style in styles {
            sheet.extend(u16::try_from(style.len()).expect("short").to_le_bytes());
            sheet.extend(style);
            sheet.resize(sheet.len() + style.len() % 2, 0);
        }
        sheet
    }

    #[test]
    fn what_styles_say_can_be_taken_back() {
        let bytes = sheet(&[
            style_bytes(NO_STYLE, "正文", &[]),
            style_bytes(NO_STYLE, "删去", &[0x37, 0x08, 1]),
            style_bytes(1, "删去并隐藏", &[0x3c, 0x08, 0x81]),
            style_bytes(2, "占位符文本", &[]),
        ]);
        let styles = Styles::read(&bytes);
        let why = |own: &[u8]| styles.look(0, own, Changes::One(0, 0)).seen().why;
        assert_eq!(why(&[]), None);
        assert_eq!(why(&[0x30, 0x4a, 1, 0]), Some(Unread::Struck));
        assert_eq!(why(&[0x30, 0x4a, 1, 0, 0x37, 0x08, 0x81]), None);
        assert_eq!(why(&[0x30, 0x4a, 1, 0, 0x37, 0x08, 0x80]), Some(Unread::Struck));
        assert_eq!(why(&[0x30, 0x4a, 2, 0]), Some(Unread::Hidden));
        assert_eq!(why(&[0x30, 0x4a, 3, 0, 0x3c, 0x08, 0]), Some(Unread::Prompt));
        assert_eq!(why(&[0x53, 0x2a, 1]), Some(Unread::Struck));
        assert_eq!(why(&[0x48, 0x2a, 2]), Some(Unread::Raised));
        assert_eq!(why(&[0x43, 0x4a, 2, 0]), Some(Unread::Hidden));
        assert_eq!(styles.look(1, &[], Changes::One(0x0800, 1)).seen().why, Some(Unread::Deleted));
    }

    #[test]
    fn a_broken_sheet_has_fewer_styles() {
        let bytes = sheet(&[style_bytes(NO_STYLE, "正文", &[0x37, 0x08, 1]), style_bytes(0, "乙", &[])]);
        for end in 0..bytes.len() {
            Styles::read(&bytes[..end]).look(1, &[0x30, 0x4a, 1, 0], Changes::List(&[0x37]));
        }
        let cycle = sheet(&[style_bytes(1, "甲", &[]), style_bytes(0, "乙", &[0x37, 0x08, 1])]);
        assert_eq!(Styles::read(&cycle).look(0, &[], Changes::One(0, 0)).seen().why, Some(Unread::Struck));
    }
}
