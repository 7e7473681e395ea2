//! What of a filing is on the disk, and whether its file may be written.

use jiff::Timestamp;

/// How the file on the disk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// It holds everything.
    Saved(Option<Timestamp>),
    /// It is being written.
    Saving,
    /// It could not be written.
    Failed(String),
}

/// What is on the disk, by revision.
#[derive(Clone, Debug)]
pub(crate) struct Saving {
    /// Counts the edits.
    pub(crate) revision: u64,
    /// The revision on the disk.
    pub(crate) saved: u64,
    /// The revision being written.
    pub(crate) in_flight: Option<u64>,
    /// The last revision that failed; it is not tried again by itself.
    pub(crate) failed: Option<u64>,
    /// What the top bar says.
    pub(crate) state: SaveState,
}

/// Whether an opened file may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It is ours.
    Edit,
    /// It is not; holds the sentence that says why.
    ReadOnly(String),
    /// It is the sum of units on the desk of an office.
    Sum,
}

impl Access {
    /// What the heading of the sheet says about it.
    pub(crate) fn mark(&self) -> &'static str {
        match self {
            Self::Edit => "",
            Self::ReadOnly(_) => "　【只读】",
            Self::Sum => "　【各单位之和】",
        }
    }
}

impl Saving {
    /// A revision was handed to the disk, or a sentence says why not.
    pub(crate) fn handed_over(&mut self, revision: u64, result: Result<(), String>) {
        match result {
            Ok(()) => {
                self.in_flight = Some(revision);
                self.state = SaveState::Saving;
            }
            Err(sentence) => {
                self.failed = Some(revision);
                self.state = SaveState::Failed(sentence);
            }
        }
    }

    /// Whether the newest revision has to be handed to the disk: one is written at a time, so that a slow disk is never
    /// more than one write behind, unless it is the last chance.
    pub(crate) fn is_due(&self, is_last: bool) -> bool {
        let is_new = self.revision > self.saved;
        if is_last {
            is_new && self.in_flight != Some(self.revision)
        } else {
            is_new && self.failed != Some(self.revision) && self.in_flight.is_none()
        }
    }
}
