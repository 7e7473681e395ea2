//! Trying out changes of several cells: which hard relations are broken, and whether the changes mend them.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::check::linear::{Legal, Sense};
use crate::form::CellIndex;

/// The hard relations as they stand, and as they would stand after some changes.
#[derive(Debug)]
pub struct Trial<'a> {
    facts: &'a Facts<'a>,
    /// The sum of each hard relation; `None` where a cell holds no number.
    sums: Vec<Option<i128>>,
}

impl<'a> Trial<'a> {
    pub(in crate::check) fn new(facts: &'a Facts<'a>) -> Self {
        let sums = facts.book.hard().iter().map(|linear| {
            linear.terms.iter().try_fold(0_i128, |sum, (cell, coefficient)| {
                Some(sum.saturating_add(coefficient.saturating_mul(facts.this_number(*cell)?.billionths())))
            })
        });
        Self { facts, sums: sums.collect() }
    }

    /// The facts.
    pub(super) fn facts(&self) -> &'a Facts<'a> {
        self.facts
    }

    /// What a cell holds, when it is a number.
    pub(super) fn number(&self, cell: CellIndex) -> Option<Amount> {
        self.facts.this_number(cell)
    }

    /// Whether any hard relation is broken.
    pub(super) fn is_any_broken(&self) -> bool {
        (0..self.sums.len()).any(|relation| self.is_broken(relation, 0))
    }

    /// Whether a broken hard relation watches a cell.
    pub(super) fn is_near(&self, cell: CellIndex) -> bool {
        self.facts.book.hard_of(cell).iter().any(|relation| self.is_broken(*relation, 0))
    }

    /// How many broken relations watch some cells.
    pub(super) fn broken_near(&self, cells: &[CellIndex]) -> usize {
        let relations: BTreeSet<usize> =
            cells.iter().flat_map(|cell| self.facts.book.hard_of(*cell)).copied().collect();
        relations.into_iter().filter(|relation| self.is_broken(*relation, 0)).count()
    }

    /// How many broken relations the changes mend; `None` when one that they touch is broken afterwards, when none was
    /// broken before, or when a value is not legal.
    pub(super) fn mended(&self, changes: &[Change]) -> Option<usize> {
        let cells: Vec<CellIndex> = changes.iter().map(|change| change.cell).collect();
        let count = self.broken_near(&cells);
        (count > 0 && self.keeps(changes)).then_some(count)
    }

    /// Whether the new values are legal and no hard relation that they touch is broken afterwards.
    pub(in crate::check) fn keeps(&self, changes: &[Change]) -> bool {
        let legal = |change: &Change| Legal::of(self.facts.form().cell(change.cell)).contains(change.to.billionths());
        changes.iter().all(legal)
            && self.differences(changes).iter().all(|(relation, difference)| !self.is_broken(*relation, *difference))
    }

    /// The legal value that a cell needs so that the first equation with it holds after the changes of other cells.
    pub(super) fn needed(&self, cell: CellIndex, changes: &[Change]) -> Option<Amount> {
        let by_relation = self.differences(changes);
        let book = self.facts.book;
        let relation = *book.hard_of(cell).iter().find(|relation| book.hard()[**relation].sense == Sense::Zero)?;
        let sum = self.sums[relation]?.saturating_add(by_relation.get(&relation).copied().unwrap_or(0));
        let coefficient = book.hard()[relation].coefficient(cell);
        let value = self.number(cell)?.billionths() - sum.checked_div(coefficient)?;
        Legal::of(self.facts.form().cell(cell)).contains(value).then(|| Amount::from_billionths(value))
    }

    /// By how much the changes move the sum of each relation they touch.
    fn differences(&self, changes: &[Change]) -> BTreeMap<usize, i128> {
        let book = self.facts.book;
        let mut by_relation = BTreeMap::new();
        for change in changes {
            let difference = change.to.billionths() - change.from.billionths();
            for relation in book.hard_of(change.cell) {
                let moved = book.hard()[*relation].coefficient(change.cell).saturating_mul(difference);
                *by_relation.entry(*relation).or_default() += moved;
            }
        }
        by_relation
    }

    fn is_broken(&self, relation: usize, difference: i128) -> bool {
        let linear = &self.facts.book.hard()[relation];
        self.sums[relation].is_some_and(|sum| !linear.is_met_by(sum.saturating_add(difference)))
    }
}
