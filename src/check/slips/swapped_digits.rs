//! *Finds* two digits that changed places: 917 for 971.

use super::{Change, Slip, digits};
use crate::check::facts::Facts;

pub(super) struct SwappedDigits;

impl Slip for SwappedDigits {
    fn name(&self) -> &'static str {
        "swapped_digits"
    }

    fn title(&self) -> &'static str {
        "两位数字颠倒"
    }

    fn explains(&self, change: &Change, _facts: &Facts<'_>) -> bool {
        digits::of(change).is_some_and(|(from, to)| {
            let differing: Vec<usize> = (0..from.len()).filter(|at| to.get(*at) != from.get(*at)).collect();
            let is_swap =
                |first: usize, second: usize| from.get(first) == to.get(second) && from.get(second) == to.get(first);
            from.len() == to.len() && matches!(differing.as_slice(), [first, second] if is_swap(*first, *second))
        })
    }
}
