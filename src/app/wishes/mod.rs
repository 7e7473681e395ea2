//! What can be asked for: commands, and requests of the parts of the window.

pub(crate) mod button;
pub(crate) mod command;
pub(crate) mod request;
