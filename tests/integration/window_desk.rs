//! The desk of an office in the window: made and filled without the mouse, sorted, filtered, drilled down, decided.

use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::aggregate::workspace::{State, Workspace};
use tianbao::aggregate::{Tree, list};
use tianbao::filing::{Snapshot, Value};
use tianbao::jobs::workspaces;

use crate::aggregate::{cell, even, write};
use crate::support::{now, store};
use crate::window_harness::Window;

pub(crate) const ALT: egui::Modifiers = egui::Modifiers::ALT;

pub(crate) fn units() -> Tree {
    let text = "某市\n\t甲区\n\t\t财政局\n\t\t教育局\n\t\t公安局\n\t乙区\n\t\t民政局\n\t\t水利局\n";
    list::tree(&list::rows(text))
}

/// A workspace with five expected units of which four sent something: one twice, one with an error.
pub(crate) fn workspace(folder: &Path) -> PathBuf {
    let inbox = folder.join("收到");
    std::fs::create_dir(&inbox).expect("a folder");
    let mut finance = even("财政局", 30);
    finance.apply(finance.prior_edit(2023, Some(Snapshot::of(&even("财政局", 20), "上年", b""))), now());
    write(&inbox, "财政局.tianbao", &finance);
    write(&inbox, "财政局（新）.tianbao", &even("财政局", 31));
    let mut police = even("公安局", 0);
    police.apply(police.cells_edit([(cell("3.1.a"), Value::whole(7))]).expect("a change"), now());
    write(&inbox, "公安局.tianbao", &police);
    write(&inbox, "民政.tianbao", &even("民政管理局", 2));
    write(&inbox, "水利局.tianbao", &even("水利局", 0));
    let mut workspace = Workspace::new(units());
    "某市公开办".clone_into(&mut workspace.name);
    workspace.year = Some(2024);
    workspace.form = Some("zfxxgk-2021".to_owned());
    workspace.sources = vec!["收到".to_owned()];
    let path = folder.join("汇总.tianbao-units");
    workspaces::write(&path, &workspace).expect("written");
    path
}

pub(crate) fn open() -> (Window, PathBuf) {
    let (folder, store) = store();
    let path = workspace(folder.path());
    let mut window = Window::start(folder, store, Some(path.clone()));
    window.wait_for("已计入 3");
    window.wait_until(|window| !window.shows("正在读取"));
    (window, path)
}

/// What a line of a list says.
pub(crate) fn line(window: &Window, name: &str) -> String {
    let node = window.harness.get_by_role_and_label(egui::Role::Row, name);
    node.accesskit_node().value().unwrap_or_default()
}

pub(crate) fn lines(window: &Window) -> Vec<String> {
    let rows = window.harness.query_all_by_role(egui::Role::Row);
    let mut named: Vec<(f32, String)> =
        rows.map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default())).collect();
    named.sort_by(|one, other| one.0.total_cmp(&other.0));
    named.into_iter().map(|(_, name)| name).collect()
}

/// The state of a unit in the file on the disk.
fn on_disk(window: &mut Window, path: &Path, unit: &str, state: State) {
    let is_so = |_: &Window| {
        let workspace = workspaces::read(path).expect("always whole");
        let id = workspace.units().ids().find(|id| workspace.units().name(*id) == unit).expect("a unit");
        workspace.standing(id).expect("a standing").state == state
    };
    window.wait_until(is_so);
}

#[test]
fn a_workspace_shows_everybody_with_state_and_figures() {
    let (mut window, _) = open();
    assert!(line(&window, "水利局").contains("已收"), "{}", line(&window, "水利局"));
    assert!(line(&window, "教育局").contains("未报"));
    assert!(line(&window, "公安局").contains("错误"));
    assert!(window.shows("应报 5"));
    assert!(window.shows("某市 › 甲区 2/3"), "{:#?}", window.harness);
    window.shots("desk-units");
    // Figures: the greatest first.
    let head = window.harness.query_all_by_role(egui::Role::ColumnHeader).nth(3).expect("a figure");
    head.click();
    window.harness.run();
    assert_eq!(lines(&window)[0], "财政局");
    window.harness.query_all_by_role(egui::Role::ColumnHeader).nth(3).expect("a figure").click();
    window.harness.run();
    assert_eq!(lines(&window).last().map(String::as_str), Some("财政局"));
    // Only those that are missing, and back.
    window.click("○ 未报 2");
    assert_eq!(lines(&window), ["教育局", "民政局"]);
    window.key(Key::Escape);
    assert_eq!(lines(&window).len(), 5);
    window.click("筛选单位");
    window.type_text("sl");
    assert_eq!(lines(&window), ["水利局"]);
}

