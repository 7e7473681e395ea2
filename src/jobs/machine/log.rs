//! The log: one readable file that says what the program did, for whoever looks after the machine.
//!
//! It holds no contents of cells, no names of units and no names of files. `tianbao.log` is the newest; when it is full
//! it becomes `tianbao.1.log`, and the oldest of those goes.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Zoned;

use crate::filing::store::make_folder;

/// A log of this size is full.
const FULL: u64 = 512 << 10;

/// How many full logs are kept.
const KEPT: usize = 3;

/// How many reports about mishaps are kept.
const REPORTS: usize = 10;

/// What the name of a report begins with.
const REPORT: &str = "mishap-";

/// The log; copies of it write into the same file.
#[derive(Clone, Debug)]
pub struct Log {
    folder: Arc<Path>,
    /// One line after the other, also when the file is changed for a new one.
    turn: Arc<Mutex<()>>,
}

impl Log {
    /// The log in a folder, which is made with the first line.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: folder.into(), turn: Arc::default() }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The newest file.
    pub fn path(&self) -> PathBuf {
        self.folder.join("tianbao.log")
    }

    /// Writes a line. A log that cannot be written is no reason to bother anybody.
    pub fn note(&self, sentence: &str) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
        let line = format!("{now} [{}] {}\n", std::process::id(), sentence.replace('\n', "；"));
        self.append(line.as_bytes()).ok();
    }

    fn append(&self, line: &[u8]) -> io::Result<()> {
        make_folder(&self.folder)?;
        let path = self.path();
        if std::fs::metadata(&path).is_ok_and(|log| log.len() >= FULL) {
            for number in (1..KEPT).rev() {
                // A log that is not there is not moved.
                std::fs::rename(self.full(number), self.full(number + 1)).ok();
            }
            std::fs::rename(&path, self.full(1))?;
        }
        private(OpenOptions::new().append(true)).open(path)?.write_all(line)
    }

    fn full(&self, number: usize) -> PathBuf {
        self.folder.join(format!("tianbao.{number}.log"))
    }

    /// The last lines.
    pub fn tail(&self, lines: usize) -> String {
        let text = std::fs::read(self.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let skipped = text.lines().count().saturating_sub(lines);
        text.split_inclusive('\n').skip(skipped).collect()
    }

    /// Writes a report about a mishap and gives its path; the oldest reports go.
    ///
    /// # Errors
    /// What the system says.
    pub fn report(&self, text: &str) -> io::Result<PathBuf> {
        make_folder(&self.folder)?;
        let name = format!("{REPORT}{}-{}.txt", Zoned::now().strftime("%Y%m%d-%H%M%S"), std::process::id());
        let path = self.folder.join(name);
        let mut file: File = private(OpenOptions::new().write(true).truncate(true)).open(&path)?;
        file.write_all(text.as_bytes())?;
        let is_report =
            |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(REPORT));
        let entries = std::fs::read_dir(&self.folder)?.flatten().map(|entry| entry.path());
        let mut reports: Vec<PathBuf> = entries.filter(is_report).collect();
        reports.sort();
        for old in reports.iter().rev().skip(REPORTS) {
            // One that cannot be removed does no harm.
            std::fs::remove_file(old).ok();
        }
        Ok(path)
    }
}

/// New files are the user's own.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.create(true)
}

#[cfg(test)]
mod tests {
    use super::{FULL, Log};

    #[test]
    fn a_full_log_makes_room_and_the_oldest_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::in_folder(folder.path().join("log"));
        let length = usize::try_from(FULL).expect("a length");
        for number in 0..6 {
            log.note(&format!("第 {number} 行\n{}", "x".repeat(length)));
        }
        let mut names: Vec<_> = std::fs::read_dir(log.folder())
            .expect("it is made")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        assert_eq!(names, ["tianbao.1.log", "tianbao.2.log", "tianbao.3.log", "tianbao.log"]);
        log.note("最后一行");
        let tail = log.tail(1);
        assert!(tail.ends_with("最后一行\n") && tail.lines().count() == 1, "{tail}");
    }

    #[test]
    fn the_last_ten_reports_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::in_folder(folder.path().to_owned());
        for number in 10..30 {
            std::fs::write(folder.path().join(format!("mishap-202601{number}-083000-1.txt")), "").expect("written");
        }
        let path = log.report("报告").expect("written");
        assert_eq!(std::fs::read_to_string(path).expect("it is there"), "报告");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 10);
    }

    #[cfg(unix)]
    #[test]
    fn the_log_is_the_users_own() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::in_folder(folder.path().join("state/tianbao"));
        log.note("一行");
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&log.path()), mode(log.folder())), (0o600, 0o700));
    }
}
