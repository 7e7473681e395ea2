//! The files opened lately, newest first, kept as `recent.json` in the data folder.
//!
//! A list that cannot be read or written is no reason to bother the user: it is then short, and that is all.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::filing::store::{Error, make_folder, write_atomically};

/// How many files are remembered.
const REMEMBERED: usize = 12;

/// One remembered file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it lies.
    pub path: PathBuf,
    /// The unit that it reports for.
    pub unit: String,
    /// The reporting year.
    pub year: u16,
}

fn list_path(data: &Path) -> PathBuf {
    data.join("recent.json")
}

/// The remembered files that are still there, newest first.
#[must_use]
pub fn list(data: &Path) -> Vec<Recent> {
    let text = std::fs::read(list_path(data)).unwrap_or_default();
    let mut list: Vec<Recent> = serde_json::from_slice(&text).unwrap_or_default();
    list.retain(|recent| recent.path.exists());
    list
}

/// Puts a file at the head of the list and gives the new list.
///
/// # Errors
/// When the data folder cannot be written.
pub fn remember(data: &Path, path: &Path, unit: &str, year: u16) -> Result<Vec<Recent>, Error> {
    let path = std::path::absolute(path).unwrap_or_else(|_none| path.to_owned());
    let mut list = list(data);
    list.retain(|recent| recent.path != path);
    list.insert(0, Recent { path: path.clone(), unit: unit.to_owned(), year });
    list.truncate(REMEMBERED);
    let text = serde_json::to_vec_pretty(&list).unwrap_or_default();
    make_folder(data).map_err(|source| Error::Write { path: data.to_owned(), source })?;
    write_atomically(&list_path(data), &text)?;
    Ok(list)
}
