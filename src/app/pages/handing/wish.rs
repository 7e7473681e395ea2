//! What handing in asks of itself.

use std::path::PathBuf;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// Choose where the folder that goes up is made.
    Submit,
    /// Open the filing for a correction, for this reason.
    Correct(String),
    /// Give up a correction in which nothing was changed.
    Leave,
    /// Open what a district sent back.
    Slip(PathBuf),
    /// Answer a point, and say whether it is done.
    Answer {
        /// Which.
        at: (usize, usize),
        /// The answer.
        text: String,
        /// Whether it is done.
        is_done: bool,
    },
    /// Choose a scan.
    ChooseScan,
    /// Take a scan out of the list.
    Detach(String),
    /// Something was typed that the lock does not take.
    Refused,
}
