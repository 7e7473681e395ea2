//! What stands where on the sheet: title, tables below each other, foot; with row heights and the places of all cells.

use std::ops::RangeInclusive;

use super::grid::Grid;
use super::look::Look;
use super::measure;
use super::place::Place;
use crate::export::printed::Printed;
use crate::form::{CellIndex, LayoutBox, Role, Table};

/// One box of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its rows.
    pub(super) rows: RangeInclusive<u32>,
    /// Its columns.
    pub(super) columns: RangeInclusive<u16>,
    /// What it looks like.
    pub(super) look: Look,
    /// What is printed; for number cells the filing's value stands here instead.
    pub(super) text: String,
    /// The number cell that it is.
    pub(super) cell: Option<CellIndex>,
}

/// The rows of one table with its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The row of the heading, or of the first head where there is none.
    pub(super) first: u32,
    /// The first row of the table itself.
    pub(super) table: u32,
    /// The last row.
    pub(super) last: u32,
    /// How many of the table's first rows are heads.
    pub(super) heads: u32,
}

/// The sheet before it is written.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The width of each column in pixels.
    pub(super) widths: Vec<u32>,
    /// The height of each row in pixels.
    pub(super) heights: Vec<u32>,
    /// The boxes.
    pub(super) pieces: Vec<Piece>,
    /// The tables.
    pub(super) blocks: Vec<Block>,
    /// Where the year is named.
    pub(super) year: Place,
    /// Where the unit is named.
    pub(super) unit: Place,
    /// The number cells in the order of the form.
    pub(super) cells: Vec<Place>,
    /// The sign-off fields.
    pub(super) fields: Vec<(String, Place)>,
}

impl Plan {
    /// The plan of a printed form with so many number cells.
    pub(super) fn new(printed: &Printed<'_>, cell_count: usize) -> Self {
        let slots = number(printed.foot.iter().map(Vec::len).max().unwrap_or(1));
        let grid = Grid::new(printed.tables, slots);
        let mut plan = Self {
            widths: grid.pixels(),
            heights: Vec::new(),
            pieces: Vec::new(),
            blocks: Vec::new(),
            year: Place::default(),
            unit: Place::default(),
            cells: vec![Place::default(); cell_count],
            fields: Vec::new(),
        };
        plan.line(&grid, Look::Title, &printed.title);
        plan.year = Place { row: plan.line(&grid, Look::Subtitle, &printed.subtitle), column: 0 };
        plan.unit = Place { row: plan.line(&grid, Look::UnitLine, &printed.unit_line), column: 0 };
        for table in printed.tables {
            plan.table(&grid, table);
        }
        plan.foot(&grid, &printed.foot, slots);
        plan
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u32 {
        number(self.heights.len())
    }

    /// The last column.
    pub(super) fn last_column(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// A box over the full width in a row of its own; gives the row.
    fn line(&mut self, grid: &Grid, look: Look, text: &str) -> u32 {
        let row = self.rows();
        self.add(Piece { rows: row..=row, columns: grid.whole(), look, text: text.to_owned(), cell: None });
        row
    }

    fn table(&mut self, grid: &Grid, table: &Table) {
        let first = self.rows();
        if !table.section.is_empty() {
            self.line(grid, Look::Section, &table.section);
        }
        let top = self.rows();
        // High boxes come last, so that they only add what their rows do not have yet.
        let mut boxes: Vec<&LayoutBox> = table.boxes.iter().collect();
        boxes.sort_by_key(|it| (it.line_span, it.line, it.column));
        let is_outline = boxes.iter().any(|it| matches!(it.role, Role::Stub { depth } if depth > 0));
        for it in boxes {
            let row = top.saturating_add(number(it.line));
            let columns = grid.columns(table, it.column, it.column_span);
            let cell = if let Role::Value(cell) = it.role { Some(cell) } else { None };
            if let Some(place) = cell.and_then(|cell| self.cells.get_mut(cell.position())) {
                *place = Place { row, column: *columns.start() };
            }
            let rows = row..=row.saturating_add(number(it.line_span.saturating_sub(1)));
            self.add(Piece { rows, columns, look: look(it, is_outline), text: it.text.clone(), cell });
        }
        let last = self.rows().saturating_sub(1);
        self.blocks.push(Block { first, table: top, last, heads: number(table.head_lines) });
    }

    fn foot(&mut self, grid: &Grid, foot: &[Vec<(&str, &str)>], slots: u32) {
        for line in foot {
            let row = self.rows();
            for (slot, (field, text)) in (0..).zip(line) {
                let columns = grid.slot(slot, slots);
                self.fields.push(((*field).to_owned(), Place { row, column: *columns.start() }));
                let text = format!("{field}：{text}");
                self.add(Piece { rows: row..=row, columns, look: Look::Field, text, cell: None });
            }
        }
    }

    /// Adds a box and makes its rows high enough for its text.
    fn add(&mut self, piece: Piece) {
        let rows = piece.rows.clone();
        let end = usize::try_from(rows.end().saturating_add(1)).unwrap_or(usize::MAX);
        let (_, points) = piece.look.font();
        if self.heights.len() < end {
            self.heights.resize(end, 0);
        }
        let columns = usize::from(*piece.columns.start())..=usize::from(*piece.columns.end());
        let pixels: u32 = self.widths.get(columns).unwrap_or_default().iter().sum();
        let lines = measure::lines(&piece.text, points, pixels.saturating_sub(piece.look.indent_pixels()));
        let needed = measure::height(lines, points) + piece.look.extra_pixels();
        let own = &mut self.heights[usize::try_from(*rows.start()).unwrap_or(usize::MAX).min(end - 1)..end];
        let missing = needed.saturating_sub(own.iter().sum());
        if let Some(last) = own.last_mut() {
            *last += missing;
        }
        self.pieces.push(piece);
    }
}

fn look(it: &LayoutBox, is_outline: bool) -> Look {
    match it.role {
        Role::Head => Look::Head,
        Role::Band => Look::Band,
        Role::Stub { depth } => {
            // Labels in a column of their own for each level need no indentation.
            let indent = u8::try_from(depth.saturating_sub(it.column)).unwrap_or(u8::MAX);
            Look::Label { indent, is_centred: !is_outline || it.line_span > 1 }
        }
        Role::Measure | Role::Empty => Look::Plain,
        Role::Value(_) => Look::Number,
    }
}

/// A sheet of more rows than 32 bits count is refused by the writer.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
