//! Beside the sheet: what is known about the active cell, its history, its calculation; kept versions side by side.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::filing::{Filing, Snapshot, Value};

use crate::support::{now, sample, sample_path, store};
use crate::window_harness::{Window, new_filing, number};

const NEW: &str = "一、本年新收政府信息公开申请数量（自然人）";

/// A window on a filing made for the test.
fn open(filing: &Filing) -> Window {
    let (folder, store) = store();
    let file = folder.path().join("open.tianbao");
    drop(store.create(&file, filing).expect("the folder can be written"));
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for(&filing.form().cells[0].name);
    window
}

#[test]
fn a_calculation_gives_the_number_and_stays_as_a_note() {
    let mut window = new_filing();
    window.type_text("=12+7×2");
    assert!(window.shows("＝ 26"), "the result is shown while typing");
    window.key(Key::Enter);
    let name = "规章（本年制发件数）";
    assert_eq!(window.cell(name), "26");
    assert!(window.description(name).contains("由算式得出"));
    window.key(Key::ArrowUp);
    assert!(window.shows("=12+7×2"));
    window.on_disk(|filing| {
        let cell = filing.form().cell_index("2.1.1.a").expect("a cell");
        number(filing, "2.1.1.a") == "26" && filing.notes().get(&cell).is_some_and(|note| note == "=12+7×2")
    });
    // F2 goes on with the calculation.
    window.key(Key::F2);
    window.type_text("-1");
    window.key(Key::Enter);
    assert_eq!(window.cell(name), "25");
    // A plain number takes the note away, and undoing brings both back.
    window.key(Key::ArrowUp);
    window.type_text("30");
    window.key(Key::Enter);
    assert!(!window.description(name).contains("由算式得出"));
    window.ctrl(Key::Z);
    assert_eq!(window.cell(name), "25");
    assert!(window.description(name).contains("由算式得出"));
}

#[test]
fn a_calculation_that_cannot_be_reckoned_stays_to_be_mended() {
    let mut window = new_filing();
    window.type_text("=10/3");
    window.key(Key::Enter);
    assert!(window.shows("除不尽"));
    assert_eq!(window.cell("规章（本年制发件数）"), "空");
    window.type_text("*3");
    window.key(Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "10");
    window.type_text("=1/0");
    window.key(Key::Enter);
    assert!(window.shows("不能除以 0"));
    window.key(Key::Escape);
    assert_eq!(window.cell("行政规范性文件（本年制发件数）"), "空");
}

#[test]
fn a_pasted_calculation_is_not_reckoned() {
    let mut window = new_filing();
    window.harness.event(Event::Paste("=1+1".to_owned()));
    window.harness.run();
    assert!(window.cell("规章（本年制发件数）").starts_with("=1+1"));
}

#[test]
fn a_figure_of_the_arithmetic_leads_to_its_cell() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    let figure = window.harness.query_all_by_label_contains("到 四、行政复议（总计）").next().expect("a figure");
    figure.click();
    window.harness.run();
    window.type_text("99");
    window.key(Key::Tab);
    window.key(Key::ArrowLeft);
    assert!(window.cell("四、行政复议（总计）").starts_with("99"));
    assert!(window.shows("× 不符"));
}

#[test]
fn the_history_of_a_cell_leads_back() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let name = "行政规范性文件（现行有效件数）";
    window.click(name);
    for text in ["7", "8"] {
        window.type_text(text);
        window.key(Key::Tab);
        window.click(name);
    }
    assert!(window.shows("7 → 8"));
    assert!(window.shows("5 → 7"));
    // By keyboard: to the inspector, and Tab on to the button.
    window.key(Key::F6);
    window.tab_to("恢复为 5");
    window.key(Key::Enter);
    assert_eq!(window.cell(name), "5");
    window.key(Key::Escape);
    window.ctrl(Key::Z);
    assert_eq!(window.cell(name), "8");
}

#[test]
fn earlier_years_are_drawn_and_spoken() {
    let mut filing = sample("suqian-2024");
    for (year, figures) in [(2023, "58"), (2022, "12")] {
        let mut earlier = sample("suqian-2024");
        let cell = earlier.form().cell_index("3.1.a").expect("a cell");
        let edit = earlier.cells_edit([(cell, Value::from_exact(figures).expect("a number"))]);
        earlier.apply(edit.expect("a change"), now());
        let edit = filing.prior_edit(year, Some(Snapshot::of(&earlier, "", b"")));
        filing.apply(edit, now());
    }
    let mut window = open(&filing);
    window.click("三、收到和处理政府信息公开申请情况");
    let this = number(&filing, "3.1.a");
    assert!(window.shows(&format!("逐年：2022年 12，2023年 58，2024年 {this}")));
    assert!(window.description(NEW).contains("比上年"));
    // The signs of what differs can be taken away.
    window.modified(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    window.type_text("与上年不同");
    window.key(Key::Enter);
    assert!(!window.description(NEW).contains("比上年"));
}

#[test]
fn a_total_says_that_it_is_the_sum() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    assert!(!window.description("四、行政复议（总计）").contains("与各项之和相等"));
    window.click("四、行政复议（总计）");
    window.type_text("11");
    window.key(Key::Enter);
    assert!(window.description("四、行政复议（总计）").contains("与各项之和相等"));
}

#[test]
fn a_locked_filing_says_so_in_every_cell() {
    let (window, _held) = Window::open_held("hongze-2023");
    assert!(window.shows("【只读】"));
    let cell = window.harness.get_by_role_and_label(egui::Role::Cell, "规章（本年制发件数）");
    assert!(cell.accesskit_node().is_read_only());
}

#[test]
fn versions_are_compared_and_restored_cell_by_cell() {
    let (folder, store) = store();
    let file = folder.path().join("open.tianbao");
    std::fs::copy(sample_path("hongze-2023"), &file).expect("the sample can be copied");
    {
        // An earlier session changed two cells; what was there is kept.
        let (mut filing, mut target) = store.open(&file, &tianbao::form::Catalogue::shipped()).expect("a filing");
        let cells = ["2.5.1.a", "2.6.1.a"].map(|id| (filing.form().cell_index(id).expect("a cell"), Value::whole(1)));
        let edit = filing.cells_edit(cells).expect("a change");
        filing.apply(edit, now());
        target.save(&tianbao::filing::format::write(&filing), now()).expect("saved");
    }
    let before = sample("hongze-2023");
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("规章（本年制发件数）");
    window.click("历史版本");
    window.wait_for("2 格与现在不同");
    window.click("选 行政许可（本年处理决定数量）");
    window.click("恢复选中的 1 格");
    assert_eq!(window.cell("行政许可（本年处理决定数量）"), number(&before, "2.5.1.a"));
    assert!(window.cell("行政处罚（本年处理决定数量）").starts_with('1'));
    // What stood there before this restoring is a version too; the older one is below it.
    window.click("历史版本");
    window.wait_for("1 格与现在不同");
    let older = window.harness.query_all_by_label_contains("1 格与现在不同").last().expect("two versions");
    older.click();
    window.harness.run();
    window.click("恢复整个版本");
    assert_eq!(window.cell("行政处罚（本年处理决定数量）"), number(&before, "2.6.1.a"));
    window.ctrl(Key::Z);
    assert!(window.cell("行政处罚（本年处理决定数量）").starts_with('1'));
}
