//! What only documents of Word say: merged and hidden rows after they have begun, and whole documents inside.

use super::Flow;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Block;

impl Flow<'_, '_> {
    /// The row that is being read is hidden.
    pub(in crate::import::reading::readers) fn hide_row(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|table| table.row > 0) {
            table.hidden_rows.push(table.row - 1);
        }
    }

    /// The cell to the left, in this row, reaches over further columns; false when there is none.
    pub(in crate::import::reading::readers) fn extend_cell_left(
        &mut self,
        column_span: u32,
    ) -> Result<bool, ReadError> {
        self.close_cell()?;
        let most = self.budget.limits().columns;
        let Some(table) = self.tables.last_mut() else { return Ok(false) };
        let (row, column) = (table.row.saturating_sub(1), table.column);
        let beside = |cell: &&mut crate::import::reading::grid::GridCell| {
            cell.row == row && cell.column + cell.column_span == column
        };
        let Some(cell) = table.cells.last_mut().filter(beside) else { return Ok(false) };
        let end = column.saturating_add(column_span).min(most);
        let is_covered = |from: &u32| *from > row;
        let ahead = table.free_from.get(column as usize..).unwrap_or_default().iter();
        if ahead.take((end - column.min(end)) as usize).any(is_covered) {
            return Ok(false);
        }
        cell.column_span = end - cell.column;
        table.free_from.resize(table.free_from.len().max(end as usize), 0);
        let below = row + cell.row_span;
        table.free_from.iter_mut().take(end as usize).skip(column as usize).for_each(|from| *from = below);
        table.column = end;
        Ok(true)
    }

    /// What another document holds, in its place.
    pub(in crate::import::reading::readers) fn append(&mut self, blocks: Vec<Block>) -> Result<(), ReadError> {
        self.end_paragraph()?;
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(&text)?,
                Block::Grid(grid) => {
                    self.budget.block()?;
                    for cell in &grid.cells {
                        self.budget.cell()?;
                        self.budget.text(cell.text.len())?;
                    }
                    match self.tables.last_mut() {
                        Some(table) => {
                            table.pieces();
                            table.tell();
                            table.pieces().push(Block::Grid(grid));
                        }
                        None => self.blocks.push(Block::Grid(grid)),
                    }
                }
            }
        }
        Ok(())
    }
}
