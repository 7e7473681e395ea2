//! A document put together: running text, tables inside one another, spans.
//!
//! A table that only arranges others is no grid: its text becomes paragraphs, in order, and the inner tables grids of
//! their own. Spans are clipped to what is free, so that no two cells overlap.

mod part;
mod parts;
mod words;

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Block, Grid, GridCell, Unread};
use crate::import::reading::limits::Budget;
use crate::import::reading::readers::runs;

pub(super) use part::{Part, hide};

/// A document that is being read.
#[derive(Debug)]
pub(super) struct Flow<'b, 'l> {
    budget: &'b mut Budget<'l>,
    blocks: Vec<Block>,
    line: String,
    tables: Vec<Table>,
}

/// A table that is not yet closed.
#[derive(Debug, Default)]
struct Table {
    cells: Vec<GridCell>,
    hidden_rows: Vec<u32>,
    /// For every row that ended, the column behind its last cell.
    ends: Vec<u32>,
    /// The row that is being read, counted from 1; 0 before the first.
    row: u32,
    column: u32,
    /// For each column, the first row that no cell from above covers.
    free_from: Vec<u32>,
    /// For each column, the number of the last cell that begins there.
    lowest: Vec<Option<usize>>,
    /// Whether a cell of the row is open: the last of `cells`.
    is_cell_open: bool,
    outside: usize,
    /// Text and tables in order, once a table stands inside.
    pieces: Option<Vec<Block>>,
    /// How much of the open cell's text is in `pieces`.
    told: usize,
    parts: part::Parts,
}

impl<'b, 'l> Flow<'b, 'l> {
    /// An empty document.
    pub(super) fn new(budget: &'b mut Budget<'l>) -> Self {
        Self { budget, blocks: Vec::new(), line: String::new(), tables: Vec::new() }
    }

    /// Text behind what stands there.
    pub(super) fn text(&mut self, text: &str) -> Result<(), ReadError> {
        self.budget.text(text.len())?;
        self.buffer().push_str(text);
        Ok(())
    }

    /// A piece that is no part of the text: it is kept beside the open cell, and left out elsewhere.
    pub(super) fn leave_out(&mut self, text: &str, why: Unread) -> Result<(), ReadError> {
        self.budget.text(text.len())?;
        if let Some(Table { is_cell_open: true, cells, .. }) = self.tables.last_mut()
            && let Some(cell) = cells.last_mut()
        {
            runs::leave_out(&cell.text, &mut cell.left_out, text, why);
        }
        Ok(())
    }

    /// Whether what stands there ends with a line break, or nothing stands there.
    pub(super) fn is_at_line_start(&mut self) -> bool {
        let buffer = self.buffer();
        buffer.is_empty() || buffer.ends_with('\n')
    }

