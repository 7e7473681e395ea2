//! The layers: a module may name those before it, never one behind it; every file says what it is.

mod imports;

use std::path::{Path, PathBuf};

use imports::{Imports, circles, imports};

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

/// A file, one that it names although this closes a circle, and why that is right. There is none: a trait and the list of
/// its kinds stand in two files, and a reader of documents inside documents names the readers that it needs, not the list.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

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

/// No files import each other in a circle, in one folder or across several.
///
/// A file imports what its `use` lines and the paths in its code mean; its tests do not count. A name counts for the file
/// in which it stands: where a file only brings it in, as a `mod.rs` does that passes on what its children hold, the name
/// is followed from there. So the `mod` and `pub use` lines of a `mod.rs` are no imports, unless its own code speaks of
/// what they pass on, and whoever names `check::Finding` imports `check/finding.rs`. Methods are not followed: an `impl`
/// may stand in a file above its type.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let slashes =
        |path: &Path| path.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let sources: Vec<(String, String)> = sources().into_iter().map(|(path, text)| (slashes(&path), text)).collect();
    let mut imports = imports(&sources);
    let count = imports.values().map(|named| named.len()).sum::<usize>();
    assert!(imports.len() > 400 && count > 2_000, "{} files name {count}", imports.len());
    for (file, named, _) in EXCEPTIONS {
        let was_there = imports.get_mut(*file).and_then(|all| all.remove(*named)).is_some();
        assert!(was_there, "{file} does not name {named} any more");
    }
    assert_eq!(told(&imports), "");
}

/// The circles, each with the paths that close it.
fn told(imports: &Imports) -> String {
    let mut lines = Vec::new();
    for circle in circles(imports) {
        lines.push("a circle:".to_owned());
        for file in &circle {
            let inside = imports[*file].iter().filter(|(named, _)| circle.contains(named.as_str()));
            lines.extend(inside.map(|(named, path)| format!("{file} names {named} by {path}")));
        }
    }
    lines.join("\n")
}

#[test]
fn circles_are_found() {
    let check = |sources: &[(&str, &str)], expected: &str| {
        let root = [("lib.rs".to_owned(), "pub mod a;\npub mod b;".to_owned())];
        let sources = sources.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        assert_eq!(told(&imports(&root.into_iter().chain(sources).collect::<Vec<_>>())), expected);
    };
    // A nested tree, a path in the code.
    check(
        &[
            ("a.rs", "use crate::{b::{self, Two as Other}, c};\n"),
            ("b.rs", "fn b() -> &'static str { super::a::one() }\n"),
        ],
        "a circle:\na.rs names b.rs by crate::b::Two\nb.rs names a.rs by super::a::one",
    );
    // Comments, strings and tests say nothing.
    let quiet = "//! crate::a\nconst B: &str = \"crate::a::A\"; const C: char = '\"'; const R: &str = r#\"\"crate::a\"#;\n\
        #[cfg(test)]\nmod tests { fn it() { crate::a::one() } }\n";
    check(&[("a.rs", "use crate::b::B;\n"), ("b.rs", quiet)], "");
    // A folder passes names on; whoever takes one there means the file that holds it.
    let (folder, one, two) = ("mod one;\nmod two;\npub use one::One;\n", "pub struct One;\n", "use super::One;\n");
    check(&[("a/mod.rs", folder), ("a/one.rs", one), ("a/two.rs", two), ("b.rs", "use crate::a::One;\n")], "");
    // Where it speaks of them, it uses them.
    let folder = "mod one;\npub use one::One;\npub struct Two(One);\n";
    check(
        &[("a/mod.rs", folder), ("a/one.rs", "use crate::a::Two;\n")],
        "a circle:\na/mod.rs names a/one.rs by one::One\na/one.rs names a/mod.rs by crate::a::Two",
    );
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
