//! Who works beside the window: the store thread, the worker, the dialogs of the desktop. No toolkit.

pub(crate) mod clerk;
pub(crate) mod desktop;
pub(crate) mod job;
pub(crate) mod mailbox;
pub(crate) mod mouth;
pub(crate) mod report;
pub(crate) mod worker;
