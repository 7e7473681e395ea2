//! Where the program keeps its own data.

use std::path::PathBuf;

/// Names another data folder; used by tests and by units that share one machine.
const VARIABLE: &str = "TIANBAO_DATA";

/// The user's data folder: drafts, versions, forms and settings. It is not made here.
pub fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
        return PathBuf::from(folder);
    }
    let usual = directories::ProjectDirs::from("", "", "tianbao").map(|folders| folders.data_dir().to_owned());
    usual.unwrap_or_else(|| PathBuf::from(".tianbao"))
}
