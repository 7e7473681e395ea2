//! The annual report around the tables: what its text says against what the tables hold, and sentences drafted from the figures.
//!
//! Reading order: [`outline`] (the prescribed sections), [`text`] (a text searched for figures, each linked to its cell),
//! [`charts`] (its figures beside those of other years), [`draft`] (the report in the filing, drafted from its figures),
//! [`plan`] (the work plan behind its first section), [`readiness`] (whether all may be handed in).
#![deny(clippy::disallowed_methods)]
#![deny(clippy::float_arithmetic)]

pub mod charts;
pub mod draft;
pub mod outline;
pub mod plan;
pub mod readiness;
pub mod text;
