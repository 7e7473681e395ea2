//! What a form's number cell is: its public id, its place, its measure and the numbers it may hold.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The public name of a cell, such as `3.3.7.g` or `1.1.a`: row code and column letter.
///
/// Cell ids are the interface of files, command line, findings and tests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CellId(String);

impl CellId {
    /// Wraps an id as it is written; whether a form has such a cell is [`Form::cell_index`](super::Form::cell_index)'s business.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CellId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place of a cell in its form's order (row by row, as printed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellIndex(pub u32);

impl CellIndex {
    /// The index as a position in a slice that is ordered as the form's cells.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// The place of a row in its form's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIndex(pub u32);

impl RowIndex {
    /// The index as a position in [`Form::rows`](super::Form::rows).
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// One number cell of a form.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The public id.
    pub id: CellId,
    /// The name in sentences: `三、（七）总计（自然人）`.
    pub name: String,
    /// The row it stands in.
    pub row: RowIndex,
    /// The printed label of its column.
    pub column: String,
    /// Other names of the column, met in files.
    pub column_aliases: Vec<String>,
    /// What is counted, such as 件 or 万元; the money measure is [`MONEY`].
    pub measure: String,
    /// How many decimal places are allowed; 0 for counts.
    pub decimals: u32,
    /// Whether a negative number is legal (only 本年增/减 of the 2019 form).
    pub signed: bool,
    /// Whether the figures of units add up to that of all; others, such as rates, are entered by hand in an aggregate.
    pub is_additive: bool,
    /// The table it is printed in, as a position in [`Form::tables`](super::Form::tables).
    pub table: usize,
    /// Line of its box in the table's layout.
    pub line: usize,
    /// First grid column of its box in the table's layout.
    pub grid_column: usize,
}

/// The measure of money cells.
pub const MONEY: &str = "万元";

impl Cell {
    /// Whether the cell holds an amount of money in 万元.
    pub fn is_money(&self) -> bool {
        self.measure == MONEY
    }
}

/// One row of a form: an item with number cells, or a heading over items.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row code, `3.3.1`.
    pub code: String,
    /// The printed label without its note: `（二）部分公开`.
    pub label: String,
    /// The note printed after the label: `（区分处理的，只计这一情形，不计其他情形）`.
    pub note: String,
    /// The name in sentences, with the numbering of the rows above: `三、（二）部分公开`.
    pub name: String,
    /// A heading: it has no number cells.
    pub is_group: bool,
    /// The row it belongs to.
    pub parent: Option<RowIndex>,
    /// How many rows are above it; 0 at the top.
    pub depth: usize,
    /// What is counted.
    pub measure: String,
    /// How it is counted, for the inspector; not printed.
    pub counting: String,
    /// Other labels met in files.
    pub aliases: Vec<String>,
    /// The table it is printed in.
    pub table: usize,
    /// Its number cells in column order.
    pub cells: Vec<CellIndex>,
}

impl Row {
    /// The label as printed, with its note.
    pub fn printed_label(&self) -> String {
        format!("{}{}", self.label, self.note)
    }
}
