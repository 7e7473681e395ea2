//! A sheet put together: cells as they come, merged ranges, what is hidden; nothing is sized by what a file claims.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Block, Content, Document, Doubt, Grid, GridCell, Nature};
use crate::import::reading::limits::Budget;
use crate::import::reading::readers::{CHARTS_SHEET, EMBEDDED_SHEET};

/// A merged range; the ends are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Merge {
    row: u32,
    column: u32,
    last_row: u32,
    last_column: u32,
}

/// A sheet that is being read.
#[derive(Debug, Default)]
pub(super) struct SheetBuilder {
    cells: Vec<GridCell>,
    merges: Vec<Merge>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<(u32, u32)>,
    outside: usize,
    ends: Vec<u32>,
}

impl SheetBuilder {
    /// Takes the column behind the last cell of the next row, for sources whose rows have an end.
    pub(super) fn end_row(&mut self, column: u32) {
        self.ends.push(column);
    }

    /// Takes a cell. A blank one takes no place.
    pub(super) fn cell(
        &mut self,
        budget: &mut Budget<'_>,
        (row, column): (u32, u32),
        content: Content,
    ) -> Result<(), ReadError> {
        if content.text.trim().is_empty() && content.left_out.is_empty() {
            return Ok(());
        }
        budget.cell()?;
        budget.text(content.text.len())?;
        budget.cell_text(&content.text)?;
        if !budget.holds(row, column) {
            self.outside += 1;
            return Ok(());
        }
        self.cells.push(GridCell::new(row, column, "").holding(content));
        Ok(())
    }

    /// Takes a merged range, its first and last position.
    pub(super) fn merge(
        &mut self,
        budget: &mut Budget<'_>,
        (row, column): (u32, u32),
        (last_row, last_column): (u32, u32),
    ) -> Result<(), ReadError> {
        let is_range = last_row >= row && last_column >= column && (last_row, last_column) != (row, column);
        if is_range && budget.holds(row, column) {
            budget.cell()?;
            let last_row = last_row.min(budget.limits().rows - 1);
            let last_column = last_column.min(budget.limits().columns - 1);
            self.merges.push(Merge { row, column, last_row, last_column });
        }
        Ok(())
    }

    /// Takes a hidden row.
    pub(super) fn hide_row(&mut self, budget: &Budget<'_>, row: u32) {
        if budget.holds(row, 0) {
            self.hidden_rows.push(row);
        }
    }

    /// Takes hidden columns, the first and the last.
    pub(super) fn hide_columns(&mut self, budget: &Budget<'_>, first: u32, last: u32) {
        // Hidden ranges of a file are few; a hostile file has no use of more.
        if budget.holds(0, first) && self.hidden_columns.len() < budget.limits().columns as usize {
            self.hidden_columns.push((first, last));
        }
    }

    /// The numbers of the cells, by position.
    pub(super) fn numbers(&self) -> BTreeMap<(u32, u32), Decimal> {
        let numbers = self.cells.iter().filter(|cell| cell.nature == Nature::Number);
        numbers.filter_map(|cell| Some(((cell.row, cell.column), cell.text.parse().ok()?))).collect()
    }

    /// Doubts the cells at some positions.
    pub(super) fn doubt(&mut self, at: &BTreeSet<(u32, u32)>, doubt: &Doubt) {
        let cells = self.cells.iter_mut().filter(|cell| at.contains(&(cell.row, cell.column)));
        cells.for_each(|cell| cell.doubts.push(doubt.clone()));
    }

    /// Puts the sheet into a document; a blank one is left out, and the exact copy of this program stands apart, even when
    /// another program has saved the workbook in another format. The charts of such a workbook are left out.
    pub(super) fn add_to(
        self,
        document: &mut Document,
        budget: &mut Budget<'_>,
        (name, is_hidden): (&str, bool),
    ) -> Result<(), ReadError> {
        let is_ours = document.embedded.is_some();
        if name == EMBEDDED_SHEET && is_hidden {
            document.embedded = Some(self.into_rows());
            document.blocks.retain(|block| !matches!(block, Block::Grid(grid) if grid.name == CHARTS_SHEET));
        } else if !(self.is_blank() || is_ours && name == CHARTS_SHEET) {
            budget.block()?;
            let grid = self.finish(name, is_hidden, &mut document.notes);
            document.blocks.push(Block::Grid(grid));
        }
        Ok(())
    }

