//! The program's window: one frame, keys, the bars around the page, the list of pages, starting.
//!
//! Reading order: [`pages`] (the list), [`frame`] (one frame), [`performing`] (reports and requests along the list), [`keys`],
//! `around` (the bars), [`options`] and [`run`] (starting).

mod around;
pub(crate) mod frame;
mod keys;
pub(crate) mod options;
mod pages;
mod performing;
pub(crate) mod run;

#[cfg(test)]
mod added;
