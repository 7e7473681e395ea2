//! What is asked of the desktop, behind a trait, so that tests choose files without a screen.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::aggregate::workspace;
use crate::app::model::pick::{Answer, Pick};
use crate::jobs::{self, attaching};

/// A file dialog that says nothing after less than this was never seen by anybody.
const TOO_SOON: Duration = Duration::from_millis(200);

/// The usual extensions of files that can be imported; what a file is, its content tells.
const IMPORTABLE: &[&str] = &[
    "xlsx", "xls", "xlsm", "xlsb", "et", "ods", "docx", "doc", "wps", "html", "htm", "mht", "mhtml", "csv", "tsv",
    "txt", "json", "tianbao",
];

/// Asks the user and the desktop. Called on threads of their own, so it may wait.
pub trait Picker: Send + Sync {
    /// Asks for a path; `folder` is where to begin.
    fn pick(&self, what: &Pick, folder: Option<&Path>) -> Answer;

    /// Opens the folder of a file in the desktop's file manager.
    ///
    /// # Errors
    /// A sentence when the desktop cannot.
    fn show_in_folder(&self, file: &Path) -> Result<(), String>;
}

/// The desktop that the program runs on.
#[derive(Debug, Default)]
pub struct DesktopPicker;

impl Picker for DesktopPicker {
    fn pick(&self, what: &Pick, folder: Option<&Path>) -> Answer {
        let asked = Instant::now();
        let extension = what.extension();
        let kind = match extension {
            "tianbao" => "填报文件".to_owned(),
            workspace::EXTENSION => "汇总文件".to_owned(),
            other => other.to_uppercase(),
        };
        let dialog = rfd::FileDialog::new().set_title(what.title());
        let dialog = if what.takes_any_kind() {
            dialog.add_filter("可以导入的文件", IMPORTABLE).add_filter("所有文件", &["*"])
        } else if *what == Pick::Filing {
            dialog.add_filter("填报和汇总文件", &[extension, workspace::EXTENSION])
        } else if *what == Pick::Scan {
            dialog.add_filter("扫描件和照片", &attaching::EXTENSIONS)
        } else {
            dialog.add_filter(kind, &[extension])
        };
        let dialog = folder.map_or(dialog.clone(), |folder| dialog.set_directory(folder));
        let path = if what.is_folder() {
            dialog.pick_folder()
        } else if what.is_for_opening() {
            dialog.pick_file()
        } else {
            dialog.set_file_name(what.proposed_name()).save_file().map(|path| what.with_extension(path))
        };
        match path {
            Some(path) => Answer::Path(path),
            // Without a portal and without zenity there is no dialog, and nothing is chosen at once.
            None if asked.elapsed() < TOO_SOON => Answer::NoDialog,
            None => Answer::Nothing,
        }
    }

    fn show_in_folder(&self, file: &Path) -> Result<(), String> {
        jobs::desktop::show_in_folder(file)
    }
}
