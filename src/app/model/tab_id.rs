//! What names a tab.

/// Names an open filing for as long as it is open; given by the store thread, which keeps the file locked under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TabId(pub(crate) u64);
