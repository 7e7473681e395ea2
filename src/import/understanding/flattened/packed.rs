//! Grids whose cells do not stand where their columns are.
//!
//! A page whose spans are gone has the cells of every row pushed together to the left: the heads of three lines then stand
//! over other columns than theirs, and labels where figures should be. Such a grid is known by its heads — the columns of
//! a part of a form that they take are fewer than the part has, though all its heads are there, or labels stand under
//! heads — and is read row by row, one cell behind the other.

use std::sync::Arc;

use super::token::Token;
use crate::import::reading::grid::{Block, Grid, GridCell};
use crate::import::understanding::lexicon::{CLOSE, Lexicon, Part};
use crate::import::understanding::texts::{Kind, Text, Texts};
use crate::import::understanding::work::KEPT;

/// So many tables of one row each, one behind the other, are a table in pieces.
pub(super) const FEWEST_PIECES: usize = 2;

/// A row of a form has no more cells than this.
const MOST_CELLS: usize = 60;

/// More rows than this are no form.
const MOST_ROWS: usize = 2_000;

/// Heads on a line of heads.
const FEWEST_HEADS: usize = 2;

/// How many of the first blocks make one table, and its rows where they have to be read one cell behind the other.
pub(super) fn rows(blocks: &[Block], texts: &mut Texts<'_>) -> (usize, Option<Vec<Vec<Token>>>) {
    let grids = || blocks.iter().map_while(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    let pieces = grids().take_while(|grid| !grid.is_hidden && is_one_row(grid)).count();
    if pieces >= FEWEST_PIECES {
        return (pieces, Some(grids().take(pieces).flat_map(|grid| cells(grid, texts)).collect()));
    }
    let packed = grids().next().filter(|grid| is_packed(grid, texts));
    (1, packed.map(|grid| cells(grid, texts)))
}

/// Whether all cells of a grid stand in one row.
pub(super) fn is_one_row(grid: &Grid) -> bool {
    grid.cells.first().zip(grid.cells.last()).is_some_and(|(first, last)| first.row == last.row)
}

/// The cells of every row, one behind the other; a place that no cell covers is a blank.
fn cells(grid: &Grid, texts: &mut Texts<'_>) -> Vec<Vec<Token>> {
    let mut rows = Vec::new();
    let mut below: Vec<(u32, u32)> = Vec::new();
    let may = texts.work().take(grid.cells.len(), KEPT);
    for cells in grid.cells[..may].chunk_by(|one, other| one.row == other.row) {
        let Some(row) = cells.first().map(|cell| cell.row) else { continue };
        let is_free = |column: u32| below.get(column as usize).is_none_or(|(from, to)| row < *from || row >= *to);
        let mut tokens = Vec::new();
        let mut next = 0;
        for cell in cells {
            let blanks = (next..cell.column).filter(|column| is_free(*column)).take(MOST_CELLS);
            tokens.extend(blanks.map(|_| Token::blank()));
            tokens.push(Token::of_cell(cell, texts));
            next = cell.column + cell.column_span;
        }
        let end = grid.ends.get(row as usize).copied().unwrap_or(next);
        let behind = (next..end).filter(|column| is_free(*column)).take(MOST_CELLS);
        tokens.extend(behind.map(|_| Token::blank()));
        for cell in cells.iter().filter(|cell| cell.row_span > 1) {
            let end = (cell.column + cell.column_span) as usize;
            below.resize(below.len().max(end), (0, 0));
            let range = below.get_mut(cell.column as usize..end).unwrap_or_default();
            range.fill((row + 1, row + cell.row_span));
        }
        rows.push(tokens);
    }
    rows
}

/// A head over columns of a grid.
struct Head<'g> {
    cell: &'g GridCell,
    text: Arc<Text>,
}

/// What the heads over lines of figures tell.
enum Over {
    /// Nothing.
    Nothing,
    /// All columns of a part have heads, but not each a place of its own.
    Packed,
    /// Most columns of a part have heads.
    Part {
        /// How many columns the part has, and how many of them have heads.
        width: usize,
        found: usize,
        /// The first column of the grid under them, and the one behind all heads.
        first: u32,
        end: u32,
    },
}

