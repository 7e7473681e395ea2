//! The computed sum of a total cell: the ghost in the sheet, the formula in the workbook.

use super::{Amount, Rulebook, kinds};
use crate::filing::Value;
use crate::form::{CellIndex, Form, Period, Relation};

/// The total relation whose sum a cell should be, the first in the form where there are several.
pub fn total_relation(form: &Form, cell: CellIndex) -> Option<&Relation> {
    form.relations.iter().find(|relation| {
        relation.kind == kinds::TOTAL
            && relation.left.first().is_some_and(|term| term.cell == cell && term.period == Period::This)
    })
}

/// The sum that belongs into a total cell, when every part holds a number; exact.
pub fn computed_total(book: &Rulebook, values: &[Value], cell: CellIndex) -> Option<Value> {
    let relation = total_relation(book.form(), cell)?;
    let mut sum = Amount::ZERO;
    for term in &relation.right {
        let number = Amount::from(values.get(term.cell.position())?.as_number()?);
        sum = if term.is_minus { sum - number } else { sum + number };
    }
    Value::from_exact(&sum.to_string())
}
