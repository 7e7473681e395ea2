//! What a document is made of: paragraphs and tables, with texts, page numbers and pictures in them.

use super::style::{Alignment, Style};
use crate::report::charts;

/// One block of a page.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// What stands in a line.
#[derive(Clone, Debug)]
pub(super) enum Inline {
    /// A text; line feeds and tabs in it are kept.
    Text(String),
    /// The number of the page.
    PageNumber,
    /// A picture.
    Picture(Picture),
    /// A chart.
    Chart(Chart),
}

/// A paragraph: its style, and where it is not as its style says.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) style: Style,
    pub(super) inlines: Vec<Inline>,
    /// The size of letters in half points.
    pub(super) half_points: u32,
    pub(super) alignment: Option<Alignment>,
    /// How far it is indented at the left and at the right, in twips.
    pub(super) indents: (u32, u32),
    /// Whether no page break may part it from the next paragraph.
    pub(super) keeps_next: bool,
    /// Whether a page begins with it; the space before it is left out then.
    pub(super) starts_page: bool,
}

/// A picture of the given size in EMU, 36 000 to a millimetre.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) png: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub(super) description: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A chart of the given size in EMU.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) content: charts::Chart,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A table with a fixed width for each column of its grid, in twips.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) widths: Vec<u32>,
    pub(super) rows: Vec<Row>,
    /// Whether there are lines around the cells.
    pub(super) is_framed: bool,
    /// What it is, for those who cannot see it.
    pub(super) description: String,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The least height in twips.
    pub(super) height: u32,
    /// Whether a page break may go through it, because a page could not hold it.
    pub(super) may_break: bool,
    /// Whether it is repeated on every page; only the first rows of a table can be.
    pub(super) is_head: bool,
    pub(super) cells: Vec<Cell>,
}

/// How a cell is merged with those above and below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not at all.
    Single,
    /// It is the first of several.
    First,
    /// It belongs to the one above.
    Continued,
}

/// A cell over one or more columns of the grid.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) columns: usize,
    pub(super) merge: Merge,
    /// The space left and right of what is in it, in twips.
    pub(super) side: u32,
    pub(super) paragraphs: Vec<Paragraph>,
}

impl Paragraph {
    /// A paragraph as its style says.
    pub(super) fn new(style: Style, inlines: Vec<Inline>) -> Self {
        Self {
            style,
            inlines,
            half_points: style.half_points(),
            alignment: None,
            indents: (0, 0),
            keeps_next: false,
            starts_page: false,
        }
    }

    /// The same for a text.
    pub(super) fn text(style: Style, text: impl Into<String>) -> Self {
        Self::new(style, vec![Inline::Text(text.into())])
    }
}

impl Cell {
    /// A cell of one column.
    pub(super) fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self { columns: 1, merge: Merge::Single, side: 0, paragraphs }
    }
}
