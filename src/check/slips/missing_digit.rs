//! *Finds* a digit that was left out: 12 for 121.

use super::change::Change;
use super::digits;
use super::slip::Slip;
use crate::check::facts::Facts;

pub(super) struct MissingDigit;

impl Slip for MissingDigit {
    fn name(&self) -> &'static str {
        "missing_digit"
    }

    fn title(&self) -> &'static str {
        "漏打一位数字"
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of_both(change).is_some_and(|(from, to)| digits::is_one_longer(&to, &from))
    }
}
