//! The list of a desk in the window: units added, renamed, removed; other forms; figures by hand; years as charts.

use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tianbao::aggregate::list;
use tianbao::aggregate::workspace::Workspace;
use tianbao::filing::{Edit, Filing, Unit, Value};
use tianbao::jobs::workspaces;

use crate::aggregate::{even, write};
use crate::desk_list::{form_with_a_cell_by_hand, source_with_a_cell_by_hand};
use crate::support::{form, now, store};
use crate::window_desk::{ALT, line, lines, open};
use crate::window_harness::Window;

/// The workspace on the disk, once it is so.
fn on_disk(window: &mut Window, path: &Path, is_so: impl Fn(&Workspace) -> bool) {
    window.wait_until(|_| is_so(&workspaces::read(path).expect("always whole")));
}

fn choose_unit(window: &mut Window, name: &str) {
    window.harness.get_by_role_and_label(egui::Role::Row, name).click();
    window.harness.run();
}

#[test]
fn units_are_added_renamed_and_removed() {
    let (mut window, path) = open();
    choose_unit(&mut window, "水利局");
    window.run_command("增加单位");
    window.wait_for("与“水利局”并列");
    window.shots("desk-add-unit");
    window.type_text("水利局");
    assert!(window.shows("同一上级下面已经有“水利局”"));
    window.tab_to("确定");
    window.key(Key::Enter);
    assert!(window.shows("增加单位"), "it is not taken");
    window.tab_to("名称");
    window.ctrl(Key::A);
    window.type_text("民政管理局");
    window.tab_to("确定");
    window.key(Key::Enter);
    window.wait_for("名单增加了“民政管理局”");
    // Its file had come already.
    window.wait_for("已计入 4");
    on_disk(&mut window, &path, |it| it.units().at(["某市", "乙区", "民政管理局"]).is_some());

    choose_unit(&mut window, "财政局");
    window.click("单位名称…");
    window.wait_for("别名");
    window.tab_to("名称");
    window.ctrl(Key::A);
    window.type_text("财政和国资局");
    window.tab_to("确定");
    window.key(Key::Enter);
    window.wait_for("“财政和国资局”的名称已改");
    assert!(line(&window, "财政和国资局").contains("有错误"), "its file stays its file");
    window.wait_for("已计入 4");

    choose_unit(&mut window, "公安局");
    window.click("移出名单…");
    window.wait_for("把“公安局”移出名单？");
    window.shots("desk-remove-unit");
    window.key(Key::Escape);
    assert!(lines(&window).contains(&"公安局".to_owned()), "nothing happens unasked");
    window.click("移出名单…");
    window.tab_to("确定");
    window.key(Key::Enter);
    window.wait_for("“公安局”已移出名单");
    window.wait_for("已计入 3");
    assert!(!lines(&window).contains(&"公安局".to_owned()));
    window.modified(ALT, Key::Num3);
    assert!(line(&window, "收到/公安局.tianbao").contains("不在单位名单里"));
    on_disk(&mut window, &path, |it| it.units().at(["某市", "甲区", "公安局"]).is_none());
}

#[test]
fn another_form_is_converted_when_the_office_says_so() {
    let (mut window, path) = open();
    let inbox = path.parent().expect("a folder").join("收到");
    let mut old = Filing::new(form("zfxxgk-2019"), Unit::named("教育局"), 2024);
    let there = old.form().cell_index("3.1.a").expect("a cell");
    old.apply(old.cells_edit([(there, Value::whole(5))]).expect("a change"), now());
    write(&inbox, "教育局.tianbao", &old);
    window.key(Key::F5);
    window.wait_for("已计入 3");
    window.modified(ALT, Key::Num3);
    window.wait_until(|window| window.shows("3 个没有计入"));
    assert!(line(&window, "收到/教育局.tianbao").contains("zfxxgk-2019"), "{}", line(&window, "收到/教育局.tianbao"));
    window.click("别的表式按对应指标换算后计入");
    window.wait_for("已计入 4");
    on_disk(&mut window, &path, |it| it.converts);
}

