//! File dialogs behind a trait, so that tests choose files without a screen.

use std::path::{Path, PathBuf};

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A filing to open.
    Filing,
    /// Last year's filing.
    Prior,
    /// Where to write the filing; holds the proposed name.
    SaveAs(String),
    /// Where to write an export.
    Export {
        /// The proposed name.
        name: String,
        /// The extension of the format.
        extension: &'static str,
    },
}

/// Asks the user for a path. Called on a thread of its own, so it may wait.
pub trait Picker: Send + Sync {
    /// The chosen path; `None` when the user changed their mind. `folder` is where to begin.
    fn pick(&self, what: &Pick, folder: Option<&Path>) -> Option<PathBuf>;
}

/// The dialogs of the desktop.
#[derive(Debug, Default)]
pub struct DesktopPicker;

impl Picker for DesktopPicker {
    fn pick(&self, what: &Pick, folder: Option<&Path>) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new();
        let dialog = folder.map_or(dialog.clone(), |folder| dialog.set_directory(folder));
        match what {
            Pick::Filing => dialog.set_title("打开填报文件").add_filter("填报文件", &["tianbao"]).pick_file(),
            Pick::Prior => dialog.set_title("选择上年的填报文件").add_filter("填报文件", &["tianbao"]).pick_file(),
            Pick::SaveAs(name) => {
                let dialog = dialog.set_title("另存为").add_filter("填报文件", &["tianbao"]).set_file_name(name);
                dialog.save_file().map(|path| with_extension(path, "tianbao"))
            }
            Pick::Export { name, extension } => {
                let dialog = dialog.set_title("导出").add_filter(extension.to_uppercase(), &[extension]);
                dialog.set_file_name(name).save_file().map(|path| with_extension(path, extension))
            }
        }
    }
}

/// Adds the extension where the dialog did not; a name such as `2024年度1.2版` must not lose its end.
fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}
