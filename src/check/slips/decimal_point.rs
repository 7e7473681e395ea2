//! *Finds* a decimal point one to three places off, in money.

use super::{Change, Slip};
use crate::check::facts::Facts;

pub(super) struct DecimalPoint;

impl Slip for DecimalPoint {
    fn name(&self) -> &'static str {
        "decimal_point"
    }

    fn title(&self) -> &'static str {
        "小数点错位"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        let is_moved = |factor| change.from == change.to.times(factor) || change.to == change.from.times(factor);
        !change.from.is_zero()
            && facts.form().cell(change.cell).decimals > 0
            && [10, 100, 1_000].into_iter().any(is_moved)
    }
}
