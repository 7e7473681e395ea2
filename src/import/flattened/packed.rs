//! Grids whose cells do not stand where their columns are.
//!
//! A page whose spans are gone has the cells of every row pushed together to the left: the heads of three lines then stand
//! over other columns than theirs, and labels where figures should be. Such a grid is known by its heads — the columns of
//! a part of a form that they take are fewer than the part has, though all its heads are there, or labels stand under
//! heads — and is read row by row, one cell behind the other.

use super::tokens::Token;
use crate::import::grid::{Block, Grid, GridCell};
use crate::import::lexicon::{CLOSE, Lexicon, Part};
use crate::import::texts::{Kind, Texts};

/// A row of a form has no more cells than this.
const MOST_CELLS: usize = 60;

/// More rows than this are no form.
const MOST_ROWS: usize = 2_000;

/// Heads on a line of heads.
const FEWEST_HEADS: usize = 2;

/// Grids of one row each, one behind the other, that make a table in pieces.
const FEWEST_PIECES: usize = 2;

/// How many of the first blocks make one table, and its rows where they have to be read one cell behind the other.
pub(super) fn rows(blocks: &[Block], texts: &mut Texts<'_>) -> (usize, Option<Vec<Vec<Token>>>) {
    let grids: Vec<&Grid> =
        blocks.iter().map_while(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect();
    let pieces = grids.iter().take_while(|grid| !grid.is_hidden && height(grid) == 1).count();
    if pieces >= FEWEST_PIECES {
        let rows = grids.iter().take(pieces).flat_map(|grid| cells(grid, texts)).collect();
        return (pieces, Some(rows));
    }
    let Some(grid) = grids.first() else { return (1, None) };
    let is_small = height(grid) <= MOST_ROWS;
    let rows = if is_small { cells(grid, texts) } else { Vec::new() };
    (1, is_packed(grid, texts).then_some(rows))
}

fn height(grid: &Grid) -> usize {
    grid.cells.chunk_by(|one, other| one.row == other.row).count()
}

/// The cells of every row, one behind the other; a place that no cell covers is a blank.
fn cells(grid: &Grid, texts: &mut Texts<'_>) -> Vec<Vec<Token>> {
    let mut rows = Vec::new();
    let mut below: Vec<(u32, u32)> = Vec::new();
    for cells in grid.cells.chunk_by(|one, other| one.row == other.row) {
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
    token: Token,
}

/// Whether the heads of a grid do not stand over their columns.
fn is_packed(grid: &Grid, texts: &mut Texts<'_>) -> bool {
    let lexicon = texts.lexicon();
    // Where cells span others, and in a spreadsheet, figures beside the heads are notes.
    let may_reach_out =
        !grid.ends.is_empty() && grid.cells.iter().all(|cell| cell.row_span == 1 && cell.column_span == 1);
    let mut heads: Vec<Head<'_>> = Vec::new();
    let mut is_over = false;
    for cells in grid.cells.chunk_by(|one, other| one.row == other.row).take(MOST_ROWS) {
        let tokens: Vec<Token> = cells.iter().map(|cell| Token::of_cell(cell, texts)).collect();
        let figures = tokens.iter().filter(|token| token.kind == Kind::Figure).count();
        if figures > 0 {
            if is_displaced(&heads, cells, &tokens, lexicon, may_reach_out) {
                return true;
            }
            is_over = true;
            continue;
        }
        let may_head = |token: &Token| lexicon.may_head(&token.likeness) && !lexicon.may_open(&token.likeness);
        // A word alone may be a label or a heading.
        if tokens.iter().filter(|token| may_head(token)).count() >= FEWEST_HEADS {
            if is_over {
                heads.clear();
                is_over = false;
            }
            heads.extend(cells.iter().zip(tokens).filter(|(_, token)| token.kind == Kind::Words).map(of_head));
        }
    }
    false
}

fn of_head((cell, token): (&GridCell, Token)) -> Head<'_> {
    Head { cell, token }
}

/// Whether the heads over a line of figures stand elsewhere than over its columns.
fn is_displaced(heads: &[Head<'_>], cells: &[GridCell], tokens: &[Token], lexicon: &Lexicon, has_ends: bool) -> bool {
    let parts = lexicon.models.iter().flat_map(|model| &model.parts).filter(|part| !part.parents.is_empty());
    let mut best: Option<(usize, Vec<&Head<'_>>)> = None;
    for part in parts {
        let leaves: Vec<&Head<'_>> = heads.iter().filter(|head| is_leaf(head, part)).collect();
        let width = part.columns.len();
        if leaves.len() * 2 < width {
            continue;
        }
        if leaves.len() >= width && covered(&leaves) < width {
            return true;
        }
        if best.as_ref().is_none_or(|(_, known)| known.len() < leaves.len()) {
            best = Some((width, leaves));
        }
    }
    let Some((width, leaves)) = best else { return false };
    let first = leaves.iter().map(|head| head.cell.column).min().unwrap_or(0);
    let end = heads.iter().map(|head| head.cell.column + head.cell.column_span).max().unwrap_or(0);
    let is_stub = |token: &Token| token.kind == Kind::Words && lexicon.may_stub(&token.likeness);
    let label = cells.iter().zip(tokens).find(|(_, token)| is_stub(token)).map(|(cell, _)| cell);
    let figures = || cells.iter().zip(tokens).filter(|(_, token)| token.kind == Kind::Figure).map(|(cell, _)| cell);
    let is_under = label.is_some_and(|label| label.column >= first && leaves.len() < width + 1);
    let reaches_out = has_ends && label.is_some() && figures().any(|cell| cell.column >= end);
    leaves.len() < width && is_under && figures().count() > 0 || reaches_out && width > 1
}

fn is_leaf(head: &Head<'_>, part: &Part) -> bool {
    part.columns.iter().any(|column| head.token.likeness.best(&column.labels) >= CLOSE)
}

/// How many columns of the grid some heads stand over.
fn covered(heads: &[&Head<'_>]) -> usize {
    let mut columns: Vec<u32> =
        heads.iter().flat_map(|head| head.cell.column..head.cell.column + head.cell.column_span.min(64)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.len()
}
