//! Bytes in, filing out: any file that holds the form, into the right cells, never into wrong ones.
//!
//! Two halves: [`reading`] makes grids of bytes and knows no form; [`understanding`] makes a plan of grids, which the user
//! confirms. What both faces and the other layers use is named here.

#![deny(clippy::disallowed_methods)]

pub mod reading;
pub mod understanding;

pub use reading::{ReadError, error, grid, kind, limits, readers};
pub use understanding::{
    Lexicon, Plan, Refusal, Traces, Understood, Wanted, Wishes, carry, exact, names, plan, refusal, understand,
    understand_within, work,
};

pub(crate) use reading::plain_text;
pub(crate) use understanding::simplified;
