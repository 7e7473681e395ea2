//! Handing in, correcting, what is sent back, and scans of signed pages: the folder, the file and the command line.

use std::fs;
use std::path::Path;

use tianbao::filing::{Code, Filing, Value, format, returned};
use tianbao::form::Catalogue;
use tianbao::jobs::attaching::{self, State};
use tianbao::jobs::{self, submitting};
use tianbao::report::draft;
use tianbao::report::readiness::Readiness;

use crate::cli::Folder;
use crate::support::{engine, now, sample};

/// The smallest files that look like scans.
const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nscan";

fn with(mut filing: Filing, cell: &str, number: i64) -> Filing {
    let cell = filing.form().cell_index(cell).expect("a cell");
    if let Some(edit) = filing.cells_edit([(cell, Value::whole(number))]) {
        filing.apply(edit, now());
    }
    filing
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(path: &Path) -> Filing {
    format::read(&fs::read(path).expect("there"), &Catalogue::shipped()).expect("a filing")
}

#[test]
fn what_keeps_a_filing_back_is_listed_with_what_to_do() {
    let ready = sample("suqian-2024");
    assert_eq!(Readiness::of(&ready, &engine(&ready)).obstacles, []);
    let wrong = with(sample("suqian-2024"), "4.1.a", 999);
    let readiness = Readiness::of(&wrong, &engine(&wrong));
    assert!(!readiness.is_ready());
    assert!(readiness.obstacles.iter().all(|it| !it.sentence.is_empty() && !it.advice.is_empty()), "{readiness:?}");
    assert!(readiness.obstacles.iter().any(|it| it.cell == wrong.form().cell_index("4.1.e")), "{readiness:?}");
    let mut blank = sample("suqian-2024");
    let cells = ["4.1.a", "4.1.b"].map(|id| (blank.form().cell_index(id).expect("a cell"), Value::Blank));
    let edit = blank.cells_edit(cells).expect("a change");
    blank.apply(edit, now());
    let readiness = Readiness::of(&blank, &engine(&blank));
    let told = readiness.obstacles.iter().find(|it| it.sentence.contains("空 2 格")).expect("the blanks");
    assert_eq!(told.cell, blank.form().cell_index("4.1.a"));
    // A text that disagrees with the tables keeps the filing back until it is answered.
    let mut text = sample("suqian-2024");
    let edit = draft::write_edit(&text, "requests.intake", "全市新收政府信息公开申请3252件。").expect("a change");
    text.apply(edit, now());
    let readiness = Readiness::of(&text, &engine(&text));
    assert_eq!(readiness.obstacles.len(), 1, "{readiness:?}");
    assert_eq!(readiness.obstacles[0].relation.as_deref(), Some("text:3.1.g"));
}

#[test]
fn a_folder_is_whole_or_not_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let filing = sample("suqian-2024");
    let (file, target) = (folder.path().join("a.tianbao"), folder.path().join("up"));
    let submit = |target: &Path, save: &dyn Fn(&Filing) -> Result<(), jobs::Error>| {
        submitting::submit(&filing, &engine(&filing), &file, target, now(), save)
    };
    // The disk is full when the filing itself is written.
    let refused = submit(&target, &|_locked| Err(jobs::Error::Cancelled));
    assert!(refused.is_err());
    assert_eq!(names(folder.path()), Vec::<String>::new(), "nothing half made is left");
    // The folder cannot be written: its parent is a file.
    fs::write(folder.path().join("file"), "").expect("written");
    let refused = submit(&folder.path().join("file/up"), &|_locked| panic!("nothing is saved"));
    assert!(refused.expect_err("no folder").to_string().contains("写不了文件夹"));
    // Something is there already.
    fs::create_dir(&target).expect("a folder");
    fs::write(target.join("mine.txt"), "").expect("written");
    let refused = submit(&target, &|_locked| panic!("nothing is saved"));
    assert!(refused.expect_err("taken").to_string().contains("已经有内容"));
    fs::remove_file(target.join("mine.txt")).expect("removed");
    let handed = submit(&target, &|locked| {
        assert!(locked.is_locked());
        Ok(())
    });
    let handed = handed.expect("an empty folder gives way");
    assert_eq!(names(folder.path()), ["file", "up"]);
    assert_eq!(handed.files.len(), 4);
    let sent = handed.files.iter().find(|name| name.ends_with(".tianbao")).expect("the filing");
    let sent = read(&target.join(sent));
    assert!(sent.is_locked() && sent.history().is_empty());
    assert_eq!(sent.values(), filing.values());
    for name in &handed.files {
        assert!(fs::metadata(target.join(name)).is_ok_and(|it| it.len() > 1000), "{name}");
    }
}

