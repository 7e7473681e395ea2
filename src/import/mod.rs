//! Bytes in, filing out: any file that holds the form, into the right cells, never into wrong ones.
//!
//! Reading order: `grid` (the neutral form of every source), `kind` (what a file is), `readers` (bytes to grids, within
//! `limits`); `archive`, `cfb`, `xml`, `encoding` and `number_text` are what the readers share. The alignment makes a plan
//! of grids, and the user confirms the plan.

#![deny(clippy::disallowed_methods)]

mod archive;
mod cfb;
mod encoding;
pub mod error;
pub mod grid;
pub mod kind;
pub mod limits;
mod number_text;
pub mod readers;
mod xml;

pub use error::ReadError;
