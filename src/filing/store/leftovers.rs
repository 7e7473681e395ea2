//! Temporary files that a program left behind when it was ended in the middle of a save.
//!
//! A save writes `.区政府2024.tianbao.Xy3aB9` beside the target and renames it; whoever holds the lock of a filing may
//! remove those that others left.

use std::path::Path;

use super::folders::folder_of;

/// How many letters and digits a temporary name ends with.
pub(super) const SUFFIX: usize = 6;

/// Removes what was left beside a file by programs that are gone. Beside a file that is missing everything stays: it may
/// be all there is of it.
pub(super) fn remove(path: &Path) {
    if !path.exists() {
        return;
    }
    let Some(name) = path.file_name() else { return };
    let name = name.to_string_lossy();
    remove_if(folder_of(path), |of| of == name);
}

/// Removes what was left in a folder that belongs to one filing.
pub(super) fn remove_all(folder: &Path) {
    remove_if(folder, |_| true);
}

fn remove_if(folder: &Path, is_meant: impl Fn(&str) -> bool) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().and_then(target_of).is_some_and(&is_meant) {
            // One that cannot be removed does no harm.
            std::fs::remove_file(entry.path()).ok();
        }
    }
}

/// The name of the file that a temporary file was to become.
fn target_of(name: &str) -> Option<&str> {
    let (target, suffix) = name.strip_prefix('.')?.rsplit_once('.')?;
    let is_temporary = suffix.len() == SUFFIX && suffix.chars().all(|it| it.is_ascii_alphanumeric());
    (is_temporary && !target.is_empty()).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::{remove, target_of};

    #[test]
    fn temporary_names_are_told_from_others() {
        assert_eq!(target_of(".区政府2024.tianbao.Xy3aB9"), Some("区政府2024.tianbao"));
        for name in ["区政府.tianbao", ".~区政府.tianbao.lock", ".a.tianbao", "..Xy3aB9", ".a.tianbao.Xy3aB-"] {
            assert_eq!(target_of(name), None, "{name}");
        }
    }

    #[test]
    fn only_what_was_left_of_the_file_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = [".a.tianbao.Xy3aB9", ".b.tianbao.Xy3aB9", "a.tianbao", ".a.tianbao.bak"];
        for name in names {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        remove(&folder.path().join("a.tianbao"));
        let there = |name: &&str| folder.path().join(name).exists();
        assert_eq!(names.iter().copied().filter(there).collect::<Vec<_>>(), names[1..]);
    }
}
