//! A table of a document and its open cell, as far as they were read.

use super::look::Look;
use super::properties::Merge;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    pub(super) look: Look,
    /// Whether its style or itself says that a part of it stands on coloured paper.
    pub(super) is_shaded: bool,
    pub(super) is_row_deleted: bool,
    pub(super) cell: Cell,
}

/// A cell, whose properties stand inside it and before its text.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) column_span: u32,
    pub(super) down: Merge,
    pub(super) right: Merge,
    pub(super) is_begun: bool,
    /// Whether its text does not show: the part of another cell, or a deleted one.
    pub(super) is_covered: bool,
    pub(super) is_shaded: bool,
    /// How many fields were open where it began.
    pub(super) fields: usize,
}
