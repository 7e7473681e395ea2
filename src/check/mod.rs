//! The check (审核): relations judged exactly, as one types.
//!
//! Reading order: [`finding`] (what a check says), [`amount`] (exact numbers), `facts` (what is judged on), [`kinds`]
//! (one kind of relation a file), [`cells`] (one kind of cell finding a file), [`rulebook`] (made by `compiled`),
//! `judged` (one relation, one cell), [`engine`] (incremental), [`remarks`] (审核说明), [`linear`] and [`localise`] (which
//! cells are guilty), [`slips`] and [`suspects`] (what happened), [`totals`] (the ghost sums), [`zeros`] (空格填 0),
//! [`listing`] (the result as a text), [`rules`] (the printed list), [`soundness`] and [`diagnose`] (of forms, by way
//! of `echelon`).
#![deny(clippy::disallowed_methods)]
#![deny(clippy::float_arithmetic)]

pub mod amount;
pub mod cells;
mod compiled;
pub mod copied;
pub mod diagnose;
mod echelon;
pub mod engine;
pub mod facts;
pub mod finding;
mod judged;
pub mod kinds;
pub mod linear;
pub mod listing;
pub mod localise;
pub mod remarks;
pub mod rulebook;
pub mod rules;
pub mod slips;
pub mod soundness;
pub mod suspects;
pub mod totals;
pub mod zeros;

pub use amount::Amount;
pub use engine::{Counts, Engine, Stage};
pub use finding::{Answer, Finding, Verdict};
pub use kinds::KINDS;
pub use rulebook::Rulebook;
