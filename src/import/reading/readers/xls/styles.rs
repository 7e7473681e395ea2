//! What the styles of an old workbook say: how a number is shown, and whether the font is struck out, raised or lowered.

use std::collections::BTreeMap;

use super::records::{BEGIN, Record, number};
use crate::import::reading::grid::Unread;
use crate::import::reading::number_format::Format;

/// `Font`.
const FONT: u16 = 0x0031;
/// `Format`: a number format of the workbook's own.
const FORMAT: u16 = 0x041e;
/// `XF`: a cell style.
const STYLE: u16 = 0x00e0;
/// The flag of a font that is struck out.
const IS_STRUCK: u32 = 8;
/// The number that no font has; those behind it are one less in the order of the file.
const NO_FONT: usize = 4;
/// The version of Excel 5 and 95 in the beginning of a stream.
const OLD_VERSION: u32 = 0x0500;

/// A cell style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) format: Format,
    /// Why what stands in the cell does not count.
    pub(super) why: Option<Unread>,
}

/// The fonts and the cell styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Letters of one byte, or of two in the encoding of China, as Excel 5 and 95 have them.
    pub(super) is_old: bool,
    codes: BTreeMap<u32, Format>,
    fonts: Vec<Option<Unread>>,
    /// The numbers of the font and of the format of every cell style.
    cells: Vec<(u32, u32)>,
}

impl Styles {
    /// Notes a record of the workbook.
    pub(super) fn note(&mut self, (_, kind, data): Record<'_>) {
        match kind {
            BEGIN => self.is_old = number(data, 0) == Some(OLD_VERSION),
            FONT => {
                let is_struck = number(data, 2).unwrap_or(0) & IS_STRUCK != 0;
                let is_raised = matches!(number(data, 8), Some(1 | 2));
                self.fonts.push(if is_struck { Some(Unread::Struck) } else { is_raised.then_some(Unread::Raised) });
            }
            FORMAT => drop(number(data, 0).map(|id| self.codes.insert(id, Format::of_code(&self.code(data))))),
            STYLE => self.cells.extend(number(data, 0).zip(number(data, 2))),
            _ => {}
        }
    }

    /// The cell styles by number.
    pub(super) fn all(&self) -> Vec<Style> {
        let style = |(font, format): &(u32, u32)| Style {
            format: self.codes.get(format).cloned().unwrap_or_else(|| Format::built_in(*format)),
            why: self.font(*font),
        };
        self.cells.iter().map(style).collect()
    }

    /// Why text in a font does not count.
    pub(super) fn font(&self, font: u32) -> Option<Unread> {
        let font = font as usize;
        let place = if font > NO_FONT { font - 1 } else { font };
        self.fonts.get(place).copied().flatten().filter(|_| font != NO_FONT)
    }

    /// The code of a number format.
    fn code(&self, data: &[u8]) -> String {
        if self.is_old {
            return letters(data.get(3..).unwrap_or_default());
        }
        let is_wide = data.get(4).is_some_and(|flags| flags & 1 == 1);
        let text = data.get(5..).unwrap_or_default();
        if is_wide {
            let units = text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        } else {
            text.iter().copied().map(char::from).collect()
        }
    }
}

/// Letters as Excel 95 of China wrote them.
pub(super) fn letters(bytes: &[u8]) -> String {
    encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_counted_without_the_fourth() {
        let mut styles = Styles::default();
        for flags in [0, 0, 0, 8, 0, 8] {
            styles.note((0, FONT, &[200, 0, flags, 0, 0, 0, 0, 0, 2, 0]));
        }
        let found: Vec<_> = (0..8).map(|font| styles.font(font)).collect();
        let (raised, struck) = (Some(Unread::Raised), Some(Unread::Struck));
        assert_eq!(found, [raised, raised, raised, struck, None, raised, struck, None]);
    }

    #[test]
    fn a_style_has_the_format_of_its_number() {
        let mut styles = Styles::default();
        styles.note((0, FORMAT, &[164, 0, 2, 0, 0, b'0', b'%']));
        styles.note((0, STYLE, &[0, 0, 164, 0]));
        styles.note((0, STYLE, &[0, 0, 3, 0]));
        let formats: Vec<Format> = styles.all().into_iter().map(|style| style.format).collect();
        assert_eq!(formats, [Format::of_code("0%"), Format::built_in(3)]);
    }
}
