//! *Finds* a digit too many: 1221 for 121.

use super::{Change, Slip, digits};
use crate::check::facts::Facts;

pub(super) struct ExtraDigit;

impl Slip for ExtraDigit {
    fn name(&self) -> &'static str {
        "extra_digit"
    }

    fn title(&self) -> &'static str {
        "多打一位数字"
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of(change).is_some_and(|(from, to)| digits::is_one_longer(&from, &to))
    }
}
