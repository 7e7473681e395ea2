//! The parts of a table, in which order they are shown, and what of a hidden table is kept.

use crate::import::reading::grid::{Block, Grid};

/// A hidden table with fewer filled cells holds no form.
const FEWEST: usize = 4;

/// A part of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading::readers) enum Part {
    /// Shown first, wherever it stands.
    Head,
    Body,
    /// Shown last, wherever it stands.
    Foot,
}

/// The parts of a table that is not yet closed.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Each part with its first row.
    pub(super) starts: Vec<(Part, u32)>,
    /// The rows, the columns, and the columns left free behind them, that each cell asks for.
    pub(super) asked: Vec<(u32, u32, u32)>,
    /// Rows that take no place, rising.
    pub(super) gone_rows: Vec<u32>,
    /// Whether a cell of the open part asks for several rows.
    pub(super) is_tall: bool,
    /// The first row and the first cell of the open part.
    pub(super) first_row: u32,
    pub(super) first_cell: usize,
    /// The next column that an element describes, and where the open group of them begins.
    pub(super) next_column: u32,
    pub(super) group: Option<u32>,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) is_hidden: bool,
    /// Text inside the table and outside its cells; it is shown above the table.
    pub(super) above: Vec<Block>,
}

impl Parts {
    /// Notes what a new cell asks for; `before` cells are there.
    pub(super) fn ask(&mut self, before: usize, rows: u32, columns: u32) {
        self.asked.truncate(before);
        self.asked.push((rows, columns, 0));
        self.is_tall |= rows > 1;
    }

    /// Notes that the open cell leaves columns behind it free.
    pub(super) fn leave_free(&mut self, count: u32) {
        if let Some((.., free)) = self.asked.last_mut() {
            *free = free.saturating_add(count);
        }
    }

    pub(super) fn describe(&mut self, count: u32, is_hidden: bool, limit: u32) {
        let from = self.next_column.min(limit);
        let to = from.saturating_add(count).min(limit);
        if is_hidden {
            self.hidden_columns.extend(from..to);
        }
        self.next_column = to;
    }
}

/// Puts the head of a table before everything else and its foot behind.
pub(super) fn order(grid: &mut Grid, parts: &Parts, rows: u32) {
    let first = |part: Part| parts.starts.iter().position(|it| it.0 == part);
    let (head, foot) = (first(Part::Head), first(Part::Foot));
    if head.is_none() && foot.is_none() {
        return;
    }
    // Rows before the first part are one as well.
    let before = parts.starts.first().map_or(0, |it| it.1);
    let mut pieces: Vec<(u8, u32, u32)> = vec![(1, 0, before)];
    for (number, (_, from)) in parts.starts.iter().enumerate() {
        let to = parts.starts.get(number + 1).map_or(rows, |it| it.1);
        let rank = if Some(number) == head { 0 } else { u8::from(Some(number) == foot) + 1 };
        pieces.push((rank, *from, to));
    }
    pieces.sort_by_key(|it| it.0);
    if pieces.windows(2).all(|it| matches!(it, [one, other] if one.2 <= other.1)) {
        return;
    }
    let mut moved: Vec<u32> = vec![0; rows as usize];
    let mut next = 0;
    for row in pieces.iter().flat_map(|(_, from, to)| *from..*to) {
        if let Some(place) = moved.get_mut(row as usize) {
            *place = next;
            next += 1;
        }
    }
    let place = |row: u32| moved.get(row as usize).copied().unwrap_or(row);
    grid.cells.iter_mut().for_each(|cell| cell.row = place(cell.row));
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid.hidden_rows.iter_mut().for_each(|row| *row = place(*row));
    grid.hidden_rows.sort_unstable();
    let ends = std::mem::take(&mut grid.ends);
    let mut ordered: Vec<u32> = vec![0; ends.len()];
    for (row, end) in (0..).zip(ends) {
        if let Some(it) = ordered.get_mut(place(row) as usize) {
            *it = end;
        }
    }
    grid.ends = ordered;
}

/// Whether a table is only a figure with its measure beside it, so that it is no table inside the cell of another.
pub(super) fn is_figure(grid: &Grid) -> bool {
    const LONGEST: usize = 16;
    let mut filled = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    let length: usize = grid.cells.iter().take(LONGEST).map(|cell| cell.text.len()).sum();
    let begins = filled.next().is_some_and(|cell| cell.text.starts_with(|c: char| c.is_ascii_digit()));
    begins
        && grid.cells.len() < LONGEST
        && length <= LONGEST * 3
        && filled.all(|cell| cell.row == 0 && !cell.text.contains(|c: char| c.is_ascii_digit()))
}

/// Marks a table as hidden, with all its rows.
pub(in crate::import::reading::readers) fn hide(grid: &mut Grid) {
    grid.is_hidden = true;
    grid.hidden_rows = (0..grid.rows()).collect();
}

/// What is left of a hidden table: the grids that may hold a form.
pub(super) fn hidden(blocks: Vec<Block>) -> Vec<Block> {
    let keep = |block: Block| match block {
        Block::Grid(mut grid) if grid.cells.iter().filter(|cell| !cell.text.is_empty()).count() >= FEWEST => {
            hide(&mut grid);
            Some(Block::Grid(grid))
        }
        _ => None,
    };
    blocks.into_iter().filter_map(keep).collect()
}
