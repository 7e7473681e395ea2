//! Many filings into one (汇总): exact sums, with the origin of every cell.
//!
//! Reading order: [`mod@column`] (the values of a unit, eight bytes a cell), [`part`] (what a unit gives), [`sum`] (cells added
//! up), [`aggregated`] (all parts with their sum, changed unit by unit), [`units`] (who is expected), [`intake`] (which
//! filings may be added), [`received`] (a file as it was read), [`list`] (lists of units as offices keep them), [`desk`] (all files
//! of a workspace, kept current), [`mod@key_figures`] (what a table of units shows), [`lines`] (units below each other, as a ledger has them), [`slip`] (what is sent back to a unit), [`years`] (several years beside each other), [`explain`] (a typed aggregate against the sum), [`review`] (what deserves a look),
//! [`workspace`] (the `*.tianbao-units` file).
#![deny(clippy::disallowed_methods)]
#![deny(clippy::float_arithmetic)]

pub mod aggregated;
pub mod column;
pub mod desk;
pub mod explain;
pub mod intake;
pub mod key_figures;
pub mod lines;
pub mod list;
pub mod part;
pub mod received;
pub mod review;
pub mod slip;
pub mod sum;
pub mod units;
pub mod workspace;
pub mod years;

pub use aggregated::{Aggregate, PartId};
pub use column::{Column, Content};
pub use part::{Contribution, Part};
pub use sum::{CellSum, Sum};
pub use units::{NodeId, Tree};
