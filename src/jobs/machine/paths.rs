//! Paths that are typed where the desktop has no file dialog: read, checked, completed.

use std::path::{Path, PathBuf};

/// A path as typed: quotes around it and spaces beside it fall away, `~` is the home folder, and a bare name lies in
/// `folder`.
pub fn typed(text: &str, folder: &Path) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    let home = || std::env::home_dir().unwrap_or_default();
    match text.strip_prefix('~').map(|rest| rest.trim_start_matches(['/', '\\'])) {
        Some(rest) => home().join(rest),
        None => folder.join(text),
    }
}

/// The name of a file or folder without the folder it lies in, as sentences say it.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Whether a file can be opened there.
///
/// # Errors
/// A sentence when it cannot.
pub fn check_for_opening(path: &Path) -> Result<(), String> {
    match std::fs::metadata(path) {
        Ok(there) if there.is_dir() => Err("这是一个文件夹；请接着写文件名，按 Tab 可以补全".to_owned()),
        Ok(_) => Ok(()),
        Err(_) => Err(format!("找不到文件 {}", path.display())),
    }
}

/// Whether it is a folder.
///
/// # Errors
/// A sentence when it is none.
pub fn check_for_folder(path: &Path) -> Result<(), String> {
    if path.is_dir() { Ok(()) } else { Err(format!("没有文件夹 {}", path.display())) }
}

/// Whether a file can be written there; `true` when one is there that would be replaced.
///
/// # Errors
/// A sentence when it cannot.
pub fn check_for_writing(path: &Path) -> Result<bool, String> {
    if path.is_dir() {
        return Err("这是一个文件夹；请接着写文件名".to_owned());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(format!("没有文件夹 {}", folder.display())),
        _ => Ok(path.exists()),
    }
}

/// The path with as much added as is the same for everything that begins so.
pub fn completed(text: &str, folder: &Path) -> String {
    let path = typed(text, folder);
    let is_whole_folder = text.ends_with(['/', '\\']);
    let (parent, begun) = match (is_whole_folder, path.parent(), path.file_name()) {
        (false, Some(parent), Some(name)) => (parent.to_owned(), name.to_string_lossy().into_owned()),
        _ => (path.clone(), String::new()),
    };
    let entries = std::fs::read_dir(&parent).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| name.starts_with(&begun) && (!begun.is_empty() || !name.starts_with('.'))).collect();
    names.sort();
    let (Some(first), Some(last)) = (names.first(), names.last()) else { return text.to_owned() };
    let same: String =
        first.chars().zip(last.chars()).take_while(|(left, right)| left == right).map(|it| it.0).collect();
    let whole = parent.join(&same);
    let end = if names.len() == 1 && whole.is_dir() { std::path::MAIN_SEPARATOR_STR } else { "" };
    format!("{}{end}", whole.display())
}

/// A path as it is written into a workspace: from its folder on where it lies below, and whole elsewhere; parted by `/`
/// on every system.
pub fn written(path: &Path, folder: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_none| path.to_owned());
    let folder = std::path::absolute(folder).unwrap_or_else(|_none| folder.to_owned());
    let Ok(below) = path.strip_prefix(&folder) else { return path.display().to_string() };
    let parts: Vec<String> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// The path that is written in a workspace of a folder.
pub fn path_of(written: &str, folder: &Path) -> PathBuf {
    folder.join(written)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{check_for_opening, check_for_writing, completed, typed};

    #[test]
    fn typed_paths_are_read_kindly() {
        let folder = Path::new("/folder");
        assert_eq!(typed(" \"/a b/填报.tianbao\" ", folder), Path::new("/a b/填报.tianbao"));
        assert_eq!(typed("填报.tianbao", folder), Path::new("/folder/填报.tianbao"));
        assert!(typed("~/填报.tianbao", folder).is_absolute());
    }

    #[test]
    fn paths_are_checked_and_completed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("2024年")).expect("a folder");
        for name in ["2025年报.tianbao", "2025年报.xlsx", ".hidden"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        let full = |name: &str| folder.path().join(name).display().to_string();
        assert_eq!(completed("2024", folder.path()), full("2024年/"));
        assert_eq!(completed(&full("2025"), Path::new("/")), full("2025年报."));
        assert_eq!(completed(&full("2025年报.t"), Path::new("/")), full("2025年报.tianbao"));
        assert_eq!(completed("2026", folder.path()), "2026");
        assert_eq!(completed(&full(""), Path::new("/")), full("202"));
        assert!(check_for_opening(&folder.path().join("2025年报.xlsx")).is_ok());
        assert!(check_for_opening(&folder.path().join("2024年")).is_err_and(|it| it.contains("文件夹")));
        assert!(check_for_opening(&folder.path().join("2026")).is_err_and(|it| it.contains("找不到文件")));
        assert_eq!(check_for_writing(&folder.path().join("2026.xlsx")), Ok(false));
        assert_eq!(check_for_writing(&folder.path().join("2025年报.xlsx")), Ok(true));
        assert!(check_for_writing(&folder.path().join("2026/a.xlsx")).is_err_and(|it| it.contains("没有文件夹")));
    }
}
