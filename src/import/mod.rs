//! Bytes in, filing out: any file that holds the form, into the right cells, never into wrong ones.
//!
//! Reading order: `grid` (the neutral form of every source), `kind` (what a file is), `readers` (bytes to grids, within
//! `limits`); `archive`, `cfb`, `xml`, `encoding`, `number_format` and `number_text` are what the readers share.
//! Then from grids to a plan: `labels` (texts as they are compared), `lexicon` (the labels of all forms), `texts` (what the
//! texts of a source may mean), `raster` and `structure` (where tables lie), `group` (which tables are one filing), `titles` (unit, year, foot), `traces` (what is left of a form where nothing was found), `recognise` (which
//! form), `align` (labels to rows and columns), `values`, `exact` (our own exports), `flattened` (tables that
//! became text), `account` (what nothing speaks of), [`work`] (how much all of it may cost), `understand` (all of it together),
//! [`plan`] (what goes where; the user confirms it), [`carry`] (last year's figures as proposals).

#![deny(clippy::disallowed_methods)]

mod account;
mod align;
mod archive;
pub mod carry;
mod cfb;
mod encoding;
pub mod error;
pub mod exact;
mod flattened;
pub mod grid;
mod group;
pub mod kind;
mod labels;
mod lexicon;
pub mod limits;
pub mod names;
mod number_format;
mod number_text;
pub mod plan;
mod raster;
pub mod readers;
mod recognise;
pub mod refusal;
mod structure;
mod texts;
mod titles;
mod traces;
mod understand;
mod values;
pub mod work;
mod xml;

pub(crate) use encoding::plain_text;
pub use error::ReadError;
pub(crate) use labels::simplified;
pub use lexicon::Lexicon;
pub use plan::Plan;
pub use refusal::Refusal;
pub use traces::Traces;
pub use understand::{Understood, Wanted, Wishes, understand, understand_within};
