//! `tianbao aggregate` on the real program: ledgers, slips, the list of units, what the office decided, earlier years.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use serde_json::{Value as Json, json};
use tianbao::aggregate::workspace::{State, Workspace};
use tianbao::filing::{Edit, Value};

use crate::aggregate::{cell, even, write};
use crate::cli::Folder;
use crate::desk_list::{form_with_a_cell_by_hand, source_with_a_cell_by_hand};
use crate::support::now;

const LIST: &str = "名单.tianbao-units";

/// Two districts, one unit of the same name in both; four files, one of them with errors.
fn folder() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("收到")).expect("a folder");
    for (unit, number) in [("甲区财政局", 0), ("乙区财政局", 0), ("民政局", 0)] {
        write(&folder.path("收到"), &format!("{unit}.tianbao"), &even(unit, number));
    }
    let mut wrong = even("教育局", 0);
    wrong.apply(wrong.cells_edit([(cell("3.1.a"), Value::whole(5))]).expect("a change"), now());
    write(&folder.path("收到"), "教育局.tianbao", &wrong);
    let list = json!({ "tianbao": "units", "version": 1, "name": "某市公开办", "newer": 1, "units": [
        { "name": "甲区", "heading": true, "units": [{ "name": "财政局" }, { "name": "教育局" }] },
        { "name": "乙区", "heading": true, "units": [{ "name": "财政局" }, { "name": "民政局" }] },
        { "name": "水利局" },
    ] });
    std::fs::write(folder.path(LIST), list.to_string()).expect("written");
    folder
}

fn with(more: &[&'static str]) -> Vec<&'static str> {
    [&["aggregate", "收到", "--units", LIST], more].concat()
}

fn workspace(folder: &Folder) -> Workspace {
    Workspace::read(&std::fs::read(folder.path(LIST)).expect("read")).expect("a workspace")
}

fn state(workspace: &Workspace, path: &[&str]) -> State {
    let unit = workspace.units().at(path.iter().copied()).expect("a unit");
    workspace.standing(unit).expect("a standing").state
}

/// The first row or column of every sheet of tables.
fn names(book: &[u8], is_by_columns: bool) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.to_vec())).expect("a workbook");
    let name = book.sheet_names().get(1).expect("a sheet a table").clone();
    let range = book.worksheet_range(&name).expect("a sheet");
    let text = |data: Option<&Data>| data.map(ToString::to_string).unwrap_or_default();
    if is_by_columns {
        range.rows().next().expect("a row").iter().map(|data| text(Some(data))).collect()
    } else {
        range.rows().map(|row| text(row.first())).collect()
    }
}

#[test]
fn ledgers_have_units_as_rows_or_as_columns() {
    let folder = folder();
    folder.run(&with(&["-o", "a.tianbao", "--ledger", "行.xlsx"])).ends(0);
    folder.run(&with(&["-o", "b.tianbao", "--ledger", "列.xlsx", "--units-as-columns"])).ends(0);
    let units = ["合计", "甲区", "财政局", "教育局", "乙区", "财政局", "民政局"];
    for (file, is_by_columns) in [("行.xlsx", false), ("列.xlsx", true)] {
        let names = names(&std::fs::read(folder.path(file)).expect("read"), is_by_columns);
        let listed: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| units.contains(name)).collect();
        assert_eq!(listed, units, "{file}: {names:?}");
    }
    folder.run(&with(&["-o", "c.tianbao", "--ledger", "行.xlsx"])).refused("已经存在");
    let alone = folder.run(&with(&["-o", "c.tianbao", "--units-as-columns"])).ends(2);
    assert!(alone.err().contains("--ledger"), "{}", alone.err());
    assert!(!folder.path("c.tianbao").exists());
}