/// Whether the heads of a grid do not stand over their columns.
fn is_packed(grid: &Grid, texts: &mut Texts<'_>) -> bool {
    let lexicon = texts.lexicon();
    let rows = || grid.cells.chunk_by(|one, other| one.row == other.row);
    if grid.cells.len() > MOST_ROWS * MOST_CELLS || rows().nth(MOST_ROWS).is_some() {
        return false;
    }
    // Where cells span others, and in a spreadsheet, figures beside the heads are notes.
    let may_reach_out = !grid.ends.is_empty() && grid.cells.iter().all(|cell| cell.column_span == 1);
    let mut heads: Vec<Head<'_>> = Vec::new();
    let mut over: Option<Over> = None;
    for cells in rows() {
        let read: Vec<Head<'_>> = cells.iter().map(|cell| Head { cell, text: texts.cell(cell) }).collect();
        if read.iter().any(|it| it.text.kind == Kind::Figure) {
            let row = cells.first().map_or(0, |cell| cell.row);
            let over = over.get_or_insert_with(|| Over::of(&heads, lexicon, row));
            if over.is_displaced(&read, lexicon, may_reach_out) {
                return true;
            }
            continue;
        }
        let may_head = |it: &&Head<'_>| lexicon.may_head(&it.text.likeness) && !lexicon.may_open(&it.text.likeness);
        // A word alone may be a label or a heading.
        if read.iter().filter(may_head).count() >= FEWEST_HEADS {
            if over.take().is_some() {
                heads.clear();
            }
            heads.extend(read.into_iter().filter(|it| it.text.kind == Kind::Words));
        }
    }
    false
}

impl Over {
    /// What heads tell, of which `row` is the first line of figures below them.
    fn of(heads: &[Head<'_>], lexicon: &Lexicon, row: u32) -> Self {
        let parts = lexicon.models.iter().flat_map(|model| &model.parts).filter(|part| !part.parents.is_empty());
        let mut best: Option<(usize, Vec<&Head<'_>>)> = None;
        for part in parts {
            let leaves: Vec<&Head<'_>> = heads.iter().filter(|head| is_leaf(head, part)).collect();
            let width = part.columns.len();
            if leaves.len() * 2 < width {
                continue;
            }
            let reaches_down = leaves.iter().any(|head| head.cell.row + head.cell.row_span > row);
            if leaves.len() >= width && (covered(&leaves) < width || reaches_down) {
                return Self::Packed;
            }
            if best.as_ref().is_none_or(|(_, known)| known.len() < leaves.len()) {
                best = Some((width, leaves));
            }
        }
        let Some((width, leaves)) = best else { return Self::Nothing };
        let first = leaves.iter().map(|head| head.cell.column).min().unwrap_or(0);
        let end = heads.iter().map(|head| head.cell.column + head.cell.column_span).max().unwrap_or(0);
        Self::Part { width, found: leaves.len(), first, end }
    }

    /// Whether a line with figures shows that the heads stand elsewhere than over its columns.
    fn is_displaced(&self, line: &[Head<'_>], lexicon: &Lexicon, may_reach_out: bool) -> bool {
        let (width, found, first, end) = match self {
            Self::Nothing => return false,
            Self::Packed => return true,
            Self::Part { width, found, first, end } => (*width, *found, *first, *end),
        };
        let is_stub = |it: &&Head<'_>| it.text.kind == Kind::Words && lexicon.may_stub(&it.text.likeness);
        let Some(label) = line.iter().find(is_stub) else { return false };
        let is_beside = |it: &Head<'_>| it.text.kind == Kind::Figure && it.cell.column >= end;
        let is_before = |it: &Head<'_>| it.text.kind == Kind::Figure && it.cell.column < label.cell.column;
        let is_under = label.cell.column >= first && (found < width || !line.iter().any(is_before));
        is_under || may_reach_out && width > 1 && line.iter().any(is_beside)
    }
}

fn is_leaf(head: &Head<'_>, part: &Part) -> bool {
    part.columns.iter().any(|column| head.text.likeness.best(&column.labels) >= CLOSE)
}

/// How many columns of the grid some heads stand over.
fn covered(heads: &[&Head<'_>]) -> usize {
    let mut columns: Vec<u32> =
        heads.iter().flat_map(|head| head.cell.column..head.cell.column + head.cell.column_span.min(64)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.len()
}
