//! Grids in, plans out: what stands where in the forms at hand, and how sure that is.
//!
//! Reading order: `labels` (texts as they are compared), `lexicon` (the labels of all forms), `text` and `texts` (what
//! the texts of a source may mean), `raster` and `structure` (where tables lie), `group` (which tables are one filing),
//! `titles` (unit, year, foot), `recognise` (which form), `align` (labels to rows and columns), `values`, `exact` (our
//! own exports), `flattened` (tables that became text), `account` (what nothing speaks of), `traces` (what is left of a
//! form where nothing was found), [`work`] (how much all of it may cost), `understood` (what comes of it), `understand`
//! (all of it together), [`plan`] (what goes where), [`carry`] (last year's figures as proposals).

mod account;
mod align;
pub mod carry;
pub mod exact;
mod flattened;
mod group;
mod labels;
mod lexicon;
pub mod names;
pub mod plan;
mod raster;
mod recognise;
pub mod refusal;
mod structure;
mod text;
mod texts;
mod titles;
mod traces;
mod understand;
mod understood;
mod values;
pub mod work;

pub(crate) use labels::simplified;
pub use lexicon::Lexicon;
pub use plan::Plan;
pub use refusal::Refusal;
pub use traces::Traces;
pub use understand::{understand, understand_within};
pub use understood::{Understood, Wanted, Wishes};
