//! What the district sent back, from its file.

use std::fs;
use std::path::Path;

use super::Error;
use crate::filing::Returned;
use crate::filing::returned::{EXTENSION, read_file};

/// Larger files are no return slips.
const MOST_BYTES: u64 = 8 << 20;

/// Whether a path is that of such a file.
pub fn is_slip(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case(EXTENSION))
}

/// Reads the file.
///
/// # Errors
/// When it cannot be read, or is no such file.
pub fn read(path: &Path) -> Result<Returned, Error> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    if fs::metadata(path).map_err(unread)?.len() > MOST_BYTES {
        return Err(Error::NoReturn { path: path.to_owned(), source: crate::filing::format::Error::NotAReturn });
    }
    let bytes = fs::read(path).map_err(unread)?;
    read_file(&bytes).map_err(|source| Error::NoReturn { path: path.to_owned(), source })
}