#[test]
fn slips_and_states_are_written_and_decisions_stand() {
    let folder = folder();
    folder.run(&with(&["-o", "a.tianbao", "--slips", "退回", "--save-units", "--json"])).ends(0);
    let first = workspace(&folder);
    assert_eq!(state(&first, &["甲区", "教育局"]), State::Errors);
    assert_eq!(state(&first, &["乙区", "财政局"]), State::Received);
    assert_eq!(state(&first, &["水利局"]), State::Missing);
    assert_eq!((first.year, first.form.as_deref()), (Some(2024), Some("zfxxgk-2021")));
    assert_eq!(first.extra["newer"], 1, "what is not known is kept");
    let mut slips: Vec<String> = std::fs::read_dir(folder.path("退回"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    slips.sort();
    assert_eq!(slips, ["教育局退回意见.docx", "教育局退回意见.tianbao-return", "教育局退回意见.txt"]);
    assert!(folder.text("退回/教育局退回意见.txt").contains("某市公开办"));

    // Accepted and left aside by the office: the command says the same as the window.
    let mut decided = first.clone();
    let finance = decided.units().at(["乙区", "财政局"]).expect("a unit");
    decided.standing_mut(finance).expect("a standing").state = State::Accepted;
    decided.files.insert("收到/教育局.tianbao".to_owned(), tianbao::aggregate::workspace::Decision::Aside);
    write(&folder.path("收到"), "0.tianbao", &even("民政局", 9));
    write(&folder.path("收到"), "谁的.tianbao", &even("没有写清", 0));
    let water = tianbao::aggregate::workspace::Decision::Of(vec!["水利局".to_owned()]);
    decided.files.insert("收到/谁的.tianbao".to_owned(), water);
    std::fs::write(folder.path(LIST), decided.write()).expect("written");
    let ran = folder.run(&with(&["-o", "b.tianbao", "--save-units", "--json"])).ends(1);
    let sum = ran.json();
    assert_eq!((&sum["units"], &sum["values"]["3.1.a"]), (&json!(4), &json!("0")), "{}", ran.err());
    let failed = sum["failed"].as_array().expect("a list");
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0]["file"].as_str().is_some_and(|file| file.ends_with("0.tianbao")), "the first file counts still");
    assert!(sum["notes"].as_array().expect("a list").iter().any(|it| it["message"] == "已搁置，不计入"));
    let second = workspace(&folder);
    assert_eq!(state(&second, &["乙区", "财政局"]), State::Accepted);
    assert_eq!(state(&second, &["甲区", "教育局"]), State::Missing);
    assert_eq!(state(&second, &["水利局"]), State::Received);
}

#[test]
fn a_list_of_any_kind_says_who_is_expected() {
    let folder = folder();
    std::fs::write(folder.path("名单.csv"), "地区,单位名称\n甲区,财政局\n,教育局\n乙区,财政局\n,审计局\n")
        .expect("written");
    let run = |more: &[&str]| {
        let base = ["aggregate", "收到", "--units", "名单.csv", "--json"];
        folder.run(&[&base, more].concat())
    };
    let sum = run(&["-o", "a.tianbao", "--node", "甲区"]).ends(1).json();
    assert_eq!((&sum["units"], &sum["missing"]), (&json!(2), &json!([])));
    let failed = sum["failed"].as_array().expect("a list");
    assert!(failed[0]["message"].as_str().is_some_and(|it| it.contains("“民政局”不在单位名单里")), "{failed:?}");
    let sum = run(&["-o", "b.tianbao", "--only", "教育局", "--only", "乙区财政局"]).ends(1).json();
    assert_eq!((&sum["units"], &sum["not_found"]), (&json!(2), &json!([])));
    run(&["-o", "c.tianbao", "--save-units"]).refused("不是 *.tianbao-units");
    let like = folder.run(&["aggregate", "收到", "--units", "名单.csv", "-o", "d.tianbao", "--node", "财政局"]);
    like.refused("单位名单里有几个“财政局”");
}

#[test]
fn earlier_years_are_those_of_the_office() {
    let folder = folder();
    std::fs::create_dir(folder.path("2023")).expect("a folder");
    for (unit, number) in [("甲区财政局", 3), ("乙区财政局", 0), ("教育局", 5), ("民政局", 0)] {
        let mut filing = even(unit, number);
        filing.apply(Edit::Year { old: 2024, new: 2023 }, now());
        write(&folder.path("2023"), &format!("{unit}.tianbao"), &filing);
    }
    let list = json!({ "tianbao": "units", "version": 1, "name": "某市公开办", "year": 2023, "sources": ["2023"], "units": [
        { "name": "甲区", "heading": true, "units": [{ "name": "财政局" }, { "name": "教育局" }] },
        { "name": "乙区", "heading": true, "units": [{ "name": "财政局" }, { "name": "民政局" }] },
    ] });
    std::fs::write(folder.path("2023.tianbao-units"), list.to_string()).expect("written");
    let more = ["-o", "a.tianbao", "--earlier", "2023.tianbao-units", "--review", "--json"];
    let sum = folder.run(&with(&more)).ends(0).json();
    assert_eq!(sum["years"]["3.1.a"], json!({ "2022": null, "2023": "8", "2024": "5" }));
    let before = |unit: &str, cell: &str| -> Vec<Json> {
        let origin = sum["origin"][cell].as_array().expect("a list").iter();
        origin.filter(|it| it["unit"] == unit).map(|it| it["last_year"].clone()).collect()
    };
    assert_eq!(before("财政局", "3.1.a"), [json!("0"), json!("3")], "each of the like-named ones its own");
    let review: Vec<&str> = sum["review"].as_array().expect("a list").iter().filter_map(Json::as_str).collect();
    let breaks = review.iter().filter(|it| it.contains("上年结转")).count();
    assert_eq!(breaks, 14, "seven columns of two units: {review:?}");
    // The sum carries last year along: its own carry-over is checked.
    let check = folder.run(&["check", "a.tianbao", "--json"]).ends(1).json();
    assert!(crate::cli::relations(&check).iter().any(|id| id.starts_with("carry-over")), "{check:#}");
    folder.run(&with(&["-o", "b.tianbao", "--earlier", "没有.tianbao-units"])).refused("没有.tianbao-units");
    let alone = folder.run(&["aggregate", "收到", "-o", "b.tianbao", "--earlier", "2023.tianbao-units"]).ends(2);
    assert!(alone.err().contains("--units"), "{}", alone.err());
}

