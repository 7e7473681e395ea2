//! Folders looked at again and again: which files are new, which were replaced, which are gone.
//!
//! Polling works on every file system, network shares too, where notices of the system do not arrive. A file is handed on
//! when two looks in a row find it with the same time and length, so that one that is being written is left alone. Where
//! the time of a file is too coarse to be believed (it was changed within the last seconds, or by a system that counts in
//! twos), its content decides.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::aggregating::files;
use crate::filing::snapshot::fingerprint;
use crate::jobs::files::Error;

/// File systems whose times are this coarse exist; a file younger than this may be written again unseen.
const COARSE: Duration = Duration::from_secs(3);

/// What a look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files that are new, or whose content may be new.
    pub fresh: Vec<PathBuf>,
    /// Files that are there no more.
    pub gone: Vec<PathBuf>,
}

impl Found {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.gone.is_empty()
    }
}

/// Time and length.
type Stamp = (SystemTime, u64);

/// What is known of one file.
#[derive(Clone, Debug)]
struct Seen {
    /// How it was at the last look.
    stamp: Stamp,
    /// How it was when it was handed on.
    handed: Option<Stamp>,
    /// Its content then, while its time may not be believed.
    doubt: Option<String>,
}

/// Folders and files that are watched.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    sources: Vec<PathBuf>,
    /// Files that are never handed on, such as the workspace itself.
    others: Vec<PathBuf>,
    seen: BTreeMap<PathBuf, Seen>,
}

impl Watch {
    /// A watch over files and folders.
    pub fn new(sources: Vec<PathBuf>, others: Vec<PathBuf>) -> Self {
        Self { sources, others, seen: BTreeMap::new() }
    }

    /// Watches other sources; what was seen stays known.
    pub fn set_sources(&mut self, sources: Vec<PathBuf>) {
        self.sources = sources;
    }

    /// Hands these files on again at the next look.
    pub fn forget(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.seen.remove(path);
        }
    }

    /// Everything that is there, at once: what is just being written is handed on again when it is done.
    ///
    /// # Errors
    /// When a folder cannot be read; then nothing is known to be gone.
    pub fn first_look(&mut self, now: SystemTime) -> Result<Found, Error> {
        self.look_at(now, true)
    }

    /// What happened since the last look.
    ///
    /// # Errors
    /// As for [`Self::first_look`].
    pub fn look(&mut self, now: SystemTime) -> Result<Found, Error> {
        self.look_at(now, false)
    }

    fn look_at(&mut self, now: SystemTime, is_first: bool) -> Result<Found, Error> {
        // A share that is away would look like a folder from which everything was taken.
        if let Some(away) = self.sources.iter().find(|source| !source.exists() && self.seen_below(source)) {
            return Err(Error::SourceAway { path: away.clone() });
        }
        let others: Vec<&Path> = self.others.iter().map(PathBuf::as_path).collect();
        let there = files(&self.sources, &others)?;
        let mut found = Found::default();
        let mut present = BTreeSet::new();
        for path in there {
            // A file that was named and is not there is gone, or was never there.
            let Some(stamp) = stamp_of(&path) else { continue };
            present.insert(path.clone());
            if self.is_fresh(&path, stamp, now, is_first) {
                found.fresh.push(path);
            }
        }
        let gone: Vec<PathBuf> = self.seen.keys().filter(|path| !present.contains(*path)).cloned().collect();
        for path in gone {
            // What was never handed on is nobody's loss.
            if self.seen.remove(&path).is_some_and(|seen| seen.handed.is_some()) {
                found.gone.push(path);
            }
        }
        Ok(found)
    }

    /// Whether files in a folder are known; a single file that is gone is gone.
    fn seen_below(&self, source: &Path) -> bool {
        self.seen.keys().any(|path| path != source && path.starts_with(source))
    }

    fn is_fresh(&mut self, path: &Path, stamp: Stamp, now: SystemTime, is_first: bool) -> bool {
        let known = self.seen.get(path).cloned();
        let is_still = is_first || known.as_ref().is_some_and(|seen| seen.stamp == stamp);
        let is_handed = known.as_ref().is_some_and(|seen| seen.handed == Some(stamp));
        let doubt = known.as_ref().and_then(|seen| seen.doubt.clone());
        let mut seen = known.unwrap_or(Seen { stamp, handed: None, doubt: None });
        seen.stamp = stamp;
        let is_young = now.duration_since(stamp.0).map_or(true, |age| age < COARSE);
        let is_fresh = match (is_handed, doubt) {
            (false, _) => is_still,
            (true, Some(before)) => {
                let content = content_of(path);
                let is_other = content.as_ref().is_some_and(|content| *content != before);
                if !is_young {
                    seen.doubt = None;
                }
                is_other
            }
            (true, None) => false,
        };
        if is_fresh {
            seen.handed = Some(stamp);
            seen.doubt = if is_young { content_of(path) } else { None };
        }
        self.seen.insert(path.to_owned(), seen);
        is_fresh
    }
}

