//! The readers: bytes in, paragraphs and grids out, one format a file.
//!
//! A reader of ours counts what it reads against the limits while it reads, builds no tree and does not call itself; it
//! may run in this process. One that trusts a library is marked and runs in a worker process (`jobs::reading`). Reading
//! order: [`Reader`], [`READERS`], [`mod@clipboard`], then the formats; `sheet` and `flow` put grids and documents
//! together.

mod address;
mod calculated;
pub mod clipboard;
pub(super) mod csv;
mod doc;
mod docx;
mod fields;
mod flow;
mod html;
mod line;
pub(super) mod locked;
pub(super) mod mht;
mod ods;
mod reader;
mod relations;
mod runs;
mod sheet;
mod spreadsheet_xml;
mod stored;
pub(super) mod text;
mod xls;
mod xlsb;
mod xlsx;

use super::error::ReadError;
use super::grid::{Document, FileKind};
use super::kind;
use super::limits::Limits;
pub use reader::Reader;

pub use super::own::{CHARTS_SHEET, EMBEDDED_SHEET};

/// All readers. A filing has none: `filing::format` reads it.
pub const READERS: &[Reader] = &[
    Reader { kind: FileKind::Xlsx, is_isolated: false, read: xlsx::read },
    Reader { kind: FileKind::Xls, is_isolated: true, read: xls::read },
    Reader { kind: FileKind::Xlsb, is_isolated: false, read: xlsb::read },
    Reader { kind: FileKind::SpreadsheetXml, is_isolated: false, read: spreadsheet_xml::read },
    Reader { kind: FileKind::Ods, is_isolated: false, read: ods::read },
    Reader { kind: FileKind::Docx, is_isolated: false, read: docx::read },
    Reader { kind: FileKind::Doc, is_isolated: false, read: doc::read },
    Reader { kind: FileKind::Html, is_isolated: false, read: html::read },
    Reader { kind: FileKind::Mht, is_isolated: false, read: mht::read },
    Reader { kind: FileKind::Csv, is_isolated: false, read: csv::read },
    Reader { kind: FileKind::Text, is_isolated: false, read: text::read },
    Reader { kind: FileKind::Locked, is_isolated: false, read: locked::read },
];

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A filing of this program, which `filing::format` reads.
    Filing(Vec<u8>),
    /// Anything else, as text.
    Document(Document),
}

impl Reader {
    /// The reader of a kind; nothing for a filing.
    pub fn of(kind: FileKind) -> Option<&'static Self> {
        READERS.iter().find(|reader| reader.kind == kind)
    }
}

/// Reads any file in this process; the caller answers for the isolation of those readers that need it.
///
/// # Errors
/// A sentence for everything that cannot be read, with what to do.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Source, ReadError> {
    let kind = kind::recognise(bytes, limits)?;
    match Reader::of(kind) {
        None => Ok(Source::Filing(bytes.to_vec())),
        Some(reader) => reader.read(bytes, limits).map(Source::Document),
    }
}
