//! Bytes out: the printed form and the data, one format a file.
//!
//! [`printed`] is the one description of the printed form that all formats share; then [`xlsx`] (the official table as a
//! workbook with live formulas), [`pdf`] (typeset pages), [`csv`] and [`json`] (the values), and [`error`].
#![deny(clippy::disallowed_methods)]

pub mod csv;
pub mod error;
pub mod json;
pub mod pdf;
pub mod printed;
pub mod xlsx;

pub use error::Error;
