//! *Finds* a total into which one of its parts was counted twice.

use super::{Change, Slip};
use crate::check::facts::Facts;
use crate::check::totals;

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
        let relation = totals::total_relation(facts.book, change.cell);
        let mut parts = relation.iter().flat_map(|relation| &relation.right);
        !extra.is_zero() && parts.any(|part| facts.number(*part) == Some(extra))
    }
}
