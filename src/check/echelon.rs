//! Equations over the cells of a form in echelon form, each row with the relations it was made of.

use std::collections::BTreeMap;

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
        mix(&mut self.cells, there, &other.cells, here);
        mix(&mut self.from, there, &other.from, here);
        let divisor = self.cells.values().chain(self.from.values()).fold(0, |divisor, it| gcd(divisor, it.abs()));
        if divisor > 1 {
            for number in self.cells.values_mut().chain(self.from.values_mut()) {
                *number /= divisor;
            }
        }
    }
}

/// `mine · keep − other · take`, without zeros.
fn mix<K: Copy + Ord>(mine: &mut BTreeMap<K, i128>, keep: i128, other: &BTreeMap<K, i128>, take: i128) {
    for number in mine.values_mut() {
        *number = number.saturating_mul(keep);
    }
    for (key, number) in other {
        let entry = mine.entry(*key).or_default();
        *entry = entry.saturating_sub(number.saturating_mul(take));
    }
    mine.retain(|_, number| *number != 0);
}

/// Equations brought to echelon form one by one.
#[derive(Debug, Default)]
pub(super) struct Echelon {
    rows: Vec<(CellIndex, Row)>,
}

impl Echelon {
    /// Adds the equation of a relation. When it follows from those before, nothing is added, and the relations of which it
    /// and they are a combination are given back.
    pub(super) fn add(&mut self, relation: usize, terms: &[(CellIndex, i128)]) -> Option<Vec<usize>> {
        let mut row = Row { cells: terms.iter().copied().collect(), from: BTreeMap::from([(relation, 1)]) };
        for (pivot, other) in &self.rows {
            row.without(*pivot, other);
        }
        let Some(pivot) = row.cells.keys().next().copied() else { return Some(row.relations().collect()) };
        for (_, other) in &mut self.rows {
            other.without(pivot, &row);
        }
        self.rows.push((pivot, row));
        None
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().map(|(_, row)| row)
    }
}
