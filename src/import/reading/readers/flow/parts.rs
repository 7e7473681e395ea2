//! What only web pages say of a table: its parts, columns, rows that take no place, tables that are not shown.
//!
//! A cell never reaches beyond its part of the table. Rows that are not shown are counted by some writers of spans and
//! not by browsers; the count that makes the rows equally long is the one that was meant.

use super::part::Part;
use super::{Flow, Table};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Block, Grid, GridCell};

/// How many places a part of a table may have to be laid out anew.
const LAID_OUT: u64 = 2_000_000;

impl Flow<'_, '_> {
    /// A part of the innermost table begins.
    pub(in crate::import::reading::readers) fn open_part(&mut self, part: Part) -> Result<(), ReadError> {
        self.close_cell()?;
        if let Some(table) = self.tables.last_mut() {
            table.end_part();
            table.begin_part(part);
        }
        Ok(())
    }

    /// A part of the innermost table ends.
    pub(in crate::import::reading::readers) fn close_part(&mut self) -> Result<(), ReadError> {
        self.open_part(Part::Body)
    }

    /// Nothing of the innermost table is shown.
    pub(in crate::import::reading::readers) fn hide_table(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.parts.is_hidden = true;
        }
    }

    /// The row that just began takes no place.
    pub(in crate::import::reading::readers) fn row_is_gone(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.parts.gone_rows.push(table.row.saturating_sub(1));
        }
    }

    /// A group of columns, of so many unless single ones follow.
    pub(in crate::import::reading::readers) fn column_group(&mut self, count: u32, is_hidden: bool) {
        let limit = self.budget.limits().columns;
        if let Some(table) = self.tables.last_mut() {
            table.parts.group = Some(table.parts.next_column);
            table.parts.describe(count, is_hidden, limit);
        }
    }

    /// A column, or several alike.
    pub(in crate::import::reading::readers) fn column(&mut self, count: u32, is_hidden: bool) {
        let limit = self.budget.limits().columns;
        if let Some(table) = self.tables.last_mut() {
            let parts = &mut table.parts;
            if let Some(first) = parts.group.take() {
                parts.next_column = first;
                while parts.hidden_columns.last().is_some_and(|column| *column >= first) {
                    parts.hidden_columns.pop();
                }
            }
            parts.describe(count, is_hidden, limit);
        }
    }

    /// The open cell, of which the text is complete.
    pub(in crate::import::reading::readers) fn open_cell_mut(&mut self) -> Option<&mut GridCell> {
        let table = self.tables.last_mut().filter(|table| table.is_cell_open)?;
        table.cells.last_mut()
    }

    /// Text of an inner table that only frames it becomes text of the open cell around; false when there is none.
    pub(super) fn join(&mut self, inner: &Grid, above: &[Block]) -> Result<bool, ReadError> {
        if !self.is_in_cell() {
            return Ok(false);
        }
        for block in above {
            if let Block::Paragraph(text) = block {
                self.end_paragraph()?;
                self.buffer().push_str(text);
            }
        }
        for cell in &inner.cells {
            self.end_paragraph()?;
            if let Some(outer) = self.open_cell_mut() {
                let before = outer.text.chars().count();
                outer.text.push_str(&cell.text);
                let moved = cell.left_out.iter().cloned().map(|mut piece| {
                    piece.at += before;
                    piece
                });
                outer.left_out.extend(moved);
                outer.doubts.extend(cell.doubts.iter().cloned());
            }
        }
        Ok(true)
    }
}

impl Table {
    fn begin_part(&mut self, part: Part) {
        match self.parts.starts.last_mut() {
            Some(last) if last.1 == self.row => last.0 = part,
            _ => self.parts.starts.push((part, self.row)),
        }
    }

