//! Where the program's own data lies: drafts, versions, settings.

use std::path::PathBuf;

/// Names another data folder, for tests and for programs carried on a stick.
const DATA_VARIABLE: &str = "TIANBAO_DATA";

/// The user's data folder; the folder may not exist yet.
///
/// A machine account without a home falls back to the working folder, so that the program still starts.
#[must_use]
pub fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(DATA_VARIABLE).filter(|folder| !folder.is_empty()) {
        return PathBuf::from(folder);
    }
    directories::ProjectDirs::from("", "", "tianbao")
        .map_or_else(|| PathBuf::from("tianbao-data"), |folders| folders.data_dir().to_owned())
}
