//! Bytes in, grids out: what a person sees in a file, whatever kind it is of. No form is known here.
//!
//! Reading order: [`grid`] (the neutral form of every source), [`kind`] (what a file is), [`readers`] (bytes to grids,
//! within [`limits`]), [`error`] (why a file gives none); `archive`, `cfb`, `xml`, `encoding`, `number_format` and
//! `number_text` are what the readers share, `look` what a text seems to be, `own` how exports of this program are told.

mod archive;
mod cfb;
mod encoding;
pub mod error;
pub mod grid;
pub mod kind;
pub mod limits;
pub(super) mod look;
mod number_format;
mod number_text;
pub(super) mod own;
pub mod readers;
mod xml;

pub(crate) use encoding::plain_text;
pub use error::ReadError;