#[test]
fn corrections_are_counted_listed_and_sent_along() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let code = Code::of(&sample("suqian-2024")).to_string();
    folder.run(&["correct", &file, "--reason", "早了"]).refused("还没有报送");
    let told = folder.run(&["submit", &file, "-o", "up", "--json"]).ends(0).json();
    assert_eq!(told["code"], code.as_str());
    assert!(told["files"].as_array().is_some_and(|files| files.len() == 4));
    // Locked: everything that changes the content is refused with the sentence, and nothing is written.
    let before = fs::read(folder.path(&file)).expect("the file");
    for command in [
        vec!["set", &file, "4.1.a=5"],
        vec!["set", &file, "@unit=别的单位"],
        vec!["report", &file, "--draft"],
        vec!["remark", &file, "blank:3.1.a", "说明"],
    ] {
        folder.run(&command).refused("不能修改；要改请先“更正”");
    }
    assert_eq!(fs::read(folder.path(&file)).expect("the file"), before);
    folder.run(&["submit", &file, "-o", "up"]).refused("已经有内容");
    let again = folder.run(&["submit", &file, "-o", "again", "--json"]).ends(0).json();
    assert_eq!(again["again"], true, "the folder can be made again");
    assert_eq!(fs::read(folder.path(&file)).expect("the file"), before);

    folder.run(&["correct", &file, "--reason", " "]).refused("请写明更正的原因");
    folder.run(&["correct", &file, "--reason", "复议结果录入有误"]).ends(0);
    folder.run(&["correct", &file, "--reason", "再来"]).refused("正在更正");
    folder.run(&["correct", &file, "--leave"]).ends(0);
    folder.run(&["set", &file, "4.1.a=5"]).refused("不能修改");
    folder.run(&["correct", &file, "--reason", "复议结果录入有误"]).ends(0);
    let (maintained, others) = {
        let filing = read(&folder.path(&file));
        let value = |id: &str| filing.value(filing.form().cell_index(id).expect("a cell")).to_string();
        (value("4.1.a").parse::<i64>().expect("a number"), value("4.1.c").parse::<i64>().expect("a number"))
    };
    let (less, more) = (format!("4.1.a={}", maintained - 1), format!("4.1.c={}", others + 1));
    folder.run(&["set", &file, &less, &more]).ends(0);
    folder.run(&["correct", &file, "--leave"]).refused("已有改动");
    let told = folder.run(&["submit", &file, "-o", "corrected", "--json"]).ends(0).json();
    assert_ne!(told["code"], code.as_str());
    assert!(told["files"].as_array().is_some_and(|files| files.iter().any(|it| it == "更正说明.docx")), "{told}");
    let list = folder.run(&["correct", &file, "--list", "--json"]).ends(0).json();
    let correction = &list["submissions"][1]["correction"];
    assert_eq!((&correction["number"], &correction["from"]), (&1.into(), &code.as_str().into()));
    assert_eq!(correction["reason"], "复议结果录入有误");
    let cells: Vec<_> = correction["cells"].as_array().expect("cells").iter().map(|it| it["cell"].clone()).collect();
    assert_eq!(cells, ["4.1.a", "4.1.c"]);
    assert_eq!(list["locked"], true);
    let note = fs::read(folder.path("corrected").join("更正说明.docx")).expect("the note");
    let note = rwml::extract_text(&note).expect("rwml reads it");
    assert!(note.contains("复议结果录入有误") && note.contains(&code) && note.contains("结果维持"), "{note}");
    let words = folder.run(&["correct", &file, "--list"]).ends(0).out();
    assert!(words.contains("第 1 次更正"), "{words}");
    // What went up reads back with its corrections.
    let sent = names(&folder.path("corrected")).into_iter().find(|name| name.ends_with(".tianbao")).expect("sent");
    assert_eq!(read(&folder.path("corrected").join(sent)).handing(), read(&folder.path(&file)).handing());
}

