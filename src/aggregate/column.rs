//! The values of one filing, eight bytes a cell: ten thousand units fit into a few megabytes. Copies share them.

use std::sync::Arc;

use crate::check::Amount;
use crate::filing::{Snapshot, Value};
use crate::form::{CellIndex, Form};

/// Stands for a blank; no cell holds a number of this size.
const BLANK: i64 = i64::MIN;

/// Stands for what is no whole number: it is found among the others.
const OTHER: i64 = i64::MIN + 1;

/// Values in the order of a form's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    whole: Arc<[i64]>,
    /// Decimals and texts, by cell.
    others: Arc<[(CellIndex, Value)]>,
}

/// What adding up looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing was entered.
    Blank,
    /// A number.
    Number(Amount),
    /// Words, which are never added.
    Text,
}

impl Column {
    /// The column of values in form order.
    pub fn of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut others = Vec::new();
        let whole = values.into_iter().zip(0..).map(|(value, position)| match value {
            Value::Blank => BLANK,
            Value::Number(number) if number.is_integer() => i64::try_from(*number).unwrap_or(OTHER),
            Value::Number(_) | Value::Text(_) => {
                others.push((CellIndex(position), value.clone()));
                OTHER
            }
        });
        let whole: Arc<[i64]> = whole.collect();
        Self { whole, others: others.into() }
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.whole.len()
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// The value of a cell; blank where the form has no such cell.
    pub fn value(&self, cell: CellIndex) -> Value {
        match self.whole.get(cell.position()) {
            None | Some(&BLANK) => Value::Blank,
            Some(&OTHER) => self.other(cell).cloned().unwrap_or_default(),
            Some(whole) => Value::whole(*whole),
        }
    }

    /// The value of a cell as adding up sees it.
    pub fn content(&self, cell: CellIndex) -> Content {
        match self.whole.get(cell.position()) {
            None | Some(&BLANK) => Content::Blank,
            Some(&OTHER) => match self.other(cell) {
                Some(Value::Number(number)) => Content::Number(Amount::from(*number)),
                Some(Value::Text(_)) => Content::Text,
                Some(Value::Blank) | None => Content::Blank,
            },
            Some(whole) => Content::Number(Amount::whole(*whole)),
        }
    }

    /// The number of a cell.
    pub fn number(&self, cell: CellIndex) -> Option<Amount> {
        if let Content::Number(number) = self.content(cell) { Some(number) } else { None }
    }

    /// All values with their cells.
    pub fn values(&self) -> impl Iterator<Item = (CellIndex, Value)> + '_ {
        (0..).map(CellIndex).take(self.len()).map(|cell| (cell, self.value(cell)))
    }

    /// The filled cells as an earlier year of a unit, which other filings carry along; `form` is the one of the column.
    pub fn snapshot(&self, form: &Form, unit: &str) -> Snapshot {
        let filled = self.values().filter(|(_, value)| !value.is_blank());
        let values = filled.map(|(cell, value)| (form.cell(cell).id.clone(), value)).collect();
        Snapshot { form: form.id.clone(), unit: unit.to_owned(), values, ..Snapshot::default() }
    }

    fn other(&self, cell: CellIndex) -> Option<&Value> {
        let at = self.others.binary_search_by_key(&cell, |(cell, _)| *cell).ok()?;
        self.others.get(at).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Content};
    use crate::filing::Value;
    use crate::form::CellIndex;

    #[test]
    fn every_value_comes_back() {
        let texts = ["0", "-417", "999999999999999999", "-999999999999999999", "0.5", "999999999999999999.999999999"];
        let numbers = texts.map(|text| Value::from_exact(text).expect("exact"));
        let values: Vec<Value> =
            numbers.into_iter().chain([Value::Blank, Value::Text("若干".to_owned()), Value::whole(7)]).collect();
        let column = Column::of(&values);
        assert_eq!(column.values().map(|(_, value)| value).collect::<Vec<_>>(), values);
        assert_eq!(column.content(CellIndex(6)), Content::Blank);
        assert_eq!(column.content(CellIndex(7)), Content::Text);
        assert_eq!(column.number(CellIndex(4)).expect("a number").to_string(), "0.5");
        assert_eq!(column.value(CellIndex(99)), Value::Blank);
    }
}
