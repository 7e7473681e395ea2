//! The floors of the window (`src/app`): each names only floors below it, no page names another page, and what belongs to
//! the window is done in the window.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each floor with those that it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("kit", &[]),
    ("soft", &["kit"]),
    ("model", &[]),
    ("wishes", &["kit", "model"]),
    ("threads", &["model"]),
    ("sheet", &["kit", "model", "wishes"]),
    ("window", &["kit", "model", "wishes", "threads", "sheet"]),
    ("pages", &["kit", "soft", "model", "wishes", "threads", "sheet", "window"]),
    ("shell", &["kit", "soft", "model", "wishes", "threads", "sheet", "window", "pages"]),
];

/// Floors and pages that files still name though they lie above or beside them. This list only gets shorter.
const NOT_YET: &[(&str, &str)] = &[
    ("kit/pause.rs", "model"),
    ("model/place.rs", "sheet"),
    ("soft/window.rs", "shell"),
    ("soft/window.rs", "threads"),
];

/// Types whose methods stand in one folder: method calls are no imports, and would tie everything to everything.
const BLOCKS: &[(&str, &str)] = &[("Window", "window"), ("Document", "model"), ("Worker", "threads"), ("App", "shell")];

/// Blocks that still stand elsewhere: the file, and the type. This list only gets shorter.
const BLOCKS_NOT_YET: &[(&str, &str)] = &[];

/// Files that still read the clock. This list only gets shorter.
const CLOCKS_NOT_YET: &[&str] =
    &["pages/desk/deeds/actions.rs", "pages/desk/deeds/opening.rs", "pages/desk/deeds/work.rs"];

/// The files of the window by their path below `src/app`, without comments.
fn files() -> Vec<(String, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { collect(&path, into) } else { into.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let without_comments = |text: String| {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.collect::<Vec<_>>().join("\n")
    };
    let relative = |path: &Path| {
        let relative = path.strip_prefix(&root).expect("below src/app");
        relative.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let read = |path: &Path| without_comments(std::fs::read_to_string(path).expect("readable"));
    paths.iter().map(|path| (relative(path), read(path))).collect()
}

/// The first floor of a path, and the part of it where that matters: the page.
fn place(path: &[&str]) -> Option<(String, Option<String>)> {
    let floor = path.first()?;
    let page = path.get(1).filter(|_| *floor == "pages");
    Some(((*floor).to_owned(), page.map(|page| (*page).to_owned())))
}

/// The module that a file is.
fn module(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs");
    path.trim_end_matches("mod").trim_end_matches('/').split('/').filter(|part| !part.is_empty()).collect()
}

/// What a file names of the window: paths below `src/app`.
fn named(path: &str, code: &str) -> Vec<Vec<String>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = |rest: &str| {
        let parts = rest.split("::").map(|part| part.chars().take_while(|c| is_name(*c)).collect::<String>());
        parts.take(3).collect::<Vec<_>>()
    };
    let absolute = code.split("crate::app::").skip(1).map(names);
    let above: Vec<&str> = module(path).split_last().map(|(_, above)| above.to_vec()).unwrap_or_default();
    let beside = code.split("super::").skip(1).map(|rest| {
        let above = above.iter().map(|part| (*part).to_owned());
        above.chain(names(rest)).collect::<Vec<_>>()
    });
    absolute.chain(beside).collect()
}

fn assert_same(found: &BTreeSet<(String, String)>, known: &[(&str, &str)], what: &str) {
    let known: BTreeSet<(String, String)> =
        known.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(found).collect();
    assert!(new.is_empty(), "{what}: {new:#?}");
    assert!(gone.is_empty(), "{what}: no longer so, shorten the list: {gone:#?}");
}

#[test]
fn a_floor_names_only_floors_below_it_and_no_page_names_a_page() {
    let mut found = BTreeSet::new();
    for (path, code) in files() {
        let own = module(&path);
        let Some((floor, page)) = place(&own) else { continue };
        let allowed = MAY_NAME.iter().find(|(name, _)| *name == floor);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{path} stands on no known floor"));
        assert!(!code.contains("crate::app::{"), "{path}: every floor is named by its path");
        for other in named(&path, &code) {
            let other: Vec<&str> = other.iter().map(String::as_str).collect();
            let Some((named, of_page)) = place(&other) else { continue };
            if !MAY_NAME.iter().any(|(name, _)| *name == named) {
                continue;
            }
            if named != floor && !allowed.contains(&named.as_str()) {
                found.insert((path.clone(), named));
            } else if named == "pages" && floor == "pages" && of_page != page {
                found.insert((path.clone(), format!("pages/{}", of_page.unwrap_or_default())));
            }
        }
    }
    assert_same(&found, NOT_YET, "a floor is named from below, or a page from another page");
}

#[test]
fn models_and_threads_name_no_toolkit() {
    for (path, code) in files() {
        let is_plain = path.starts_with("model/") || path.starts_with("threads/");
        assert!(!is_plain || !(code.contains("egui") || code.contains("eframe")), "{path} names the toolkit");
    }
}

#[test]
fn what_a_type_does_stands_in_its_folder() {
    let mut found = BTreeSet::new();
    for (path, code) in files() {
        for line in code.lines().filter(|line| line.starts_with("impl")) {
            // The type behind `for`, or right behind the word.
            let of = line.rsplit(" for ").next().unwrap_or(line).trim_start_matches("impl").trim_start();
            let of: String = of.chars().take_while(char::is_ascii_alphanumeric).collect();
            let home = BLOCKS.iter().find(|(name, _)| *name == of).map(|(_, home)| *home);
            if home.is_some_and(|home| !path.starts_with(&format!("{home}/"))) {
                found.insert((path.clone(), of));
            }
        }
    }
    assert_same(&found, BLOCKS_NOT_YET, "methods of a type away from its folder");
}

#[test]
fn the_clock_is_read_in_the_window_and_by_the_store_thread() {
    let reads = |(path, code): (String, String)| {
        let may = path.starts_with("window/") || path == "threads/clerk.rs";
        (!may && code.contains("Timestamp::now()")).then_some((path, String::new()))
    };
    let known: Vec<(&str, &str)> = CLOCKS_NOT_YET.iter().map(|path| (*path, "")).collect();
    assert_same(&files().into_iter().filter_map(reads).collect(), &known, "the clock is read");
}

#[test]
fn the_folder_itself_holds_no_code() {
    let (_, code) = files().into_iter().find(|(path, _)| path == "mod.rs").expect("mod.rs");
    for line in code.lines().filter(|line| !line.trim().is_empty()) {
        let is_plain = ["mod ", "pub mod ", "pub use "].iter().any(|start| line.starts_with(start));
        assert!(is_plain, "src/app/mod.rs: {line}");
    }
}
