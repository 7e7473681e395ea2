//! The filing's file and the store: what is kept, what is refused, and with which sentence.

use std::fs;

use tianbao::check::{Stage, remarks};
use tianbao::filing::store::{self, Error};
use tianbao::filing::{Filing, Level, Unit, Value, format};
use tianbao::form::{Catalogue, Severity};

use crate::support::{engine, findings, form, now, sample, store};

fn filing() -> Filing {
    Filing::new(form("zfxxgk-2021"), Unit { level: Level::parse("county"), ..Unit::named("某区人民政府") }, 2024)
}

fn set(filing: &mut Filing, id: &str, value: Value) {
    let cell = filing.form().cell_index(id).expect("a cell");
    if let Some(edit) = filing.cells_edit([(cell, value)]) {
        filing.apply(edit, now());
    }
}

/// The sentence with which a text is refused as a filing.
fn refusal(text: &str) -> String {
    format::read(text.as_bytes(), &Catalogue::shipped()).expect_err("it is broken").to_string()
}

#[test]
fn broken_files_are_refused_with_a_sentence() {
    let sound = String::from_utf8(format::write(&sample("hongze-2023"))).expect("text");
    assert!(format::read(sound.as_bytes(), &Catalogue::shipped()).is_ok());
    let half = sound.chars().take(sound.chars().count() / 2).collect::<String>();
    assert!(refusal(&half).contains("文件不完整，在第"), "{}", refusal(&half));
    for (from, to, words) in [
        ("\"version\": 1", "\"version\": 2", "第 2 版格式，本程序只认识到第 1 版"),
        ("\"version\": 1", "\"version\": \"1\"", "“version”的内容不对，应为整数"),
        ("zfxxgk-2021", "zfxxgk-2030", "不认识表式“zfxxgk-2030”"),
        ("\"tianbao\": \"filing\"", "\"tianbao\": \"other\"", "这不是填报文件"),
        ("\"3.1.a\": \"21\"", "\"9.9.a\": \"21\"", "没有单元格“9.9.a”"),
        ("\"3.1.a\": \"21\"", "\"3.1.a\": 21", "“values.3.1.a”的内容不对"),
        ("\"3.1.a\": \"21\"", "\"3.1.a\": \"二十一\"", "“values.3.1.a”的内容不对"),
        ("\"year\": 2023", "\"year\": 20230", "“year”的内容不对，应为四位年份"),
        ("\"level\": \"county\"", "\"level\": \"village\"", "“unit.level”的内容不对"),
        ("\"remarks\": {}", "\"remarks\": []", "“remarks”的内容不对"),
        ("\"history\": []", "\"history\": [{\"at\": \"gestern\", \"how\": \"edit\"}]", "应为时间"),
        ("\"tianbao\"", "tianbao", "内容不是填报文件，或已损坏（第 2 行"),
    ] {
        assert!(sound.contains(from), "{from}");
        let sentence = refusal(&sound.replacen(from, to, 1));
        assert!(sentence.contains(words), "{to}: {sentence}");
    }
    for text in ["", "[]", "null", "PK\u{3}\u{4}", "\u{feff}{}"] {
        assert!(!refusal(text).is_empty());
    }
}

#[test]
fn unknown_fields_survive() {
    let text = String::from_utf8(format::write(&sample("hongze-2023"))).expect("text");
    let more = text.replacen("\"level\": \"county\"", "\"level\": \"county\", \"code\": \"320813\"", 1).replacen(
        "\"history\": []",
        "\"history\": [], \"zeta\": {\"b\": 1, \"a\": [true, null]}, \"alpha\": \"x\"",
        1,
    );
    let filing = format::read(more.as_bytes(), &Catalogue::shipped()).expect("a filing");
    let written = String::from_utf8(format::write(&filing)).expect("text");
    let json: serde_json::Value = serde_json::from_str(&written).expect("json");
    assert_eq!(json["unit"]["code"], "320813");
    assert_eq!(json["zeta"], serde_json::json!({ "a": [true, null], "b": 1 }));
    assert!(written.find("\"alpha\"") < written.find("\"zeta\""), "unknown fields stand in a fixed order");
}

#[test]
fn a_remark_settles_a_warning_while_the_values_stay() {
    let mut filing = sample("simao-2017");
    let warning = findings(&filing).remove(0);
    let edit = remarks::answer_edit(&warning, &filing, "含以前年度制发的1件");
    filing.apply(edit, now());
    let settled = findings(&filing).remove(0);
    assert!(settled.is_settled());
    assert_eq!(engine(&filing).counts(&filing, Stage::Filling).settled, 1);
    // Another value of the same relation: the warning is back, with the old remark.
    set(&mut filing, "1.1.a", Value::whole(4));
    let back = findings(&filing).remove(0);
    assert!(!back.is_settled());
    assert_eq!(back.answer.as_ref().map(|it| (it.text.as_str(), it.is_current)), Some(("含以前年度制发的1件", false)));
    // The value of an unrelated cell changes nothing.
    filing.undo(now());
    set(&mut filing, "9.1", Value::whole(41));
    assert!(findings(&filing)[0].is_settled());
}

