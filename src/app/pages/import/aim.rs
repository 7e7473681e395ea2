//! Where the figures of a plan go: as what, and into which filing.

use crate::app::model::tab_id::TabId;

/// What the figures become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Those of the reporting year.
    This,
    /// Last year's.
    Prior,
    /// This year's and last year's, from one file.
    Both,
}

/// Where the figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// An open filing.
    Tab(TabId),
    /// A filing that is made for them.
    New,
}

/// Choosing a cell for a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Choosing {
    /// What is typed.
    pub(super) query: String,
    /// The marked cell in the list.
    pub(super) chosen: usize,
}
