//! What the work plan asks of itself.

use std::collections::BTreeSet;

use crate::filing::Progress;

/// A change that the dialog of the plan asks for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    /// Choose a file with a work plan.
    Choose,
    /// How far a task is.
    Progress(u32, Progress),
    /// What the report says about it.
    Sentence(u32, String),
    /// The sentences of these tasks into a place of the report.
    Put(BTreeSet<u32>, String),
}
