//! Tables of a document: where their cells take their places.

use super::body::Body;
use super::properties::{self, Merge};
use super::table::{Cell, Table};
use crate::import::reading::error::ReadError;
use crate::import::reading::xml::{Element, Xml};

impl Body<'_, '_, '_> {
    /// An element of a table begins.
    pub(super) fn start_table(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        match element.local() {
            "tbl" => {
                self.begin_cell()?;
                self.flow.open_table()?;
                let style = self.styles.table(None);
                self.tables.push(Table { look: style.look, is_shaded: style.is_shaded, ..Table::default() });
            }
            "tblPr" => {
                let found = properties::of_table(xml)?;
                let style = self.styles.table(found.style.as_deref());
                if let Some(table) = self.tables.last_mut() {
                    table.look = style.look;
                    table.is_shaded = style.is_shaded || found.is_shaded;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_row_deleted = false;
                    table.cell = Cell::default();
                }
                self.flow.open_row(false)?;
            }
            "trPr" => {
                let found = properties::of_row(xml)?;
                self.flow.skip_columns(found.skipped);
                if found.is_hidden {
                    self.flow.hide_row();
                }
                if let Some(table) = self.tables.last_mut() {
                    table.is_row_deleted |= found.is_deleted;
                }
            }
            "tc" => {
                let fields = self.fields.depth();
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Cell { column_span: 1, fields, ..Cell::default() };
                }
            }
            _ => {
                let found = properties::of_cell(xml)?;
                if let Some(Table { cell, .. }) = self.tables.last_mut() {
                    cell.column_span = found.column_span.unwrap_or(1).max(1);
                    (cell.down, cell.right) = (found.down, found.right);
                    (cell.is_covered, cell.is_shaded) = (found.is_deleted, found.is_shaded);
                }
            }
        }
        Ok(())
    }

    /// Whether text here stands on paper that is white or not told.
    pub(super) fn is_on_white(&self) -> bool {
        let is_shaded = |table: &Table| table.is_shaded || table.cell.is_shaded;
        !self.is_dark && self.around.drawings.is_empty() && !self.tables.iter().any(is_shaded)
    }

    /// The properties of the cell are over: it takes its place.
    pub(super) fn begin_cell(&mut self) -> Result<(), ReadError> {
        let Some(Table { cell, .. }) = self.tables.last_mut() else { return Ok(()) };
        if cell.is_begun || cell.column_span == 0 {
            return Ok(());
        }
        cell.is_begun = true;
        let span = cell.column_span;
        cell.is_covered = cell.is_covered
            || cell.right == Merge::Continue && self.flow.extend_cell_left(span)?
            || cell.down == Merge::Continue && self.flow.extend_cell_above(span)?;
        if !cell.is_covered {
            self.flow.open_cell(1, span)?;
        }
        Ok(())
    }
}