#[test]
fn an_error_cannot_be_talked_away() {
    let mut filing = sample("hongze-2023");
    let error = findings(&filing).remove(0);
    filing.apply(remarks::answer_edit(&error, &filing, "系统原因"), now());
    let still = findings(&filing).remove(0);
    assert_eq!((still.severity, still.is_settled(), still.is_error()), (Severity::Error, false, true));
    assert!(still.answer.is_some_and(|answer| answer.is_current));
}

#[test]
fn saving_keeps_versions_and_restores_them() {
    let (folder, store) = store();
    let path = folder.path().join("区政府2024.tianbao");
    let catalogue = Catalogue::shipped();
    drop(store.create(&path, &filing()).expect("created"));
    for number in 1..=25 {
        let (mut filing, mut target) = store.open(&path, &catalogue).expect("opened");
        set(&mut filing, "3.1.a", Value::whole(number));
        target.save(&format::write(&filing), jiff::Timestamp::now()).expect("saved");
    }
    let versions = store.versions(&path).list();
    assert_eq!(versions.len(), 20);
    // The last version holds what was there before the last save.
    let last = versions.last().expect("a version");
    let restored = store.restore(&path, last.number, &catalogue).expect("restored");
    let cell = restored.form().cell_index("3.1.a").expect("a cell");
    assert_eq!(restored.value(cell), &Value::whole(24));
    assert_eq!(store::read(&path, &catalogue).expect("read").value(cell), &Value::whole(24));
    // What was there before restoring is a version now.
    let newest = store.versions(&path).list().pop().expect("a version");
    assert_eq!(store::read(&newest.path, &catalogue).expect("read").value(cell), &Value::whole(25));
    assert!(matches!(store.restore(&path, 9999, &catalogue), Err(Error::NoVersion { .. })));
}

#[test]
fn keystroke_saves_do_not_push_old_versions_out() {
    let (folder, store) = store();
    let path = folder.path().join("a.tianbao");
    let mut filing = filing();
    let mut target = store.create(&path, &filing).expect("created");
    let start = now();
    for second in 0..200_i64 {
        set(&mut filing, "3.1.a", Value::whole(second));
        target.save(&format::write(&filing), start + jiff::SignedDuration::from_secs(second)).expect("saved");
    }
    assert_eq!(store.versions(&path).list().len(), 2, "one at the first save, one two minutes later");
}

#[test]
fn one_editor_a_file() {
    let (folder, store) = store();
    let path = folder.path().join("a.tianbao");
    let target = store.create(&path, &filing()).expect("created");
    let refused = store.open(&path, &Catalogue::shipped()).expect_err("it is locked");
    assert!(matches!(refused, Error::Locked { .. }));
    assert!(refused.to_string().contains(&std::process::id().to_string()), "{refused}");
    assert!(store::read(&path, &Catalogue::shipped()).is_ok(), "reading needs no lock");
    drop(target);
    assert!(store.open(&path, &Catalogue::shipped()).is_ok());
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").filter_map(|it| Some(it.ok()?.file_name())).collect();
    assert_eq!(left.len(), 1, "no lock file is left behind: {left:?}");
}

#[test]
fn a_change_from_outside_is_not_overwritten() {
    let (folder, store) = store();
    let path = folder.path().join("a.tianbao");
    let mut filing = filing();
    let mut target = store.create(&path, &filing).expect("created");
    fs::write(&path, format::write(&sample("hongze-2023"))).expect("written from outside");
    set(&mut filing, "3.1.a", Value::whole(1));
    assert!(matches!(target.save(&format::write(&filing), now()), Err(Error::ChangedOutside { .. })));
    assert_eq!(store::read(&path, &Catalogue::shipped()).expect("read").year(), 2023);
}

#[test]
fn existing_files_are_not_overwritten_and_missing_folders_are_told() {
    let (folder, store) = store();
    let path = folder.path().join("a.tianbao");
    fs::write(&path, "anything").expect("written");
    assert!(matches!(store.create(&path, &filing()), Err(Error::Exists { .. })));
    assert_eq!(fs::read_to_string(&path).expect("read"), "anything");
    let nowhere = folder.path().join("no/such/folder/a.tianbao");
    let refused = store.create(&nowhere, &filing()).expect_err("no folder").to_string();
    assert!(refused.contains("文件夹不存在"), "{refused}");
    assert!(matches!(
        store.open(&folder.path().join("none.tianbao"), &Catalogue::shipped()),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn drafts_get_free_names() {
    let (_folder, store) = store();
    let first = store.create_draft(&filing()).expect("a draft");
    let second = store.create_draft(&filing()).expect("another");
    assert_ne!(first.path(), second.path());
    let name = first.path().file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(name, "某区人民政府2024年度政府信息公开情况统计表.tianbao");
}

#[test]
fn the_history_tells_every_change() {
    let mut filing = filing();
    set(&mut filing, "3.1.a", Value::whole(1));
    set(&mut filing, "3.1.a", Value::whole(2));
    filing.undo(now());
    let told: Vec<_> =
        filing.history().iter().map(|it| format!("{:?} {} → {}", it.origin, it.cells[0].1, it.cells[0].2)).collect();
    assert_eq!(told, ["Edit  → 1", "Edit 1 → 2", "Undo 2 → 1"]);
}
