//! Several years beside each other, for the aggregate and for each unit: earlier workspaces added up, last year's values
//! of the files themselves where there is no workspace.
//!
//! A unit of an earlier year is one of this year's where it stands at the same place of the list, or where its name means
//! exactly one unit; like-named units of two districts are never taken for each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::aggregated::{Aggregate, PartId};
use super::column::Column;
use super::part::{Part, Prior};
use super::units::{NodeId, Tree};
use crate::filing::{Filing, Snapshot, Value};
use crate::form::{CellIndex, Form};

/// So many years stand beside each other.
pub const MOST: u16 = 3;

/// An earlier year: the sums of its workspace, and who was expected then.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The sums.
    pub aggregate: Aggregate,
    /// The units of that year.
    pub units: Tree,
}

#[derive(Clone, Debug)]
struct Year {
    earlier: Arc<Earlier>,
    /// Its parts by the units of this year.
    parts: BTreeMap<NodeId, PartId>,
}

impl Year {
    fn year(&self) -> u16 {
        self.earlier.aggregate.year()
    }

    fn part(&self, unit: NodeId) -> Option<&Arc<Part>> {
        self.earlier.aggregate.part(*self.parts.get(&unit)?)
    }

    /// The values of a unit in the cells of this year's form.
    fn column(&self, unit: NodeId, form: &Form) -> Option<Column> {
        let (part, other) = (self.part(unit)?, self.earlier.aggregate.form());
        if form.id == other.id {
            return Some(part.column.clone());
        }
        let value = |cell| same_cell(form, cell, other).map_or(Value::Blank, |cell| part.column.value(cell));
        Some(Column::of(&form.cell_indices().map(value).collect::<Vec<_>>()))
    }
}

/// The aggregates of earlier years, rising.
#[derive(Clone, Debug, Default)]
pub struct Years {
    earlier: Vec<Year>,
}

/// The figures of one cell over the years, rising; a blank where a year has none.
pub type Row = Vec<(u16, Value)>;

impl Years {
    /// Puts a year beside the others, in the place of one of the same year; `units` are those of this year.
    pub fn add(&mut self, earlier: Arc<Earlier>, units: &Tree) {
        self.earlier.retain(|it| it.year() != earlier.aggregate.year());
        self.earlier.push(Year { earlier, parts: BTreeMap::new() });
        self.earlier.sort_by_key(Year::year);
        self.settle(units);
    }

    /// Finds this year's unit of every earlier part, after the list of units changed.
    pub fn settle(&mut self, units: &Tree) {
        for year in &mut self.earlier {
            let Earlier { aggregate, units: before } = &*year.earlier;
            let unit = |part: &Part| {
                let names = part.node.map_or_else(|| vec![part.unit.as_str()], |node| before.names(node));
                let of_name = || if let [one] = units.known(&part.unit) { Some(*one) } else { None };
                units.at(names.iter().copied()).or_else(of_name)
            };
            let mut parts = BTreeMap::new();
            for (id, part) in aggregate.parts() {
                if let Some(unit) = unit(part) {
                    parts.entry(unit).or_insert(id);
                }
            }
            year.parts = parts;
        }
    }

    /// Whether no earlier year is attached.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// The years of a table that ends with `this`.
    pub fn years(this: u16) -> Vec<u16> {
        (0..MOST).rev().filter_map(|back| this.checked_sub(back)).collect()
    }

    /// A cell over the years, of a filing that has the earlier ones attached.
    pub fn row(filing: &Filing, cell: CellIndex) -> Row {
        let earlier = |year: u16| filing.priors().get(&year).and_then(|it| it.value_for(filing.form(), cell)).cloned();
        let value = |year| if year == filing.year() { Some(filing.value(cell).clone()) } else { earlier(year) };
        Self::years(filing.year()).into_iter().map(|year| (year, value(year).unwrap_or_default())).collect()
    }

    /// The earlier years of an aggregate as filings carry them along. Of a part of the units (`is_all` is not set) those
    /// figures only that these units had.
    pub fn snapshots(&self, this: &Aggregate, is_all: bool) -> BTreeMap<u16, Snapshot> {
        let units: BTreeSet<NodeId> = this.parts().filter_map(|(_, part)| part.node).collect();
        let snapshot = |it: &Year| {
            let wanted: BTreeSet<PartId> = units.iter().filter_map(|unit| it.parts.get(unit).copied()).collect();
            let whole = &it.earlier.aggregate;
            let whole = if is_all { whole.clone() } else { whole.of_some(|id, _| wanted.contains(&id)) };
            let form = whole.form();
            let values =
                whole.sum().cells().filter(|(cell, _)| form.cell(*cell).is_additive).filter_map(|(cell, sum)| {
                    let value = sum.value().ok().filter(|value| !value.is_blank())?;
                    Some((form.cell(cell).id.clone(), value))
                });
            let source = format!("{} 年度汇总，{} 个单位", it.year(), whole.unit_count());
            (it.year(), Snapshot { form: form.id.clone(), source, values: values.collect(), ..Snapshot::default() })
        };
        self.earlier.iter().filter(|it| it.year() < this.year()).map(snapshot).collect()
    }

    /// A unit's values as a filing with its earlier years attached.
    pub fn filing_of(&self, this: &Aggregate, part: &Part) -> Filing {
        let mut filing = part.filing(this.form(), this.year());
        for (year, it) in self.earlier.iter().filter_map(|it| Some((it, it.part(part.node?)?))) {
            let form = year.earlier.aggregate.form();
            let snapshot = it.column.snapshot(form, &it.unit);
            let edit = filing.prior_edit(year.year(), Some(snapshot));
            filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        }
        filing
    }

    /// The same units with last year's values as the office has them; what files say of their own last year stands where
    /// the office has nothing.
    #[must_use]
    pub fn with_last_year(&self, this: &Aggregate) -> Aggregate {
        let last = self.earlier.iter().find(|it| it.year() + 1 == this.year());
        let Some(last) = last else { return this.clone() };
        let form = this.form();
        let mut whole = Aggregate::new(Arc::clone(form), this.year());
        for (_, part) in this.parts() {
            let column = part.node.filter(|_| !part.is_incomparable).and_then(|unit| last.column(unit, form));
            match column {
                Some(column) => {
                    let prior = Prior { form: last.earlier.aggregate.form().id.clone(), column };
                    whole.add(Part { prior: Some(prior), ..Part::clone(part) })
                }
                None => whole.add(Arc::clone(part)),
            };
        }
        whole
    }
}

/// The cell of the same meaning in another form.
fn same_cell(form: &Form, cell: CellIndex, other: &Form) -> Option<CellIndex> {
    if form.id == other.id {
        return Some(cell);
    }
    other.cell_index(form.counterpart(cell, &other.id)?.as_str())
}
