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

/// Types whose methods stand in one folder: method calls are no imports, and would tie everything to everything.
const BLOCKS: &[(&str, &str)] = &[("Window", "window"), ("Document", "model"), ("Worker", "threads"), ("App", "shell")];

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

#[test]
fn a_floor_names_only_floors_below_it_and_no_page_names_a_page() {
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
            let is_allowed = named == floor || allowed.contains(&named.as_str());
            assert!(is_allowed, "{path}: {floor} may not name {named}");
            // The folder of pages itself names none.
            let is_other_page = named == "pages" && floor == "pages" && of_page != page;
            assert!(!is_other_page, "{path} names another page: {of_page:?}");
        }
    }
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
    for (path, code) in files() {
        for line in code.lines().filter(|line| line.starts_with("impl")) {
            // The type behind `for`, or right behind the word.
            let of = line.rsplit(" for ").next().unwrap_or(line).trim_start_matches("impl").trim_start();
            let of: String = of.chars().take_while(char::is_ascii_alphanumeric).collect();
            let home = BLOCKS.iter().find(|(name, _)| *name == of).map(|(_, home)| *home);
            let is_home = home.is_none_or(|home| path.starts_with(&format!("{home}/")));
            assert!(is_home, "{path}: what a {of} does stands elsewhere");
        }
    }
}

#[test]
fn the_clock_is_read_in_the_window_and_by_the_store_thread() {
    for (path, code) in files() {
        let may = path.starts_with("window/") || path == "threads/clerk.rs";
        assert!(may || !code.contains("Timestamp::now()"), "{path} reads the clock");
    }
}

/// Every folder of pages is in the list of the window, and nothing else is.
#[test]
fn every_page_has_its_line() {
    let all = files();
    let (_, list) = all.iter().find(|(path, _)| path == "shell/pages.rs").expect("the list");
    let listed = list.split("use crate::app::pages::").skip(1).map(|rest| rest.split("::").next().unwrap_or(rest));
    let listed: BTreeSet<&str> = listed.collect();
    let folders = all.iter().filter_map(|(path, _)| path.strip_prefix("pages/")?.split_once('/'));
    let folders: BTreeSet<&str> = folders.map(|(page, _)| page).collect();
    assert_eq!(listed, folders);
    for page in folders {
        let (first, rest) = page.split_at(1);
        let type_of_it = format!("{}{rest}Page", first.to_uppercase());
        assert!(list.matches(&type_of_it).count() >= 2, "{type_of_it} is not in the list");
        let block = format!("impl Page for {type_of_it} ");
        assert!(all.iter().any(|(path, code)| *path == format!("pages/{page}/mod.rs") && code.contains(&block)));
    }
}

#[test]
fn the_folder_itself_holds_no_code() {
    let (_, code) = files().into_iter().find(|(path, _)| path == "mod.rs").expect("mod.rs");
    for line in code.lines().filter(|line| !line.trim().is_empty()) {
        let is_plain = ["mod ", "pub mod ", "pub use "].iter().any(|start| line.starts_with(start));
        assert!(is_plain, "src/app/mod.rs: {line}");
    }
}
