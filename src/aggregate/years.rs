//! Several years beside each other, for the aggregate and for each unit: earlier workspaces added up, last year's values
//! of the files themselves where there is no workspace.

use std::sync::Arc;

use super::aggregated::Aggregate;
use crate::filing::Value;
use crate::form::{CellIndex, Form};
use crate::import::names::key;

/// So many years stand beside each other.
pub const MOST: usize = 3;

/// The aggregates of earlier years, rising.
#[derive(Clone, Debug, Default)]
pub struct Years {
    earlier: Vec<Arc<Aggregate>>,
}

/// The figures of one cell over the years, rising; a blank where a year has none.
pub type Row = Vec<(u16, Value)>;

impl Years {
    /// Puts a year beside the others, in the place of one of the same year.
    pub fn add(&mut self, aggregate: Arc<Aggregate>) {
        self.earlier.retain(|it| it.year() != aggregate.year());
        self.earlier.push(aggregate);
        self.earlier.sort_by_key(|it| it.year());
    }

    /// Whether no earlier year is attached.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// The years of a table that ends with `this`.
    pub fn years(&self, this: u16) -> Vec<u16> {
        (0..MOST).rev().filter_map(|back| this.checked_sub(u16::try_from(back).ok()?)).collect()
    }

    /// A cell over the years, for all units.
    pub fn of_all(&self, this: &Aggregate, cell: CellIndex) -> Row {
        let row = self.years(this.year()).into_iter().map(|year| {
            let of = |it: &Aggregate, cell| it.cell(cell).value().unwrap_or_default();
            (year, self.value(this, year, cell, &of))
        });
        row.collect()
    }

    /// A cell over the years, for a unit by its name.
    pub fn of_unit(&self, this: &Aggregate, unit: &str, cell: CellIndex) -> Row {
        let wanted = key(unit);
        let row = self.years(this.year()).into_iter().map(|year| {
            let of = |it: &Aggregate, cell| {
                let mut parts = it.parts().map(|(_, part)| part);
                parts.find(|part| key(&part.unit) == wanted).map_or(Value::Blank, |part| part.column.value(cell))
            };
            let value = self.value(this, year, cell, &of);
            let is_last_year = year + 1 == this.year();
            if !value.is_blank() || !is_last_year {
                return (year, value);
            }
            // The file itself brought last year's figures along.
            let mut parts = this.parts().map(|(_, part)| part);
            let own = parts.find(|part| key(&part.unit) == wanted);
            (year, own.map_or(Value::Blank, |part| part.last_year(cell)))
        });
        row.collect()
    }

    fn value(
        &self,
        this: &Aggregate,
        year: u16,
        cell: CellIndex,
        of: &dyn Fn(&Aggregate, CellIndex) -> Value,
    ) -> Value {
        if year == this.year() {
            return of(this, cell);
        }
        let there = self.earlier.iter().find(|it| it.year() == year);
        let value = there.and_then(|it| Some(of(it, same_cell(this.form(), cell, it.form())?)));
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