    /// Ends a part: no cell reaches beyond it.
    pub(super) fn end_part(&mut self) {
        let rows = self.row;
        if self.parts.is_tall {
            for index in self.lowest.iter().flatten() {
                if let Some(cell) = self.cells.get_mut(*index) {
                    cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
                }
            }
            for from in &mut self.free_from {
                *from = (*from).min(rows);
            }
            if self.parts.gone_rows.last().is_some_and(|row| *row >= self.parts.first_row) {
                self.settle_gone_rows();
            }
        }
        self.parts.is_tall = false;
        self.parts.first_row = rows;
        self.parts.first_cell = self.cells.len();
    }

    /// Lays the part out anew without counting rows that take no place, where that makes its rows equally long.
    fn settle_gone_rows(&mut self) {
        let width = u32::try_from(self.free_from.len()).unwrap_or(u32::MAX).saturating_mul(2).max(8);
        if u64::from(width) * u64::from(self.row - self.parts.first_row) > LAID_OUT {
            return;
        }
        let (first, cells) = (self.parts.first_cell, self.cells.get_mut(self.parts.first_cell..).unwrap_or_default());
        let asked = self.parts.asked.get(first..).unwrap_or_default();
        let rows: Vec<(u32, (u32, u32, u32))> = cells.iter().map(|it| it.row).zip(asked.iter().copied()).collect();
        let (range, gone) = (self.parts.first_row..self.row, self.parts.gone_rows.as_slice());
        let counted = layout(&rows, range.clone(), gone, true, width);
        let seen = layout(&rows, range, gone, false, width);
        if seen.odd < counted.odd {
            for (cell, (column, row_span, column_span)) in cells.iter_mut().zip(seen.places) {
                (cell.column, cell.row_span, cell.column_span) = (column, row_span, column_span);
            }
        }
    }
}

/// Where the cells of a part of a table lie.
struct Layout {
    /// The column, the rows and the columns of each.
    places: Vec<(u32, u32, u32)>,
    /// How many visible rows are not as long as most.
    odd: usize,
}

/// Lays out the cells of a part, each with its row and what it asks for; `counts` says whether rows that take no place
/// count for spans.
fn layout(
    cells: &[(u32, (u32, u32, u32))],
    rows: std::ops::Range<u32>,
    gone: &[u32],
    counts: bool,
    width: u32,
) -> Layout {
    let mut places: Vec<(u32, u32, u32)> = Vec::with_capacity(cells.len());
    // For each column, how many rows it is still covered, and by which cell.
    let mut covered: Vec<(u32, usize)> = vec![(0, 0); width as usize];
    let mut lengths: Vec<usize> = Vec::new();
    for row in rows {
        let is_gone = gone.binary_search(&row).is_ok();
        let mut column = 0;
        while let Some((_, (row_span, column_span, free))) = cells.get(places.len()).filter(|it| it.0 == row) {
            while covered.get(column).is_some_and(|it| it.0 > 0) {
                column += 1;
            }
            let open = covered.iter().skip(column).take_while(|it| it.0 == 0).take(*column_span as usize).count();
            let end = column + open.max(1);
            if !is_gone || counts {
                let number = places.len();
                covered.iter_mut().take(end).skip(column).for_each(|it| *it = (*row_span, number));
            }
            let place = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            places.push((place(column), 1, place(end - column)));
            column = end + *free as usize;
        }
        for (it, (left, number)) in covered.iter_mut().enumerate() {
            if *left > 0 {
                if let (Some(place), Some((from, _))) = (places.get_mut(*number), cells.get(*number))
                    && place.0 as usize == it
                {
                    place.1 = row + 1 - from;
                }
                column = column.max(it + 1);
                *left -= u32::from(!is_gone || counts);
            }
        }
        if !is_gone {
            lengths.push(column);
        }
    }
    lengths.sort_unstable();
    let most = lengths.chunk_by(|one, other| one == other).map(<[usize]>::len).max().unwrap_or(0);
    Layout { odd: lengths.len() - most, places }
}
