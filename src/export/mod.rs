//! Bytes out: the printed form and the data, one format a file.
//!
//! [`printed`] is the one description of the printed form that all formats share.
#![deny(clippy::disallowed_methods)]

pub mod printed;
