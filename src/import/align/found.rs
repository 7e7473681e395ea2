//! What the alignment finds: places with a cell, figures without one, and what tables add to a form.

use crate::form::{CellIndex, RowIndex};
use crate::import::grid::{Doubt, LeftOut, Nature};

/// A place of the source that is a cell of the form.
#[derive(Clone, Debug)]
pub(in crate::import) struct Found {
    /// The cell.
    pub(in crate::import) cell: CellIndex,
    /// Where it stands in the source.
    pub(in crate::import) at: Place,
    /// What stands there, and what the source says it is.
    pub(in crate::import) text: String,
    /// See `text`.
    pub(in crate::import) nature: Nature,
    /// What stands there beside the text.
    pub(in crate::import) left_out: Vec<LeftOut>,
    /// Why the source itself makes it doubtful.
    pub(in crate::import) doubts: Vec<Doubt>,
    /// For money, the texts around it that may name another measure.
    pub(in crate::import) measures: Vec<String>,
    /// How sure the place is, 0–100.
    pub(in crate::import) confidence: u8,
    /// Why, where it is not plain.
    pub(in crate::import) reasons: Vec<String>,
}

/// A place of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Place {
    /// The grid's position in the document.
    pub(in crate::import) grid: usize,
    /// Row of the grid, from 0.
    pub(in crate::import) row: u32,
    /// Column of the grid, from 0.
    pub(in crate::import) column: u32,
    /// In words of the source: `Sheet1!C5`.
    pub(in crate::import) origin: String,
    /// The label of its line.
    pub(in crate::import) label: String,
    /// Whether the source hides it.
    pub(in crate::import) is_hidden: bool,
}

/// A figure of the source without a cell.
#[derive(Clone, Debug)]
pub(in crate::import) struct Loose {
    /// Where it stands.
    pub(in crate::import) at: Place,
    /// What stands there, and what the source says it is.
    pub(in crate::import) text: String,
    /// See `text`.
    pub(in crate::import) nature: Nature,
    /// Why it has no cell.
    pub(in crate::import) reason: &'static str,
    /// A cell to propose.
    pub(in crate::import) proposal: Option<CellIndex>,
    /// The heading of the form that it stands beside, with its column: a subtotal.
    pub(in crate::import) subtotal: Option<(RowIndex, usize)>,
}

/// What the alignment found.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Aligned {
    /// Places with a cell.
    pub(in crate::import) found: Vec<Found>,
    /// Figures without a cell.
    pub(in crate::import) unplaced: Vec<Loose>,
    /// Figures that tables add to the form: serial numbers, subtotals, remarks.
    pub(in crate::import) extras: Vec<Loose>,
    /// How many rows have a label equal to the form's.
    pub(in crate::import) equal_rows: usize,
}
