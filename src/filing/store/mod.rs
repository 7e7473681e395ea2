//! Where filings live: opened, saved atomically, locked while edited, with the last versions kept.
//!
//! A save writes a temporary file beside the target, flushes it to the disk, renames it and flushes the folder: after a
//! power cut either the old or the new content is there, whole. Before content is replaced it is kept as a version.

mod atomic;
mod error;
mod folders;
mod leftovers;
mod lock;
mod versions;

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};

pub use atomic::write_atomically;
pub use error::{Error, reason};
pub use folders::make_folder;
pub use lock::Lock;
pub use versions::{Version, Versions};

use super::snapshot::fingerprint;
use super::{Filing, Snapshot, format};
use crate::form::Catalogue;

/// While one program edits a file, a new version is put aside at most this often: every keystroke is saved, but twenty
/// versions should reach back further than twenty keystrokes.
const VERSION_EVERY: SignedDuration = SignedDuration::from_mins(2);

/// The store: the user's data folder, with drafts and versions.
#[derive(Clone, Debug)]
pub struct Store {
    data: PathBuf,
}

/// A file that is open for editing: locked, and known by its content, so that a change from outside is noticed.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    versions: Versions,
    known: Option<String>,
    kept_at: Option<Timestamp>,
    seen: Option<(SystemTime, u64)>,
    holds: bool,
    has_unwritten: bool,
    _lock: Lock,
}

/// How a file stands to what this program left there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// As it was left.
    Same,
    /// Another program wrote it.
    Changed,
    /// It was moved or deleted.
    Gone,
}

impl Store {
    /// A store with its data folder; the folder is made when something is put there.
    pub fn new(data: PathBuf) -> Self {
        Self { data }
    }

    /// The folder of the user's own forms.
    pub fn forms_folder(&self) -> PathBuf {
        self.data.join("forms")
    }

    /// The folder of filings that have no name yet.
    pub fn drafts_folder(&self) -> PathBuf {
        self.data.join("drafts")
    }

    /// The data folder itself, for the application's own settings.
    pub fn data_folder(&self) -> &Path {
        &self.data
    }

    /// Opens a filing for editing.
    ///
    /// # Errors
    /// As for [`read`], and when another program edits it.
    pub fn open(&self, path: &Path, catalogue: &Catalogue) -> Result<(Filing, Target), Error> {
        let (bytes, target) = self.open_bytes(path)?;
        Ok((parse(path, &bytes, catalogue)?, target))
    }

    /// Opens a file of any content for editing, such as a workspace.
    ///
    /// # Errors
    /// When it is missing or unreadable, and when another program edits it.
    pub fn open_bytes(&self, path: &Path) -> Result<(Vec<u8>, Target), Error> {
        if !path.exists() {
            return Err(Error::NotFound { path: path.to_owned() });
        }
        let lock = Lock::acquire(path)?;
        let bytes = read_bytes(path)?;
        let mut target = self.target(path, Some(fingerprint(&bytes)), lock);
        target.has_unwritten = target.versions.take_over(&bytes, Timestamp::now());
        Ok((bytes, target))
    }

    /// Writes a filing into a new file and keeps it open for editing.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file of that name, and when the folder cannot be written.
    pub fn create(&self, path: &Path, filing: &Filing) -> Result<Target, Error> {
        let lock = Lock::acquire(path)?;
        if path.exists() {
            return Err(Error::Exists { path: path.to_owned() });
        }
        let mut target = self.target(path, None, lock);
        target.save(&format::write(filing), Timestamp::now())?;
        Ok(target)
    }

    /// Writes a filing over a file of any content (the user has chosen it in a file dialog); the old content is kept as a
    /// version.
    ///
    /// # Errors
    /// When the file is locked or the folder cannot be written.
    pub fn replace(&self, path: &Path, filing: &Filing) -> Result<Target, Error> {
        self.replace_bytes(path, &format::write(filing))
    }

    /// The same for a file of any content.
    ///
    /// # Errors
    /// As for [`Self::replace`].
    pub fn replace_bytes(&self, path: &Path, bytes: &[u8]) -> Result<Target, Error> {
        let lock = Lock::acquire(path)?;
        let known = match std::fs::read(path) {
            Ok(bytes) => Some(fingerprint(&bytes)),
            Err(_missing) => None,
        };
        let mut target = self.target(path, known, lock);
        target.save(bytes, Timestamp::now())?;
        Ok(target)
    }

    /// Writes a new filing into the drafts folder, under a name that is free.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn create_draft(&self, filing: &Filing) -> Result<Target, Error> {
        let folder = self.drafts_folder();
        make_folder(&folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
        let name = file_name_of(filing);
        let mut number = 1;
        loop {
            let name = if number == 1 { format!("{name}.tianbao") } else { format!("{name}（{number}）.tianbao") };
            match self.create(&folder.join(name), filing) {
                Err(Error::Exists { .. } | Error::Locked { .. }) if number < 10_000 => number += 1,
                other => return other,
            }
        }
    }

    /// The kept versions of a file.
    pub fn versions(&self, path: &Path) -> Versions {
        Versions::of(&self.data, path)
    }

