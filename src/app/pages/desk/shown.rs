//! The units that are shown, in their order.

use std::collections::BTreeMap;

use crate::aggregate::desk::Tally;
use crate::aggregate::units::NodeId;

/// A line of the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Branch {
    /// The unit.
    pub(crate) unit: NodeId,
    /// How many are above it.
    pub(crate) depth: usize,
    /// Whether it has others below it, and whether they are shown.
    pub(crate) fold: Option<bool>,
}

/// What the lists show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// The tree.
    pub(crate) branches: Vec<Branch>,
    /// The table.
    pub(crate) units: Vec<NodeId>,
    /// How the units below each unit stand, itself among them.
    pub(crate) tallies: BTreeMap<NodeId, Tally>,
    /// How all stand.
    pub(crate) all: Tally,
    /// The files, those that wait for a decision first.
    pub(crate) files: Vec<String>,
    /// How many of them wait.
    pub(crate) open_files: usize,
}
