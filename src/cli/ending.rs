//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done, nothing to object to.
    Fine,
    /// Done; there are findings of severity error.
    Findings,
}
