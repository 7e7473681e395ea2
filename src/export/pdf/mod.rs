//! The printed form as PDF, typeset after GB/T 9704, tagged, and PDF/A-2b for archives wherever the faces allow it.
//!
//! Reading order: [`fonts`] (what the pages are set in), `data` (the form as the template reads it), `world` (what the
//! typesetter can see), [`pages`](mod@pages) (the layout, as pictures and as PDF), and the template itself, `assets/typst/tables.typ`.

mod data;
pub mod fonts;
pub mod pages;
mod world;

use std::sync::LazyLock;

use typst::syntax::Source;

pub use fonts::{Choice, Fonts, Substitution, Typeface};
pub use pages::{Leaf, Pages, Picture};

use super::error::Error;
use crate::export::printed;
use crate::filing::Filing;

/// The template of the tables.
static TEMPLATE: LazyLock<Source> =
    LazyLock::new(|| Source::detached(include_str!("../../../assets/typst/tables.typ")));

/// The official tables of a filing on A4 pages.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn pages(filing: &Filing, fonts: &Fonts) -> Result<Pages, Error> {
    let data = data::document(filing, fonts).to_string().into_bytes();
    // Year and unit tell two filings apart.
    let ident = format!("{} {} {}", filing.form().id, filing.year(), filing.unit().name);
    Pages::of(&world::Sandbox::new(&TEMPLATE, data, fonts), ident, printed::changed_at(filing))
}

/// The same as a PDF file; the same filing and faces give the same bytes.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn document(filing: &Filing, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    pages(filing, fonts)?.to_pdf()
}
