//! The text of a document of Word 97–2003 as paragraphs and tables.

use std::ops::Range;

use super::header::Streams;
use super::look::{Look, Styles};
use super::pages::{self, Of, Span};
use super::rows::{self, Row};
use super::tables::{self, Step, Table};
use super::text::{Character, Text};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{FileKind, Unread};
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::fields::{Fields, Shown};
use crate::import::reading::readers::flow::Flow;
use crate::import::reading::readers::line::{Line, Seen};

/// Marks in the text: the end of a cell or a row, of a paragraph, of a page or a section; parts of fields.
const CELL: u16 = 0x07;
const PARAGRAPH: u16 = 0x0d;
const PAGE: u16 = 0x0c;
const FIELD: u16 = 0x13;
const RESULT: u16 = 0x14;
const FIELD_END: u16 = 0x15;

/// How many steps a table may take, for each cell that a document may have.
const STEPS: usize = 4;

/// What a paragraph is: where it stands and what it ends.
#[derive(Default)]
struct Place {
    /// In how many tables it stands.
    depth: usize,
    ends_cell: bool,
    ends_row: bool,
    row: Row,
    style: u16,
}

/// Text with the same properties.
struct Run {
    units: Vec<u16>,
    list: Range<usize>,
    changes: u16,
}

/// A reader of stories: the text itself, and that of boxes.
pub(super) struct Story<'s, 'b, 'l> {
    pub(super) flow: Flow<'b, 'l>,
    streams: &'s Streams,
    text: &'s Text<'s>,
    styles: Styles<'s>,
    characters: Vec<Span>,
    paragraphs: Vec<Span>,
    limits: &'l Limits,
    tables: Vec<Table>,
    fields: Fields,
    runs: Vec<Run>,
    /// What fields of the paragraph draw, each with the runs before it.
    drawn: Vec<(usize, String)>,
    /// The span in which the last character lay.
    near: Option<Span>,
    steps: usize,
}

impl<'s, 'b, 'l> Story<'s, 'b, 'l> {
    /// A reader at the beginning.
    pub(super) fn new(streams: &'s Streams, text: &'s Text<'s>, flow: Flow<'b, 'l>, limits: &'l Limits) -> Self {
        Self {
            flow,
            streams,
            text,
            styles: Styles::read(streams.styles()),
            characters: pages::spans(&streams.word, streams.characters(), Of::Characters),
            paragraphs: pages::spans(&streams.word, streams.paragraphs(), Of::Paragraphs),
            limits,
            tables: Vec::new(),
            fields: Fields::default(),
            runs: Vec::new(),
            drawn: Vec::new(),
            near: None,
            steps: 0,
        }
    }

    /// Whether it is known how text is seen.
    pub(super) fn has_looks(&self) -> bool {
        !self.characters.is_empty()
    }

    /// Reads the characters of a story.
    pub(super) fn read(&mut self, range: Range<usize>) -> Result<(), ReadError> {
        let wanted = range.len();
        let mut read = 0;
        let mut last = None;
        let (text, streams) = (self.text, self.streams);
        for character in text.characters(&streams.word).skip(range.start).take(wanted) {
            read += 1;
            last = Some(character);
            match character.unit {
                FIELD => self.fields.begin(self.limits)?,
                RESULT => self.fields.separate(),
                FIELD_END => {
                    if let Some(Shown::Drawn(code)) = self.fields.end() {
                        self.drawn.push((self.runs.len(), code));
                    }
                }
                CELL | PARAGRAPH | PAGE => self.end_paragraph(character)?,
                unit if self.fields.is_code() => {
                    let letter = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
                    self.fields.code(letter.encode_utf8(&mut [0; 4]));
                }
                _ => self.push(character),
            }
        }
        if let Some(last) = last.filter(|_| !self.runs.is_empty() || !self.drawn.is_empty()) {
            self.end_paragraph(Character { unit: PARAGRAPH, ..last })?;
        }
        self.close_to(0)?;
        self.fields.close_to(0);
        self.flow.end_paragraph()?;
        // A text of which a part is missing would be taken for the whole.
        if read < wanted { Err(ReadError::Damaged { kind: FileKind::Doc }) } else { Ok(()) }
    }

    /// Where the properties of a character lie.
    fn list(&mut self, byte: u32) -> Range<usize> {
        if !self.near.as_ref().is_some_and(|span| span.bytes.contains(&byte)) {
            self.near = pages::at(&self.characters, byte).cloned();
        }
        self.near.as_ref().map_or(0..0, |span| span.list.clone())
    }