    /// Whether something stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows as texts, for a sheet that is no grid to read.
    fn into_rows(mut self) -> Vec<Vec<String>> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut rows: Vec<Vec<String>> = Vec::new();
        for cell in self.cells {
            rows.resize_with(rows.len().max(cell.row as usize + 1), Vec::new);
            if let Some(row) = rows.last_mut() {
                row.resize_with(row.len().max(cell.column as usize), String::new);
                row.push(cell.text);
            }
        }
        rows
    }

    /// The grid. Of merged ranges that overlap the first counts; what a merged range covers is not seen and not read.
    pub(super) fn finish(mut self, name: &str, is_hidden: bool, notes: &mut Vec<String>) -> Grid {
        if self.outside > 0 {
            notes.push(format!("工作表“{name}”中有 {} 个单元格离表格太远，没有读取", self.outside));
        }
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        // Of two cells at one position the later one in the file counts.
        self.cells.reverse();
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.cells.reverse();
        let cells = merged(self.cells, self.merges);
        let columns = cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0);
        let rows = cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        self.hidden_rows.retain(|row| *row < rows);
        self.hidden_rows.sort_unstable();
        self.hidden_rows.dedup();
        let is_column_hidden = |column: &u32| self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(column));
        let hidden_columns = (0..columns).filter(is_column_hidden).collect();
        let (hidden_rows, ends) = (self.hidden_rows, self.ends);
        Grid { name: name.to_owned(), cells, hidden_rows, hidden_columns, is_hidden, ends }
    }
}

/// Cells and merged ranges in one sweep over the rows; `open` holds the ranges that reach below by their first column.
fn merged(cells: Vec<GridCell>, mut merges: Vec<Merge>) -> Vec<GridCell> {
    merges.sort_unstable();
    let mut merges = merges.into_iter().peekable();
    let mut cells = cells.into_iter().peekable();
    let mut open: BTreeMap<u32, Merge> = BTreeMap::new();
    let mut result = Vec::with_capacity(cells.len());
    loop {
        let next_cell = cells.peek().map(|cell| (cell.row, cell.column));
        let next_merge = merges.peek().map(|merge| (merge.row, merge.column));
        let at = match (next_cell, next_merge) {
            (None, None) => return result,
            (Some(at), None) | (None, Some(at)) => at,
            (Some(cell), Some(merge)) => cell.min(merge),
        };
        let cell = cells.next_if(|cell| (cell.row, cell.column) == at);
        let merge = merges.next_if(|merge| (merge.row, merge.column) == at);
        if covers(&mut open, at.0, at.1, at.1) {
            continue;
        }
        let merge = merge.filter(|merge| !covers(&mut open, at.0, merge.column, merge.last_column));
        let mut cell = cell.unwrap_or_else(|| GridCell::new(at.0, at.1, ""));
        if let Some(merge) = merge {
            cell.row_span = merge.last_row - merge.row + 1;
            cell.column_span = merge.last_column - merge.column + 1;
            open.insert(merge.column, merge);
        } else if cell.text.is_empty() && cell.left_out.is_empty() {
            continue;
        }
        result.push(cell);
    }
}

/// Whether an open range covers one of the columns in this row; ranges that ended above are dropped on the way.
fn covers(open: &mut BTreeMap<u32, Merge>, row: u32, first: u32, last: u32) -> bool {
    while let Some((&column, merge)) = open.range(..=last).next_back() {
        if merge.last_column < first {
            return false;
        }
        if merge.last_row >= row {
            return true;
        }
        open.remove(&column);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reading::limits::Limits;

    fn grid(cells: &[(u32, u32, &str)], merges: &[[u32; 4]]) -> Vec<(u32, u32, u32, u32, String)> {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let mut sheet = SheetBuilder::default();
        for (row, column, text) in cells {
            sheet.cell(&mut budget, (*row, *column), Content::new((*text).to_owned(), Nature::Text)).expect("inside");
        }
        for [row, column, last_row, last_column] in merges {
            sheet.merge(&mut budget, (*row, *column), (*last_row, *last_column)).expect("inside");
        }
        let grid = sheet.finish("S", false, &mut Vec::new());
        grid.cells.into_iter().map(|it| (it.row, it.column, it.row_span, it.column_span, it.text)).collect()
    }

    #[test]
    fn merged_ranges_take_their_first_cell_and_hide_the_others() {
        let cells = grid(&[(0, 0, "a"), (0, 1, "hidden"), (1, 2, "b")], &[[0, 0, 1, 1], [2, 0, 2, 2]]);
        assert_eq!(cells, [(0, 0, 2, 2, "a".into()), (1, 2, 1, 1, "b".into()), (2, 0, 1, 3, String::new())]);
    }

    #[test]
    fn of_overlapping_ranges_the_first_counts() {
        let cells = grid(&[(0, 0, "a"), (1, 1, "b"), (3, 1, "c")], &[[0, 0, 2, 1], [1, 1, 4, 4], [0, 1, 0, 3]]);
        assert_eq!(cells, [(0, 0, 3, 2, "a".into()), (3, 1, 1, 1, "c".into())]);
    }

    #[test]
    fn the_later_of_two_cells_at_one_place_counts() {
        assert_eq!(grid(&[(0, 0, "a"), (0, 0, "b")], &[]), [(0, 0, 1, 1, "b".to_owned())]);
    }
}
