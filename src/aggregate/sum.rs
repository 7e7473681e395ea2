//! Cells added up: exact, with blanks and words counted beside the sum, never as zero.

use super::column::{Column, Content};
use crate::check::Amount;
use crate::filing::Value;
use crate::form::CellIndex;

/// One cell added up over units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellSum {
    /// The sum of the numbers.
    pub sum: Amount,
    /// How many units have a number.
    pub numbers: u32,
    /// How many units left it blank.
    pub blanks: u32,
    /// How many units have words there.
    pub texts: u32,
}

/// A sum that is larger than a cell can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge(pub Amount);

impl CellSum {
    /// The sum as a value: blank when no unit has a number.
    ///
    /// # Errors
    /// [`TooLarge`] when no cell can hold it.
    pub fn value(&self) -> Result<Value, TooLarge> {
        if self.numbers == 0 {
            return Ok(Value::Blank);
        }
        Value::from_exact(&self.sum.to_string()).ok_or(TooLarge(self.sum))
    }

    fn plus(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            numbers: self.numbers + other.numbers,
            blanks: self.blanks + other.blanks,
            texts: self.texts + other.texts,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            sum: self.sum - other.sum,
            numbers: self.numbers.saturating_sub(other.numbers),
            blanks: self.blanks.saturating_sub(other.blanks),
            texts: self.texts.saturating_sub(other.texts),
        }
    }
}

impl From<Content> for CellSum {
    fn from(content: Content) -> Self {
        let none = Self::default();
        match content {
            Content::Blank => Self { blanks: 1, ..none },
            Content::Number(sum) => Self { sum, numbers: 1, ..none },
            Content::Text => Self { texts: 1, ..none },
        }
    }
}

/// All cells of a form added up. Order and grouping do not matter, and what was added can be taken away again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    cells: Vec<CellSum>,
}

impl Sum {
    /// The sum of nothing, for a form of so many cells.
    pub fn new(cells: usize) -> Self {
        Self { cells: vec![CellSum::default(); cells] }
    }

    /// Adds a unit.
    pub fn add(&mut self, column: &Column) {
        self.each(column, CellSum::plus);
    }

    /// Takes away a unit that was added.
    pub fn take_away(&mut self, column: &Column) {
        self.each(column, CellSum::minus);
    }

    /// Adds what was added up elsewhere.
    pub fn merge(&mut self, other: &Self) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            *cell = cell.plus(*other);
        }
    }

    /// One cell.
    pub fn cell(&self, cell: CellIndex) -> CellSum {
        self.cells.get(cell.position()).copied().unwrap_or_default()
    }

    /// All cells in form order.
    pub fn cells(&self) -> impl Iterator<Item = (CellIndex, CellSum)> + '_ {
        (0..).map(CellIndex).zip(self.cells.iter().copied())
    }

    fn each(&mut self, column: &Column, act: fn(CellSum, CellSum) -> CellSum) {
        for (cell, position) in self.cells.iter_mut().zip(0..) {
            *cell = act(*cell, column.content(CellIndex(position)).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sum, TooLarge};
    use crate::aggregate::Column;
    use crate::filing::Value;
    use crate::form::CellIndex;

    fn sum(values: &[Value]) -> Sum {
        let mut sum = Sum::new(1);
        for value in values {
            sum.add(&Column::of([value]));
        }
        sum
    }

    #[test]
    fn blanks_are_counted_and_words_never_added() {
        let cell = sum(&[Value::whole(3), Value::Blank, Value::Text("4".to_owned())]).cell(CellIndex(0));
        assert_eq!((cell.numbers, cell.blanks, cell.texts), (1, 1, 1));
        assert_eq!(cell.value(), Ok(Value::whole(3)));
        assert_eq!(sum(&[Value::Blank, Value::Blank]).cell(CellIndex(0)).value(), Ok(Value::Blank));
        assert_eq!(sum(&[Value::Blank, Value::whole(0)]).cell(CellIndex(0)).value(), Ok(Value::whole(0)));
    }

    #[test]
    fn a_sum_beyond_every_cell_is_no_value() {
        let most = Value::from_exact("999999999999999999").expect("exact");
        let cell = sum(&[most, Value::whole(1)]).cell(CellIndex(0));
        assert_eq!(cell.value(), Err(TooLarge(cell.sum)));
        assert_eq!(cell.sum.to_string(), "1000000000000000000");
    }
}
