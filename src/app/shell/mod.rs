//! The program's window: one frame, keys, the bars around the page, starting.

pub(crate) mod around;
pub(crate) mod frame;
pub(crate) mod keys;
pub(crate) mod options;
pub(crate) mod pages;
pub(crate) mod performing;
pub(crate) mod run;

#[cfg(test)]
mod added;
