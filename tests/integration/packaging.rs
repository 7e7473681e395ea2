//! What is installed beside the program: manual pages and completions made from the command line itself, and the files by
//! which a desktop knows the program and its files.
//!
//! `TIANBAO_UPDATE=1 cargo test packaging` writes the made ones anew.

use std::fs;
use std::path::{Path, PathBuf};

use clap_complete::Shell;
use tianbao::cli;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/package")
}

/// The files as they should be, below `assets/package`.
fn made() -> Vec<(PathBuf, Vec<u8>)> {
    // Version and commit change without the pages; the program says them itself.
    let command = || cli::command().version(env!("CARGO_PKG_VERSION"));
    let scratch = tempfile::tempdir().expect("a folder");
    clap_mangen::generate_to(command(), scratch.path()).expect("pages");
    let pages = fs::read_dir(scratch.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(PathBuf, Vec<u8>)> = pages
        .map(|page| (Path::new("man").join(page.file_name().expect("a name")), fs::read(page).expect("readable")))
        .collect();
    for (shell, name) in [(Shell::Bash, "tianbao.bash"), (Shell::Zsh, "_tianbao"), (Shell::Fish, "tianbao.fish")] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command(), "tianbao", &mut script);
        files.push((Path::new("completions").join(name), script));
    }
    files.sort();
    files
}

#[test]
fn manual_pages_and_completions_are_current() {
    if std::env::var_os("TIANBAO_UPDATE").is_some() {
        for part in ["man", "completions"] {
            fs::remove_dir_all(folder().join(part)).ok();
            fs::create_dir_all(folder().join(part)).expect("a folder");
        }
        for (path, bytes) in made() {
            fs::write(folder().join(path), bytes).expect("written");
        }
    }
    let there =
        ["man", "completions"].into_iter().flat_map(|part| fs::read_dir(folder().join(part)).expect("a folder"));
    let mut there: Vec<PathBuf> = there.map(|entry| entry.expect("an entry").path()).collect();
    there.sort();
    let made = made();
    assert_eq!(there, made.iter().map(|(path, _)| folder().join(path)).collect::<Vec<_>>());
    for (path, bytes) in made {
        let found = fs::read(folder().join(&path)).expect("readable");
        assert!(found == bytes, "{}: run TIANBAO_UPDATE=1 cargo test packaging", path.display());
    }
}

#[test]
fn every_command_has_a_page_and_no_hidden_one() {
    for command in cli::command().get_subcommands() {
        let page = folder().join(format!("man/tianbao-{}.1", command.get_name()));
        assert_eq!(page.exists(), !command.is_hide_set(), "{}", page.display());
    }
}

#[test]
fn the_desktop_knows_program_and_files_by_the_same_names() {
    let read = |name: &str| fs::read_to_string(folder().join(name)).expect("readable");
    let (entry, types) = (read("tianbao.desktop"), read("tianbao.xml"));
    let line = |key: &str| entry.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_else(|| panic!("{key}"));
    assert_eq!(line("Exec="), "tianbao %f");
    assert_eq!(line("Name[zh_CN]="), "填报");
    // The window says this name to the desktop.
    assert_eq!(line("StartupWMClass="), "tianbao");
    let named: Vec<&str> = line("MimeType=").split_terminator(';').collect();
    assert_eq!(named.len(), types.matches("<mime-type ").count());
    for name in named {
        assert!(types.contains(&format!("<mime-type type=\"{name}\">")), "{name}");
    }
    for pattern in ["*.tianbao", "*.tianbao-units"] {
        assert!(types.contains(&format!("<glob pattern=\"{pattern}\"/>")), "{pattern}");
    }
    let metadata = fs::read_to_string(folder().join("../../Cargo.toml")).expect("readable");
    let listed: Vec<&str> = metadata.split("[\"assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(listed.len() >= 8, "{listed:?}");
    for path in listed {
        let folder = folder().join("..").join(path.split('*').next().unwrap_or_default());
        assert!(folder.exists(), "{path} is packed and not there");
    }
}
