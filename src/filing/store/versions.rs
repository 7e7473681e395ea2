//! The last versions of a filing, kept in the user's data folder, so that a wrong save can be taken back.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Error, leftovers, make_folder, write_atomically};
use crate::filing::snapshot::fingerprint;

/// How many versions of a file are kept.
const KEPT: usize = 20;

/// What a program has that it cannot write into the file.
const UNWRITTEN: &str = "unwritten.tianbao";

/// One kept version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, growing; numbers are not used again.
    pub number: u64,
    /// When it was put aside.
    pub at: Option<Timestamp>,
    /// Where it lies.
    pub path: PathBuf,
}

/// The versions of one file.
#[derive(Clone, Debug)]
pub struct Versions {
    folder: PathBuf,
}

impl Versions {
    /// The versions of the filing at `path`, below the data folder.
    pub(super) fn of(data: &Path, path: &Path) -> Self {
        let absolute = std::fs::canonicalize(path)
            .or_else(|_missing| std::path::absolute(path))
            .unwrap_or_else(|_none| path.to_owned());
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let key: String = fingerprint(absolute.as_os_str().as_encoded_bytes()).chars().take(16).collect();
        Self { folder: data.join("versions").join(format!("{name}-{key}")) }
    }

    /// The kept versions, oldest first. Files that are no versions are left alone.
    pub fn list(&self) -> Vec<Version> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut versions: Vec<Version> = entries.filter_map(|entry| version_of(entry.path())).collect();
        versions.sort_by_key(|version| version.number);
        versions
    }

    /// Puts bytes aside as the newest version and drops the oldest beyond the kept number.
    pub(super) fn keep(&self, bytes: &[u8], at: Timestamp) -> Result<(), Error> {
        let versions = self.list();
        let number = versions.last().map_or(1, |version| version.number + 1);
        let path = self.folder.join(format!("{number:06}-{}.tianbao", at.strftime("%Y%m%dT%H%M%SZ")));
        make_folder(&self.folder).map_err(|source| Error::Write { path: self.folder.clone(), source })?;
        leftovers::remove_all(&self.folder);
        write_atomically(&path, bytes)?;
        for old in versions.iter().rev().skip(KEPT - 1) {
            // A version that cannot be removed is no reason to refuse a save.
            std::fs::remove_file(&old.path).ok();
        }
        Ok(())
    }

    /// Holds what cannot be written into the file now; it stands in for what was held before.
    pub(super) fn hold(&self, bytes: &[u8]) -> Result<(), Error> {
        make_folder(&self.folder).map_err(|source| Error::Write { path: self.folder.clone(), source })?;
        write_atomically(&self.folder.join(UNWRITTEN), bytes)
    }

    /// Lets go of what was held, because it was written or put aside.
    pub(super) fn let_go(&self) {
        std::fs::remove_file(self.folder.join(UNWRITTEN)).ok();
    }

    /// Makes what a program held when it ended the newest version, unless it is in the file by now; whether there was any.
    pub(super) fn take_over(&self, there: &[u8], at: Timestamp) -> bool {
        let Ok(held) = std::fs::read(self.folder.join(UNWRITTEN)) else { return false };
        if held != there && self.keep(&held, at).is_err() {
            // It waits for room.
            return false;
        }
        self.let_go();
        held != there
    }
}

fn version_of(path: PathBuf) -> Option<Version> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".tianbao")?;
    let (number, at) = stem.split_once('-')?;
    let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", at)
        .ok()
        .and_then(|at| at.to_zoned(jiff::tz::TimeZone::UTC).ok());
    Some(Version { number: number.parse().ok()?, at: at.map(|at| at.timestamp()), path })
}
