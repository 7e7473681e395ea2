//! What handing in asks of itself.

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    /// Choose where the folder that goes up is made.
    Submit,
    /// Open the filing for a correction, for this reason.
    Correct(String),
    /// Give up a correction in which nothing was changed.
    Leave,
    /// Choose a scan.
    ChooseScan,
    /// Take a scan out of the list.
    Detach(String),
}
