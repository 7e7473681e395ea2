//! From a file to plans, for both faces: any importable file, or a filing of this program.

use std::path::Path;

use super::Error;
use super::reading::Pool;
use crate::filing::snapshot::fingerprint;
use crate::filing::{Filing, Snapshot, format, store};
use crate::form::Catalogue;
use crate::import::grid::Document;
use crate::import::limits::Limits;
use crate::import::readers::{self, Source};
use crate::import::{Lexicon, Plan, Refusal, Understood, Wanted, Wishes, exact, understand};

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

/// Reads a file and finds the filings in it.
///
/// # Errors
/// A sentence when it cannot be read, or nothing of a form stands in it.
pub fn import(path: &Path, catalogue: &Catalogue, wishes: &Wishes) -> Result<Imported, Error> {
    let pool = Pool::new().map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    import_by(&pool, path, catalogue, wishes)
}

/// The same, with readers that are there already.
///
/// # Errors
/// As for [`import`].
pub fn import_by(pool: &Pool, path: &Path, catalogue: &Catalogue, wishes: &Wishes) -> Result<Imported, Error> {
    let bytes = bytes_of(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hash = fingerprint(&bytes);
    let refused = |refusal| Error::Refused { path: path.to_owned(), refusal };
    if let Some(filing) = own_data(path, &bytes, catalogue)? {
        let understood = Understood { plans: vec![exact::plan(&filing)], notes: Vec::new() };
        return Ok(Imported { document: None, understood, name, hash });
    }
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let document = match pool.read_bytes(bytes).map_err(unreadable)? {
        Source::Document(document) => document,
        // A filing was taken above.
        Source::Filing(_) => return Err(refused(Refusal::NothingFound { had_tables: false })),
    };
    let understood = understand_by_name(&document, &name, catalogue, wishes).map_err(refused)?;
    Ok(Imported { document: Some(document), understood, name, hash })
}

/// Finds the filings in a text that another program put on the clipboard.
///
/// # Errors
/// As for [`import`].
pub fn clipboard(text: &str, catalogue: &Catalogue) -> Result<Imported, Error> {
    let path = || CLIPBOARD.into();
    let document = readers::clipboard::read(text, &Limits::default())
        .map_err(|error| Error::Unreadable { path: path(), source: error.into() })?;
    let understood = understand(&document, &Lexicon::new(catalogue), &Wishes::default())
        .map_err(|refusal| Error::Refused { path: path(), refusal })?;
    let (name, hash) = (CLIPBOARD.to_owned(), fingerprint(text.as_bytes()));
    Ok(Imported { document: Some(document), understood, name, hash })
}

/// Finds the filings in a document that was read before, as other wishes want it; `name` is the name of its file.
///
/// # Errors
/// When nothing of a form stands in it, or the wished form or sheet is not there.
pub fn understand_by_name(
    document: &Document,
    name: &str,
    catalogue: &Catalogue,
    wishes: &Wishes,
) -> Result<Understood, Refusal> {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    understand(document, &Lexicon::new(catalogue), &Wishes { file_name: stem, ..wishes.clone() })
}

/// A file as a filing: one of this program as it is, any other by its labels.
///
/// # Errors
/// As for [`import`], and when several filings stand in the file and nothing tells which is meant.
pub fn filing(path: &Path, catalogue: &Catalogue) -> Result<Filing, Error> {
    let bytes = bytes_of(path)?;
    if let Some(filing) = own_data(path, &bytes, catalogue)? {
        return Ok(filing);
    }
    let wishes = Wishes::default();
    let imported = import(path, catalogue, &wishes)?;
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
    std::fs::read(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Store(store::Error::NotFound { path: path_of() }),
        _ => Error::Read { path: path_of(), source },
    })
}

/// A filing of this program, or one that it exported as JSON.
fn own_data(path: &Path, bytes: &[u8], catalogue: &Catalogue) -> Result<Option<Filing>, Error> {
    if let Some(filing) = exact::json(bytes, catalogue) {
        return Ok(Some(filing));
    }
    match crate::import::kind::recognise(bytes, &Limits::default()) {
        Ok(crate::import::grid::FileKind::Filing) => {
            let read = format::read(bytes, catalogue);
            let failed = |source| Error::Store(store::Error::Format { path: path.to_owned(), source });
            read.map(Some).map_err(failed)
        }
        _ => Ok(None),
    }
}
