//! A text of a binary workbook, and the fonts of its pieces.

use super::records::{DAMAGED, Record};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Nature, Unread};
use crate::import::reading::readers::runs::Runs;

/// The flag of a text with fonts of its own.
const IS_RICH: u8 = 1;

/// A text as it is stored: its units, and where fonts begin, with their numbers.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    units: Vec<u16>,
    runs: Vec<(u16, u16)>,
}

impl Pieces {
    /// The text at a place of a record, with its flags before it.
    pub(super) fn read(record: &Record<'_>, at: usize) -> Result<Self, ReadError> {
        let flags = record.byte(at)?;
        let (units, end) = record.units(at + 1)?;
        let units = units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let mut runs = Vec::new();
        if flags & IS_RICH != 0 {
            let count = record.number32(end)? as usize;
            let bytes = record.data.get(end + 4..).ok_or(DAMAGED)?;
            let run = |run: &[u8]| (u16::from_le_bytes([run[0], run[1]]), u16::from_le_bytes([run[2], run[3]]));
            runs = bytes.chunks_exact(4).take(count).map(run).collect();
        }
        Ok(Self { units, runs })
    }

    /// How many bytes it takes.
    pub(super) fn length(&self) -> usize {
        self.units.len() * 2 + self.runs.len() * 4
    }

    /// What a cell with this text holds. `cell` is why the text of the cell does not count, `fonts` that of every font.
    pub(super) fn content(&self, cell: Option<Unread>, fonts: &[Option<Unread>]) -> Content {
        let words = |from: usize, to: usize| {
            let text = String::from_utf16_lossy(self.units.get(from..to).unwrap_or_default());
            text.replace("\r\n", "\n").replace('\r', "\n")
        };
        let font = |number: u16| fonts.get(usize::from(number)).copied().flatten();
        if cell.is_none() && self.runs.iter().all(|(_, number)| font(*number).is_none()) {
            return Content::new(words(0, self.units.len()), Nature::Text);
        }
        let mut runs = Runs::default();
        let (mut from, mut why) = (0, cell);
        for (at, number) in &self.runs {
            let at = usize::from(*at).clamp(from, self.units.len());
            runs.push(&words(from, at), why);
            (from, why) = (at, font(*number));
        }
        runs.push(&words(from, self.units.len()), why);
        runs.content(Nature::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_seen_by_their_fonts() {
        let units = "124119".encode_utf16().collect();
        let text = Pieces { units, runs: vec![(0, 1), (2, 0)] };
        let fonts = [None, Some(Unread::Struck)];
        let content = text.content(None, &fonts);
        assert_eq!((content.text.as_str(), content.left_out.len()), ("4119", 1));
        // The first piece of a text whose first font begins later takes the font of the cell.
        let text = Pieces { units: "124119".encode_utf16().collect(), runs: vec![(2, 0)] };
        assert_eq!(text.content(Some(Unread::Struck), &fonts).text, "4119");
        assert_eq!(text.content(None, &fonts).text, "124119");
    }
}
