//! The printed form, alone or in the annual report, as PDF, typeset after GB/T 9704, tagged, and PDF/A-2b for archives wherever the faces allow it.
//!
//! Reading order: [`fonts`] (what the pages are set in), `data` (the form as the template reads it), `world` (what the
//! typesetter can see), [`pages`](mod@pages) (the layout, as pictures and as PDF), and the templates themselves, `assets/typst`:
//! `form.typ`, and behind it `tables.typ`, `report.typ` or `audit.typ`.

mod data;
pub mod fonts;
pub mod pages;
mod world;

use std::sync::LazyLock;

use serde_json::Value as Json;
use typst::syntax::Source;

pub use fonts::{Choice, Fonts, Substitution, Typeface};
pub use pages::{Leaf, Pages, Picture};

use super::audit::Audit;
use super::error::Error;
use crate::export::printed::{self, Printed};
use crate::export::report::Report;
use crate::filing::Filing;

/// The template of the tables.
static TABLES: LazyLock<Source> = LazyLock::new(|| {
    let text =
        concat!(include_str!("../../../assets/typst/form.typ"), include_str!("../../../assets/typst/tables.typ"));
    Source::detached(text)
});

/// The template of the report.
static REPORT: LazyLock<Source> = LazyLock::new(|| {
    let text =
        concat!(include_str!("../../../assets/typst/form.typ"), include_str!("../../../assets/typst/report.typ"));
    Source::detached(text)
});

/// The template of the audit report.
static AUDIT: LazyLock<Source> = LazyLock::new(|| {
    let text = concat!(include_str!("../../../assets/typst/form.typ"), include_str!("../../../assets/typst/audit.typ"));
    Source::detached(text)
});

/// The official tables of a filing on A4 pages.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn pages(filing: &Filing, fonts: &Fonts) -> Result<Pages, Error> {
    lay_out(&TABLES, &data::document(&Printed::of(filing), filing, fonts), "", filing, fonts)
}

/// The annual report of a filing on A4 pages.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn report_pages(report: &Report<'_>, filing: &Filing, fonts: &Fonts) -> Result<Pages, Error> {
    lay_out(&REPORT, &data::report(report, filing, fonts), "report ", filing, fonts)
}

/// The audit report of a filing on A4 pages.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn audit_pages(audit: &Audit<'_>, filing: &Filing, fonts: &Fonts) -> Result<Pages, Error> {
    lay_out(&AUDIT, &data::audit(audit, filing, fonts), "audit ", filing, fonts)
}

/// The same as [`pages()`] as a PDF file; the same filing and faces give the same bytes.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn document(filing: &Filing, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    pages(filing, fonts)?.to_pdf()
}

/// The same as [`report_pages`] as a PDF file.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn report(report: &Report<'_>, filing: &Filing, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    report_pages(report, filing, fonts)?.to_pdf()
}

/// The same as [`audit_pages`] as a PDF file; the same check at the same time gives the same bytes.
///
/// # Errors
/// [`Error::Typesetting`] when the template fails, which is a mistake of this program.
pub fn audit(audit: &Audit<'_>, filing: &Filing, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    audit_pages(audit, filing, fonts)?.to_pdf()
}

fn lay_out(template: &Source, data: &Json, shape: &str, filing: &Filing, fonts: &Fonts) -> Result<Pages, Error> {
    let data = data.to_string().into_bytes();
    // Year and unit tell two filings apart.
    let ident = format!("{shape}{} {} {}", filing.form().id, filing.year_text(), filing.unit().name);
    Pages::of(&world::Sandbox::new(template, data, fonts), ident, printed::changed_at(filing))
}
