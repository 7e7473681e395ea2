//! All parts with their sum, changed unit by unit: a replaced file costs its own cells and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::part::{AGGREGATE_OF, Part};
use super::sum::{CellSum, Sum, TooLarge};
use crate::check::Amount;
use crate::check::kinds::help;
use crate::filing::{Filing, Snapshot, Unit, Value};
use crate::form::{CellIndex, Form, Period};
use crate::import::plan::Note;

/// A part of one aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartId(u32);

/// Many filings of one form and year as one.
#[derive(Clone, Debug)]
pub struct Aggregate {
    form: Arc<Form>,
    year: u16,
    parts: BTreeMap<PartId, Arc<Part>>,
    next: u32,
    sum: Sum,
}

/// What an aggregate has besides its sums.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The cells that do not add up, as somebody entered them.
    pub by_hand: BTreeMap<CellIndex, Value>,
    /// Earlier years as the office has them.
    pub earlier: BTreeMap<u16, Snapshot>,
}

/// What one unit adds to a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The part.
    pub id: PartId,
    /// The unit.
    pub unit: &'a str,
    /// Its value.
    pub value: Value,
    /// Its part of the sum in hundredths of a percent, rounded down; `None` where it has no meaning.
    pub share: Option<u32>,
    /// Its value last year; blank when it is not known.
    pub last_year: Value,
}

impl Aggregate {
    /// An aggregate of nothing.
    pub fn new(form: Arc<Form>, year: u16) -> Self {
        let sum = Sum::new(form.cells.len());
        Self { form, year, parts: BTreeMap::new(), next: 0, sum }
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The reporting year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// Adds a unit.
    pub fn add(&mut self, part: impl Into<Arc<Part>>) -> PartId {
        let (id, part) = (PartId(self.next), part.into());
        self.next += 1;
        self.sum.add(&part.column);
        self.parts.insert(id, part);
        id
    }

    /// Puts another part in the place of one, as when a unit sends its file again; gives the old one. Nothing happens
    /// when there is no such part.
    pub fn replace(&mut self, id: PartId, part: impl Into<Arc<Part>>) -> Option<Arc<Part>> {
        let place = self.parts.get_mut(&id)?;
        let part = part.into();
        self.sum.take_away(&place.column);
        self.sum.add(&part.column);
        Some(std::mem::replace(place, part))
    }

    /// Takes a unit away and gives its part.
    pub fn remove(&mut self, id: PartId) -> Option<Arc<Part>> {
        let part = self.parts.remove(&id)?;
        self.sum.take_away(&part.column);
        Some(part)
    }

    /// The parts in the order in which they came.
    pub fn parts(&self) -> impl Iterator<Item = (PartId, &Arc<Part>)> {
        self.parts.iter().map(|(id, part)| (*id, part))
    }

    /// A part.
    pub fn part(&self, id: PartId) -> Option<&Arc<Part>> {
        self.parts.get(&id)
    }

    /// How many units it has.
    pub fn unit_count(&self) -> usize {
        self.parts.len()
    }

    /// The sum of all units.
    pub fn sum(&self) -> &Sum {
        &self.sum
    }

    /// One cell, added up.
    pub fn cell(&self, cell: CellIndex) -> CellSum {
        self.sum.cell(cell)
    }

    /// The aggregate of some of the units (节点汇总、选择汇总), sharing their values.
    #[must_use]
    pub fn of_some(&self, is_wanted: impl Fn(PartId, &Part) -> bool) -> Self {
        let mut some = Self::new(Arc::clone(&self.form), self.year);
        for (id, part) in self.parts() {
            if is_wanted(id, part) {
                some.add(Arc::clone(part));
            }
        }
        some
    }

    /// Where the figure of a cell comes from: every unit, in the order in which they came.
    pub fn origin(&self, cell: CellIndex) -> Vec<Origin<'_>> {
        let sum = self.cell(cell).sum;
        let origin = self.parts.iter().map(|(id, part)| Origin {
            id: *id,
            unit: &part.unit,
            value: part.column.value(cell),
            share: part.column.number(cell).and_then(|number| share(number, sum)),
            last_year: part.last_year(cell),
        });
        origin.collect()
    }

    /// The aggregate as a filing, and what has to be said of it. Cells that do not add up and sums beyond every cell stay
    /// blank; last year's sums come along when every unit has last year's values, of one form.
    pub fn filing(&self, unit: Unit, at: Timestamp) -> (Filing, Vec<Note>) {
        self.filing_with(unit, &Beside::default(), at)
    }