fn stamp_of(path: &Path) -> Option<Stamp> {
    let there = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((there.modified().ok()?, there.len()))
}

fn content_of(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| fingerprint(&bytes))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::{Found, Watch};

    const LATER: Duration = Duration::from_mins(1);

    fn write(path: &Path, text: &str, at: SystemTime) {
        std::fs::write(path, text).expect("written");
        File::options().write(true).open(path).expect("open").set_modified(at).expect("a time");
    }

    fn names(found: &Found) -> (Vec<String>, Vec<String>) {
        let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
        (found.fresh.iter().map(name).collect(), found.gone.iter().map(name).collect())
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn files_are_handed_on_when_they_stand_still() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| folder.path().join(name);
        let begun = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        write(&file("a.xlsx"), "1", begun);
        write(&file("~$a.xlsx"), "1", begun);
        let mut watch = Watch::new(vec![folder.path().to_owned()], vec![file("w.tianbao-units")]);
        let now = begun + LATER;
        assert_eq!(names(&watch.first_look(now).expect("read")).0, ["a.xlsx"]);
        assert!(watch.look(now).expect("read").is_empty());
        // It is being written: longer at every look, and then at rest.
        write(&file("b.xlsx"), "1", now);
        assert!(watch.look(now).expect("read").is_empty());
        write(&file("b.xlsx"), "12", now);
        assert!(watch.look(now).expect("read").is_empty());
        let now = now + LATER;
        assert_eq!(names(&watch.look(now).expect("read")).0, ["b.xlsx"]);
        assert!(watch.look(now).expect("read").is_empty());
        write(&file("a.xlsx"), "2", now - Duration::from_secs(30));
        assert!(watch.look(now).expect("read").is_empty());
        assert_eq!(names(&watch.look(now).expect("read")), (strings(&["a.xlsx"]), strings(&[])));
        std::fs::remove_file(file("b.xlsx")).expect("removed");
        assert_eq!(names(&watch.look(now).expect("read")), (strings(&[]), strings(&["b.xlsx"])));
    }

    #[test]
    fn a_change_that_time_and_length_hide_is_seen_by_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.xlsx");
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        write(&file, "1", now);
        let mut watch = Watch::new(vec![folder.path().to_owned()], Vec::new());
        assert_eq!(watch.first_look(now).expect("read").fresh.len(), 1);
        write(&file, "2", now);
        assert_eq!(watch.look(now).expect("read").fresh.len(), 1);
        // Long afterwards the time is believed, after one last look at the content.
        assert!(watch.look(now + LATER).expect("read").is_empty());
        assert!(watch.look(now + LATER).expect("read").is_empty());
    }

    #[test]
    fn a_folder_that_cannot_be_reached_loses_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("共享");
        std::fs::create_dir(&inner).expect("a folder");
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        write(&inner.join("a.xlsx"), "1", now);
        let mut watch = Watch::new(vec![inner.clone()], Vec::new());
        assert_eq!(watch.first_look(now + LATER).expect("read").fresh.len(), 1);
        std::fs::rename(&inner, folder.path().join("away")).expect("renamed");
        // A share that is away is no folder: its files are asked for by name and not found.
        let found = watch.look(now + LATER);
        assert!(found.is_err(), "{found:?}");
        std::fs::rename(folder.path().join("away"), &inner).expect("renamed");
        assert!(watch.look(now + LATER).expect("read").is_empty());
    }
}
