//! The list of findings: filters, jumps, answers by keyboard, copying; and that it keeps its order while one types.

use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;

use crate::window_harness::{Window, new_filing};

fn hongze() -> Window {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("错误：四、行政复议（总计）应等于各种结果之和");
    window
}

#[test]
fn findings_are_filtered_by_severity_and_by_words() {
    let mut window = hongze();
    assert!(window.shows("合计 2 条"));
    window.harness.get_by_role_and_label(egui::Role::TextInput, "筛选审核结果").click();
    window.harness.run();
    window.type_text("甲乙");
    assert!(window.shows("没有符合筛选条件的审核结果"));
    for _ in 0..2 {
        window.key(Key::Backspace);
    }
    window.type_text("4.1");
    assert!(window.shows("错误：四、行政复议（总计）应等于各种结果之和"));
    window.key(Key::Escape);
    // What was typed went into the filter and not into a cell.
    assert_eq!(window.cell("规章（本年制发件数）"), "0");
    window.harness.get_by_role_and_label(egui::Role::Button, "错误 2").click();
    window.harness.run();
    assert!(window.shows("错误：四、行政复议（总计）应等于各种结果之和"));
}

#[test]
fn a_finding_is_reached_and_answered_by_keyboard() {
    let mut window = Window::open(Some("simao-2017"));
    window.wait_for("警告：一、（一）主动公开规范性文件数 3");
    for _ in 0..20 {
        window.key(Key::F8);
        if window.cell("一、（一）主动公开规范性文件数").contains("有警告")
            && window.shows("本年数")
            && window.harness.query_by_label("填写 一、（一）主动公开规范性文件数").is_some()
        {
            break;
        }
    }
    window.ctrl(Key::E);
    window.type_text("转发的文件也计入");
    window.tab_to("保存说明");
    window.key(Key::Enter);
    window.wait_for("已说明：转发的文件也计入");
    assert!(window.description("一、（一）主动公开规范性文件数").contains("已写审核说明"));
    // The keyboard finds its way back to the sheet.
    window.key(Key::Escape);
    window.type_text("4");
    window.key(Key::Enter);
    assert!(window.cell("一、（一）主动公开规范性文件数").starts_with('4'));
    window.wait_for("数据改过，请重新说明");
}

#[test]
fn all_findings_are_copied_as_a_text() {
    let mut window = hongze();
    window.harness.get_by_role_and_label(egui::Role::Button, "复制").click();
    // The request is done at the end of the frame in which the button was clicked.
    let mut text = String::new();
    for _ in 0..4 {
        window.harness.step();
        for command in &window.harness.output().platform_output.commands {
            if let OutputCommand::CopyText(copied) = command {
                text.clone_from(copied);
            }
        }
    }
    assert!(text.contains("洪泽"), "{text}");
    assert!(text.contains("2023年度"), "{text}");
    assert!(text.contains("错误（2 条）"), "{text}");
    assert!(text.contains("1. 【合计】四、行政复议（总计）应等于各种结果之和"), "{text}");
    assert!(text.contains("4.1.e 四、行政复议（总计） "), "{text}");
}

#[test]
fn blanks_lead_from_one_to_the_next() {
    let mut window = new_filing();
    window.type_text("1");
    window.key(Key::Enter);
    window.key(Key::F7);
    window.key(Key::F7);
    window.type_text("5");
    window.key(Key::ArrowUp);
    // 2.1.1.a is filled, the cursor stood on 2.1.2.a: the next blanks are 2.1.2.b and 2.1.2.c.
    assert_eq!(window.cell("行政规范性文件（现行有效件数）"), "5");
    window.harness.get_by_label_contains("四、政府信息公开行政复议、行政诉讼情况：空 15 格").click();
    window.harness.run();
    window.type_text("6");
    window.key(Key::Enter);
    assert_eq!(window.cell("四、行政复议（结果维持）"), "6");
}

#[test]
fn enter_goes_round_in_a_selection() {
    let mut window = new_filing();
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    window.modified(Modifiers::SHIFT, Key::ArrowRight);
    for text in ["1", "2", "3"] {
        window.type_text(text);
        window.key(Key::Enter);
    }
    assert_eq!(window.cell("四、行政复议（结果维持）"), "3");
    assert_eq!(window.cell("四、行政复议（结果纠正）"), "2");
    assert!(window.is_selected("四、行政复议（结果维持）"));
    window.key(Key::ArrowRight);
    assert!(!window.is_selected("四、行政复议（结果维持）"));
}

#[test]
fn dragging_beyond_the_edge_scrolls() {
    let mut window = new_filing();
    window.click("三、收到和处理政府信息公开申请情况");
    let last = "四、结转下年度继续办理（自然人）";
    assert!(window.harness.query_by_role_and_label(egui::Role::Cell, last).is_none(), "the foot is below the window");
    let first = "一、本年新收政府信息公开申请数量（自然人）";
    let from = window.harness.get_by_role_and_label(egui::Role::Cell, first).rect().center();
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(egui::pos2(from.x, 767.0));
    for _ in 0..200 {
        window.harness.step();
    }
    window.harness.drop_at(egui::pos2(from.x, 767.0));
    window.harness.run();
    assert!(window.is_selected(last));
}

#[test]
fn the_page_of_keys_explains_the_signs() {
    let mut window = Window::open(None);
    window.key(Key::F1);
    for words in ["有错误", "已写审核说明", "与各项之和相等", "比上年多", "由算式得出", "只读，不能修改"]
    {
        assert!(window.shows(words), "{words}");
    }
}
