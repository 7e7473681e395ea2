//! Long jobs that run, sentences in the foot, and what the clipboard was asked for.

use crate::form::Severity;
use crate::jobs::progress::{Cancel, Progress};

/// What the text of the clipboard is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FromClipboard {
    /// To be imported.
    Table,
    /// To be compared with the shown filing.
    Text,
}

/// A sentence for the user.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// The words.
    pub(crate) text: String,
    /// How to show it; `None` for good news.
    pub(crate) severity: Option<Severity>,
}

/// A long job that runs.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    /// Names it in reports.
    pub(crate) job: u64,
    /// How far it is.
    pub(crate) progress: Progress,
    /// Stops it.
    pub(crate) cancel: Cancel,
}