#[test]
fn a_filing_that_is_not_ready_is_not_handed_in() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    folder.run(&["set", &file, "4.1.a=999"]).ends(1);
    let words = folder.run(&["submit", &file, "-o", "up"]).ends(1).out();
    assert!(words.contains("怎么办：") && words.contains("还不能报送"), "{words}");
    assert!(!folder.path("up").exists());
    assert!(!read(&folder.path(&file)).is_locked());
    let json = folder.run(&["submit", &file, "--json"]).ends(1).json();
    assert_eq!(json["ready"], false);
}

/// What a district writes.
fn slip(unit: &str, code: &str) -> String {
    format!(
        r#"{{"format":"tianbao-return","version":1,"unit":"{unit}","form":"zfxxgk-2021","year":2024,"code":"{code}",
        "date":"2025-01-12","from":"某办公室","findings":[{{"cell":"3.1.g","text":"请核对总计"}},{{"text":"缺少签章"}}]}}"#
    )
}

#[test]
fn what_is_sent_back_is_taken_answered_and_settled() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let filing = sample("suqian-2024");
    folder.run(&["submit", &file, "-o", "up"]).ends(0);
    let code = Code::of(&filing).to_string();
    fs::write(folder.path("back.tianbao-return"), slip(&filing.unit().name, &code)).expect("written");
    fs::write(folder.path("other.tianbao-return"), slip("别的单位", &code)).expect("written");
    fs::write(folder.path("broken.tianbao-return"), "{}").expect("written");
    folder.run(&["return", &file, "other.tianbao-return"]).refused("退回意见是给“别的单位”的");
    folder.run(&["return", &file, "broken.tianbao-return"]).refused("这不是退回意见");
    folder.run(&["return", &file, "missing.tianbao-return"]).refused("读不了文件");
    let ran = folder.run(&["return", &file, "back.tianbao-return"]).ends(1);
    assert!(ran.out().contains("1. [未办] 请核对总计（3.1.g）") && ran.err().contains("tianbao correct"));
    folder.run(&["return", &file, "back.tianbao-return"]).refused("已经打开过");
    folder.run(&["return", &file, "--done", "3"]).refused("没有第 3 条");
    folder.run(&["correct", &file, "--reason", "退回"]).ends(0);
    let words = folder.run(&["submit", &file, "-o", "early"]).ends(1).out();
    assert!(words.contains("退回意见还有 2 条没有办"), "{words}");
    let told = folder.run(&["return", &file, "--answer", "1=已核对，无误", "--done", "1", "--done", "2", "--json"]);
    let told = told.ends(0).json();
    assert_eq!(told["returns"][0]["findings"][0]["answer"], "已核对，无误");
    folder.run(&["submit", &file, "-o", "second"]).ends(0);
}

#[test]
fn scans_are_copied_beside_and_watched() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    fs::write(folder.path("扫描.pdf"), PDF).expect("written");
    fs::write(folder.path("scan.jpeg"), PNG).expect("written");
    fs::write(folder.path("note.txt"), "no scan").expect("written");
    folder.run(&["submit", &file, "-o", "up"]).ends(0);
    folder.run(&["attach", &file, "note.txt"]).refused("不是 PDF、JPG 或 PNG");
    // It is what it is, whatever it is called; and it may come after the filing was handed in.
    let told = folder.run(&["attach", &file, "扫描.pdf", "scan.jpeg", "--json"]).ends(0).json();
    let entries = told["attachments"].as_array().expect("entries").clone();
    assert_eq!(entries.iter().map(|it| it["name"].clone()).collect::<Vec<_>>(), ["扫描.pdf", "scan.png"]);
    assert!(entries.iter().all(|it| it["state"] == "present"));
    let beside = attaching::folder_of(&folder.path(&file));
    assert!(beside.ends_with("suqian-2024.附件"), "{beside:?}");
    assert_eq!(names(&beside), ["scan.png", "扫描.pdf"]);
    // The same scan twice is one file.
    folder.run(&["attach", &file, "扫描.pdf"]).ends(0);
    assert_eq!(names(&beside).len(), 2);
    fs::write(beside.join("scan.png"), "changed").expect("written");
    fs::remove_file(beside.join("扫描.pdf")).expect("removed");
    let told = folder.run(&["attach", &file, "--json"]).ends(1).json();
    let states: Vec<_> =
        told["attachments"].as_array().expect("entries").iter().map(|it| it["state"].clone()).collect();
    assert_eq!(states.len(), 2);
    assert!(states.contains(&"missing".into()) && states.contains(&"changed".into()), "{states:?}");
    let again = folder.run(&["submit", &file, "-o", "again", "--json"]).ends(0).json();
    assert!(again["notes"].as_array().is_some_and(|notes| notes.len() >= 2), "{again}");
    folder.run(&["attach", &file, "--remove", "scan.png", "--remove", "扫描.pdf"]).ends(0);
    folder.run(&["attach", &file, "--remove", "scan.png"]).refused("没有附上");
    assert!(beside.join("scan.png").exists(), "the file itself is nobody's to delete");
}