    fn push(&mut self, character: Character) {
        let unit = match character.unit {
            0x0b | 0x0e => u16::from(b'\n'),
            0x1e => u16::from(b'-'),
            0xa0 => u16::from(b' '),
            0x1f => return,
            unit if unit < 0x20 && unit != u16::from(b'\t') => return,
            unit => unit,
        };
        let list = self.list(character.byte);
        match self.runs.last_mut() {
            Some(run) if run.list == list && run.changes == character.changes => run.units.push(unit),
            _ => self.runs.push(Run { units: vec![unit], list, changes: character.changes }),
        }
    }

    fn look(&self, style: u16, list: &Range<usize>, changes: u16) -> Look {
        let own = self.streams.word.get(list.clone()).unwrap_or_default();
        self.styles.look(style, own, self.text.changes(changes))
    }

    /// The runs of a paragraph of a style, and what fields draw between them.
    fn line(&mut self, style: u16) -> Line {
        let mut line = Line::default();
        let runs = std::mem::take(&mut self.runs);
        let mut drawn = std::mem::take(&mut self.drawn).into_iter().peekable();
        let raised = Seen { why: Some(Unread::Raised), ..Seen::default() };
        for (number, run) in runs.iter().enumerate() {
            while let Some((_, code)) = drawn.next_if(|it| it.0 <= number) {
                line.push(&code, raised);
            }
            let look = self.look(style, &run.list, run.changes);
            if !look.is_symbol {
                line.push(&String::from_utf16_lossy(&run.units), look.seen());
            }
        }
        drawn.for_each(|(_, code)| line.push(&code, raised));
        line
    }

    /// A paragraph ends, and perhaps with it a cell or a row.
    fn end_paragraph(&mut self, mark: Character) -> Result<(), ReadError> {
        let place = self.place(mark);
        if place.depth > self.limits.depth {
            return Err(ReadError::TooBig { what: format!("内容嵌套超过 {} 层", self.limits.depth) });
        }
        self.close_to(place.depth)?;
        while self.tables.len() < place.depth {
            let fields = self.fields.depth();
            self.tables.push(Table::new(fields));
        }
        let list = self.list(mark.byte);
        let own = self.look(place.style, &list, mark.changes);
        let line = self.line(place.style);
        let pieces = line.len();
        let mut steps = vec![Step::Words(line)];
        // A mark that is deleted or hidden does not end its line.
        if place.ends_cell || !(own.is_deleted || own.is_hidden()) {
            steps.push(Step::Paragraph);
        }
        let Some(table) = self.tables.last_mut() else { return tables::take(steps, &mut self.flow) };
        self.steps += steps.len() + pieces;
        if self.steps / STEPS > self.limits.cells {
            return Err(ReadError::TooBig { what: "表格里的文字太碎".to_owned() });
        }
        if place.ends_row {
            table.end_row(place.row, own.is_deleted);
        } else {
            table.extend(steps);
            if place.ends_cell {
                table.end_cell();
                self.fields.close_to(table.fields);
            }
        }
        Ok(())
    }

    /// Ends tables until so many are open.
    fn close_to(&mut self, depth: usize) -> Result<(), ReadError> {
        while self.tables.len() > depth {
            let steps = self.tables.pop().map(Table::end).unwrap_or_default();
            match self.tables.last_mut() {
                Some(outer) => outer.extend(steps),
                None => tables::take(steps, &mut self.flow)?,
            }
        }
        Ok(())
    }

    /// What the mark of a paragraph says.
    fn place(&self, mark: Character) -> Place {
        let list = pages::at(&self.paragraphs, mark.byte).map_or(0..0, |span| span.list.clone());
        let list = self.streams.word.get(list).unwrap_or_default();
        let mut place = Place { style: super::look::style_of(list), ..Place::default() };
        let properties = || pages::of_paragraph(list.get(2..).unwrap_or_default(), &self.streams.data);
        let (mut is_in_table, mut depth, mut ends_inner) = (false, None, false);
        for (kind, bytes) in properties() {
            let value = pages::operand(bytes);
            match kind {
                0x2416 => is_in_table = value != 0,
                0x2417 | 0x244c => place.ends_row |= value != 0,
                0x244b => ends_inner = value != 0,
                0x6649 => depth = Some(value),
                0x664a => depth = Some(depth.unwrap_or(0).saturating_add(value)),
                _ => {}
            }
        }
        let depth = depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(1).max(1);
        place.depth = if is_in_table || mark.unit == CELL { depth } else { 0 };
        place.ends_cell = mark.unit == CELL || ends_inner && place.depth > 1;
        place.ends_row &= place.depth > 0;
        if place.ends_row {
            place.row = rows::row_of(properties());
        }
        place
    }
}