#[test]
fn what_does_not_add_up_comes_from_the_list() {
    let folder = Folder::new();
    let forms = folder.path("data").join("forms");
    std::fs::create_dir_all(&forms).expect("a folder");
    std::fs::write(forms.join("own.toml"), source_with_a_cell_by_hand()).expect("written");
    let (own, _) = form_with_a_cell_by_hand();
    for unit in ["甲局", "乙局"] {
        let mut filing = tianbao::filing::Filing::new(own.clone(), tianbao::filing::Unit::named(unit), 2017);
        let edit = filing.cells_edit(own.cell_indices().map(|cell| (cell, Value::whole(2)))).expect("values");
        filing.apply(edit, now());
        write(&folder.path(""), &format!("{unit}.tianbao"), &filing);
    }
    let list = json!({ "tianbao": "units", "version": 1, "by_hand": { "1.1": "3" }, "units": [
        { "name": "甲局" }, { "name": "乙局" },
    ] });
    std::fs::write(folder.path(LIST), list.to_string()).expect("written");
    let run = |more: &[&str]| {
        let base = ["aggregate", "甲局.tianbao", "乙局.tianbao", "--units", LIST, "--json"];
        folder.run(&[&base, more].concat()).ends(0).json()
    };
    let all = run(&["-o", "all.tianbao"]);
    assert_eq!((&all["values"]["1.1"], &all["values"]["1.2.1"]), (&json!("3"), &json!("4")));
    let kinds =
        |sum: &Json| sum["notes"].as_array().expect("a list").iter().filter(|it| it["kind"] == "by_hand").count();
    assert_eq!(kinds(&all), 0);
    let some = run(&["-o", "some.tianbao", "--only", "甲局"]);
    assert_eq!((&some["values"]["1.1"], kinds(&some)), (&Json::Null, 1));
}

#[test]
fn a_damaged_list_is_refused_and_stays_as_it_is() {
    let folder = folder();
    let whole = std::fs::read(folder.path(LIST)).expect("read");
    let half = &whole[..whole.len() / 2];
    std::fs::write(folder.path(LIST), half).expect("written");
    folder.run(&with(&["-o", "a.tianbao", "--save-units"])).refused("已损坏");
    assert_eq!(std::fs::read(folder.path(LIST)).expect("read"), half);
    assert!(!folder.path("a.tianbao").exists());
}

#[test]
fn a_file_that_is_being_written_says_so() {
    use std::io::Write as _;
    use std::sync::atomic::{AtomicBool, Ordering};

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.tianbao");
    let catalogue = tianbao::form::Catalogue::shipped();
    let reader = tianbao::jobs::aggregating::Reader::new(&catalogue, None).expect("a reader");
    let is_over = AtomicBool::new(false);
    let is_told = std::thread::scope(|scope| {
        // Somebody copies a long file slowly: it is longer at every look, and never whole.
        std::fs::write(&path, b"{").expect("written");
        scope.spawn(|| {
            let mut file = std::fs::File::options().append(true).open(&path).expect("open");
            while !is_over.load(Ordering::Relaxed) {
                file.write_all(&[b' '; 4096]).expect("written");
            }
        });
        let is_told = (0..2000).any(|_| {
            let refused = reader.read(&path).expect_err("it is not whole");
            refused.message.contains("正在被写入")
        });
        is_over.store(true, Ordering::Relaxed);
        is_told
    });
    assert!(is_told);
}
