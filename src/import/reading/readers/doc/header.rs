//! The beginning of a document of Word 97–2003: where everything else lies.

use std::ops::Range;

use crate::import::reading::cfb::{Compound, Entry, number16, number32};
use crate::import::reading::error::{Foreign, ReadError};
use crate::import::reading::grid::FileKind;

/// The first version that keeps its text as this reader expects it.
const WORD_97: u16 = 0xc1;

/// The mark with which a document begins; older ones have several.
const MARK: u16 = 0xa5ec;

/// The places of lists in the header, counted in pairs.
const STYLES: usize = 1;
const CHARACTERS: usize = 12;
const PARAGRAPHS: usize = 13;
const TEXT: usize = 33;

/// The streams of a document, and what its header says of them.
pub(super) struct Streams {
    /// The text and the pages of properties.
    pub(super) word: Vec<u8>,
    /// The lists of where things lie.
    pub(super) tables: Vec<u8>,
    /// Properties that are too long for a page.
    pub(super) data: Vec<u8>,
    /// Where the lists of the header begin.
    lists: usize,
    /// The characters of the text, and of the text boxes.
    pub(super) text: Range<usize>,
    pub(super) boxes: Range<usize>,
}

impl Streams {
    /// Opens a document.
    pub(super) fn open(file: &Compound<'_>, entries: &[Entry]) -> Result<Self, ReadError> {
        let damaged = ReadError::Damaged { kind: FileKind::Doc };
        let mut top = Compound::top(entries);
        if !top.iter().any(|entry| entry.name.eq_ignore_ascii_case("WordDocument")) {
            top = entries.iter().collect();
        }
        let stream = |name: &str| {
            let entry = top.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
            file.stream(entries, entry)
        };
        let word = stream("WordDocument").ok_or(damaged.clone())?;
        let number = |at: usize| number16(&word, at).ok_or(damaged.clone());
        let (mark, version, flags) = (number(0)?, number(2)?, number(10)?);
        if version > 0 && version < WORD_97 {
            return Err(ReadError::Unsupported(Foreign::OldWord));
        }
        if mark != MARK {
            return Err(damaged);
        }
        if flags & 0x100 != 0 {
            return Err(ReadError::Encrypted);
        }
        // The parts of the header have the lengths that they state.
        let counts = 34 + usize::from(number(32)?) * 2;
        let sizes = counts + 2;
        let lists = sizes + usize::from(number(counts)?) * 4 + 2;
        let size = |at: usize| number32(&word, sizes + 4 * at).unwrap_or(0) as usize;
        let text = size(3);
        let between = [4, 5, 6, 7, 8].into_iter().map(size).fold(text, usize::saturating_add);
        let boxes = between..between.saturating_add(size(9));
        let tables = stream(if flags & 0x200 == 0 { "0Table" } else { "1Table" }).ok_or(damaged)?;
        let data = stream("Data").unwrap_or_default();
        Ok(Self { word, tables, data, lists, text: 0..text, boxes })
    }

    /// A list in the stream of tables; empty when it is not there.
    fn list(&self, number: usize) -> &[u8] {
        let at = |more: usize| number32(&self.word, self.lists + number * 8 + more).unwrap_or(0) as usize;
        let (start, length) = (at(0), at(4));
        self.tables.get(start..start.saturating_add(length)).unwrap_or_default()
    }

    pub(super) fn styles(&self) -> &[u8] {
        self.list(STYLES)
    }

    pub(super) fn characters(&self) -> &[u8] {
        self.list(CHARACTERS)
    }

    pub(super) fn paragraphs(&self) -> &[u8] {
        self.list(PARAGRAPHS)
    }

    pub(super) fn pieces(&self) -> &[u8] {
        self.list(TEXT)
    }
}
