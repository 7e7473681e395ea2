//! Where the program keeps its own data and its log.

use std::path::{Path, PathBuf};

/// Names another data folder; used by tests and by units that share one machine.
const VARIABLE: &str = "TIANBAO_DATA";

/// A file of this name beside the program makes it portable: everything stays in a folder beside it, as on a USB stick.
pub const PORTABLE_MARK: &str = "tianbao-portable";

/// The folder beside a portable program.
const PORTABLE_DATA: &str = "tianbao-data";

/// Why the data lies where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where the system keeps such things for a user.
    Usual,
    /// Beside the program.
    Portable,
    /// Where a variable says.
    Named,
}

impl Place {
    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Usual => "用户的数据文件夹",
            Self::Portable => "便携模式，在程序旁边",
            Self::Named => "由 TIANBAO_DATA 指定",
        }
    }
}

/// The user's data folder: drafts, versions, forms and settings. It is not made here.
pub fn data_folder() -> PathBuf {
    found().1
}

/// Why the data folder is where it is.
pub fn place() -> Place {
    found().0
}

/// The folder of the log and of reports about mishaps. It is not made here.
pub fn log_folder() -> PathBuf {
    let (place, data) = found();
    let usual = match place {
        Place::Usual => directories::ProjectDirs::from("", "", "tianbao"),
        Place::Portable | Place::Named => None,
    };
    // Only Linux knows a folder for what is neither data nor settings.
    usual.and_then(|folders| folders.state_dir().map(Path::to_owned)).unwrap_or_else(|| data.join("log"))
}

fn found() -> (Place, PathBuf) {
    if let Some(folder) = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
        return (Place::Named, PathBuf::from(folder));
    }
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned()));
    if let Some(beside) = beside.filter(|folder| folder.join(PORTABLE_MARK).exists()) {
        return (Place::Portable, beside.join(PORTABLE_DATA));
    }
    let usual = directories::ProjectDirs::from("", "", "tianbao").map(|folders| folders.data_dir().to_owned());
    (Place::Usual, usual.unwrap_or_else(|| PathBuf::from(".tianbao")))
}