    /// The end of a paragraph.
    pub(super) fn end_paragraph(&mut self) -> Result<(), ReadError> {
        if self.is_in_cell() {
            if !self.is_at_line_start() {
                self.buffer().push('\n');
            }
            return Ok(());
        }
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.budget.block()?;
            let paragraph = Block::Paragraph(line.trim().to_owned());
            match self.tables.last_mut() {
                Some(table) => table.parts.above.push(paragraph),
                None => self.blocks.push(paragraph),
            }
        }
        Ok(())
    }

    /// A paragraph at once.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        self.text(text)?;
        self.end_paragraph()
    }

    /// A table begins.
    pub(super) fn open_table(&mut self) -> Result<(), ReadError> {
        self.end_paragraph()?;
        if let Some(table) = self.tables.last_mut() {
            table.pieces();
            table.tell();
        }
        self.budget.depth(self.tables.len() + 1)?;
        let mut inner = Table::default();
        inner.parts.is_hidden = self.tables.last().is_some_and(|table| table.parts.is_hidden);
        self.tables.push(inner);
        Ok(())
    }

    /// A row begins.
    pub(super) fn open_row(&mut self, is_hidden: bool) -> Result<(), ReadError> {
        self.close_cell()?;
        if let Some(table) = self.tables.last_mut() {
            if is_hidden {
                table.hidden_rows.push(table.row);
            }
            table.end_row();
            table.row += 1;
            table.column = 0;
        }
        Ok(())
    }

    /// A cell begins; without an open row it begins one.
    pub(super) fn open_cell(&mut self, row_span: u32, column_span: u32) -> Result<(), ReadError> {
        self.close_cell()?;
        if self.tables.last().is_some_and(|table| table.row == 0) {
            self.open_row(false)?;
        }
        if let Some(table) = self.tables.last_mut() {
            self.budget.cell()?;
            table.place(self.budget, row_span.max(1), column_span.max(1));
        }
        Ok(())
    }

    /// Columns of the row stay without a cell.
    pub(super) fn skip_columns(&mut self, count: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(count);
            if table.is_cell_open {
                table.parts.leave_free(count);
            }
        }
    }

    /// The cell above, at this column, reaches down into this row; false when there is none.
    pub(super) fn extend_cell_above(&mut self, column_span: u32) -> Result<bool, ReadError> {
        self.close_cell()?;
        let Some(table) = self.tables.last_mut() else { return Ok(false) };
        let (row, column) = (table.row.saturating_sub(1), table.column);
        let above = table.lowest.get(column as usize).copied().flatten();
        let above = above.and_then(|index| table.cells.get_mut(index));
        let Some(cell) = above.filter(|cell| cell.row + cell.row_span == row) else { return Ok(false) };
        cell.row_span += 1;
        // What is said of its width counts no further than the cell above: no two cells may overlap.
        let end = cell.column + cell.column_span;
        let free_from = cell.row + cell.row_span;
        table.column = column.saturating_add(column_span).max(end);
        table.free_from.resize(table.free_from.len().max(end as usize), 0);
        table.free_from.get_mut(column as usize..end as usize).unwrap_or_default().fill(free_from);
        Ok(true)
    }

    /// The open cell ends.
    pub(super) fn close_cell(&mut self) -> Result<(), ReadError> {
        if self.is_in_cell() {
            self.end_paragraph()?;
            if let Some(table) = self.tables.last_mut() {
                table.tell();
                table.is_cell_open = false;
                if let Some(cell) = table.cells.last_mut() {
                    runs::settle_cell(cell);
                    self.budget.cell_text(&cell.text)?;
                }
            }
        }
        Ok(())
    }

    /// The row that was just read does not count.
    pub(super) fn drop_row(&mut self) -> Result<(), ReadError> {
        self.close_cell()?;
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_sub(1);
            table.column = 0;
            let row = table.row;
            while table.cells.last().is_some_and(|cell| cell.row >= row) {
                table.cells.pop();
            }
            table.hidden_rows.retain(|hidden| *hidden < row);
            for from in &mut table.free_from {
                *from = (*from).min(row);
            }
            for lowest in &mut table.lowest {
                match lowest.and_then(|index| table.cells.get_mut(index)) {
                    Some(cell) => cell.row_span = cell.row_span.min(row - cell.row),
                    None => *lowest = None,
                }
            }
        }
        Ok(())
    }

    /// The innermost table ends.
    pub(super) fn close_table(&mut self) -> Result<(), ReadError> {
        self.close_cell()?;
        self.end_paragraph()?;
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        table.end_row();
        table.end_part();
        let is_frame = table.is_frame();
        let (is_hidden, above) = (table.parts.is_hidden, std::mem::take(&mut table.parts.above));
        let (grid, pieces) = table.finish();
        let has_grids = pieces.iter().flatten().any(|piece| matches!(piece, Block::Grid(_)));
        let is_text = is_frame || part::is_figure(&grid);
        if is_text && !has_grids && !is_hidden && self.join(&grid, &above)? {
            return Ok(());
        }
        let mut blocks = above;
        if is_frame {
            blocks.extend(pieces.unwrap_or_else(|| lines(&grid)));
        } else {
            let inner = pieces.unwrap_or_default().into_iter().filter(|piece| matches!(piece, Block::Grid(_)));
            blocks.push(Block::Grid(grid));
            blocks.extend(inner);
        }
        if is_hidden {
            blocks = part::hidden(blocks);
        }
        for block in &blocks {
            if matches!(block, Block::Grid(_)) {
                self.budget.block()?;
            }
        }
        match self.tables.last_mut() {
            Some(outer) => outer.pieces().extend(blocks),
            None => self.blocks.extend(blocks),
        }
        Ok(())
    }

    /// Whether a cell of the innermost table is open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.is_cell_open)
    }

    /// Everything in order; grids are numbered. Tables left open are closed.
    pub(super) fn finish(self) -> Result<Vec<Block>, ReadError> {
        self.finish_from(&mut 0)
    }

    /// The same for a document of several flows; `grids` counts the tables of all.
    pub(super) fn finish_from(mut self, grids: &mut usize) -> Result<Vec<Block>, ReadError> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.end_paragraph()?;
        let mut hidden = 0;
        for block in &mut self.blocks {
            if let Block::Grid(grid) = block {
                let (count, word) = if grid.is_hidden { (&mut hidden, "隐藏表") } else { (&mut *grids, "表") };
                *count += 1;
                grid.name = format!("{word}{count}");
            }
        }
        Ok(self.blocks)
    }

    fn buffer(&mut self) -> &mut String {
        match self.tables.last_mut() {
            Some(Table { is_cell_open: true, cells, .. }) if !cells.is_empty() => {
                let last = cells.len() - 1;
                &mut cells[last].text
            }
            _ => &mut self.line,
        }
    }
}

