//! *Finds* a total into which one of its parts, or the subtotal of some of them, was counted twice.

use super::change::Change;
use super::slip::Slip;
use crate::check::facts::Facts;
use crate::check::totals;
use crate::form::Term;

pub(super) struct CountedTwice;

impl Slip for CountedTwice {
    fn name(&self) -> &'static str {
        "counted_twice"
    }

    fn title(&self) -> &'static str {
        "有一项重复计入"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        let extra = change.from - change.to;
        let Some(relation) = totals::total_relation(facts.book, change.cell) else { return false };
        if extra.is_zero() {
            return false;
        }
        let form = facts.form();
        let is_of = |sum: &[Term]| facts.sum(sum) == extra;
        // A part, a figure that the form derives from some of the parts, and a group of rows in one column.
        let is_derived =
            form.derived.iter().any(|it| it.terms.iter().all(|it| relation.right.contains(it)) && is_of(&it.terms));
        let group = |part: &Term| (form.row_of(part.cell).parent, form.cell(part.cell).grid_column);
        let is_group = || relation.right.chunk_by(|one, next| group(one) == group(next)).any(is_of);
        relation.right.iter().any(|part| is_of(&[*part])) || is_derived || is_group()
    }
}