#[test]
fn units_are_accepted_and_returned_by_keys_and_it_is_on_the_disk() {
    let (mut window, path) = open();
    window.key(Key::ArrowDown);
    assert!(window.shows("收到/财政局.tianbao"), "the inspector says which file");
    window.ctrl(Key::Enter);
    assert!(line(&window, "财政局").contains("已通过"));
    on_disk(&mut window, &path, "财政局", State::Accepted);
    window.key(Key::ArrowDown);
    window.ctrl(Key::Enter);
    assert!(window.shows("没有收到可以计入的表"));
    window.key(Key::ArrowDown);
    window.ctrl(Key::B);
    window.wait_for("退回 公安局");
    window.type_text("请核对申请数");
    window.shot("desk-return");
    window.tab_to("确定");
    window.key(Key::Enter);
    assert!(line(&window, "公安局").contains("已退回"));
    assert!(window.shows("退回意见：请核对申请数"));
    on_disk(&mut window, &path, "公安局", State::Returned);
    window.click("撤回决定");
    assert!(line(&window, "公安局").contains("有错误"));
}

#[test]
fn a_figure_leads_to_its_units_and_to_their_files() {
    let (mut window, _) = open();
    window.modified(ALT, Key::Num2);
    window.wait_for("规章（本年制发件数） 的来源：3 个单位");
    assert_eq!(window.cell("规章（本年制发件数）"), "30");
    assert!(line(&window, "财政局").contains("数值 30") && line(&window, "财政局").contains("上年数 20"));
    assert!(line(&window, "财政局").contains("占比 100"), "{}", line(&window, "财政局"));
    window.shots("desk-sheet");
    // Nobody types into a sum.
    window.type_text("9");
    assert_eq!(window.cell("规章（本年制发件数）"), "30");
    window.key(Key::F6);
    window.key(Key::ArrowDown);
    window.key(Key::Home);
    window.key(Key::Enter);
    window.wait_for("财政局 2024年度，已保存");
    assert_eq!(window.cell("规章（本年制发件数）"), "30");
}

#[test]
fn the_three_ways_of_adding_up() {
    let (mut window, _) = open();
    window.click("节点汇总");
    assert!(!window.shows("节点汇总：甲区"), "no unit is chosen yet");
    window.harness.query_all_by_label_contains("某市 › 甲区 2/3").next().expect("in the tree").click();
    window.harness.run();
    window.click("节点汇总");
    window.modified(ALT, Key::Num2);
    window.wait_for("的来源：2 个单位");
    assert!(window.shows("填报单位：甲区"));
    window.click("完全汇总");
    window.modified(ALT, Key::Num1);
    window.harness.get_by_role_and_label(egui::Role::Row, "水利局").click();
    window.harness.run();
    window.key(Key::Space);
    window.click("选择汇总：1 个");
    window.modified(ALT, Key::Num2);
    window.wait_for("的来源：1 个单位");
}

#[test]
fn files_that_do_not_count_are_decided() {
    let (mut window, path) = open();
    window.modified(ALT, Key::Num3);
    window.wait_for("2 个没有计入");
    window.shots("desk-files");
    let strange = "收到/民政.tianbao";
    assert!(line(&window, strange).contains("不在单位名单里"), "{}", line(&window, strange));
    window.harness.get_by_role_and_label(egui::Role::Row, strange).click();
    window.harness.run();
    window.click("指定单位…");
    window.wait_for("这是哪个单位的表？");
    window.shot("desk-whose");
    // The likest is proposed.
    window.key(Key::Enter);
    window.wait_for("以后都认作");
    window.wait_for("1 个没有计入");
    let second = "收到/财政局（新）.tianbao";
    window.harness.get_by_role_and_label(egui::Role::Row, second).click();
    window.harness.run();
    window.click("用这一份");
    window.wait_for("都已计入或搁置");
    window.modified(ALT, Key::Num1);
    assert!(line(&window, "民政局").contains("有错误"));
    on_disk(&mut window, &path, "民政局", State::Errors);
    let workspace = workspaces::read(&path).expect("a workspace");
    assert!(workspace.files.contains_key("收到/财政局.tianbao"), "{:?}", workspace.files);
}

#[test]
fn a_new_file_is_read_as_it_arrives() {
    let (mut window, path) = open();
    let inbox = path.parent().expect("a folder").join("收到");
    write(&inbox, "教育局.tianbao", &even("教育局", 5));
    write(&inbox, "水利局.tianbao", &even("水利局", 1));
    window.key(Key::F5);
    window.wait_for("已计入 4");
    assert!(line(&window, "教育局").contains("有错误"));
    window.wait_until(|window| !line(window, "水利局").is_empty());
    window.harness.get_by_role_and_label(egui::Role::Row, "水利局").click();
    window.harness.run();
    window.wait_for("新的文件改了 200 格");
    window.shot("desk-replaced");
}

