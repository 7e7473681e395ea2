//! What the window remembers from one start to the next, as `settings.json` in the data folder: panels, size of the
//! interface, light or dark, and which filings are open.
//!
//! The last is what a start after a crash goes by: while the program runs the file says so, and a program that ends as it
//! should takes that back. A second program at the same time reads the settings and leaves them alone.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::filing::store::{Error, Lock, make_folder, write_atomically};

/// Everything that is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Dark or light; `None` goes by the desktop.
    pub is_dark: Option<bool>,
    /// How large everything is shown; 1 is as designed.
    pub zoom: f32,
    /// The list of sections on the left.
    pub rail: Pane,
    /// The width of the side that holds the next two.
    pub side_width: f32,
    /// What is known about the active cell.
    pub inspector: Pane,
    /// The findings.
    pub findings: Pane,
    /// The window's place on the screen, when the window without OpenGL was closed.
    pub place: Option<Place>,
    /// The open filings.
    pub session: Session,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_dark: None,
            zoom: 1.0,
            rail: Pane { is_open: true, size: 196.0 },
            side_width: 304.0,
            inspector: Pane { is_open: true, size: 0.0 },
            findings: Pane { is_open: true, size: 300.0 },
            place: None,
            session: Session::default(),
        }
    }
}

/// A panel that can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pane {
    /// Whether it is shown.
    pub is_open: bool,
    /// Its width or height in points.
    pub size: f32,
}

/// Where the window was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its width and height in points.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    pub is_maximised: bool,
}

/// Which filings are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Whether the program runs, or ended without saying so.
    pub is_running: bool,
    /// The files in the order of their tabs.
    pub open: Vec<PathBuf>,
    /// The one that is shown.
    pub shown: Option<PathBuf>,
}

impl Session {
    /// When the last of the files was written.
    pub fn last_saved(&self) -> Option<Timestamp> {
        let written = |path: &PathBuf| std::fs::metadata(path).and_then(|it| it.modified()).ok();
        self.open.iter().filter_map(written).max().and_then(|at| Timestamp::try_from(at).ok())
    }
}

/// Writes the settings; only the first of several running programs may.
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    lock: Option<Lock>,
}

/// Reads the settings; ones that cannot be read are as at the first start. What was open is given only when the program
/// before this one ended without saying so.
pub fn open(data: &Path) -> (Settings, Keeper) {
    let path = settings_path(data);
    // Without a folder to write to nothing is remembered, and that is all.
    make_folder(data).ok();
    let lock = Lock::acquire(&path).ok();
    let mut settings = read(data);
    if lock.is_none() || !settings.session.is_running {
        settings.session = Session::default();
    }
    (settings, Keeper { path, lock })
}

/// Reads the settings as they stand.
pub fn read(data: &Path) -> Settings {
    let text = std::fs::read(settings_path(data)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn settings_path(data: &Path) -> PathBuf {
    data.join("settings.json")
}

impl Keeper {
    /// Writes the settings.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn keep(&self, settings: &Settings) -> Result<(), Error> {
        if self.lock.is_none() {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(settings).unwrap_or_default();
        write_atomically(&self.path, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, open};

    #[test]
    fn what_is_kept_is_read_again_and_only_the_first_program_keeps() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (mut settings, keeper) = open(folder.path());
        assert_eq!(settings, Settings::default());
        settings.zoom = 1.25;
        settings.session.is_running = true;
        settings.session.open = vec!["a.tianbao".into()];
        keeper.keep(&settings).expect("written");
        let (second, idle) = open(folder.path());
        assert!(second.session.open.is_empty(), "the files belong to the program that runs");
        idle.keep(&Settings::default()).expect("nothing to do");
        drop((keeper, idle));
        let (after_crash, keeper) = open(folder.path());
        assert_eq!(after_crash, settings);
        settings.session.is_running = false;
        keeper.keep(&settings).expect("written");
        drop(keeper);
        assert!(open(folder.path()).0.session.open.is_empty(), "a program that ended well leaves nothing to recover");
    }

    #[test]
    fn broken_settings_are_as_at_the_first_start() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("settings.json"), "{\"zoom\": \"large\"").expect("written");
        assert_eq!(open(folder.path()).0, Settings::default());
    }
}
