//! *Finds* a digit too many: 1221 for 121.

use super::change::Change;
use super::digits;
use super::slip::Slip;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

pub(super) struct ExtraDigit;

impl Slip for ExtraDigit {
    fn name(&self) -> &'static str {
        "extra_digit"
    }

    fn title(&self) -> &'static str {
        "多打一位数字"
    }

    fn sources(&self, _cell: CellIndex, from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        let Some(digits) = digits::of(from) else { return Vec::new() };
        let without = |at: usize| {
            let rest: Vec<u8> =
                digits.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| *it).collect();
            digits::number(&rest)
        };
        (0..digits.len()).filter_map(without).collect()
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of_both(change).is_some_and(|(from, to)| digits::is_one_longer(&from, &to))
    }
}
