//! Bytes in, filing out: any file that holds the form, into the right cells, never into wrong ones.
//!
//! Reading order: `grid` (the neutral form of every source). Readers make grids of bytes, the alignment makes a plan of
//! grids, and the user confirms the plan.

#![deny(clippy::disallowed_methods)]

pub mod grid;
