//! Bytes out: the printed form and the data, one format a file.
//!
//! [`printed`] is the one description of the printed form that all formats share, [`paper`] what its pages say about the
//! filing, [`qr`] the same for cameras, [`report`] the annual report around the form, [`drawing`] its charts, [`audit`] the report about a check, `measure` how wide texts get; then [`xlsx`] (the official table as a workbook with
//! live formulas), [`docx`] (native Word tables), [`pdf`] (typeset pages), [`html`] (for web sites), [`csv`] and [`json`]
//! (the values), and [`error`].
#![deny(clippy::disallowed_methods)]

pub mod audit;
pub mod csv;
pub mod docx;
pub mod drawing;
pub mod error;
pub mod html;
pub mod json;
mod markup;
mod measure;
pub mod paper;
pub mod pdf;
pub mod printed;
pub mod qr;
pub mod report;
mod svg;
pub mod xlsx;

pub use error::Error;
