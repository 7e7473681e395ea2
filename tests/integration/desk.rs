//! The desk of an office: files settle unit by unit, decisions stand, folders are watched, ledgers add up, slips say what
//! is wrong.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tianbao::aggregate::desk::Desk;
use tianbao::aggregate::desk::scope::Scope;
use tianbao::aggregate::desk::sent::Fate;
use tianbao::aggregate::intake::{Refused, Wish, take_in};
use tianbao::aggregate::received::Received;
use tianbao::aggregate::slip::Slip;
use tianbao::aggregate::units::Node;
use tianbao::aggregate::workspace::{State, Workspace};
use tianbao::aggregate::{Contribution, NodeId, Tree, list};
use tianbao::check::Amount;
use tianbao::export::docx;
use tianbao::export::xlsx::ledger::{Layout, Ledger, ledger};
use tianbao::filing::{Filing, Value};
use tianbao::form::Catalogue;
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::jobs::aggregating::{Reader, gather};
use tianbao::jobs::collecting::{Collector, News, Where};
use tianbao::jobs::progress::{Cancel, Task};
use tianbao::jobs::reading::Pool;
use tianbao::jobs::{slips, workspaces};

use crate::aggregate::{any_filings, cell, even, filled, write};
use crate::support::{form, now};
use crate::xlsx::recalculated;

pub(crate) const FORM: &str = "zfxxgk-2021";

/// A city with two districts.
pub(crate) fn units() -> Tree {
    let rows = list::rows("某市\n\t甲区\n\t\t财政局\n\t\t教育局\n\t乙区\n\t\t民政局\n");
    list::tree(&rows)
}

pub(crate) fn desk() -> Desk {
    let mut workspace = Workspace::new(units());
    "某市公开办".clone_into(&mut workspace.name);
    workspace.year = Some(2024);
    Desk::new(workspace, Some(form(FORM)))
}

/// A filing as if it had been read from a file.
pub(crate) fn received(file: &str, filing: &Filing) -> Received {
    let hash = format!("{:?}", filing.values());
    Received {
        contribution: Contribution::of(filing, file),
        hash,
        state: State::Received,
        errors: 0,
        warnings: 0,
        notes: Vec::new(),
        findings: Vec::new(),
    }
}

pub(crate) fn arrive(desk: &mut Desk, file: &str, filing: &Filing) {
    desk.arrive(vec![received(file, filing)], Vec::new());
}

pub(crate) fn unit(desk: &Desk, name: &str) -> NodeId {
    desk.workspace().units().ids().find(|id| desk.workspace().units().name(*id) == name).expect("a unit")
}

pub(crate) fn sum(desk: &Desk) -> Amount {
    desk.aggregate().expect("form and year are known").cell(cell("3.1.a")).sum
}

#[test]
fn files_settle_unit_by_unit() {
    let mut desk = desk();
    arrive(&mut desk, "a.xlsx", &even("甲区财政局", 1));
    arrive(&mut desk, "b.xlsx", &even("教育局", 2));
    assert_eq!(sum(&desk), Amount::whole(3));
    let finance = unit(&desk, "财政局");
    assert_eq!(desk.state(finance), State::Received);
    assert_eq!(desk.tally(None), [1, 2, 0, 0, 0, 0, 0]);

    // A second file of the same unit waits for a decision; the first still counts, whatever the names.
    arrive(&mut desk, "0.xlsx", &even("财政局", 10));
    assert_eq!(sum(&desk), Amount::whole(3));
    assert!(matches!(&desk.file("0.xlsx").expect("a file").fate, Fate::Second(words) if words.contains("200 格不同")));
    assert_eq!(desk.beside(finance), ["0.xlsx"]);
    desk.prefer("0.xlsx");
    assert_eq!(sum(&desk), Amount::whole(12));
    assert_eq!(desk.file("a.xlsx").expect("a file").fate, Fate::Aside);
    desk.undecide("a.xlsx");
    assert!(matches!(desk.file("a.xlsx").expect("a file").fate, Fate::Second(_)), "what counted before counts");
    desk.gone("0.xlsx");
    assert_eq!(sum(&desk), Amount::whole(3));

    // Nobody is guessed; once it is said, the name is known.
    arrive(&mut desk, "c.xlsx", &even("民政管理局", 100));
    assert!(matches!(desk.file("c.xlsx").expect("a file").fate, Fate::Unknown(_)));
    let welfare = unit(&desk, "民政局");
    assert_eq!(desk.proposals("c.xlsx"), [welfare]);
    desk.add_alias(welfare, "民政管理局");
    assert_eq!(sum(&desk), Amount::whole(103));
    arrive(&mut desk, "d.xlsx", &filled("", [(cell("3.1.a"), Value::whole(7))]));
    assert!(desk.file("d.xlsx").expect("a file").objection().is_some_and(|words| words.contains("没有写明")));
    desk.gone("c.xlsx");
    desk.assign("d.xlsx", welfare);
    assert_eq!(sum(&desk), Amount::whole(10));

    // A heading sends nothing, unless the office says so.
    arrive(&mut desk, "e.xlsx", &even("乙区", 1000));
    assert_eq!(sum(&desk), Amount::whole(10));
    assert!(desk.file("e.xlsx").expect("a file").objection().is_some_and(|words| words.contains("上级")));
    let district = unit(&desk, "乙区");
    desk.set_heading(district, false);
    assert_eq!(sum(&desk), Amount::whole(1010));
    desk.set_heading(district, true);
    assert_eq!(sum(&desk), Amount::whole(10));
}

