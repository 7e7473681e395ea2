//! *Finds* a count that is not whole, and money with more places than the form allows.

use super::kind::CellKind;
use crate::filing::Value;
use crate::form::Cell;

pub(super) struct Decimals;

impl CellKind for Decimals {
    fn name(&self) -> &'static str {
        "decimals"
    }

    fn judge(&self, cell: &Cell, value: &Value) -> Option<String> {
        let number = value.as_number()?;
        if number.scale() <= cell.decimals {
            return None;
        }
        Some(match cell.decimals {
            0 => format!("{}填的是小数 {number}，以{}为单位的应为整数。", cell.name, cell.measure),
            places => format!("{}填的 {number} 小数位数过多，最多 {places} 位。", cell.name),
        })
    }
}
