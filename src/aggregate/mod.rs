//! Many filings into one (汇总): exact sums, with the origin of every cell.
//!
//! Reading order: [`mod@column`] (the values of a unit, eight bytes a cell), [`part`] (what a unit gives), [`sum`] (cells added
//! up), [`aggregated`] (all parts with their sum, changed unit by unit), [`units`] (who is expected), [`intake`] (which
//! filings may be added), [`explain`] (a typed aggregate against the sum), [`review`] (what deserves a look),
//! [`workspace`] (the `*.tianbao-units` file).
#![deny(clippy::disallowed_methods)]
#![deny(clippy::float_arithmetic)]

pub mod aggregated;
pub mod column;
pub mod explain;
pub mod intake;
pub mod part;
pub mod review;
pub mod sum;
pub mod units;
pub mod workspace;

pub use aggregated::{Aggregate, PartId};
pub use column::{Column, Content};
pub use part::{Contribution, Part};
pub use sum::{CellSum, Sum};
pub use units::{NodeId, Tree};