#[test]
fn decisions_stand_while_the_file_is_the_same_and_replaced_files_say_what_changed() {
    let mut desk = desk();
    let finance = unit(&desk, "财政局");
    assert!(!desk.accept(finance), "nothing is there to accept");
    arrive(&mut desk, "a.xlsx", &even("财政局", 1));
    assert!(desk.accept(finance));
    arrive(&mut desk, "a.xlsx", &even("财政局", 1));
    assert_eq!(desk.state(finance), State::Accepted);
    assert!(desk.changed(finance).is_empty());
    let mut other = even("财政局", 1);
    other.apply(other.cells_edit([(cell("3.1.a"), Value::whole(9))]).expect("a change"), now());
    arrive(&mut desk, "a.xlsx", &other);
    assert_eq!(desk.state(finance), State::Received, "another file is judged anew");
    let changed = desk.changed(finance);
    assert_eq!(changed.len(), 1);
    assert_eq!((&changed[0].old, &changed[0].new), (&Value::whole(1), &Value::whole(9)));
    assert_eq!(sum(&desk), Amount::whole(9));

    desk.give_back(finance, "请核对 3.1.a");
    let bytes = desk.workspace().write();
    let reopened = Desk::new(Workspace::read(&bytes).expect("a workspace"), Some(form(FORM)));
    assert_eq!(reopened.state(finance), State::Returned);
    assert_eq!(reopened.workspace().standing(finance).expect("a standing").remark, "请核对 3.1.a");
    assert_eq!(reopened.workspace().write(), bytes);
    desk.reopen(finance);
    assert_eq!(desk.state(finance), State::Received);

    // A damaged file in the place of a good one is no number at all.
    let broken = Refused { file: "a.xlsx".to_owned(), message: "已损坏".to_owned() };
    desk.arrive(Vec::new(), vec![broken]);
    assert_eq!((desk.state(finance), sum(&desk)), (State::Doubtful, Amount::ZERO));
    arrive(&mut desk, "a.xlsx", &even("财政局", 5));
    assert_eq!((desk.state(finance), sum(&desk)), (State::Received, Amount::whole(5)));
    // What was sent back and taken away is waited for.
    desk.give_back(finance, "");
    desk.gone("a.xlsx");
    assert_eq!(desk.state(finance), State::Returned);
}

#[test]
fn without_a_list_everybody_who_sends_is_listed() {
    let mut workspace = Workspace::default();
    workspace.takes_any = true;
    let mut desk = Desk::new(workspace, None);
    desk.arrive(vec![received("a", &even("甲局", 1)), received("b", &even("乙局", 2))], Vec::new());
    assert_eq!(desk.workspace().units().len(), 2);
    assert_eq!((desk.workspace().year, desk.workspace().form.as_deref()), (Some(2024), Some(FORM)));
    assert_eq!(sum(&desk), Amount::whole(3));
    // Own values of the office are one more unit.
    let own = desk.add_unit(Node { name: "本级".to_owned(), ..Node::default() });
    desk.assign("own.tianbao", own);
    arrive(&mut desk, "own.tianbao", &even("某市公开办本级", 4));
    assert_eq!((desk.state(own), sum(&desk)), (State::Received, Amount::whole(7)));
}

