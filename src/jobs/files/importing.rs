//! From a file to plans, for both faces: any importable file, or a filing of this program.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::Error;
use super::reading::{self, Pool};
use crate::filing::snapshot::fingerprint;
use crate::filing::{Filing, Snapshot, format, store};
use crate::form::Catalogue;
use crate::import::grid::Document;
use crate::import::limits::Limits;
use crate::import::readers::{self, Source};
use crate::import::work::Work;
use crate::import::{Lexicon, Plan, Refusal, Traces, Understood, Wanted, Wishes, exact, understand_within};
use crate::jobs::machine::paths::name_of;
use crate::jobs::machine::progress::Cancel;

/// What the clipboard is called where files have a name.
const CLIPBOARD: &str = "剪贴板";

/// A file that was read, and what stands in it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file as text; nothing for data of this program, which need no reading.
    pub document: Option<Document>,
    /// The filings in it.
    pub understood: Understood,
    /// Its name without the folder.
    pub name: String,
    /// SM3 of its bytes.
    pub hash: String,
}

/// What reading many files shares: the workers, and the labels of the forms. Both are made when they are needed.
#[derive(Debug)]
pub struct Importer<'a> {
    catalogue: &'a Catalogue,
    lexicon: OnceLock<Lexicon>,
    pool: Arc<Pool>,
    cancel: Cancel,
}

/// A file that was read: a filing of this program, or what stands in any other.
#[derive(Clone, Debug)]
pub enum Taken {
    /// The filing itself, with the SM3 of its file.
    Filing(Box<Filing>, String),
    /// The filings that were found.
    Imported(Box<Imported>),
}

impl<'a> Importer<'a> {
    /// An importer for the forms at hand; it may be shared between threads.
    ///
    /// # Errors
    /// When the system does not tell which program this is.
    pub fn new(catalogue: &'a Catalogue) -> Result<Self, reading::Error> {
        Ok(Self::with(catalogue, Arc::new(Pool::new()?)))
    }

    /// An importer whose workers are there already.
    pub fn with(catalogue: &'a Catalogue, pool: Arc<Pool>) -> Self {
        Self { catalogue, lexicon: OnceLock::new(), pool, cancel: Cancel::default() }
    }

    /// The importer with a wish to stop that it heeds while a worker reads and while it understands.
    #[must_use]
    pub fn until(self, cancel: Cancel) -> Self {
        Self { cancel, ..self }
    }

    /// Reads a file: a filing of this program as it is, any other by its labels.
    ///
    /// # Errors
    /// A sentence when it cannot be read, or nothing of a form stands in it.
    pub fn take(&self, path: &Path, wishes: &Wishes) -> Result<Taken, Error> {
        let bytes = bytes_of(path)?;
        let hash = fingerprint(&bytes);
        if let Some(filing) = own_data(path, &bytes, self.catalogue)? {
            return Ok(Taken::Filing(Box::new(filing), hash));
        }
        let name = name_of(path);
        let refused = |refusal| Error::Refused { path: path.to_owned(), refusal };
        let source = self.pool.read_until(bytes, &self.cancel);
        let document = match source.map_err(|source| Error::Unreadable { path: path.to_owned(), source })? {
            Source::Document(document) => document,
            // A filing was taken above.
            Source::Filing(_) => return Err(refused(Refusal::NothingFound { traces: Traces::default() })),
        };
        let understood = self.understand(&document, &name, wishes).map_err(refused)?;
        Ok(Taken::Imported(Box::new(Imported { document: Some(document), understood, name, hash })))
    }

    /// Reads a file and finds the filings in it, also in data of this program.
    ///
    /// # Errors
    /// As for [`Self::take`].
    pub fn import(&self, path: &Path, wishes: &Wishes) -> Result<Imported, Error> {
        match self.take(path, wishes)? {
            Taken::Filing(filing, hash) => {
                let understood = Understood { plans: vec![exact::plan(&filing)], notes: Vec::new(), laid_out: None };
                let name = name_of(path);
                Ok(Imported { document: None, understood, name, hash })
            }
            Taken::Imported(imported) => Ok(*imported),
        }
    }

