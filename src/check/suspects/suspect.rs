//! A proposal: the cells that may be wrong, and what would mend them.

use super::certainty::Certainty;
use crate::check::slips::Change;
use crate::form::CellIndex;

/// A set of cells that may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The cells, in form order.
    pub cells: Vec<CellIndex>,
    /// What would mend them; cells whose value is not determined are left out.
    pub changes: Vec<Change>,
    /// The slip that explains every change, when one does.
    pub slip: Option<&'static str>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether it stands for one of the smallest sets of its group: neither a slip that changed more cells, nor one of the
    /// values that an open cell of a set may have had.
    pub is_smallest: bool,
}
