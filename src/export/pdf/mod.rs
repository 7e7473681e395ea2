//! The printed form as PDF, typeset after GB/T 9704.
//!
//! Reading order: [`fonts`] (what the pages are set in), `data` (the form as the template reads it), `world` (what the
//! typesetter can see), and the template itself, `assets/typst/tables.typ`.

mod data;
pub mod fonts;
mod world;

use std::sync::LazyLock;

use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::syntax::Source;
use typst_pdf::PdfOptions;

pub use fonts::{Choice, Fonts, Substitution, Typeface};

use super::error::{Diagnostics, Error};
use crate::filing::Filing;

/// The template of the tables.
static TEMPLATE: LazyLock<Source> =
    LazyLock::new(|| Source::detached(include_str!("../../../assets/typst/tables.typ")));

/// After how many further documents the typesetter forgets what it worked out for one. Two documents of a form share
/// heads and labels, so some memory makes the next one quick; without forgetting it would grow by megabytes a document.
const REMEMBERED_DOCUMENTS: usize = 2;

/// The official tables of a filing on A4 pages; the same filing and faces give the same bytes.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn document(filing: &Filing, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let data = data::document(filing, fonts).to_string().into_bytes();
    let world = world::Sandbox::new(&TEMPLATE, data, fonts);
    let options = PdfOptions {
        // Names the document independently of time and machine; year and unit tell two filings apart.
        ident: Smart::Custom(format!("{} {} {}", filing.form().id, filing.year(), filing.unit().name)),
        creator: Smart::Custom(Some("Tianbao".to_owned())),
        timestamp: None,
        ..PdfOptions::default()
    };
    let result = typst::compile(&world).output.and_then(|pages| typst_pdf::pdf(&pages, &options));
    comemo::evict(REMEMBERED_DOCUMENTS);
    result.map_err(|diagnostics| Error::Typesetting { source: messages(&diagnostics) })
}

fn messages(diagnostics: &[SourceDiagnostic]) -> Diagnostics {
    Diagnostics(diagnostics.iter().map(|it| it.message.to_string()).collect())
}