    /// Puts a kept version back; what is there now becomes the newest version.
    ///
    /// # Errors
    /// When there is no such version, it is no filing, or the file cannot be written.
    pub fn restore(&self, path: &Path, number: u64, catalogue: &Catalogue) -> Result<Filing, Error> {
        let version = self.versions(path).list().into_iter().find(|version| version.number == number);
        let version = version.ok_or_else(|| Error::NoVersion { path: path.to_owned(), number })?;
        let filing = read(&version.path, catalogue)?;
        self.replace(path, &filing)?;
        Ok(filing)
    }

    fn target(&self, path: &Path, known: Option<String>, lock: Lock) -> Target {
        Target {
            path: path.to_owned(),
            versions: self.versions(path),
            known,
            kept_at: None,
            seen: seen(path),
            holds: false,
            has_unwritten: false,
            _lock: lock,
        }
    }
}

impl Target {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces the file's content, after the old content was kept as a version.
    ///
    /// # Errors
    /// [`Error::ChangedOutside`] when the file is not as this program left it, and when it cannot be written; the file
    /// then is as before.
    pub fn save(&mut self, bytes: &[u8], now: Timestamp) -> Result<(), Error> {
        let there = match std::fs::read(&self.path) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(Error::Read { path: self.path.clone(), source }),
        };
        if let Some(there) = &there {
            if self.known.as_deref() != Some(fingerprint(there).as_str()) {
                return Err(Error::ChangedOutside { path: self.path.clone() });
            }
            if there == bytes {
                self.let_go();
                return Ok(());
            }
            let is_due = self.kept_at.is_none_or(|kept| now < kept || now.duration_since(kept) >= VERSION_EVERY);
            if is_due {
                // A data folder without room is no reason to lose the edit; the version is tried again with the next save.
                if self.versions.keep(there, now).is_ok() {
                    self.kept_at = Some(now);
                }
            }
        }
        let written = write_atomically(&self.path, bytes);
        // A write that the disk does not confirm is there all the same.
        if written.is_ok() || std::fs::read(&self.path).is_ok_and(|there| there == bytes) {
            self.known = Some(fingerprint(bytes));
            self.let_go();
        }
        written
    }

    /// Keeps a content outside the file as long as it cannot be written there: should the program end before, it is the
    /// newest version when the file is opened again.
    ///
    /// # Errors
    /// When the data folder cannot be written either.
    pub fn hold(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.versions.hold(bytes)?;
        self.holds = true;
        Ok(())
    }

    /// Lets go of what [`Self::hold`] keeps, because it is safe elsewhere.
    pub fn let_go(&mut self) {
        if std::mem::take(&mut self.holds) {
            self.versions.let_go();
        }
    }

    /// Whether a program ended with a content that it could not write into this file; it is the newest version now.
    pub fn has_unwritten(&self) -> bool {
        self.has_unwritten
    }

    /// Keeps a content that will not be written into the file as the newest version.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn put_aside(&mut self, bytes: &[u8], now: Timestamp) -> Result<(), Error> {
        self.versions.keep(bytes, now)?;
        self.let_go();
        Ok(())
    }

    /// Looks whether the file is as this program left it; `None` when nothing happened to it since the last look. The
    /// content is read only when its time or length is new.
    pub fn look(&mut self) -> Option<Outside> {
        let now = seen(&self.path);
        if now == self.seen {
            return None;
        }
        self.seen = now;
        match std::fs::read(&self.path) {
            Ok(bytes) if self.known.as_deref() == Some(fingerprint(&bytes).as_str()) => Some(Outside::Same),
            Ok(_) => Some(Outside::Changed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Outside::Gone),
            // A share that does not answer now will answer later.
            Err(_) => None,
        }
    }
}

/// By what a change of a file is noticed without reading it.
fn seen(path: &Path) -> Option<(SystemTime, u64)> {
    let there = std::fs::metadata(path).ok()?;
    Some((there.modified().ok()?, there.len()))
}

/// Reads a filing without locking it.
///
/// # Errors
/// When the file is missing, unreadable or no filing.
pub fn read(path: &Path, catalogue: &Catalogue) -> Result<Filing, Error> {
    let bytes = read_bytes(path)?;
    parse(path, &bytes, catalogue)
}

/// Reads a filing as a snapshot of an earlier year.
///
/// # Errors
/// As for [`read`].
pub fn read_snapshot(path: &Path, catalogue: &Catalogue) -> Result<(u16, Snapshot), Error> {
    let bytes = read_bytes(path)?;
    let filing = parse(path, &bytes, catalogue)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok((filing.year(), Snapshot::of(&filing, &name, &bytes)))
}

/// A file name for a filing: `普洱市思茅区人民政府2017年度政府信息公开情况统计表`.
pub fn file_name_of(filing: &Filing) -> String {
    format!("{}{}年度{}", as_file_name(&filing.unit().name, 40), filing.year(), filing.form().title)
}

/// A text as a file may be called: without what some system forbids, and with so many characters at most.
pub fn as_file_name(text: &str, most: usize) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = text.chars().filter(allowed).take(most).collect();
    name.trim().to_owned()
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::NotFound { path: path.to_owned() },
        _ => Error::Read { path: path.to_owned(), source },
    })
}

fn parse(path: &Path, bytes: &[u8], catalogue: &Catalogue) -> Result<Filing, Error> {
    format::read(bytes, catalogue).map_err(|source| Error::Format { path: path.to_owned(), source })
}
