//! Files live longer than programs: every version of the format stays readable, a newer one is refused in words, and a
//! form that others do not have travels with the filing.

use std::fs;

use tianbao::export;
use tianbao::filing::{Code, format};
use tianbao::form::Catalogue;

use crate::cli::Folder;
use crate::support::data;

#[test]
fn every_version_of_the_format_stays_readable() {
    for version in 1..=format::VERSION {
        let bytes = fs::read(data(&format!("formats/filing-{version}.tianbao"))).expect("a golden file");
        let expected = fs::read_to_string(data(&format!("formats/filing-{version}.json"))).expect("what it holds");
        let filing = format::read(&bytes, &Catalogue::shipped()).expect("every version is readable");
        assert_eq!(format!("{:#}\n", export::json::document(&filing)), expected, "version {version}");
        // What the export of data does not say.
        let prior = filing.priors().get(&2023).expect("the year before");
        assert_eq!((prior.source.as_str(), prior.values.len()), ("suqian-2023.tianbao", 200));
        assert_eq!(filing.notes().values().collect::<Vec<_>>(), ["=12+7"]);
        assert_eq!(filing.remarks().get("blank:3.2.b").map(|it| it.text.as_str()), Some("尚未统计"));
        assert_eq!(filing.report().values().filter(|it| it.is_edited).count(), 1);
        assert_eq!((filing.report().len(), filing.history().len()), (2, 13));
        assert_eq!(Code::of(&filing).to_string(), "SPSF-3KW2-780B-F33T");
        if version == format::VERSION {
            assert_eq!(format::write(&filing), bytes, "what nobody knows stays too");
        }
    }
}

#[test]
fn the_exact_copy_in_old_workbooks_stays_readable() {
    let folder = Folder::new();
    fs::copy(data("formats/workbook-1.xlsx"), folder.path("旧.xlsx")).expect("copied");
    folder.run(&["import", "旧.xlsx", "-o", "旧.tianbao"]).ends(0);
    let shown = folder.run(&["show", "旧.tianbao", "--json"]).ends(0).json();
    let golden = fs::read(data("formats/filing-1.json")).expect("what it holds");
    let golden: serde_json::Value = serde_json::from_slice(&golden).expect("JSON");
    for part in ["form", "unit", "year", "values", "signoff"] {
        assert_eq!(shown[part], golden[part], "{part}");
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
