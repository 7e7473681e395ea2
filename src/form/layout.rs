//! How a table is printed: a grid of boxes with spans, the one source for the screen, XLSX, Word and PDF.

use std::ops::Range;

use super::CellIndex;

/// What a box shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A column head, or the note in the corner.
    Head,
    /// A centred row over the full width that names a paragraph of the regulation.
    Band,
    /// The label of a row; `depth` is how far it is indented or to the right.
    Stub {
        /// 0 at the left.
        depth: usize,
    },
    /// The measure of a row, in the form of 2014.
    Measure,
    /// A box without content (number of a heading row).
    Empty,
    /// A number cell.
    Value(CellIndex),
}

/// One box of the printed table; spans are in lines and grid columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutBox {
    /// First line, from 0.
    pub line: usize,
    /// First grid column, from 0.
    pub column: usize,
    /// Number of lines.
    pub line_span: usize,
    /// Number of grid columns.
    pub column_span: usize,
    /// What it is.
    pub role: Role,
    /// Its printed text; empty for number cells.
    pub text: String,
}

impl LayoutBox {
    /// The box with its number cell, if it holds one.
    pub fn as_value(&self) -> Option<(CellIndex, &Self)> {
        match self.role {
            Role::Value(cell) => Some((cell, self)),
            _ => None,
        }
    }
}

/// One printed table of a form.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name in the form file.
    pub id: String,
    /// The heading printed above it; empty when the form's title is enough.
    pub section: String,
    /// Other wordings of the heading, met in files.
    pub section_aliases: Vec<String>,
    /// Relative widths of the grid columns; all tables of a form have the same sum.
    pub widths: Vec<u32>,
    /// How many of the first lines are heads that repeat on each page and stay visible when scrolled.
    pub head_lines: usize,
    /// How many of the first grid columns are labels.
    pub stub_columns: usize,
    /// Number of lines.
    pub lines: usize,
    /// The boxes, ordered by line and column; they cover the grid without gaps or overlaps.
    pub boxes: Vec<LayoutBox>,
    /// The most lines that a box spans.
    pub tallest: usize,
}

impl Table {
    /// The number of grid columns.
    pub fn columns(&self) -> usize {
        self.widths.len()
    }

    /// The boxes that touch some lines, in printed order; found without a look at the others, for tables may be long.
    pub fn boxes_in(&self, lines: Range<usize>) -> impl DoubleEndedIterator<Item = &LayoutBox> + Clone {
        let first = lines.start.saturating_sub(self.tallest.saturating_sub(1));
        let from = self.boxes.partition_point(|it| it.line < first);
        let to = self.boxes.partition_point(|it| it.line < lines.end);
        let near = self.boxes.get(from..to).unwrap_or_default().iter();
        near.filter(move |it| it.line + it.line_span > lines.start)
    }

    /// The number cells of the table in printed order, with their boxes.
    pub fn value_boxes(&self) -> impl DoubleEndedIterator<Item = (CellIndex, &LayoutBox)> {
        self.boxes.iter().filter_map(LayoutBox::as_value)
    }
}

/// Fills a grid box by box, as HTML tables do, and finds overlaps.
pub(super) struct Flow {
    columns: usize,
    taken: Vec<bool>,
    /// The first place that is not taken.
    gap: usize,
    boxes: Vec<LayoutBox>,
}

impl Flow {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns, taken: Vec::new(), gap: 0, boxes: Vec::new() }
    }

    /// The number of lines begun so far.
    pub(super) fn lines(&self) -> usize {
        self.taken.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The first free grid column of a line; `None` when it is full.
    pub(super) fn free_column(&self, line: usize) -> Option<usize> {
        (0..self.columns).find(|column| !self.is_taken(line, *column))
    }

    /// The first line with a free place; the next new line when all are full.
    pub(super) fn free_line(&self) -> usize {
        self.gap.checked_div(self.columns).unwrap_or(0)
    }

    /// Whether a place is free.
    pub(super) fn is_free(&self, line: usize, column: usize) -> bool {
        !self.is_taken(line, column)
    }

    fn is_taken(&self, line: usize, column: usize) -> bool {
        self.taken.get(line * self.columns + column).copied().unwrap_or(false)
    }

    /// Places a box; false when it does not fit or covers another.
    pub(super) fn place(&mut self, it: LayoutBox) -> bool {
        if it.column_span == 0 || it.line_span == 0 || it.column + it.column_span > self.columns {
            return false;
        }
        let needed = (it.line + it.line_span) * self.columns;
        if self.taken.len() < needed {
            self.taken.resize(needed, false);
        }
        for line in it.line..it.line + it.line_span {
            for column in it.column..it.column + it.column_span {
                let place = line * self.columns + column;
                if std::mem::replace(&mut self.taken[place], true) {
                    return false;
                }
            }
        }
        while self.taken.get(self.gap) == Some(&true) {
            self.gap += 1;
        }
        self.boxes.push(it);
        true
    }

    /// The boxes in printed order, or the first line with a gap.
    pub(super) fn finish(mut self) -> Result<Vec<LayoutBox>, usize> {
        if self.gap < self.taken.len() {
            return Err(self.gap / self.columns);
        }
        self.boxes.sort_by_key(|it| (it.line, it.column));
        Ok(self.boxes)
    }
}
