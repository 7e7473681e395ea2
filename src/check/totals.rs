//! The computed sum of a total cell: the ghost in the sheet, the formula in the workbook.

use super::{Amount, Rulebook};
use crate::filing::Value;
use crate::form::{CellIndex, Relation};

/// The total relation whose sum a cell should be, the first in the form where there are several.
pub fn total_relation(book: &Rulebook, cell: CellIndex) -> Option<&Relation> {
    book.form().relations.get(book.total_at(cell)?)
}

/// The sum that belongs into a total cell, when every part holds a number; exact.
pub fn computed_total(book: &Rulebook, values: &[Value], cell: CellIndex) -> Option<Value> {
    let relation = total_relation(book, cell)?;
    let mut sum = Amount::ZERO;
    for term in &relation.right {
        let number = Amount::from(values.get(term.cell.position())?.as_number()?);
        sum = if term.is_minus { sum - number } else { sum + number };
    }
    Value::from_exact(&sum.to_string())
}
