//! A grid without its empty rows and columns, every position knowing the cell that covers it.
//!
//! A sheet of dimension A1:XFD1048576 with ten values becomes ten by ten at most. The same grid can be looked at with rows
//! and columns exchanged, so that a table lying on its side needs no code of its own.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::labels::Label;
use super::lexicon::Lexicon;
use super::texts::{Kind, Text, Texts};
use super::work::{self, Work};
use crate::import::reading::grid::Grid;

/// More rows than this are no form; what stands below is not read.
const MOST_ROWS: usize = 4_000;

/// The same for columns.
const MOST_COLUMNS: usize = 400;

/// A grid, or a strip of one, by the rows and columns that hold something.
#[derive(Clone)]
pub(super) struct Raster<'a> {
    /// The grid.
    pub(super) grid: &'a Grid,
    /// What the cells say, in the order of the grid's cells.
    pub(super) texts: Rc<Vec<Arc<Text>>>,
    /// The labels that the texts were compared with.
    pub(super) lexicon: &'a Lexicon,
    /// The steps that are left to look at it.
    pub(super) work: &'a Work,
    /// How many columns the grid has, with those that hold nothing.
    pub(super) grid_columns: u32,
    lines: Vec<u32>,
    columns: Vec<u32>,
    at: Vec<Option<usize>>,
    is_transposed: bool,
}

impl<'a> Raster<'a> {
    pub(super) fn new(grid: &'a Grid, reader: &mut Texts<'a>) -> Self {
        let (lexicon, work) = (reader.lexicon(), reader.work());
        let mut texts: Vec<Arc<Text>> = Vec::with_capacity(grid.cells.len());
        let mut lines: Vec<u32> = Vec::new();
        let mut columns = BTreeSet::new();
        let unread = Arc::new(Text::of_kind(Kind::Blank));
        for cell in &grid.cells {
            // Cells lie in reading order; below the last row that is looked at nothing is read.
            let is_new = lines.last() != Some(&cell.row);
            let is_beyond = is_new && lines.len() == MOST_ROWS || !work.spend(1);
            let text = if is_beyond { Arc::clone(&unread) } else { reader.cell(cell) };
            if text.kind != Kind::Blank {
                lines.extend(is_new.then_some(cell.row));
                columns.insert(cell.column);
            }
            texts.push(text);
        }
        let columns: Vec<u32> = columns.into_iter().take(MOST_COLUMNS).collect();
        work.count(lines.len() * columns.len() * work::POSITION);
        let mut at = vec![None; lines.len() * columns.len()];
        for (index, (cell, text)) in grid.cells.iter().zip(&texts).enumerate() {
            if text.kind == Kind::Blank {
                continue;
            }
            for line in covered(&lines, cell.row, cell.row_span) {
                for column in covered(&columns, cell.column, cell.column_span) {
                    at[line * columns.len() + column] = Some(index);
                }
            }
        }
        join_broken_labels(&mut texts, &at, columns.len(), lexicon);
        Self {
            grid,
            texts: Rc::new(texts),
            lexicon,
            work,
            grid_columns: grid.columns(),
            lines,
            columns,
            at,
            is_transposed: false,
        }
    }

    /// The same grid with rows and columns exchanged.
    pub(super) fn transposed(&self) -> Self {
        let (height, width) = (self.height(), self.width());
        let at = (0..width).flat_map(|column| (0..height).map(move |line| (line, column)));
        Self {
            grid: self.grid,
            texts: Rc::clone(&self.texts),
            lexicon: self.lexicon,
            work: self.work,
            grid_columns: self.grid_columns,
            lines: self.columns.clone(),
            columns: self.lines.clone(),
            at: at.map(|(line, column)| self.at[line * width + column]).collect(),
            is_transposed: !self.is_transposed,
        }
    }

    /// Some neighbouring columns.
    pub(super) fn strip(&self, columns: Range<usize>) -> Self {
        let at = (0..self.height()).flat_map(|line| columns.clone().map(move |column| (line, column)));
        Self {
            grid: self.grid,
            texts: Rc::clone(&self.texts),
            lexicon: self.lexicon,
            work: self.work,
            grid_columns: self.grid_columns,
            lines: self.lines.clone(),
            columns: self.columns[columns.clone()].to_vec(),
            at: at.map(|(line, column)| self.at[line * self.width() + column]).collect(),
            is_transposed: self.is_transposed,
        }
    }

    /// The columns that lie where some columns of another raster lie.
    pub(super) fn same_columns(&self, other: &Raster<'_>, columns: Range<usize>) -> Range<usize> {
        let end = other.columns.get(columns.end).copied().unwrap_or(u32::MAX);
        other.columns.get(columns.start).map_or(0..0, |first| covered(&self.columns, *first, end - first))
    }

