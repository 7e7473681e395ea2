//! What the cells hold and may hold, as the search sees it.

use crate::check::linear::Legal;
use crate::form::CellIndex;

/// What the cells hold, in billionths, and may hold.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// The value of each cell of the form; zero where there is none.
    pub(super) values: Vec<i128>,
    /// The legal values of each cell.
    pub(super) legal: Vec<Legal>,
}

impl Numbers {
    pub(super) fn value(&self, cell: CellIndex) -> i128 {
        self.values[cell.position()]
    }

    pub(super) fn legal(&self, cell: CellIndex) -> Legal {
        self.legal[cell.position()]
    }
}
