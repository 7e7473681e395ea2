//! *Finds* last year's value left in.

use super::change::Change;
use super::slip::Slip;
use crate::check::facts::Facts;

pub(super) struct LastYear;

impl Slip for LastYear {
    fn name(&self) -> &'static str {
        "last_year"
    }

    fn title(&self) -> &'static str {
        "沿用了上年的数"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        facts.prior_number(change.cell) == Some(change.from) && !change.from.is_zero()
    }
}
