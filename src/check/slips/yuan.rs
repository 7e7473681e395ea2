//! *Finds* 元 entered where the form wants 万元.

use super::change::Change;
use super::slip::Slip;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

pub(super) struct Yuan;

impl Slip for Yuan {
    fn name(&self) -> &'static str {
        "yuan"
    }

    fn title(&self) -> &'static str {
        "把元填成了万元"
    }

    fn sources(&self, _cell: CellIndex, from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        from.divided(10_000).into_iter().collect()
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        facts.form().cell(change.cell).is_money() && change.from == change.to.times(10_000)
    }
}
