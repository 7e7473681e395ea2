//! Many cells at once: selecting, clearing, copying, pasting, filling with zeros.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::window_harness::{Window, new_filing, number};

const NEW: &str = "一、本年新收政府信息公开申请数量";
const CARRIED: &str = "二、上年结转政府信息公开申请数量";

fn cell(row: &str, column: &str) -> String {
    format!("{row}（{column}）")
}

/// Table 三 of a sample, with its first cell active.
fn table_three() -> Window {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.click("三、收到和处理政府信息公开申请情况");
    window
}

#[test]
fn shift_selects_a_rectangle_which_delete_clears_as_one_step() {
    let mut window = table_three();
    let before = window.cell(&cell(NEW, "自然人"));
    assert_ne!(before, "空");
    window.modified(Modifiers::SHIFT, Key::ArrowRight);
    window.modified(Modifiers::SHIFT, Key::ArrowDown);
    assert!(window.shows("选中 4 格"));
    assert!(window.is_selected(&cell(CARRIED, "商业企业")));
    assert!(!window.is_selected(&cell(CARRIED, "科研机构")));
    window.key(Key::Delete);
    for row in [NEW, CARRIED] {
        for column in ["自然人", "商业企业"] {
            assert!(window.cell(&cell(row, column)).starts_with('空'), "{row} {column}");
        }
    }
    window.ctrl(Key::Z);
    assert_eq!(window.cell(&cell(NEW, "自然人")), before);
    // The arrow alone gives the selection up.
    window.key(Key::ArrowRight);
    assert!(!window.shows("选中 "));
}

#[test]
fn shift_click_and_dragging_select() {
    let mut window = table_three();
    window
        .harness
        .get_by_role_and_label(egui::Role::Cell, &cell(CARRIED, "科研机构"))
        .click_modifiers(Modifiers::SHIFT);
    window.harness.run();
    assert!(window.shows("选中 6 格"));
    let place =
        |window: &Window, name: &str| window.harness.get_by_role_and_label(egui::Role::Cell, name).rect().center();
    let (from, to) = (place(&window, &cell(NEW, "总计")), place(&window, &cell(CARRIED, "其他")));
    window.drag(from, to);
    assert!(window.shows("选中 4 格"));
    assert!(window.is_selected(&cell(NEW, "其他")));
    // The drag began at the total, so that is where typing goes.
    window.type_text("9");
    window.key(Key::Enter);
    assert!(window.cell(&cell(NEW, "总计")).starts_with('9'));
    // A drag that begins at the active cell, over which the text field lies.
    let (from, to) = (place(&window, &cell(CARRIED, "总计")), place(&window, &cell(NEW, "其他")));
    window.drag(from, to);
    assert!(window.shows("选中 4 格"));
    window.click(&cell(NEW, "自然人"));
    assert!(!window.shows("选中 "));
}

#[test]
fn ctrl_selects_the_table_and_jumps_over_filled_cells() {
    let mut window = table_three();
    window.ctrl(Key::A);
    let form = crate::support::form("zfxxgk-2021");
    let count = form.cells.iter().filter(|cell| form.tables[cell.table].section.starts_with('三')).count();
    assert!(window.shows(&format!("选中 {count} 格")));
    window.key(Key::Escape);
    assert!(!window.shows("选中 "));
    window.ctrl(Key::ArrowRight);
    window.type_text("77");
    window.key(Key::Tab);
    assert!(window.cell(&cell(NEW, "总计")).starts_with("77"));
    window.modified(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::End);
    assert!(window.shows("选中 "));
}

/// What the last frame put on the clipboard.
fn copied(window: &Window) -> String {
    let commands = &window.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    copied.unwrap_or_default()
}

#[test]
fn a_block_is_cut_and_pasted_elsewhere() {
    let mut window = table_three();
    let values: Vec<String> =
        ["自然人", "商业企业"].map(|column| window.cell(&cell(NEW, column))).into_iter().collect();
    window.modified(Modifiers::SHIFT, Key::ArrowRight);
    window.modified(Modifiers::SHIFT, Key::ArrowDown);
    window.harness.event(egui::Event::Cut);
    window.harness.step();
    let text = copied(&window);
    window.harness.run();
    assert!(text.starts_with(&format!("{}\t{}\r\n", values[0], values[1])), "{text:?}");
    assert!(text.ends_with("\r\n"));
    assert!(window.cell(&cell(NEW, "自然人")).starts_with('空'));
    window.click(&cell(NEW, "科研机构"));
    window.harness.event(egui::Event::Paste(text));
    window.harness.run();
    assert!(window.cell(&cell(NEW, "科研机构")).starts_with(&values[0]));
    assert!(window.is_selected(&cell(CARRIED, "社会公益组织")));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.cell(&cell(NEW, "自然人")), values[0]);
}

#[test]
fn a_paste_tells_what_it_could_not_do() {
    let mut window = table_three();
    window.click(&cell(NEW, "其他"));
    let before = window.cell(&cell(CARRIED, "其他"));
    window.harness.event(egui::Event::Paste("１，２３４\t5\t6\r\n/\t8\r\n".to_owned()));
    window.harness.run();
    window.wait_for("粘贴了 3 格");
    assert!(window.shows(&format!("“/”不能填入{}", cell(CARRIED, "其他"))));
    assert!(window.shows("第 1 行第 3 列的“6”没有对应的格子"));
    window.click("知道了");
    assert!(window.cell(&cell(NEW, "其他")).starts_with("1234"));
    assert!(window.cell(&cell(CARRIED, "总计")).starts_with('8'));
    assert_eq!(window.cell(&cell(CARRIED, "其他")), before);
}

#[test]
fn blanks_are_filled_with_zeros_as_one_step() {
    let mut window = new_filing();
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    window.type_text("5");
    window.key(Key::Enter);
    // Nothing is selected, so the whole section is filled; the total that is not zero keeps its offer.
    window.click("编辑");
    window.click("空格填 0");
    assert!(window.shows("已把 13 个空格填为 0，可以撤销；1 个空格另有应填的数"));
    assert_eq!(window.cell("四、行政复议（结果纠正）"), "0");
    assert!(window.cell("四、行政复议（总计）").contains("合计应为 5"));
    window.ctrl(Key::Z);
    assert_eq!(window.cell("四、行政复议（结果纠正）"), "空");
    assert_eq!(window.cell("四、行政复议（结果维持）"), "5");
    // A selection is filled alone.
    window.click("四、行政复议（结果纠正）");
    window.modified(Modifiers::SHIFT, Key::ArrowRight);
    window.ctrl(Key::L);
    assert!(window.shows("已把 2 个空格填为 0，可以撤销"));
    assert_eq!(window.cell("四、行政复议（尚未审结）"), "空");
    window.on_disk(|filing| number(filing, "4.1.c") == "0" && number(filing, "4.1.d").is_empty());
}
