//! A change of one cell that would mend the table.

use crate::check::Amount;
use crate::filing::Value;
use crate::form::CellIndex;

/// A value that mends the table in place of the one that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which cell.
    pub cell: CellIndex,
    /// What stands there.
    pub from: Amount,
    /// What would mend it.
    pub to: Amount,
}

impl Change {
    /// The value that mends the table, as the filing holds it; `None` when it is longer than a filing can hold.
    pub fn value(&self) -> Option<Value> {
        Value::from_exact(&self.to.to_string())
    }
}
