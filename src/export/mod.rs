//! Bytes out: the printed form and the data, one format a file.
//!
//! [`printed`] is the one description of the printed form that all formats share; [`error`] says why an export failed.
//! The formats: [`xlsx`].
#![deny(clippy::disallowed_methods)]

pub mod error;
pub mod printed;
pub mod xlsx;

pub use error::Error;