#[test]
fn scans_go_along_to_another_name_and_into_the_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, moved) = (folder.path().join("a.tianbao"), folder.path().join("b.tianbao"));
    let scan = folder.path().join("s.png");
    fs::write(&scan, PNG).expect("written");
    let mut filing = sample("suqian-2024");
    let attachment = attaching::attach(&file, &filing, &scan, now()).expect("attached");
    let edit = filing.attach_edit(attachment);
    filing.apply(edit, now());
    attaching::take_along(&file, &moved, &filing).expect("copied");
    assert_eq!(attaching::states(&moved, &filing)[0].1, State::Present);
    let handed =
        submitting::submit(&filing, &engine(&filing), &moved, &folder.path().join("up"), now(), |_locked| Ok(()));
    let handed = handed.expect("handed in");
    let sent = handed.files.iter().find(|name| name.ends_with(".tianbao")).expect("the filing");
    let sent = folder.path().join("up").join(sent);
    assert_eq!(attaching::states(&sent, &read(&sent))[0].1, State::Present, "what goes up has its scans");
}

#[test]
fn older_files_open_and_the_new_fields_come_back() {
    // A file of the format before handing in was known has none of its fields, and is written as it was.
    let bytes = fs::read(crate::support::sample_path("suqian-2024")).expect("the sample");
    let old = format::read(&bytes, &Catalogue::shipped()).expect("a filing");
    assert!(old.handing().is_empty() && old.returns().is_empty() && old.attachments().is_empty() && !old.is_locked());
    let written = String::from_utf8(format::write(&old)).expect("text");
    for field in ["handing", "returns", "attachments"] {
        assert!(!written.contains(&format!("\"{field}\"")), "{field}");
    }
    let mut filing = old;
    let content = format::content_hash(&filing);
    let edit = filing.submit_edit(now()).expect("it was not handed in");
    filing.apply(edit, now());
    assert!(filing.undo(now()).is_none(), "handing in is not undone");
    assert_eq!(format::content_hash(&filing), content, "the records of handing in are no content");
    let edit = filing.correct_edit("原因", now()).expect("it is locked");
    filing.apply(edit, now());
    let returned = returned::read_file(slip(&filing.unit().name, &Code::of(&filing).to_string()).as_bytes());
    let edit = filing.return_edit(returned.expect("a slip")).expect("it is new");
    filing.apply(edit, now());
    let edit = filing.answer_edit(0, 1, "补上了", true).expect("a change");
    filing.apply(edit, now());
    let mut filing = with(filing, "4.1.a", 5);
    let edit = filing.submit_edit(now()).expect("it is being corrected");
    filing.apply(edit, now());
    let again = format::read(&format::write(&filing), &Catalogue::shipped()).expect("a filing");
    assert_eq!(again.handing(), filing.handing());
    assert_eq!(again.returns(), filing.returns());
    assert_eq!(format::write(&again), format::write(&filing));
    assert!(filing.handing().submissions[0].values.is_empty(), "only the last time keeps its values");
    // What a newer program adds is kept.
    let text = String::from_utf8(format::write(&filing)).expect("text");
    let newer = text.replacen("\"submissions\": [", "\"later\": {\"a\": 1},\n    \"submissions\": [", 1);
    let kept = format::read(newer.as_bytes(), &Catalogue::shipped()).expect("a filing");
    assert!(String::from_utf8(format::write(&kept)).expect("text").contains("\"later\""));
    for (wrong, why) in
        [("\"handing\": 5,", "handing"), ("\"returns\": [5],", "returns[0]"), ("\"attachments\": [{}],", "name")]
    {
        let broken = String::from_utf8(bytes.clone()).expect("text").replacen('{', &format!("{{{wrong}"), 1);
        let error = format::read(broken.as_bytes(), &Catalogue::shipped()).expect_err("it is wrong").to_string();
        assert!(error.contains(why), "{error}");
    }
}
