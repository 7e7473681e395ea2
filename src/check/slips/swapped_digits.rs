//! *Finds* two digits that changed places: 917 for 971.

use super::change::Change;
use super::digits;
use super::slip::Slip;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

pub(super) struct SwappedDigits;

impl Slip for SwappedDigits {
    fn name(&self) -> &'static str {
        "swapped_digits"
    }

    fn title(&self) -> &'static str {
        "两位数字颠倒"
    }

    fn sources(&self, _cell: CellIndex, from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        let Some(digits) = digits::of(from) else { return Vec::new() };
        let pairs = (0..digits.len()).flat_map(|first| (0..first).map(move |second| (first, second)));
        let swapped = |(first, second): (usize, usize)| {
            let mut digits = digits.clone();
            digits.swap(first, second);
            digits::number(&digits)
        };
        pairs.filter_map(swapped).collect()
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of_both(change).is_some_and(|(from, to)| {
            let differing: Vec<usize> = (0..from.len()).filter(|at| to.get(*at) != from.get(*at)).collect();
            let is_swap =
                |first: usize, second: usize| from.get(first) == to.get(second) && from.get(second) == to.get(first);
            from.len() == to.len() && matches!(differing.as_slice(), [first, second] if is_swap(*first, *second))
        })
    }
}
