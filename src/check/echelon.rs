//! Equations over the cells of a form in echelon form, each row with the relations it was made of.

use std::collections::{BTreeMap, BTreeSet};

use super::localise::gcd;
use crate::form::{CellIndex, Form};

/// A combination of relations: what it says about the cells.
#[derive(Clone, Debug)]
pub(super) struct Row {
    cells: BTreeMap<CellIndex, i128>,
    /// Positions in [`Form::relations`] with their factors.
    from: BTreeMap<usize, i128>,
}

impl Row {
    /// The cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellIndex> + '_ {
        self.cells.keys().copied()
    }

    /// The relations that were combined, as positions in [`Form::relations`].
    pub(super) fn relations(&self) -> impl Iterator<Item = usize> + '_ {
        self.from.keys().copied()
    }

    /// Whether it can only hold when all its cells are zero: all coefficients have one sign, and no cell may be negative.
    pub(super) fn forces_zero(&self, form: &Form) -> bool {
        let may_be_negative = self.cells.keys().any(|cell| form.cell(*cell).signed);
        let is_one_sided = self.cells.values().all(|it| *it > 0) || self.cells.values().all(|it| *it < 0);
        !may_be_negative && is_one_sided
    }

    /// Takes another row times a factor from this one so that the pivot is gone, in whole numbers as small as can be.
    fn without(&mut self, pivot: CellIndex, other: &Self) {
        let Some(here) = self.cells.get(&pivot).copied() else { return };
        let there = other.cells.get(&pivot).copied().unwrap_or(1);
        if here % there == 0 {
            // The usual case, a coefficient of one: only what the other row holds changes.
            subtract(&mut self.cells, &other.cells, here / there);
            subtract(&mut self.from, &other.from, here / there);
            return;
        }
        scale(&mut self.cells, there);
        scale(&mut self.from, there);
        subtract(&mut self.cells, &other.cells, here);
        subtract(&mut self.from, &other.from, here);
        let divisor = self.cells.values().chain(self.from.values()).fold(0, |divisor, it| gcd(divisor, it.abs()));
        if divisor > 1 {
            for number in self.cells.values_mut().chain(self.from.values_mut()) {
                *number /= divisor;
            }
        }
    }
}

fn scale<K: Ord>(mine: &mut BTreeMap<K, i128>, factor: i128) {
    for number in mine.values_mut() {
        *number = number.saturating_mul(factor);
    }
}

/// `mine − other · times`, without zeros.
fn subtract<K: Copy + Ord>(mine: &mut BTreeMap<K, i128>, other: &BTreeMap<K, i128>, times: i128) {
    for (key, number) in other {
        let entry = mine.entry(*key).or_default();
        *entry = entry.saturating_sub(number.saturating_mul(times));
        if *entry == 0 {
            mine.remove(key);
        }
    }
}

/// What an equation did to those before it.
#[derive(Clone, Debug)]
pub(super) enum Added {
    /// It follows from those before: it and they, as positions in [`Form::relations`], are one combination.
    Follows(Vec<usize>),
    /// It is new; these rows, as positions in the system, changed or came to be.
    Changed(Vec<usize>),
}

/// Equations brought to echelon form one by one.
#[derive(Debug, Default)]
pub(super) struct Echelon {
    rows: Vec<Row>,
    // Which row has a cell as its pivot, and which rows hold a cell at all: a long form has thousands of equations, each
    // of which meets only a few others.
    row_of_pivot: BTreeMap<CellIndex, usize>,
    holders: BTreeMap<CellIndex, BTreeSet<usize>>,
}

impl Echelon {
    /// Adds the equation of a relation.
    pub(super) fn add(&mut self, relation: usize, terms: &[(CellIndex, i128)]) -> Added {
        let mut row = Row { cells: terms.iter().copied().collect(), from: BTreeMap::from([(relation, 1)]) };
        let met: Vec<_> = row.cells().filter_map(|cell| Some((cell, *self.row_of_pivot.get(&cell)?))).collect();
        for (pivot, other) in met {
            row.without(pivot, &self.rows[other]);
        }
        let Some(pivot) = row.cells.keys().next().copied() else { return Added::Follows(row.relations().collect()) };
        let mut changed: Vec<usize> = self.holders.remove(&pivot).unwrap_or_default().into_iter().collect();
        for other in &changed {
            for cell in self.rows[*other].cells.keys() {
                self.holders.entry(*cell).or_default().remove(other);
            }
            self.rows[*other].without(pivot, &row);
        }
        self.row_of_pivot.insert(pivot, self.rows.len());
        changed.push(self.rows.len());
        self.rows.push(row);
        for other in &changed {
            for cell in self.rows[*other].cells.keys() {
                self.holders.entry(*cell).or_default().insert(*other);
            }
        }
        Added::Changed(changed)
    }

    /// A row by its position.
    pub(super) fn row(&self, position: usize) -> &Row {
        &self.rows[position]
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }
}
