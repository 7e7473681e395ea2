//! *Finds* a cell without a value. A cell without data is 0, not blank.

use super::kind::{BLANK, CellKind};
use crate::filing::Value;
use crate::form::{Cell, Severity};

pub(in crate::check) struct Blank;

impl CellKind for Blank {
    fn name(&self) -> &'static str {
        BLANK
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn judge(&self, cell: &Cell, value: &Value) -> Option<String> {
        value.is_blank().then(|| format!("{}没有填：有数填数，没有填 0。", cell.name))
    }
}