#[test]
fn a_cell_that_does_not_add_up_is_typed_into_the_aggregate() {
    let (folder, store) = store();
    std::fs::create_dir_all(store.forms_folder()).expect("a folder");
    std::fs::write(store.forms_folder().join("own.toml"), source_with_a_cell_by_hand()).expect("written");
    let (own, by_hand) = form_with_a_cell_by_hand();
    let mut filing = Filing::new(own.clone(), Unit::named("财政局"), 2017);
    filing.apply(filing.cells_edit(own.cell_indices().map(|cell| (cell, Value::whole(2)))).expect("values"), now());
    write(folder.path(), "财政局.tianbao", &filing);
    let mut workspace = Workspace::new(list::tree(&list::rows("财政局\n")));
    "某市公开办".clone_into(&mut workspace.name);
    (workspace.year, workspace.form) = (Some(2017), Some(own.id.clone()));
    workspace.sources = vec!["财政局.tianbao".to_owned()];
    let path = folder.path().join("汇总.tianbao-units");
    workspaces::write(&path, &workspace).expect("written");
    let mut window = Window::start(folder, store, Some(path.clone()));
    window.wait_for("已计入 1");
    window.wait_until(|window| !window.shows("正在读取"));
    window.modified(ALT, Key::Num2);
    let name = own.cell(by_hand).name.clone();
    window.wait_for(&format!("{name} 的来源"));
    assert!(window.shows("各单位的数不能相加，请直接填写"));
    window.type_text("9");
    window.key(Key::Enter);
    assert_eq!(window.cell(&name), "9");
    on_disk(&mut window, &path, |it| it.by_hand.get("1.1") == Some(&Value::whole(9)));
    // The next cell is a sum, into which nobody types.
    let next = own.cell_indices().nth(1).map(|cell| own.cell(cell).name.clone()).expect("a cell");
    window.type_text("9");
    window.key(Key::Enter);
    assert_eq!(window.cell(&next), "2");
    assert!(window.shows("不能直接改"));
}

/// The workspace of the year before, in a folder beside this one's.
fn last_year(folder: &Path) -> PathBuf {
    let earlier = folder.join("2023");
    std::fs::create_dir(&earlier).expect("a folder");
    for (unit, number) in [("财政局", 11), ("公安局", 0), ("水利局", 40)] {
        let mut filing = even(unit, number);
        filing.apply(Edit::Year { old: 2024, new: 2023 }, now());
        write(&earlier, &format!("{unit}.tianbao"), &filing);
    }
    let mut workspace = Workspace::new(crate::window_desk::units());
    workspace.year = Some(2023);
    workspace.sources = vec![".".to_owned()];
    let path = earlier.join("2023.tianbao-units");
    workspaces::write(&path, &workspace).expect("written");
    path
}

#[test]
fn years_are_charts_too_and_last_year_is_that_of_the_office() {
    let (mut window, path) = open();
    let earlier = last_year(path.parent().expect("a folder"));
    *window.chosen.0.lock().expect("not poisoned") = Some(earlier);
    window.modified(ALT, Key::Num6);
    window.click("附上往年汇总…");
    window.wait_for("已附上 2023 年度的汇总");
    window.key(Key::End);
    window.click("图表");
    window.wait_for("复议后起诉");
    assert!(window.shows("2023年：51"), "the chosen figure over the years: {:#?}", window.harness);
    window.shots("desk-charts");
    // Of one unit.
    window.click("图表");
    window.modified(ALT, Key::Num1);
    choose_unit(&mut window, "水利局");
    window.modified(ALT, Key::Num6);
    window.click("只看选中的单位");
    window.wait_for("水利局 逐年");
    assert!(
        line(&window, "规章（本年制发件数）").contains("2023 年度 40"),
        "{}",
        line(&window, "规章（本年制发件数）")
    );
    window.click("图表");
    window.wait_for("2023年：40");
    window.shots("desk-charts-unit");
    // What was carried over does not agree with what the office has.
    window.modified(ALT, Key::Num4);
    window.wait_until(|window| window.shows("水利局") && window.shows("上年结转"));
    window.modified(ALT, Key::Num2);
    window.wait_for("的来源：3 个单位");
    assert!(line(&window, "水利局").contains("上年数 40"), "{}", line(&window, "水利局"));
}

#[test]
fn a_damaged_workspace_opens_nothing_and_is_not_touched() {
    let (folder, store) = store();
    let path = folder.path().join("坏.tianbao-units");
    std::fs::write(&path, b"{\"tianbao\":\"units\",\"version\":1,").expect("written");
    let mut window = Window::start(folder, store, Some(path.clone()));
    window.wait_for("已损坏");
    assert!(window.shows("新建"));
    assert_eq!(std::fs::read(&path).expect("read"), b"{\"tianbao\":\"units\",\"version\":1,");
}
