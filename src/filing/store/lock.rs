//! One editor a file: a lock file beside the filing, held by the operating system, so that it is gone when the program
//! is, however it ended.
//!
//! Some shares know no locks. There the lock file itself is the lock: one that a program of this computer left behind is
//! recognised by its process, one of another computer has to be removed by hand, and the sentence says so.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::{Error, atomic, leftovers};

/// A held lock; dropping it removes the lock file.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: Option<File>,
}

/// What a lock file is called: `.~区政府2024.tianbao.lock`, hidden, beside the filing.
fn lock_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".~{name}.lock"))
}

impl Lock {
    /// Locks a filing for editing, and removes what a program left beside it that was ended in the middle of a save.
    ///
    /// # Errors
    /// [`Error::Locked`] when another program holds it, [`Error::Write`] when the folder cannot be written.
    pub fn acquire(path: &Path) -> Result<Self, Error> {
        // A file has one lock, whatever links lead to it.
        let file_itself = std::fs::canonicalize(path).unwrap_or_else(|_missing| path.to_owned());
        let lock = lock_path(&file_itself);
        // The holder removes its file when it is done; a file that is gone or another one after locking is tried again.
        for _ in 0..8 {
            let write = |source| Error::Write { path: path.to_owned(), source };
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&lock).map_err(write)?;
            let mut is_of_the_system = true;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Locked { path: path.to_owned(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(error)) if knows_no_locks(&error) => {
                    let holder = holder(&mut file);
                    if is_held(&holder) {
                        let holder = format!("{holder}；如果那边已经关闭，请删除 {}", lock.display());
                        return Err(Error::Locked { path: path.to_owned(), holder });
                    }
                    is_of_the_system = false;
                }
                Err(TryLockError::Error(source)) => return Err(Error::Write { path: path.to_owned(), source }),
            }
            if is_still_there(&lock, &file) {
                let own_name = format!("{}{}", computer(), std::process::id());
                let named =
                    file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(own_name.as_bytes()));
                let lock = Self { path: lock, file: Some(file) };
                // On a full disk the system's lock holds without a name too; without one of the system the name is all.
                if !is_of_the_system {
                    named.map_err(write)?;
                }
                leftovers::remove(&file_itself);
                return Ok(lock);
            }
        }
        Err(Error::Locked { path: path.to_owned(), holder: "锁正在交接".to_owned() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so that nobody can lock a file that is about to vanish and believe in it.
        if let Err(error) = std::fs::remove_file(&self.path)
            && atomic::is_in_use(&error)
        {
            // SMB does not remove what is open; then nobody else can have it open when it goes.
            self.file = None;
            atomic::patiently(|| std::fs::remove_file(&self.path)).ok();
        }
    }
}

/// What a lock file of this computer says before the number of the process.
fn computer() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("计算机 {}，进程 ", host.trim())
}

/// What stands in a lock file that says nothing.
const NOBODY: &str = "不知是谁";

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut text));
    if read.is_ok() && !text.is_empty() { text } else { NOBODY.to_owned() }
}

/// Whether the file system has no locks: `ENOLCK`, `ENOSYS` and `EOPNOTSUPP` of Linux.
fn knows_no_locks(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || matches!(error.raw_os_error(), Some(37 | 38 | 95))
}

/// Whether the one that a lock file names may still be there.
fn is_held(holder: &str) -> bool {
    match holder.strip_prefix(&computer()) {
        Some(process) => !Path::new("/proc/self").exists() || Path::new("/proc").join(process).exists(),
        None => holder != NOBODY,
    }
}

#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |there: io::Result<std::fs::Metadata>| Some((there.ok()?, file.metadata().ok()?));
    same(std::fs::metadata(path)).is_some_and(|(there, ours)| there.ino() == ours.ino() && there.dev() == ours.dev())
}

#[cfg(not(unix))]
fn is_still_there(path: &Path, _file: &File) -> bool {
    path.exists()
}