    /// Finds the filings in a text that another program put on the clipboard.
    ///
    /// # Errors
    /// As for [`Self::take`].
    pub fn clipboard(&self, text: &str) -> Result<Imported, Error> {
        let document = readers::clipboard::read(text, &Limits::default())
            .map_err(|error| Error::Unreadable { path: CLIPBOARD.into(), source: error.into() })?;
        let understood = self.understand(&document, CLIPBOARD, &Wishes::default());
        let understood = understood.map_err(|refusal| Error::Refused { path: CLIPBOARD.into(), refusal })?;
        let (name, hash) = (CLIPBOARD.to_owned(), fingerprint(text.as_bytes()));
        Ok(Imported { document: Some(document), understood, name, hash })
    }

    /// Finds the filings in a document; `name` is the name of its file.
    ///
    /// # Errors
    /// When nothing of a form stands in it, the wished form or sheet is not there, or somebody wished to stop.
    pub fn understand(&self, document: &Document, name: &str, wishes: &Wishes) -> Result<Understood, Refusal> {
        let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lexicon = self.lexicon.get_or_init(|| Lexicon::new(self.catalogue));
        let work = Work::of(document).until(self.cancel.flag());
        understand_within(document, lexicon, &Wishes { file_name: stem, ..wishes.clone() }, &work)
    }
}

/// Reads a file and finds the filings in it.
///
/// # Errors
/// A sentence when it cannot be read, or nothing of a form stands in it.
pub fn import(path: &Path, catalogue: &Catalogue, wishes: &Wishes) -> Result<Imported, Error> {
    importer(path, catalogue)?.import(path, wishes)
}

fn importer<'a>(path: &Path, catalogue: &'a Catalogue) -> Result<Importer<'a>, Error> {
    Importer::new(catalogue).map_err(|source| Error::Unreadable { path: path.to_owned(), source })
}

/// A file as a filing: one of this program as it is, any other by its labels.
///
/// # Errors
/// As for [`import`], and when several filings stand in the file and nothing tells which is meant.
pub fn filing(path: &Path, catalogue: &Catalogue) -> Result<Filing, Error> {
    let wishes = Wishes::default();
    let imported = match importer(path, catalogue)?.take(path, &wishes)? {
        Taken::Filing(filing, _hash) => return Ok(*filing),
        Taken::Imported(imported) => imported,
    };
    let plan = imported.choose(path, Wanted::This, &wishes)?;
    // A year that nobody stated is 0: no year is guessed.
    Ok(plan.filing(&plan.unit, plan.year.unwrap_or(0), jiff::Timestamp::now()))
}

/// A file as last year's figures, with their year; `year` is the year of the filing that they are for.
///
/// # Errors
/// As for [`filing`], and when the file does not say its year.
pub fn snapshot(path: &Path, catalogue: &Catalogue, year: u16) -> Result<(u16, Snapshot), Error> {
    let wishes = Wishes { year: Some(year), ..Wishes::default() };
    let imported = import(path, catalogue, &wishes)?;
    let plan = imported.choose(path, Wanted::Prior, &wishes)?;
    Ok((plan.year.unwrap_or(year.saturating_sub(1)), plan.snapshot(&imported.name, &imported.hash)))
}

impl Imported {
    /// The plan that is wanted.
    ///
    /// # Errors
    /// When there is none, or several are equally good.
    pub fn choose(&self, path: &Path, wanted: Wanted, wishes: &Wishes) -> Result<&Plan, Error> {
        let chosen = self.understood.choose(wanted, wishes);
        chosen.map_err(|refusal| Error::Refused { path: path.to_owned(), refusal })
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Error> {
    let path_of = || path.to_owned();
    reading::bytes(path, &Limits::default()).map_err(|error| match error {
        reading::Error::Open { source } if source.kind() == std::io::ErrorKind::NotFound => {
            Error::Store(store::Error::NotFound { path: path_of() })
        }
        reading::Error::Open { source } => Error::Read { path: path_of(), source },
        refused => Error::Unreadable { path: path_of(), source: refused },
    })
}

/// A filing of this program, or one that it exported as JSON.
fn own_data(path: &Path, bytes: &[u8], catalogue: &Catalogue) -> Result<Option<Filing>, Error> {
    match crate::import::kind::recognise(bytes, &Limits::default()) {
        Ok(crate::import::grid::FileKind::Filing) => {
            let read = format::read(bytes, catalogue);
            let failed = |source| Error::Store(store::Error::Format { path: path.to_owned(), source });
            read.map(Some).map_err(failed)
        }
        _ => Ok(exact::json(bytes, catalogue)),
    }
}
