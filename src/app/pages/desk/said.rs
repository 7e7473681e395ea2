//! What the threads of a desk say.

use std::path::PathBuf;
use std::sync::Arc;

use super::look::{Compared, Look};
use crate::aggregate::years::Earlier;
use crate::aggregate::{Contribution, Tree};
use crate::jobs::collecting::News;
use crate::jobs::progress::Progress;

/// What a thread says.
pub(super) enum DeskNews {
    /// Files came, or how far reading is.
    Collected(News),
    /// What deserves a look, of a revision.
    Reviewed { revision: u64, looks: Vec<Look> },
    /// A typed aggregate was read.
    Typed { name: String, contribution: Box<Contribution> },
    /// It was compared.
    Compared { revision: u64, found: Arc<Compared> },
    /// An earlier year was added up.
    Earlier { path: PathBuf, earlier: Arc<Earlier> },
    /// A list of units was read.
    Units { name: String, tree: Tree, for_dialog: bool },
    /// Something was written.
    Wrote { sentence: String, path: PathBuf },
    /// The aggregate was written as a filing.
    WroteAggregate(PathBuf),
    /// How far a job is.
    Progress { job: u64, progress: Progress },
    /// A job is over; what came of it follows.
    JobOver(u64),
    /// Something went wrong.
    Failed(String),
}