#[test]
fn three_ways_of_adding_up() {
    let mut desk = desk();
    for (file, name, number) in [("a", "财政局", 1), ("b", "教育局", 2), ("c", "民政局", 4)] {
        arrive(&mut desk, file, &even(name, number));
    }
    let of = |scope: &Scope| desk.aggregate_of(scope).expect("known").cell(cell("3.1.a")).sum;
    assert_eq!(of(&Scope::All), Amount::whole(7));
    assert_eq!(of(&Scope::Below(unit(&desk, "甲区"))), Amount::whole(3));
    let chosen = Scope::Chosen([unit(&desk, "教育局"), unit(&desk, "民政局")].into());
    assert_eq!(of(&chosen), Amount::whole(6));
    assert_eq!(desk.name_of(&chosen), "某市公开办（选择 2 个单位）");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// One by one, in any order, with detours: the same as all at once.
    #[test]
    fn the_desk_adds_up_as_all_at_once(filings in any_filings(), turn in 0_usize..7, detour in 0_usize..7) {
        let named = |at: usize, filing: &Filing| {
            let mut filing = filing.clone();
            let unit = tianbao::filing::Unit::named(format!("{at}号局"));
            filing.apply(filing.unit_edit(unit), now());
            filing
        };
        let all: Vec<Filing> = filings.iter().enumerate().map(|(at, filing)| named(at, filing)).collect();
        let sent = all.iter().enumerate().map(|(at, filing)| Contribution::of(filing, &at.to_string())).collect();
        let whole = take_in(sent, &Wish::default()).expect("filings").aggregate;
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.rotate_left(turn % all.len());
        let mut workspace = Workspace::default();
        (workspace.takes_any, workspace.year) = (true, Some(2024));
        let mut desk = Desk::new(workspace, Some(form(FORM)));
        for at in &order {
            arrive(&mut desk, &at.to_string(), &all[*at]);
        }
        let at = detour % all.len();
        arrive(&mut desk, &at.to_string(), &even(&format!("{at}号局"), 3));
        desk.gone(&at.to_string());
        arrive(&mut desk, &at.to_string(), &all[at]);
        prop_assert_eq!(desk.aggregate().expect("known").sum(), whole.sum());
    }
}

/// The text of a sheet, row by row.
fn sheet(book: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.to_vec())).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    let text = |data: &Data| if let Data::Empty = data { String::new() } else { data.to_string() };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn sheet_names(book: &[u8]) -> Vec<String> {
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.to_vec())).expect("a workbook");
    book.sheet_names()
}

#[test]
fn a_ledger_adds_up_in_a_spreadsheet_too() {
    let mut desk = desk();
    let money = form(FORM).cell_index("2.8.1.a").expect("a cell");
    for (file, name, number, amount) in
        [("a", "财政局", 1, "0.1"), ("b", "教育局", 2, "0.2"), ("c", "民政局", 4, "12.345678")]
    {
        let mut filing = even(name, number);
        let amount = Value::from_exact(amount).expect("exact");
        filing.apply(filing.cells_edit([(money, amount), (cell("3.4.a"), Value::Blank)]).expect("a change"), now());
        arrive(&mut desk, file, &filing);
    }
    let whole = desk.aggregate().expect("known").clone();
    let book = |layout| {
        let units = Some(desk.workspace().units());
        let file = |part: &tianbao::aggregate::Part| Some(format!("/收到/{}", part.file));
        ledger(&Ledger { aggregate: &whole, name: "某市", units, layout, file: &file }).expect("a ledger")
    };
    let books = [Layout::UnitsAsRows, Layout::UnitsAsColumns].map(|layout| (format!("{layout:?}"), book(layout)));
    let again = recalculated(&books);
    for ((name, book), again) in books.iter().zip(&again) {
        let names = sheet_names(book);
        assert_eq!(names.len(), 4, "{names:?}");
        for table in &names {
            assert_eq!(sheet(book, table), sheet(again, table), "{name} {table}");
        }
    }
    let first = sheet(&again[0], &sheet_names(&books[0].1)[1]);
    let names: Vec<&str> = first.iter().skip(2).map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["合计", "某市", "甲区", "财政局", "教育局", "乙区", "民政局"]);
    let at = first[0].iter().position(|head| *head == form(FORM).cell(money).name).expect("a head");
    let column: Vec<&str> = first.iter().skip(2).map(|row| row[at].as_str()).collect();
    assert_eq!(column, ["12.645678", "12.645678", "0.3", "0.1", "0.2", "12.345678", "12.345678"]);
    let third = sheet(&again[0], &sheet_names(&books[0].1)[2]);
    let blank = third[0].iter().position(|head| *head == form(FORM).cell(cell("3.4.a")).name).expect("a head");
    assert!(third.iter().skip(2).all(|row| row[blank].is_empty()), "blanks are no zeros");
    let units = sheet(&books[0].1, "单位");
    assert!(units[0][0].contains("3 个单位"), "{units:?}");
    assert_eq!(units[4], ["财政局", "a"]);
}

