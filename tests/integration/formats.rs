//! Files live longer than programs: every version of the format stays readable, a newer one is refused in words, and a
//! form that others do not have travels with the filing.

use std::fs;

use tianbao::export;
use tianbao::filing::format;
use tianbao::form::Catalogue;

use crate::cli::Folder;
use crate::support::data;

/// What the golden file of a version holds, by the export of data.
fn summary(bytes: &[u8]) -> String {
    let filing = format::read(bytes, &Catalogue::shipped()).expect("every version is readable");
    let mut json = export::json::document(&filing);
    let priors: Vec<_> = filing.priors().iter().map(|(year, it)| (year, &it.source, it.values.len())).collect();
    let notes: Vec<_> = filing.notes().iter().map(|(cell, note)| (&filing.form().cell(*cell).id, note)).collect();
    let remarks: Vec<_> = filing.remarks().iter().map(|(about, it)| (about, &it.text)).collect();
    let report: Vec<_> = filing.report().iter().map(|(place, it)| (place, it.is_edited)).collect();
    let more = format!("{priors:?} {notes:?} {remarks:?} {report:?} {}", filing.history().len());
    json["more"] = more.into();
    format!("{json:#}\n")
}

#[test]
fn every_version_of_the_format_stays_readable() {
    for version in 1..=format::VERSION {
        let bytes = fs::read(data(&format!("formats/filing-{version}.tianbao"))).expect("a golden file");
        let expected = fs::read_to_string(data(&format!("formats/filing-{version}.json"))).expect("what it holds");
        assert_eq!(summary(&bytes), expected, "version {version}");
        let filing = format::read(&bytes, &Catalogue::shipped()).expect("readable");
        if version == format::VERSION {
            assert_eq!(format::write(&filing), bytes, "what nobody knows stays too");
        }
    }
}

#[test]
fn a_newer_file_is_refused_in_words_and_left_alone() {
    let folder = Folder::new();
    let text = fs::read_to_string(data("formats/filing-1.tianbao")).expect("a golden file");
    let newer = text.replacen("\"version\": 1", "\"version\": 9", 1);
    fs::write(folder.path("新.tianbao"), &newer).expect("written");
    for command in [&["show", "新.tianbao"][..], &["set", "新.tianbao", "3.1.a=1"], &["check", "新.tianbao"]] {
        folder.run(command).refused("文件是第 9 版格式，本程序只认识到第 1 版；请用新版程序打开");
    }
    assert_eq!(folder.text("新.tianbao"), newer);
}

/// A form of an office of its own.
const OWN: &str = include_str!("../fixtures/own_form.toml");

#[test]
fn a_form_of_the_users_own_travels_with_the_filing() {
    let (here, there) = (Folder::new(), Folder::new());
    fs::create_dir_all(here.path("data/forms")).expect("a folder");
    fs::write(here.path("data/forms/own.toml"), OWN).expect("written");
    here.run(&["new", "--form", "own-2025", "--unit", "某局", "--year", "2025", "-o", "本.tianbao"]).ends(0);
    let cell = here.run(&["forms", "own-2025", "--json"]).ends(0).json()["cells"][0]["id"].clone();
    let cell = cell.as_str().expect("a cell");
    here.run(&["set", "本.tianbao", &format!("{cell}=12")]).ends(0);
    fs::copy(here.path("本.tianbao"), there.path("来.tianbao")).expect("sent");
    // The other machine has never seen the form.
    there.run(&["forms", "own-2025"]).refused("没有表式");
    let shown = there.run(&["show", "来.tianbao", "--json"]).ends(0).json();
    assert_eq!((&shown["form"], &shown["values"][cell]), (&"own-2025".into(), &"12".into()));
    there.run(&["set", "来.tianbao", &format!("{cell}=13")]).ends(0);
    there.run(&["export", "来.tianbao", "-o", "来.xlsx", "-o", "来.html"]).ends(0);
    assert!(there.text("来.tianbao").contains("\"form_source\""), "it is not lost on the way back");
    // The form at hand is the one that counts where there is one.
    fs::copy(there.path("来.tianbao"), here.path("回.tianbao")).expect("sent back");
    assert_eq!(here.run(&["show", "回.tianbao", "--json"]).ends(0).json()["values"][cell], "13");
    // Without it, or with one that is damaged, the sentence says what to do.
    let text = there.text("来.tianbao");
    fs::write(there.path("坏.tianbao"), text.replacen("format = 1", "format = ", 1)).expect("written");
    there.run(&["show", "坏.tianbao"]).refused("文件里附带的表式也读不了");
    // A form that every program has does not weigh the file down.
    let shipped = there.sample("suqian-2024");
    there.run(&["set", &shipped, "3.1.a=1"]).ends(1);
    assert!(!there.text(&shipped).contains("form_source"));
}
