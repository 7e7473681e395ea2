//! All that the typesetter can see: one template, one data file, the faces. No packages, files, network or clock.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::Fonts;

/// The name under which the template reads the document.
const DATA: &str = "data.json";

/// The same for every document, and costly to build.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A template and what it is filled with.
pub(super) struct Sandbox<'a> {
    template: &'a Source,
    data: Bytes,
    fonts: &'a Fonts,
}

impl<'a> Sandbox<'a> {
    /// A world in which `template` reads `data` as `/data.json`.
    pub(super) fn new(template: &'a Source, data: Vec<u8>, fonts: &'a Fonts) -> Self {
        Self { template, data: Bytes::new(data), fonts }
    }
}

impl World for Sandbox<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.store().book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let is_data = id.get().vpath().get_without_slash() == DATA;
        if is_data { Ok(self.data.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.store().font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_without_slash()))
}