#[test]
fn a_slip_says_what_is_wrong_in_three_ways() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut filing = even("财政局", 0);
    filing.apply(
        filing.cells_edit([(cell("3.1.a"), Value::whole(5)), (cell("4.1.a"), Value::Blank)]).expect("a change"),
        now(),
    );
    write(folder.path(), "甲.tianbao", &filing);
    let catalogue = Catalogue::shipped();
    let reader = Reader::new(&catalogue, None).expect("a reader");
    let task = Task::new(Cancel::default(), &|_| {});
    let read = gather(&[folder.path().join("甲.tianbao")], &reader, &task).expect("read");
    assert_eq!(read.received[0].state, State::Errors);
    let mut desk = desk();
    desk.arrive(read.received, read.failed);
    let finance = unit(&desk, "财政局");
    desk.give_back(finance, "请于 1 月 20 日前重新报送。");
    let slip = Slip::of(&desk, finance, "2026-01-12").expect("a slip");
    let text = slip.text();
    for words in ["财政局：", "2024 年度", "请于 1 月 20 日前", "必须改正的", "有 1 格空着", "某市公开办", "2026-01-12"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let code = tianbao::filing::code::Code::of(&filing).to_string();
    let json = slip.json();
    let head = json!({ "format": "tianbao-return", "version": 1, "unit": "财政局", "form": FORM, "year": 2024,
        "code": code, "date": "2026-01-12", "from": "某市公开办" });
    for (field, value) in head.as_object().expect("an object") {
        assert_eq!(&json[field], value);
    }
    let findings = json["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|it| it["cell"] == "4.1.a"), "{findings:?}");
    assert_eq!(findings[0], json!({ "text": "请于 1 月 20 日前重新报送。" }));

    let out = folder.path().join("退回意见");
    let like = Slip { findings: Vec::new(), ..slip.clone() };
    let files =
        slips::write(&[slip.clone(), like], &out, now(), &Task::new(Cancel::default(), &|_| {})).expect("written");
    let names: Vec<String> =
        files.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names[..3], ["财政局退回意见.docx", "财政局退回意见.txt", "财政局退回意见.tianbao-return"]);
    assert_eq!(names[3], "财政局退回意见（2）.docx");
    let back: Json = serde_json::from_slice(&std::fs::read(&files[2]).expect("read")).expect("JSON");
    assert_eq!(back, json);
    let word = docx::slip(&slip, now());
    let Ok(Source::Document(document)) = readers::read(&word, &Limits::default()) else { panic!("no document") };
    let read = format!("{:?}", document.blocks);
    assert!(slip.paragraphs().iter().all(|paragraph| read.contains(paragraph.as_str())), "{read}");
}

#[test]
fn lists_of_units_come_from_workbooks_and_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["单位名单", "", ""],
        ["序号", "单位名称", "上级单位"],
        ["1", "财政局", "甲区"],
        ["2", "教育局", "甲区"],
        ["3", "甲区", "某市"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).expect("written");
        }
    }
    let path = folder.path().join("名单.xlsx");
    std::fs::write(&path, book.save_to_buffer().expect("a workbook")).expect("written");
    let pool = Arc::new(Pool::of(env!("CARGO_BIN_EXE_tianbao").into(), 1, Duration::from_secs(10)));
    let tree = workspaces::list_of_units(&path, &pool).expect("a list");
    let paths: Vec<String> = tree.ids().map(|id| tree.path(id)).collect();
    assert_eq!(paths, ["某市", "某市 › 甲区", "某市 › 甲区 › 财政局", "某市 › 甲区 › 教育局"]);
    let text = folder.path().join("名单.csv");
    std::fs::write(&text, "地区,单位名称\n甲区,财政局\n,教育局\n").expect("written");
    let tree = workspaces::list_of_units(&text, &pool).expect("a list");
    assert_eq!(tree.len(), 3);
    // The list of an earlier workspace.
    let earlier = folder.path().join("2023.tianbao-units");
    workspaces::write(&earlier, &Workspace::new(units())).expect("written");
    assert_eq!(workspaces::list_of_units(&earlier, &pool).expect("a list"), units());
    let none = folder.path().join("空.csv");
    std::fs::write(&none, " \n").expect("written");
    assert!(workspaces::list_of_units(&none, &pool).is_err_and(|error| error.to_string().contains("空.csv")));
}