    /// The same with what no sum gives.
    pub fn filing_with(&self, mut unit: Unit, beside: &Beside, at: Timestamp) -> (Filing, Vec<Note>) {
        unit.extra.insert(AGGREGATE_OF.to_owned(), self.unit_count().into());
        let mut filing = Filing::new(Arc::clone(&self.form), unit, self.year);
        let mut notes = Vec::new();
        let mut values = Vec::new();
        for (cell, sum) in self.sum.cells() {
            let it = self.form.cell(cell);
            match sum.value() {
                _ if !it.is_additive => values.extend(beside.by_hand.get(&cell).map(|value| (cell, value.clone()))),
                Ok(value) => values.push((cell, value)),
                Err(TooLarge(sum)) => {
                    let message = format!("{}：合计 {sum} 超出能填的位数，没有填入；请核对各单位的数", it.name);
                    notes.push(Note { cell: Some(cell), kind: "too_large", message });
                }
            }
        }
        if let Some(edit) = filing.cells_edit(values) {
            filing.apply(edit, at);
        }
        let name = filing.unit().name.clone();
        let mut earlier = beside.earlier.clone();
        if let Some((year, prior)) = self.year.checked_sub(1).zip(self.prior()) {
            earlier.entry(year).or_insert(prior);
        }
        for (year, prior) in earlier {
            filing.apply(filing.prior_edit(year, Some(Snapshot { unit: name.clone(), ..prior })), at);
        }
        notes.extend(self.notes(&filing));
        (filing, notes)
    }

    /// Last year's sums; `None` unless every unit has last year's values, of one form.
    fn prior(&self) -> Option<Snapshot> {
        let first = &self.parts.values().next()?.prior.as_ref()?.form;
        let mut sum = Sum::new(self.form.cells.len());
        for part in self.parts.values() {
            sum.add(&part.prior.as_ref().filter(|prior| prior.form == *first)?.column);
        }
        let values = sum.cells().filter(|(cell, _)| self.form.cell(*cell).is_additive).filter_map(|(cell, sum)| {
            let value = sum.value().ok().filter(|value| !value.is_blank())?;
            Some((self.form.counterpart(cell, first)?, value))
        });
        let source = format!("{} 个单位上年数之和", self.unit_count());
        Some(Snapshot { form: first.clone(), source, values: values.collect(), ..Snapshot::default() })
    }

    fn notes(&self, filing: &Filing) -> Vec<Note> {
        let form = &self.form;
        let names =
            |cells: &[CellIndex]| cells.iter().map(|cell| &*form.cell(*cell).name).collect::<Vec<_>>().join("、");
        let mut notes = Vec::new();
        let by_hand = form.cell_indices().filter(|cell| !form.cell(*cell).is_additive);
        let by_hand: Vec<CellIndex> = by_hand.filter(|cell| filing.value(*cell).is_blank()).collect();
        if !by_hand.is_empty() {
            let message = format!("这些单元格不能由各单位的数相加，留空待填：{}", names(&by_hand));
            notes.push(Note { cell: None, kind: "by_hand", message });
        }
        for (cell, sum) in self.sum.cells().filter(|(_, sum)| sum.texts > 0) {
            let words = self.parts.values().filter_map(|part| match part.column.value(cell) {
                Value::Text(text) => Some(format!("{}填“{text}”", part.unit)),
                Value::Blank | Value::Number(_) => None,
            });
            let words = words.collect::<Vec<_>>().join("，");
            let message = format!("{}：{} 个单位填的不是数，没有计入：{words}", form.cell(cell).name, sum.texts);
            notes.push(Note { cell: Some(cell), kind: "text", message });
        }
        let partial = |sum: &CellSum| sum.blanks > 0 && sum.numbers > 0;
        let partly: Vec<CellIndex> = self.sum.cells().filter(|(_, sum)| partial(sum)).map(|(cell, _)| cell).collect();
        if let Some(first) = partly.first() {
            let message = format!(
                "有 {} 格只有部分单位填了数，合计不含没有填的单位；例如 {}：{} 个单位空着",
                partly.len(),
                form.cell(*first).name,
                self.cell(*first).blanks
            );
            notes.push(Note { cell: None, kind: "blank", message });
        }
        for relation in &form.relations {
            let said = &help(&relation.kind).added_up;
            let main = relation.left.iter().filter(|term| term.period == Period::This).map(|term| term.cell);
            let filled = main.filter(|cell| self.cell(*cell).numbers > 1);
            notes.extend(filled.filter(|_| !said.is_empty()).map(|cell| {
                let message = format!("{}{said}", form.cell(cell).name);
                Note { cell: Some(cell), kind: "distinct", message }
            }));
        }
        notes
    }
}

fn share(number: Amount, sum: Amount) -> Option<u32> {
    let (number, sum) = (number.billionths(), sum.billionths());
    if number < 0 || sum <= 0 || number > sum {
        return None;
    }
    // Beyond this the product would not fit; no real figure comes near.
    u32::try_from(number.checked_mul(10_000)? / sum).ok()
}
