//! The annual report around the tables: what its text says against what the tables hold, and sentences drafted from the figures.
//!
//! Reading order: [`outline`] (the prescribed sections), [`text`] (a text searched for figures, each linked to its cell),
//! [`draft`] (the report in the filing, drafted from its figures), [`readiness`] (whether all may be handed in).
#![deny(clippy::disallowed_methods)]
#![deny(clippy::float_arithmetic)]

pub mod draft;
pub mod outline;
pub mod readiness;
pub mod text;
