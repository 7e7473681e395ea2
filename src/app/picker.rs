//! What is asked of the desktop, behind a trait, so that tests choose files without a screen.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::desk::DeskPick;
use crate::aggregate::workspace;
use crate::filing::returned::EXTENSION;
use crate::jobs;
use crate::jobs::attaching;
use crate::jobs::export::Shape;

/// A file dialog that says nothing after less than this was never seen by anybody.
const TOO_SOON: Duration = Duration::from_millis(200);

/// The usual extensions of files that can be imported; what a file is, its content tells.
const IMPORTABLE: &[&str] = &[
    "xlsx", "xls", "xlsm", "xlsb", "et", "ods", "docx", "doc", "wps", "html", "htm", "mht", "mhtml", "csv", "tsv",
    "txt", "json", "tianbao",
];

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A filing to open.
    Filing,
    /// Last year's file, of any kind that can be imported.
    Prior,
    /// A file to import.
    Import,
    /// Last year's file, to begin this year's filing with.
    LastYear,
    /// A file with a work plan.
    Plan,
    /// A text to hold against the tables.
    Text,
    /// The folder in which the one that goes up is made.
    SubmitInto,
    /// A scan of a signed page.
    Scan,
    /// What a district sent back.
    Return,
    /// Where to write the filing; holds the proposed name.
    SaveAs(String),
    /// Where to write an export.
    Export {
        /// The proposed name.
        name: String,
        /// The extension of the format.
        extension: &'static str,
        /// Tables or report.
        shape: Shape,
    },
    /// Something of the desk of an office.
    Desk(DeskPick),
}

impl Pick {
    /// The title of its dialog.
    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::Filing => "打开填报文件",
            Self::Prior | Self::LastYear => "选择上年的文件",
            Self::Import => "选择要导入的文件",
            Self::Plan => "选择工作要点分工方案",
            Self::Text => "选择要核对的文字",
            Self::SubmitInto => "选择报送文件夹放在哪里",
            Self::Scan => "选择签章页的扫描件或照片",
            Self::Return => "选择退回意见",
            Self::SaveAs(_) => "另存为",
            Self::Export { .. } => "导出",
            Self::Desk(pick) => pick.title(),
        }
    }

    /// Whether files of other programs are taken too.
    fn takes_any_kind(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.takes_any_kind(),
            _ => matches!(self, Self::Prior | Self::Import | Self::LastYear | Self::Plan | Self::Text),
        }
    }

    /// Whether a file is read there.
    pub(crate) fn is_for_opening(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.is_for_opening(),
            _ => !matches!(self, Self::SaveAs(_) | Self::Export { .. }),
        }
    }

    /// Whether a folder is meant.
    pub(crate) fn is_folder(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.is_folder(),
            _ => matches!(self, Self::SubmitInto),
        }
    }

    /// The name that is proposed for a new file.
    pub(crate) fn proposed_name(&self) -> &str {
        match self {
            Self::SaveAs(name) | Self::Export { name, .. } => name,
            Self::Desk(pick) => pick.proposed_name(),
            _ => "",
        }
    }

    /// The extension of the files it is about.
    fn extension(&self) -> &'static str {
        match self {
            Self::Export { extension, .. } => extension,
            Self::Desk(pick) => pick.extension(),
            Self::Return => EXTENSION,
            _ => "tianbao",
        }
    }

    /// A path to write to gets the extension where it lacks; a name such as `2024年度1.2版` must not lose its end.
    pub(crate) fn with_extension(&self, path: PathBuf) -> PathBuf {
        let extension = self.extension();
        let is_there = path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension));
        if is_there || self.is_for_opening() {
            return path;
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(extension);
        PathBuf::from(name)
    }
}

/// What came of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The user chose a path.
    Path(PathBuf),
    /// The user changed their mind.
    Nothing,
    /// The desktop has no file dialogs.
    NoDialog,
}

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
