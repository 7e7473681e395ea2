//! What one unit gives to an aggregate: its values, last year's, and where they come from.

use std::sync::Arc;

use serde_json::Value as Json;

use super::column::Column;
use super::units::NodeId;
use crate::check::facts::prior_values;
use crate::filing::{Filing, Unit, Value};
use crate::form::{CellId, CellIndex, Form};

/// The field of a filing's unit that says of how many units it is the aggregate.
pub const AGGREGATE_OF: &str = "aggregate_of";

/// Last year's values of a unit, in the order of this year's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prior {
    /// The form of that year.
    pub form: String,
    /// The values; blank where that form had no such cell.
    pub column: Column,
}

/// One unit's share of an aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The unit's name; empty when its file does not say it.
    pub unit: String,
    /// Its place among the expected units.
    pub node: Option<NodeId>,
    /// The file that it was read from.
    pub file: String,
    /// Its values.
    pub column: Column,
    /// Last year's values, when its file has them and they are comparable.
    pub prior: Option<Prior>,
    /// Whether its file says that last year is not comparable.
    pub is_incomparable: bool,
}

impl Part {
    /// The values as a filing of their form, with last year's where they are known.
    pub fn filing(&self, form: &Arc<Form>, year: u16) -> Filing {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let mut filing = Filing::new(Arc::clone(form), Unit::named(&self.unit), year);
        if let Some(edit) = filing.cells_edit(self.column.values()) {
            filing.apply(edit, at);
        }
        if let Some((year, prior)) = year.checked_sub(1).zip(self.prior.as_ref()) {
            // Last year's values stand in the cells of this year's form.
            let snapshot = prior.column.snapshot(form, &self.unit);
            filing.apply(filing.prior_edit(year, Some(snapshot)), at);
        }
        filing
    }

    /// Last year's value of a cell; blank when it is not known.
    pub fn last_year(&self, cell: CellIndex) -> Value {
        self.prior.as_ref().map_or(Value::Blank, |prior| prior.column.value(cell))
    }
}

/// A part with the form and the year that decide whether it may be added.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// The form.
    pub form: Arc<Form>,
    /// The reporting year; 0 when the file does not say it.
    pub year: u16,
    /// Of how many units it is an aggregate itself.
    pub aggregate_of: Option<u64>,
    /// What it gives.
    pub part: Part,
}

impl Contribution {
    /// What a filing gives; `file` names it in sentences.
    pub fn of(filing: &Filing, file: &str) -> Self {
        let prior = prior_values(filing).filter(|_| filing.incomparable().is_none()).zip(filing.prior());
        let prior = prior.map(|(values, snapshot)| {
            let blank = Value::Blank;
            let column = Column::of(values.iter().map(|value| value.as_ref().unwrap_or(&blank)));
            Prior { form: snapshot.form.clone(), column }
        });
        Self {
            form: Arc::clone(filing.form()),
            year: filing.year(),
            aggregate_of: filing.unit().extra.get(AGGREGATE_OF).and_then(Json::as_u64),
            part: Part {
                unit: filing.unit().name.clone(),
                node: None,
                file: file.to_owned(),
                column: Column::of(filing.values()),
                prior,
                is_incomparable: filing.incomparable().is_some(),
            },
        }
    }

    /// The same in the cells of a later form, with the cells whose numbers have no place there; `None` when that form
    /// says nothing of this one.
    pub fn converted(&self, form: &Arc<Form>) -> Option<(Self, Vec<CellId>)> {
        let ids: Vec<Option<CellId>> = form.cell_indices().map(|cell| form.counterpart(cell, &self.form.id)).collect();
        if ids.iter().all(Option::is_none) {
            return None;
        }
        let there = |column: &Column| {
            let value = |id: &Option<CellId>| {
                let cell = id.as_ref().and_then(|id| self.form.cell_index(id.as_str()));
                cell.map_or(Value::Blank, |cell| column.value(cell))
            };
            Column::of(&ids.iter().map(value).collect::<Vec<_>>())
        };
        let lost = self.part.column.values().filter(|(_, value)| !value.is_blank());
        let lost = lost.map(|(cell, _)| self.form.cell(cell).id.clone());
        let lost = lost.filter(|id| !ids.iter().flatten().any(|known| known == id)).collect();
        // Last year's values were brought into this form's cells when the filing was read.
        let prior = self.part.prior.as_ref();
        let prior = prior.map(|it| Prior { form: it.form.clone(), column: there(&it.column) });
        let part = Part { column: there(&self.part.column), prior, ..self.part.clone() };
        Some((Self { form: Arc::clone(form), part, ..self.clone() }, lost))
    }
}
