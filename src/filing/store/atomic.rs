//! Files that are either whole or as before, also after a power cut, and on shares that do not rename as POSIX says.
//!
//! The content goes into a temporary file beside the target, which is flushed, closed and renamed; then the folder is
//! flushed. It is closed first because SMB refuses to move what is open, and some of its clients take the target away
//! before they learn that.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, TempPath};

use super::folders::folder_of;
use super::{Error, leftovers};

/// Writes a file so that it is either whole or as before, also after a power cut. A link stays one: what it names is
/// written.
///
/// # Errors
/// [`Error::Write`] when the folder cannot be written or the disk is full, and the file is as before;
/// [`Error::Displaced`] when a share took the file away and would not have the new one in its place;
/// [`Error::NotFlushed`] when the file is written but the disk does not confirm it.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let target = fs::canonicalize(path).unwrap_or_else(|_missing| path.to_owned());
    let was_there = target.exists();
    let write = |source| Error::Write { path: path.to_owned(), source };
    let temporary = write_beside(&target, bytes).map_err(write)?;
    let mut renamed = patiently(|| fs::rename(&temporary, &target));
    if renamed.is_err() && was_there && is_gone(&target) {
        // Now nothing is in the way any more.
        renamed = patiently(|| fs::rename(&temporary, &target)).or_else(|_again| write_anew(&target, bytes));
        if let Err(source) = renamed {
            let kept = temporary.keep().unwrap_or_else(|error| error.path.to_path_buf());
            return Err(Error::Displaced { path: path.to_owned(), kept, source });
        }
    }
    renamed.map_err(write)?;
    // It has another name now, unless its content was copied; there is nothing to remove but that.
    drop(temporary);
    flush_folder(&target).map_err(|source| Error::NotFlushed { path: path.to_owned(), source })
}

/// The content in a temporary file beside the target, flushed and closed, with the mode and the owner of the target.
fn write_beside(target: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().ok_or(io::ErrorKind::InvalidFilename)?);
    prefix.push(".");
    // The file is made and written by ourselves: what the system says of it arrives with its number, and a new file follows
    // the user's mask, as every other.
    let made = Builder::new()
        .prefix(&prefix)
        .rand_bytes(leftovers::SUFFIX)
        .make_in(folder_of(target), |path| OpenOptions::new().write(true).create_new(true).open(path))?;
    let (mut file, temporary) = made.into_parts();
    if let Ok(there) = fs::metadata(target) {
        take_after(&file, &there);
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(temporary)
}

/// Gives a file the mode and, where the system lets us, the owner of the one it is to replace.
#[cfg(unix)]
fn take_after(file: &File, there: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let is_ours = file.metadata().is_ok_and(|own| own.uid() == there.uid() && own.gid() == there.gid());
    if !is_ours {
        fchown(file, Some(there.uid()), Some(there.gid())).ok();
    }
    // Shares without modes refuse to set them.
    file.set_permissions(there.permissions()).ok();
}

#[cfg(not(unix))]
fn take_after(_file: &File, _there: &fs::Metadata) {}

/// Does it again for a moment while the file is in use: a share closes files a little later than it says, and a virus
/// scanner looks into what was just written.
pub(super) fn patiently(act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut done = act();
    for _ in 0..6 {
        match &done {
            Err(error) if is_in_use(error) => std::thread::sleep(Duration::from_millis(20)),
            _ => break,
        }
        done = act();
    }
    done
}

/// `EBUSY` and `ETXTBSY`; on Windows also what it answers for a file that another program has open.
pub(super) fn is_in_use(error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => true,
        io::ErrorKind::PermissionDenied => cfg!(windows),
        _ => cfg!(windows) && error.raw_os_error() == Some(32),
    }
}

/// Whether there certainly is no such file; a share that does not answer says nothing.
fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Without a rename: nothing is there that a power cut could spoil, and the temporary file is still beside it.
fn write_anew(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(target)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(file);
        fs::remove_file(target).ok();
    }
    written
}

/// Makes the new name as lasting as the content.
#[cfg(unix)]
fn flush_folder(target: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(folder_of(target)).and_then(|folder| folder.sync_all()) {
        // Shares know no flush of folders, and a folder may be written without being read.
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported | PermissionDenied) => Ok(()),
        flushed => flushed,
    }
}

#[cfg(not(unix))]
fn flush_folder(_target: &Path) -> io::Result<()> {
    Ok(())
}
