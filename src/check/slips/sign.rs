//! *Finds* a sign that was lost, in the column that may be negative, or one too many elsewhere.

use super::change::Change;
use super::slip::Slip;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

pub(super) struct SignLost;

impl Slip for SignLost {
    fn name(&self) -> &'static str {
        "sign_lost"
    }

    fn title(&self) -> &'static str {
        "正负号弄错了"
    }

    fn sources(&self, _cell: CellIndex, from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        vec![-from]
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        let is_signed = facts.form().cell(change.cell).signed || change.from < Amount::ZERO;
        is_signed && change.from == -change.to && !change.from.is_zero()
    }
}
