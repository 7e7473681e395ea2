//! The layers: a module may name those before it, never one behind it; every file says what it is.

use std::path::{Path, PathBuf};

/// Each layer with those that it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("form", &[]),
    ("filing", &["form"]),
    ("check", &["form", "filing"]),
    ("import", &["form", "filing", "check"]),
    ("report", &["form", "filing", "check", "import"]),
    ("aggregate", &["form", "filing", "check", "import", "report"]),
    ("export", &["form", "filing", "check", "import", "report", "aggregate"]),
    ("jobs", &["form", "filing", "check", "import", "report", "aggregate", "export"]),
    ("app", &["form", "filing", "check", "import", "report", "aggregate", "export", "jobs"]),
    ("cli", &["form", "filing", "check", "import", "report", "aggregate", "export", "jobs"]),
];

/// The files that stand above the layers.
const TOP: &[&str] = &["lib.rs", "main.rs"];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { collect(&path, into) } else { into.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let relative = |path: &PathBuf| path.strip_prefix(&root).expect("below src").to_owned();
    paths.iter().map(|path| (relative(path), std::fs::read_to_string(path).expect("readable"))).collect()
}

fn layer_of(path: &Path) -> Option<&str> {
    let first = path.components().next()?.as_os_str().to_str()?;
    (!TOP.contains(&first)).then(|| first.trim_end_matches(".rs"))
}

#[test]
fn layers_name_only_those_before_them() {
    for (path, text) in sources() {
        let Some(layer) = layer_of(&path) else { continue };
        let allowed = MAY_IMPORT.iter().find(|(name, _)| *name == layer);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{} belongs to no known layer", path.display()));
        for (line, code) in text.lines().enumerate() {
            let code = code.trim_start();
            if code.starts_with("//") {
                continue;
            }
            for named in code.split("crate::").skip(1) {
                let named: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let is_module = MAY_IMPORT.iter().any(|(name, _)| *name == named);
                let is_allowed = named == layer || allowed.contains(&named.as_str());
                assert!(!is_module || is_allowed, "{}:{}: {layer} may not name {named}", path.display(), line + 1);
            }
            assert!(!code.contains("super::super::"), "{}:{}: name the module by its path", path.display(), line + 1);
        }
    }
}

/// The folders of `jobs`: each names only those before it.
#[test]
fn folders_of_jobs_name_only_those_before_them() {
    const FOLDERS: [&str; 4] = ["machine", "files", "beside", "office"];
    for (path, text) in sources() {
        let Ok(below) = path.strip_prefix("jobs") else { continue };
        let own = below.components().next().map(|it| it.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        if own == "mod.rs" {
            continue;
        }
        let place = FOLDERS.iter().position(|folder| *folder == own);
        let place = place.unwrap_or_else(|| panic!("{} stands in none of the folders", path.display()));
        let code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
        for named in code.flat_map(|line| line.split("jobs::").skip(1)) {
            let named: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let is_before = FOLDERS.iter().take(place + 1).any(|folder| *folder == named);
            assert!(is_before, "{}: {own} may not name {named}", path.display());
        }
    }
}

/// Bytes to grids knows no form: it names nothing of the layers below but how typed characters are told, and nothing of
/// the other half, which names of it only what it makes and what a text seems to be.
#[test]
fn reading_knows_nothing_of_understanding() {
    const SHARED: [&str; 3] = ["grid", "look", "own"];
    let mut halves = 0;
    for (path, text) in sources() {
        let is_reading = path.starts_with("import/reading");
        halves += usize::from(is_reading || path.starts_with("import/understanding"));
        let code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
        for line in code.map(str::to_owned) {
            if is_reading {
                let is_known = !line.contains("understanding::")
                    && !line.contains("crate::form")
                    && !line.contains("crate::check");
                assert!(is_known, "{}: {line}", path.display());
            } else if path.starts_with("import/understanding") {
                for named in line.split("reading::").skip(1) {
                    let named: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    assert!(SHARED.contains(&named.as_str()), "{}: {line}", path.display());
                }
            }
        }
    }
    assert!(halves > 100, "{halves} files");
}

#[test]
fn egui_stays_in_the_application() {
    for (path, text) in sources() {
        let is_app = layer_of(&path) == Some("app");
        let names_egui = text
            .lines()
            .any(|line| !line.trim_start().starts_with("//") && (line.contains("egui::") || line.contains("eframe::")));
        assert!(is_app || !names_egui, "{} names egui", path.display());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} does not open with //!", path.display());
    }
}

#[test]
fn files_stay_small() {
    for (path, text) in sources() {
        assert!(text.lines().count() <= 600, "{} is longer than 600 lines: it holds two concepts", path.display());
    }
}

#[test]
fn layers_without_side_effects_deny_them() {
    for layer in ["form", "check", "import", "report", "aggregate", "export"] {
        let (_, text) =
            sources().into_iter().find(|(path, _)| *path == Path::new(layer).join("mod.rs")).expect("a mod.rs");
        assert!(text.contains("#![deny(clippy::disallowed_methods)]"), "{layer}");
    }
}

#[test]
fn every_test_file_runs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("main.rs");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name} is not run");
    }
}
