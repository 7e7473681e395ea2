//! *Finds* a decimal point one to three places off, in money or in a count that has none.

use super::change::Change;
use super::slip::Slip;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

/// One place, two or three.
const FACTORS: [i64; 3] = [10, 100, 1_000];

pub(super) struct DecimalPoint;

impl Slip for DecimalPoint {
    fn name(&self) -> &'static str {
        "decimal_point"
    }

    fn title(&self) -> &'static str {
        "小数点错位"
    }

    fn sources(&self, _cell: CellIndex, from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        FACTORS.into_iter().flat_map(|factor| [Some(from.times(factor)), from.divided(factor)]).flatten().collect()
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        let is_moved = |factor| change.from == change.to.times(factor) || change.to == change.from.times(factor);
        // In a count the point itself is the mistake.
        let may_have_point = facts.form().cell(change.cell).decimals > 0 || !change.from.is_whole();
        !change.from.is_zero() && may_have_point && FACTORS.into_iter().any(is_moved)
    }
}
