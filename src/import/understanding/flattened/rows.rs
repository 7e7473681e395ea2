//! The pieces of a flattened table as a grid.

use std::ops::Range;

use super::heads::Column;
use super::pieces::{Line, Piece};
use super::token::Token;
use crate::import::reading::grid::{Grid, GridCell};
use crate::import::understanding::texts::Kind;

/// A single column of a form lies over no more columns of its table than this.
const MOST_REPEATED: usize = 3;

/// The lines under heads whose order is taken from the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) block: usize,
    pub(super) rows: Range<u32>,
    /// How many readings there are.
    pub(super) readings: usize,
    /// Whether every head of the form is there, and nothing else.
    pub(super) is_exact: bool,
}

/// A flattened table with everything in its place.
pub(super) struct Laid {
    /// The cells, by row and column.
    pub(super) cells: Vec<GridCell>,
    /// The rows under heads that had lost their places.
    pub(super) parts: Vec<Part>,
    /// The rows of which nobody knows which figure is whose.
    pub(super) lost: Vec<u32>,
}

/// Lays the pieces of a block out; `readings` are those of the parts, the first where it is too short.
pub(super) fn laid_out(pieces: &[Piece], block: usize, readings: &[usize]) -> Laid {
    let lines = || pieces.iter().filter_map(|piece| if let Piece::Line(line) = piece { Some(line) } else { None });
    // The figures of all lines begin in the same column, behind the labels.
    let first = lines().flat_map(|line| &line.labels).map(|(column, _)| column + 1).max().unwrap_or(1);
    let mut laid = Laid { cells: Vec::new(), parts: Vec::new(), lost: Vec::new() };
    let mut under: Option<&[Column]> = None;
    let mut is_assumed = false;
    for (row, piece) in (0..).zip(pieces) {
        match piece {
            Piece::Text(text) => laid.cells.push(GridCell::new(row, 0, text.clone())),
            Piece::Heads { corner, readings: all, is_assumed: assumed, is_exact } => {
                let reading = readings.get(laid.parts.len()).copied().filter(|_| *assumed).unwrap_or(0);
                is_assumed = *assumed;
                if is_assumed {
                    let (rows, readings) = (row..row + 1, all.len());
                    laid.parts.push(Part { block, rows, readings, is_exact: *is_exact });
                }
                under = all.get(reading).or(all.first()).map(Vec::as_slice);
                laid.cells.extend(corner.iter().map(|text| GridCell::new(row, 0, text.clone())));
                let heads = (first..).zip(under.unwrap_or_default());
                laid.cells.extend(heads.map(|(column, head)| GridCell::new(row, column, head.text.clone())));
            }
            Piece::Line(line) => {
                if let (true, Some(part)) = (is_assumed, laid.parts.last_mut()) {
                    part.rows.end = row + 1;
                }
                if !laid.line(line, row, first, under) {
                    laid.lost.push(row);
                }
            }
        }
    }
    laid
}

/// Cells as a grid.
pub(super) fn grid(name: String, cells: Vec<GridCell>) -> Grid {
    Grid { name, cells, ..Grid::default() }
}

impl Laid {
    /// Lays out a line, and says whether every figure found its column.
    fn line(&mut self, line: &Line, row: u32, first: u32, under: Option<&[Column]>) -> bool {
        self.cells.extend(line.labels.iter().map(|(column, text)| GridCell::new(row, *column, text.clone())));
        let mut push = |column: u32, token: &Token| {
            if token.kind != Kind::Blank {
                self.cells.push(token.at(row, column));
            }
        };
        let mut end = first;
        let mut is_whole = true;
        match under.map(|columns| (columns, in_columns(&line.values, columns))) {
            Some((columns, Some(values))) => {
                for (column, token) in values {
                    push(first + column, token);
                }
                end += u32::try_from(columns.len()).unwrap_or(0);
            }
            Some((columns, None)) => {
                // Beside the columns, where nothing stands over them.
                end += u32::try_from(columns.len()).unwrap_or(0);
                for token in &line.values {
                    push(end, token);
                    end += 1;
                }
                is_whole = false;
            }
            None => {
                for token in &line.values {
                    push(end, token);
                    end += 1;
                }
            }
        }
        self.cells
            .extend((end + 1..).zip(&line.remarks).map(|(column, text)| GridCell::new(row, column, text.clone())));
        is_whole
    }
}

/// The values of a line with their columns; `None` when there are too few or too many.
fn in_columns<'a>(values: &'a [Token], columns: &[Column]) -> Option<Vec<(u32, &'a Token)>> {
    let numbered = |tokens: Vec<&'a Token>| Some((0..).zip(tokens).collect());
    let filled = values.iter().rposition(|token| token.kind != Kind::Blank).map_or(0, |at| at + 1);
    let known = columns.iter().filter(|column| column.is_known).count();
    if filled == 0 {
        return Some(Vec::new());
    }
    // Blanks behind the last column belong to the next line.
    if values.len() >= columns.len() && filled <= columns.len() {
        return numbered(values.iter().take(columns.len()).collect());
    }
    // Blanks before the first one are places for labels.
    let over = filled.saturating_sub(columns.len());
    if over > 0 && known == columns.len() && values.iter().take(over).all(|token| token.kind == Kind::Blank) {
        return numbered(values.iter().skip(over).take(columns.len()).collect());
    }
    if values.len() >= known && filled <= known {
        let places = (0..).zip(columns).filter(|(_, column)| column.is_known).map(|(at, _)| at);
        let is_at_the_end = columns.iter().skip_while(|column| column.is_known).all(|column| !column.is_known);
        let is_sure = is_at_the_end || known > 1 && values.len() == known;
        return is_sure.then(|| places.zip(values).collect());
    }
    // A measure beside the figure has no head of its own now and then.
    let figures: Vec<&Token> = values.iter().filter(|token| token.kind != Kind::Measure).collect();
    if figures.len() == columns.len() && figures.len() < values.len() && known == columns.len() {
        return numbered(figures);
    }
    // One figure that is repeated over its columns; more of them are figures of their own.
    let is_repeated = values.len() <= MOST_REPEATED && values.windows(2).all(|pair| pair[0].text == pair[1].text);
    (columns.len() == 1 && is_repeated).then(|| numbered(values.iter().take(1).collect())).flatten()
}
