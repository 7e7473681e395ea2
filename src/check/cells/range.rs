//! *Finds* a negative number where none is legal, and a number beyond 10^15.

use rust_decimal::Decimal;

use super::kind::CellKind;
use crate::filing::Value;
use crate::form::Cell;

/// No office counts more than this.
pub(in crate::check) const GREATEST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

pub(super) struct Range;

impl CellKind for Range {
    fn name(&self) -> &'static str {
        "range"
    }

    fn judge(&self, cell: &Cell, value: &Value) -> Option<String> {
        let number = value.as_number()?;
        if number < Decimal::ZERO && !cell.signed {
            return Some(format!("{}填的是负数 {number}，应为不小于 0 的数。", cell.name));
        }
        (number.abs() > GREATEST).then(|| format!("{}填的 {number} 超过一千万亿，不可能有这么多。", cell.name))
    }
}

#[cfg(test)]
mod tests {
    use super::GREATEST;

    #[test]
    fn greatest_is_ten_to_the_fifteenth() {
        assert_eq!(GREATEST.to_string(), "1000000000000000");
    }
}