    /// Whether the source says that the row of a line ends before a column.
    pub(super) fn ends_before(&self, line: usize, column: usize) -> bool {
        let place = self.lines.get(line).zip(self.columns.get(column)).filter(|_| !self.is_transposed);
        place.is_some_and(|(row, column)| self.grid.ends.get(*row as usize).is_some_and(|end| end <= column))
    }

    /// The number of lines.
    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The cell that covers a position, as its place in the grid's cells.
    pub(super) fn at(&self, line: usize, column: usize) -> Option<usize> {
        self.at.get(line * self.columns.len() + column).copied().flatten()
    }

    /// What the cell at a position says.
    pub(super) fn text(&self, line: usize, column: usize) -> Option<&Text> {
        self.at(line, column).map(|cell| &*self.texts[cell])
    }

    /// What kind of text stands at a position.
    pub(super) fn kind(&self, line: usize, column: usize) -> Kind {
        self.text(line, column).map_or(Kind::Blank, |text| text.kind)
    }

    /// The distinct cells of a line with the first column that each covers.
    pub(super) fn cells_of(&self, line: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut last = None;
        (0..self.width()).filter_map(move |column| {
            let cell = self.at(line, column);
            let is_new = cell.is_some() && cell != last;
            last = cell;
            cell.filter(|_| is_new).map(|cell| (column, cell))
        })
    }

    /// Whether a cell begins on a line; a merged one covers further lines.
    pub(super) fn begins(&self, cell: usize, line: usize, column: usize) -> bool {
        line == 0 || self.at(line - 1, column) != Some(cell)
    }

    /// Where a position stands, in words of the source, and whether the source hides it. What lies beyond the last line or
    /// column stands there.
    pub(super) fn place(&self, line: usize, column: usize) -> (u32, u32, bool) {
        let (line, column) = match self.at(line, column).map(|cell| &self.grid.cells[cell]) {
            Some(cell) => (cell.row, cell.column),
            None if self.is_transposed => (nearest(&self.columns, column), nearest(&self.lines, line)),
            None => (nearest(&self.lines, line), nearest(&self.columns, column)),
        };
        let is_hidden = self.grid.hidden_rows.binary_search(&line).is_ok()
            || self.grid.hidden_columns.binary_search(&column).is_ok();
        (line, column, is_hidden)
    }
}

/// The number at a position, or the last one.
fn nearest(numbers: &[u32], at: usize) -> u32 {
    numbers.get(at).or(numbers.last()).copied().unwrap_or(0)
}

/// Puts labels together that were broken over two rows by hand: neither half is a label of a form, both together are one,
/// and the figures stand beside one of them only. The label goes where they are.
fn join_broken_labels(texts: &mut [Arc<Text>], at: &[Option<usize>], width: usize, lexicon: &Lexicon) {
    if width == 0 {
        return;
    }
    for line in 0..(at.len() / width).saturating_sub(1) {
        for column in 0..width {
            let place = line * width + column;
            let (Some(upper), Some(lower)) = (at[place], at[place + width]) else { continue };
            let is_half = |cell: usize| texts[cell].kind == Kind::Words && !texts[cell].likeness.is_known();
            if upper == lower || !is_half(upper) || !is_half(lower) {
                continue;
            }
            let core = format!("{}{}", texts[upper].label.core, texts[lower].label.core);
            let label = Label { core, notes: String::new() };
            let likeness = lexicon.exact(&label);
            if !likeness.is_known_stub(lexicon) {
                continue;
            }
            let beside = |first: usize, other: usize| {
                (column + 1..width).any(|column| {
                    let cell = at[first * width + column];
                    let is_figure = cell.is_some_and(|cell| texts[cell].kind == Kind::Figure);
                    is_figure && (first < other || cell != at[other * width + column])
                })
            };
            let (kept, gone) = match (beside(line, line + 1), beside(line + 1, line)) {
                (true, true) => continue,
                (false, true) => (lower, upper),
                _ => (upper, lower),
            };
            texts[kept] = Arc::new(Text { kind: Kind::Words, label, likeness });
            texts[gone] = Arc::new(Text::of_kind(Kind::Blank));
        }
    }
}

/// The positions of a span among the positions that hold something.
fn covered(positions: &[u32], first: u32, span: u32) -> Range<usize> {
    let from = positions.partition_point(|position| *position < first);
    let to = positions.partition_point(|position| *position < first.saturating_add(span.max(1)));
    from..to
}
