//! What a slip is.

use std::fmt;

use super::change::Change;
use super::trial::Trial;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::CellIndex;

/// A way to get a value wrong.
pub trait Slip: Sync {
    /// The name in JSON.
    fn name(&self) -> &'static str;

    /// What clerks call it, to follow 疑似.
    fn title(&self) -> &'static str;

    /// Whether the wrong value looks like this slip made from the right one.
    fn explains(&self, _change: &Change, _facts: &Facts<'_>) -> bool {
        false
    }

    /// The values from which the slip makes what stands in a cell, where they can be listed.
    fn sources(&self, _cell: CellIndex, _from: Amount, _facts: &Facts<'_>) -> Vec<Amount> {
        Vec::new()
    }

    /// The ways in which the slip may have been made in several cells at once, undone.
    fn undone(&self, _trial: &Trial<'_>) -> Vec<Vec<Change>> {
        Vec::new()
    }
}

impl fmt::Debug for dyn Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
