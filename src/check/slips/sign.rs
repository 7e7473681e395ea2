//! *Finds* a sign that was lost, in the column that may be negative.

use super::{Change, Slip};
use crate::check::facts::Facts;

pub(super) struct SignLost;

impl Slip for SignLost {
    fn name(&self) -> &'static str {
        "sign_lost"
    }

    fn title(&self) -> &'static str {
        "漏了负号"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        facts.form().cell(change.cell).signed && change.from == -change.to
    }
}
