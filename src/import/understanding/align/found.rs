//! What the alignment finds: places with a cell, figures without one, and what tables add to a form.

use crate::form::{CellIndex, RowIndex};
use crate::import::reading::grid::{Doubt, LeftOut, Nature};

/// A place of the source that is a cell of the form.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Found {
    /// The cell.
    pub(in crate::import::understanding) cell: CellIndex,
    /// Where it stands in the source.
    pub(in crate::import::understanding) at: Place,
    /// What stands there, and what the source says it is.
    pub(in crate::import::understanding) text: String,
    /// See `text`.
    pub(in crate::import::understanding) nature: Nature,
    /// What stands there beside the text.
    pub(in crate::import::understanding) left_out: Vec<LeftOut>,
    /// Why the source itself makes it doubtful.
    pub(in crate::import::understanding) doubts: Vec<Doubt>,
    /// For money, the texts around it that may name another measure.
    pub(in crate::import::understanding) measures: Vec<String>,
    /// How sure the place is, 0–100.
    pub(in crate::import::understanding) confidence: u8,
    /// Why, where it is not plain.
    pub(in crate::import::understanding) reasons: Vec<String>,
}

/// A place of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::understanding) struct Place {
    /// The grid's position in the document.
    pub(in crate::import::understanding) grid: usize,
    /// Row of the grid, from 0.
    pub(in crate::import::understanding) row: u32,
    /// Column of the grid, from 0.
    pub(in crate::import::understanding) column: u32,
    /// In words of the source: `Sheet1!C5`.
    pub(in crate::import::understanding) origin: String,
    /// The label of its line.
    pub(in crate::import::understanding) label: String,
    /// Whether the source hides it.
    pub(in crate::import::understanding) is_hidden: bool,
}

/// A figure of the source without a cell.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Loose {
    /// Where it stands.
    pub(in crate::import::understanding) at: Place,
    /// What stands there, and what the source says it is.
    pub(in crate::import::understanding) text: String,
    /// See `text`.
    pub(in crate::import::understanding) nature: Nature,
    /// Why it has no cell.
    pub(in crate::import::understanding) reason: &'static str,
    /// A cell to propose.
    pub(in crate::import::understanding) proposal: Option<CellIndex>,
    /// The heading of the form that it stands beside, with its column: a subtotal.
    pub(in crate::import::understanding) subtotal: Option<(RowIndex, usize)>,
}

/// What the alignment found.
#[derive(Clone, Debug, Default)]
pub(in crate::import::understanding) struct Aligned {
    /// Places with a cell.
    pub(in crate::import::understanding) found: Vec<Found>,
    /// Figures without a cell.
    pub(in crate::import::understanding) unplaced: Vec<Loose>,
    /// Figures that tables add to the form: serial numbers, subtotals, remarks.
    pub(in crate::import::understanding) extras: Vec<Loose>,
    /// How many rows have a label equal to the form's.
    pub(in crate::import::understanding) equal_rows: usize,
}