impl Table {
    /// The row that is being read ends where its last cell did.
    fn end_row(&mut self) {
        if let Some(row) = self.row.checked_sub(1) {
            self.ends.resize(row as usize, 0);
            self.ends.push(self.column);
        }
    }

    /// Puts a cell at the next free place of the row.
    fn place(&mut self, budget: &Budget<'_>, row_span: u32, column_span: u32) {
        let row = self.row - 1;
        let is_free = |table: &Self, column: u32| table.free_from.get(column as usize).is_none_or(|from| *from <= row);
        while !is_free(self, self.column) {
            self.column += 1;
        }
        let first = self.column;
        if !budget.holds(row, first) {
            self.outside += 1;
            self.is_cell_open = false;
            return;
        }
        self.parts.ask(self.cells.len(), row_span, column_span);
        let most = column_span.min(budget.limits().columns - first);
        let free = (0..most).take_while(|step| is_free(self, first + step)).count();
        let column_span = u32::try_from(free).unwrap_or(1).max(1);
        let row_span = row_span.min(budget.limits().rows - row);
        let end = first + column_span;
        self.free_from.resize(self.free_from.len().max(end as usize), 0);
        self.free_from[first as usize..end as usize].fill(row + row_span);
        self.column = end;
        self.lowest.resize(self.lowest.len().max(end as usize), None);
        self.lowest[first as usize] = Some(self.cells.len());
        self.cells.push(GridCell::new(row, first, "").spanning(row_span, column_span));
        self.is_cell_open = true;
        self.told = 0;
    }

    /// The text and the tables in order; what was read before goes in first.
    fn pieces(&mut self) -> &mut Vec<Block> {
        let open = usize::from(self.is_cell_open);
        let cells = self.cells.get(..self.cells.len() - open).unwrap_or_default();
        self.pieces.get_or_insert_with(|| {
            let texts = cells.iter().filter(|cell| !cell.text.is_empty());
            texts.map(|cell| Block::Paragraph(cell.text.clone())).collect()
        })
    }

    /// Puts the new text of the open cell among the pieces.
    fn tell(&mut self) {
        if let (Some(pieces), true, Some(cell)) = (&mut self.pieces, self.is_cell_open, self.cells.last()) {
            let new = cell.text.get(self.told..).unwrap_or_default().trim();
            if !new.is_empty() {
                pieces.push(Block::Paragraph(new.to_owned()));
            }
            self.told = cell.text.len();
        }
    }

    /// Whether it only arranges what stands inside: one cell, or inner tables and hardly a row of cells of its own.
    fn is_frame(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.text.is_empty());
        let has_grids = self.pieces.iter().flatten().any(|piece| matches!(piece, Block::Grid(_)));
        if !has_grids {
            return self.cells.len() <= 1;
        }
        let (mut rows, mut last) = (0, None);
        for cell in filled {
            // A row counts once, with its second filled cell.
            match last {
                Some((row, false)) if row == cell.row => {
                    rows += 1;
                    last = Some((row, true));
                }
                Some((row, true)) if row == cell.row => {}
                _ => last = Some((cell.row, false)),
            }
        }
        rows < 2
    }

    fn finish(mut self) -> (Grid, Option<Vec<Block>>) {
        let rows = self.row;
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
        }
        let is_kept = |cell: &GridCell| {
            !cell.text.is_empty() || !cell.left_out.is_empty() || cell.row_span > 1 || cell.column_span > 1
        };
        self.cells.retain(is_kept);
        self.hidden_rows.dedup();
        let hidden_columns = std::mem::take(&mut self.parts.hidden_columns);
        let hidden_rows = self.hidden_rows;
        let mut grid = Grid { cells: self.cells, hidden_rows, hidden_columns, ends: self.ends, ..Grid::default() };
        part::order(&mut grid, &self.parts, rows);
        (grid, self.pieces)
    }
}

/// The text of a frame around text, a paragraph a line.
fn lines(grid: &Grid) -> Vec<Block> {
    let lines = grid.cells.iter().flat_map(|cell| cell.text.lines()).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(|line| Block::Paragraph(line.to_owned())).collect()
}
