//! *Finds* a total left at zero although its parts are filled.

use super::change::Change;
use super::slip::Slip;
use crate::check::facts::Facts;
use crate::check::totals;

pub(super) struct TotalAtZero;

impl Slip for TotalAtZero {
    fn name(&self) -> &'static str {
        "total_at_zero"
    }

    fn title(&self) -> &'static str {
        "合计没有填，还是0"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        change.from.is_zero() && totals::total_relation(facts.book, change.cell).is_some()
    }
}
