//! The printed form as PDF, typeset after GB/T 9704, tagged, and PDF/A-2b for archives wherever the faces allow it.
//!
//! Reading order: [`fonts`] (what the pages are set in), `data` (the form as the template reads it), `world` (what the
//! typesetter can see), and the template itself, `assets/typst/tables.typ`.

mod data;
pub mod fonts;
mod world;

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::syntax::Source;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::{Choice, Fonts, Substitution, Typeface};

use super::error::{Diagnostics, Error};
use crate::export::printed;
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
    let result = typst::compile(&world).output.and_then(|pages| {
        // A typed character that no face has is refused by the standard for archives, but not by this program.
        let archival = PdfStandards::new(&[PdfStandard::A_2b]).ok();
        let archived = archival.and_then(|standards| typst_pdf::pdf(&pages, &options(filing, standards)).ok());
        archived.map_or_else(|| typst_pdf::pdf(&pages, &options(filing, PdfStandards::default())), Ok)
    });
    comemo::evict(REMEMBERED_DOCUMENTS);
    result.map_err(|diagnostics| Error::Typesetting { source: messages(&diagnostics) })
}

fn options(filing: &Filing, standards: PdfStandards) -> PdfOptions {
    let changed_at = printed::changed_at(filing).to_zoned(TimeZone::UTC).datetime();
    let number = |number: i8| u8::try_from(number).unwrap_or_default();
    let (year, month, day) = (i32::from(changed_at.year()), number(changed_at.month()), number(changed_at.day()));
    let (hour, minute, second) = (number(changed_at.hour()), number(changed_at.minute()), number(changed_at.second()));
    PdfOptions {
        // Names the document independently of time and machine; year and unit tell two filings apart.
        ident: Smart::Custom(format!("{} {} {}", filing.form().id, filing.year(), filing.unit().name)),
        creator: Smart::Custom(Some("Tianbao".to_owned())),
        timestamp: Datetime::from_ymd_hms(year, month, day, hour, minute, second).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    }
}

fn messages(diagnostics: &[SourceDiagnostic]) -> Diagnostics {
    Diagnostics(diagnostics.iter().map(|it| it.message.to_string()).collect())
}
