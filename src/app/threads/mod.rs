//! Who works beside the window, without the toolkit.
//!
//! Reading order: [`job`] and [`report`] (what the store thread is asked and what it says), [`mouth`] and [`mailbox`] (how
//! threads are heard, a page its own), [`clerk`] (the store thread), [`worker`] (all of them), [`desktop`] (file dialogs).

pub(crate) mod clerk;
pub(crate) mod desktop;
pub(crate) mod job;
pub(crate) mod mailbox;
pub(crate) mod mouth;
pub(crate) mod report;
pub(crate) mod worker;
