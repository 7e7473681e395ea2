//! What is asked of the desktop: showing a folder.

use std::path::Path;
use std::process::{Command, Stdio};

/// Opens the folder of a file in the desktop's own file manager; waits until that was understood.
///
/// # Errors
/// A sentence when the desktop cannot.
pub fn show_in_folder(file: &Path) -> Result<(), String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut command = if cfg!(target_os = "windows") {
        Command::new("explorer")
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    let status = command.arg(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    // The explorer of Windows ends with 1 although it did what it should.
    if status.is_ok_and(|status| status.success() || cfg!(target_os = "windows")) {
        return Ok(());
    }
    Err(format!("桌面没有打开文件夹；文件在 {}", folder.display()))
}
