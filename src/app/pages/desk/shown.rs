//! The units that are shown, in their order.

use std::collections::BTreeMap;

use crate::aggregate::desk::Tally;
use crate::aggregate::units::NodeId;

/// A line of the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// The unit.
    pub(super) unit: NodeId,
    /// How many are above it.
    pub(super) depth: usize,
    /// Whether it has others below it, and whether they are shown.
    pub(super) fold: Option<bool>,
}

/// What the lists show.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// The tree.
    pub(super) branches: Vec<Branch>,
    /// The table.
    pub(super) units: Vec<NodeId>,
    /// How the units below each unit stand, itself among them.
    pub(super) tallies: BTreeMap<NodeId, Tally>,
    /// How all stand.
    pub(super) all: Tally,
    /// The files, those that wait for a decision first.
    pub(super) files: Vec<String>,
    /// How many of them wait.
    pub(super) open_files: usize,
}
