//! *Finds* words where a number should be.

use super::kind::CellKind;
use crate::filing::Value;
use crate::form::Cell;

pub(super) struct Unread;

impl CellKind for Unread {
    fn name(&self) -> &'static str {
        "unread"
    }

    fn judge(&self, cell: &Cell, value: &Value) -> Option<String> {
        let Value::Text(text) = value else { return None };
        Some(format!("{}填的“{text}”读不成数，请改填阿拉伯数字。", cell.name))
    }
}
