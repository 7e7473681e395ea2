//! What a kind of finding about one cell is.

use std::fmt;

use crate::filing::Value;
use crate::form::{Cell, Severity};

/// The kind of blanks: a warning while filling, an error at the final check.
pub const BLANK: &str = "blank";

/// A kind of finding about one cell.
pub trait CellKind: Sync {
    /// The name in JSON.
    fn name(&self) -> &'static str;

    /// How bad it is while the form is being filled.
    fn severity(&self) -> Severity {
        Severity::Error
    }

    /// The sentence, if something is wrong.
    fn judge(&self, cell: &Cell, value: &Value) -> Option<String>;
}

impl fmt::Debug for dyn CellKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
