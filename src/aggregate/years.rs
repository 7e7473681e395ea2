//! Several years beside each other, for the aggregate and for each unit: earlier workspaces added up, last year's values
//! of the files themselves where there is no workspace.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::aggregated::{Aggregate, PartId};
use super::part::Part;
use crate::filing::Value;
use crate::form::{CellIndex, Form};
use crate::import::names::key;

/// So many years stand beside each other.
pub const MOST: u16 = 3;

/// An earlier year: its aggregate, and the parts of units by their names.
#[derive(Clone, Debug)]
struct Year {
    aggregate: Arc<Aggregate>,
    parts: BTreeMap<String, PartId>,
}

/// The aggregates of earlier years, rising.
#[derive(Clone, Debug, Default)]
pub struct Years {
    earlier: Vec<Year>,
}

/// The figures of one cell over the years, rising; a blank where a year has none.
pub type Row = Vec<(u16, Value)>;

impl Years {
    /// Puts a year beside the others, in the place of one of the same year.
    pub fn add(&mut self, aggregate: Arc<Aggregate>) {
        self.earlier.retain(|it| it.aggregate.year() != aggregate.year());
        let parts = aggregate.parts().map(|(id, part)| (key(&part.unit), id)).collect();
        self.earlier.push(Year { aggregate, parts });
        self.earlier.sort_by_key(|it| it.aggregate.year());
    }

    /// Whether no earlier year is attached.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// The years of a table that ends with `this`.
    pub fn years(this: u16) -> Vec<u16> {
        (0..MOST).rev().filter_map(|back| this.checked_sub(back)).collect()
    }

    /// A cell over the years, for all units.
    pub fn of_all(&self, this: &Aggregate, cell: CellIndex) -> Row {
        let sum = |it: &Aggregate, cell| it.cell(cell).value().unwrap_or_default();
        let row = Self::years(this.year()).into_iter().map(|year| {
            let value = if year == this.year() {
                sum(this, cell)
            } else {
                self.earlier_value(this, year, cell, &|it, cell| sum(&it.aggregate, cell))
            };
            (year, value)
        });
        row.collect()
    }

    /// A cell over the years, for a unit.
    pub fn of_unit(&self, this: &Aggregate, part: &Part, cell: CellIndex) -> Row {
        let name = key(&part.unit);
        let there = |it: &Year, cell| {
            let part = it.parts.get(&name).and_then(|id| it.aggregate.part(*id));
            part.map_or(Value::Blank, |part| part.column.value(cell))
        };
        let row = Self::years(this.year()).into_iter().map(|year| {
            if year == this.year() {
                return (year, part.column.value(cell));
            }
            let value = self.earlier_value(this, year, cell, &there);
            // The file itself brought last year's figures along.
            let is_last_year = year + 1 == this.year();
            (year, if value.is_blank() && is_last_year { part.last_year(cell) } else { value })
        });
        row.collect()
    }

    fn earlier_value(
        &self,
        this: &Aggregate,
        year: u16,
        cell: CellIndex,
        of: &dyn Fn(&Year, CellIndex) -> Value,
    ) -> Value {
        let there = self.earlier.iter().find(|it| it.aggregate.year() == year);
        let value = there.and_then(|it| Some(of(it, same_cell(this.form(), cell, it.aggregate.form())?)));
        value.unwrap_or_default()
    }
}

/// The cell of the same meaning in another form.
fn same_cell(form: &Form, cell: CellIndex, other: &Form) -> Option<CellIndex> {
    if form.id == other.id {
        return Some(cell);
    }
    other.cell_index(form.counterpart(cell, &other.id)?.as_str())
}