#[test]
fn paths_in_a_workspace_begin_in_its_folder() {
    let folder = Path::new("/办公/汇总");
    assert_eq!(workspaces::written(Path::new("/办公/汇总/收到/甲.xlsx"), folder), "收到/甲.xlsx");
    assert_eq!(workspaces::written(Path::new("/办公/汇总"), folder), ".");
    assert_eq!(workspaces::written(Path::new("/共享/甲.xlsx"), folder), "/共享/甲.xlsx");
    assert_eq!(workspaces::path_of("收到/甲.xlsx", folder), Path::new("/办公/汇总/收到/甲.xlsx"));
}

/// Waits until the desk is so, taking what the collector says.
fn wait(desk: &Mutex<Desk>, is_so: impl Fn(&Desk) -> bool) {
    let begun = Instant::now();
    while !is_so(&desk.lock().expect("not poisoned")) {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "it did not come: {:?}",
            desk.lock().expect("not poisoned").tally(None)
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_folder_is_read_as_files_come_are_replaced_and_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let inbox = folder.path().join("收到");
    std::fs::create_dir(&inbox).expect("a folder");
    write(&inbox, "财政局.tianbao", &even("财政局", 1));
    std::fs::write(inbox.join("~$财政局.xlsx"), b"x").expect("written");
    std::fs::write(inbox.join("坏.xlsx"), b"PK\x03\x04 broken").expect("written");
    let pool = Arc::new(Pool::of(env!("CARGO_BIN_EXE_tianbao").into(), 1, Duration::from_secs(10)));
    let desk = Arc::new(Mutex::new(desk()));
    let done = Arc::new(Mutex::new(0));
    let heard = (Arc::clone(&desk), Arc::clone(&done));
    let say = move |news| match news {
        News::Came { received, failed, gone } => {
            let mut desk = heard.0.lock().expect("not poisoned");
            for file in gone {
                desk.gone(&file);
            }
            desk.arrive(received, failed);
        }
        News::Done { .. } => *heard.1.lock().expect("not poisoned") += 1,
        News::Begins(_) | News::Progress(_) | News::Away(_) => {}
    };
    let place = Where {
        workspace: inbox.join("w.tianbao-units"),
        folder: folder.path().to_owned(),
        sources: vec![inbox.clone()],
        year: Some(2024),
    };
    let collector = Collector::start(place, Catalogue::shipped(), pool, say).expect("a thread");
    wait(&desk, |desk| desk.files().count() == 2);
    {
        let desk = desk.lock().expect("not poisoned");
        assert_eq!(sum(&desk), Amount::whole(1));
        assert_eq!(desk.file("收到/坏.xlsx").expect("a file").fate, Fate::Unread);
        assert_eq!(desk.sent_by(unit(&desk, "财政局")).expect("a file").0, "收到/财政局.tianbao");
    }
    write(&inbox, "教育局.tianbao", &even("教育局", 2));
    write(&inbox, "财政局.tianbao", &even("财政局", 40));
    collector.look_now();
    wait(&desk, |desk| sum(desk) == Amount::whole(42));
    assert_eq!(desk.lock().expect("not poisoned").changed(unit(&self::desk(), "财政局")).len(), 200);
    std::fs::remove_file(inbox.join("教育局.tianbao")).expect("removed");
    collector.look_now();
    wait(&desk, |desk| sum(desk) == Amount::whole(40));
    drop(collector);
    assert!(*done.lock().expect("not poisoned") >= 2);
}

#[test]
fn the_aggregate_as_a_filing_keeps_what_people_wrote() {
    let (folder, store) = crate::support::store();
    let path = folder.path().join("汇总.tianbao");
    let catalogue = Catalogue::shipped();
    let mut desk = desk();
    arrive(&mut desk, "a", &even("财政局", 1));
    let filing = |desk: &Desk| {
        let unit = tianbao::filing::Unit::named("某市");
        desk.aggregate().expect("known").filing(unit, now()).0
    };
    workspaces::write_aggregate(&store, &filing(&desk), &path, &catalogue).expect("written");
    let (mut there, mut target) = store.open(&path, &catalogue).expect("open");
    let signoff = tianbao::filing::SignOff::default();
    let mut signed = signoff.clone();
    signed.set("填报人", "张三");
    there.apply(tianbao::filing::Edit::SignOff { old: signoff, new: signed }, now());
    target.save(&tianbao::filing::format::write(&there), now()).expect("saved");
    drop(target);
    arrive(&mut desk, "b", &even("教育局", 5));
    workspaces::write_aggregate(&store, &filing(&desk), &path, &catalogue).expect("written");
    let again = tianbao::filing::store::read(&path, &catalogue).expect("a filing");
    assert_eq!(again.value(cell("3.1.a")), &Value::whole(6));
    assert_eq!(again.signoff().get("填报人"), "张三");
}