#[test]
fn reviews_comparisons_and_years_are_lists_too() {
    let (mut window, path) = open();
    window.modified(ALT, Key::Num4);
    window.wait_for("只是提示");
    window.shots("desk-review");
    window.modified(ALT, Key::Num5);
    window.wait_for("还没有选择要比对的汇总表");
    let folder = path.parent().expect("a folder");
    // Typed without the police.
    write(folder, "手工.tianbao", &even("某市公开办", 30));
    *window.chosen.0.lock().expect("not poisoned") = Some(folder.join("手工.tianbao"));
    window.click("选择汇总表…");
    window.wait_for("格与各单位之和不同");
    let applications = "一、本年新收政府信息公开申请数量（自然人）";
    assert!(line(&window, applications).contains("没有计入“公安局”"), "{}", line(&window, applications));
    window.shots("desk-compare");
    window.modified(ALT, Key::Num6);
    window.wait_for("逐年");
    let earlier = folder.join("2023");
    std::fs::create_dir(&earlier).expect("a folder");
    let mut last = even("财政局", 11);
    last.apply(tianbao::filing::Edit::Year { old: 2024, new: 2023 }, now());
    write(&earlier, "财政局.tianbao", &last);
    let mut workspace = Workspace::new(units());
    workspace.year = Some(2023);
    workspace.sources = vec![".".to_owned()];
    workspaces::write(&earlier.join("2023.tianbao-units"), &workspace).expect("written");
    *window.chosen.0.lock().expect("not poisoned") = Some(earlier.join("2023.tianbao-units"));
    window.click("附上往年汇总…");
    window.wait_for("已附上 2023 年度的汇总");
    assert!(
        line(&window, "规章（本年制发件数）").contains("2023 年度 11"),
        "{}",
        line(&window, "规章（本年制发件数）")
    );
    window.shots("desk-years");
}

#[test]
fn ledgers_slips_and_the_aggregate_are_written() {
    let (mut window, path) = open();
    let folder = path.parent().expect("a folder").to_owned();
    let choose = |window: &Window, to: PathBuf| *window.chosen.0.lock().expect("not poisoned") = Some(to);
    choose(&window, folder.join("台账.xlsx"));
    window.run_command("导出台账");
    window.wait_for("已导出");
    assert!(folder.join("台账.xlsx").exists());
    choose(&window, folder.join("长表.csv"));
    window.run_command("导出长表");
    window.wait_until(|_| folder.join("长表.csv").exists());
    choose(&window, folder.join("退回"));
    window.run_command("写全部退回意见");
    window.wait_for("已写出 2 个单位的退回意见");
    assert!(folder.join("退回/公安局退回意见.tianbao-return").exists());
    choose(&window, folder.join("某市汇总.tianbao"));
    window.run_command("汇总表存为填报");
    window.wait_for("汇总表已存为");
    assert!(folder.join("某市汇总.tianbao").exists());
    choose(&window, folder.join("汇总.xlsx"));
    window.run_command("导出 XLSX");
    window.wait_until(|_| folder.join("汇总.xlsx").exists());
}

#[test]
fn a_workspace_is_made_without_the_mouse() {
    let (folder, store) = store();
    let mut window = Window::start(folder, store, None);
    let file = window.folder.path().join("新.tianbao-units");
    *window.chosen.0.lock().expect("not poisoned") = Some(file.clone());
    window.ctrl_shift(Key::N);
    window.wait_for("新建汇总");
    window.type_text("某县公开办");
    window.tab_to("单位名单");
    window.harness.event(egui::Event::Paste("某县\n  财政局\n  教育局".to_owned()));
    window.harness.run();
    assert!(window.shows("名单里有 2 个报表单位，1 个上级"), "{:#?}", window.harness);
    window.shots("desk-new");
    window.tab_to("确定");
    window.key(Key::Enter);
    window.wait_for("应报 2");
    let inbox = window.folder.path().join("收到");
    std::fs::create_dir(&inbox).expect("a folder");
    let mut filing = even("财政局", 3);
    filing.apply(tianbao::filing::Edit::Year { old: 2024, new: 2025 }, now());
    write(&inbox, "财政局.tianbao", &filing);
    window.drop_file(inbox);
    window.wait_for("已计入 1");
    window.wait_until(|_| workspaces::read(&file).is_ok_and(|workspace| workspace.sources == ["收到"]));
    // The office's own values are one more unit, filled in a tab of their own.
    window.run_command("填写本级数");
    window.wait_for("某县公开办本级 2025年度");
    window.type_text("4");
    window.key(Key::Enter);
    window.ctrl(Key::Tab);
    window.wait_for("应报 3");
    window.wait_for("已计入 2");
    window.ctrl(Key::W);
    window.wait_until(|window| !window.shows("应报"));
}
