//! *Finds* one wrong digit: 38 for 33.

use super::change::Change;
use super::digits;
use super::slip::Slip;
use crate::check::facts::Facts;

pub(super) struct WrongDigit;

impl Slip for WrongDigit {
    fn name(&self) -> &'static str {
        "wrong_digit"
    }

    fn title(&self) -> &'static str {
        "一位数字打错"
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of_both(change).is_some_and(|(from, to)| {
            from.len() == to.len() && from.iter().zip(&to).filter(|(from, to)| from != to).count() == 1
        })
    }
}
