//! The window by its accessible labels: what a clerk does with the keyboard, and what stands there afterwards.

use egui_kittest::kittest::Queryable as _;
use tianbao::filing::Filing;
use tianbao::filing::store;
use tianbao::form::Catalogue;

use crate::support::{form, sample_path, store};
use crate::window_harness::{Window, new_filing, number};

#[test]
fn a_new_filing_is_typed_by_keyboard_checked_and_undone() {
    let mut window = new_filing();
    window.click("三、收到和处理政府信息公开申请情况");
    for text in ["1", "0"] {
        window.type_text(text);
        window.key(egui::Key::Enter);
    }
    assert_eq!(window.cell("一、本年新收政府信息公开申请数量（自然人）"), "1");
    assert_eq!(window.cell("二、上年结转政府信息公开申请数量（自然人）"), "0");
    // The line's total is typed wrong: the finding is there while it is typed, before Enter.
    window.click("一、本年新收政府信息公开申请数量（商业企业）");
    for text in ["0", "0", "0", "0", "0", "5"] {
        window.type_text(text);
        if text == "5" {
            assert!(window.shows("错误：一、本年新收政府信息公开申请数量"), "the finding comes with the key");
        }
        window.key(egui::Key::Tab);
    }
    assert!(window.shows("错误：一、本年新收政府信息公开申请数量"));
    window.ctrl(egui::Key::Z);
    assert!(!window.shows("错误：一、本年新收政府信息公开申请数量"));
    assert!(window.cell("一、本年新收政府信息公开申请数量（总计）").contains("合计应为 1"));
    window.on_disk(|filing| {
        number(filing, "3.1.a") == "1" && number(filing, "3.1.f") == "0" && number(filing, "3.1.g").is_empty()
    });
}

#[test]
fn a_ghost_sum_is_accepted_by_enter() {
    let mut window = new_filing();
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    for text in ["1", "2", "3", "4"] {
        window.type_text(text);
        window.key(egui::Key::Enter);
    }
    let total = "四、行政复议（总计）";
    assert!(window.cell(total).contains("合计应为 10"), "{}", window.cell(total));
    window.key(egui::Key::Enter);
    assert_eq!(window.cell(total), "10");
    window.on_disk(|filing| number(filing, "4.1.e") == "10");
}

#[test]
fn a_dash_is_refused_with_a_sentence() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.click("行政规范性文件（现行有效件数）");
    window.type_text("-");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("行政规范性文件（现行有效件数）"), "5");
    assert!(window.shows("没有数据的格子请填 0"));
}

#[test]
fn wide_digits_and_an_input_method_are_taken() {
    let mut window = new_filing();
    window.type_text("１２");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "12");
    let preedit = egui::ImeEvent::Preedit { text: "34".to_owned(), active_range_chars: None };
    window.harness.event(egui::Event::Ime(preedit));
    window.harness.run();
    // Enter belongs to the input method while it composes.
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("行政规范性文件（本年制发件数）"), "空");
    window.harness.event(egui::Event::Ime(egui::ImeEvent::Commit("３４".to_owned())));
    window.harness.run();
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("行政规范性文件（本年制发件数）"), "34");
}

#[test]
fn keys_pressed_within_one_frame_go_to_their_cells() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.click("规章（本年废止件数）");
    window.click("规章（本年制发件数）");
    for text in ["5", "6"] {
        window.harness.input_mut().events.push(egui::Event::Text(text.to_owned()));
        window.harness.input_mut().events.push(egui::Event::Key {
            key: egui::Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        });
    }
    window.harness.run();
    assert!(window.cell("规章（本年制发件数）").starts_with('5'));
    assert_eq!(window.cell("行政规范性文件（本年制发件数）"), "6");
    // The cell below the last one that was typed into keeps its value.
    assert_eq!(window.cell("行政许可（本年处理决定数量）"), "550");
}

#[test]
fn a_block_is_pasted_as_one_step() {
    let mut window = new_filing();
    window.harness.event(egui::Event::Paste("1\t２\r\n3\t4\r\n".to_owned()));
    window.harness.run();
    assert!(window.cell("规章（本年制发件数）").starts_with('1'));
    assert!(window.cell("行政规范性文件（本年废止件数）").starts_with('4'));
    window.ctrl(egui::Key::Z);
    assert_eq!(window.cell("规章（本年制发件数）"), "空");
    assert_eq!(window.cell("行政规范性文件（本年废止件数）"), "空");
}

#[test]
fn a_finding_leads_to_its_cell() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let finding = window.harness.get_by_label_contains("错误：四、行政复议（总计）");
    finding.click();
    window.harness.run();
    // The table was changed, and typing now goes into the total.
    window.type_text("11");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("四、行政复议（总计）"), "11");
    assert!(!window.shows("错误：四、行政复议（总计）"));
}

#[test]
fn a_cell_is_found_by_initials_by_value_and_by_id() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.ctrl(egui::Key::F);
    window.type_text("xzfy zj");
    assert!(window.shows("到 四、行政复议（总计）"));
    assert!(window.shows("共 1 处"));
    window.key(egui::Key::Enter);
    assert!(window.shows("1 / 1"));
    // The hit is in another table, which is shown; the keyboard stays in the field until Esc.
    assert!(window.shows("四、行政复议（结果维持）"));
    window.key(egui::Key::Escape);
    assert!(!window.shows("1 / 1"));
    window.type_text("11");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("四、行政复议（总计）"), "11");
    // By id, and by the value that was just typed; Enter goes round.
    window.ctrl(egui::Key::F);
    window.type_text("550");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("行政许可（本年处理决定数量）"), "550");
    window.key(egui::Key::Escape);
    window.ctrl(egui::Key::F);
    window.type_text("3.1");
    assert!(window.shows("共 7 处"));
    window.modified(egui::Modifiers::SHIFT, egui::Key::Enter);
    assert!(window.shows("7 / 7"));
    window.key(egui::Key::Enter);
    assert!(window.shows("1 / 7"));
    window.click("到 一、本年新收政府信息公开申请数量（科研机构）");
    window.click("关闭");
    window.type_text("4");
    window.key(egui::Key::Enter);
    assert!(window.cell("一、本年新收政府信息公开申请数量（科研机构）").starts_with('4'));
}

#[test]
fn a_command_is_run_by_its_initials() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let palette_keys = egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT);
    window.modified(palette_keys, egui::Key::P);
    assert!(window.shows("执行 导出 PDF…"));
    window.type_text("lsbb");
    assert!(!window.shows("执行 导出 PDF…"));
    window.key(egui::Key::Enter);
    window.wait_for("这个文件还没有历史版本");
    window.click("关闭");
    // The arrows choose; the keyboard belongs to the sheet again afterwards.
    window.modified(palette_keys, egui::Key::P);
    window.type_text("xia");
    assert!(window.shows("没有这样的命令"));
    window.key(egui::Key::Escape);
    window.modified(palette_keys, egui::Key::P);
    window.type_text("yit");
    window.key(egui::Key::Escape);
    assert!(!window.shows("没有这样的命令"));
    window.type_text("8");
    window.key(egui::Key::Enter);
    assert!(window.cell("规章（本年制发件数）").starts_with('8'));
    window.modified(palette_keys, egui::Key::P);
    window.key(egui::Key::ArrowDown);
    window.key(egui::Key::ArrowUp);
    window.type_text("cx");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "0");
}

#[test]
fn all_keys_are_on_one_page_also_before_a_file_is_open() {
    let mut window = Window::open(None);
    window.key(egui::Key::F1);
    assert!(window.shows("Ctrl+Shift+P"));
    assert!(window.shows("选中的空格填 0"));
    assert!(window.shows("到一段数的边上"));
    window.click("关闭");
    assert!(!window.shows("到一段数的边上"));
    window.ctrl_shift(egui::Key::P);
    assert!(window.shows("执行 打开"));
    assert!(!window.shows("执行 撤销"), "there is nothing to undo without a file");
}

#[test]
fn escape_and_delete_and_f2() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let name = "行政规范性文件（现行有效件数）";
    window.click(name);
    window.type_text("77");
    window.key(egui::Key::Escape);
    assert_eq!(window.cell(name), "5");
    window.key(egui::Key::F2);
    window.type_text("3");
    window.key(egui::Key::Tab);
    assert_eq!(window.cell(name), "53");
    window.click(name);
    window.key(egui::Key::Delete);
    assert_eq!(window.cell(name), "空");
    window.on_disk(|filing| number(filing, "2.1.2.c").is_empty());
}

#[test]
fn last_year_is_attached_and_carried_over() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    *window.chosen.0.lock().expect("not poisoned") = Some(sample_path("suqian-2023"));
    window.harness.get_by_role_and_label(egui::Role::Button, "上年数").click();
    window.harness.run();
    window.click("选择文件…");
    window.wait_for("已附上 2023 年度：");
    window.click("确定");
    window.click("三、收到和处理政府信息公开申请情况");
    window.click("二、上年结转政府信息公开申请数量（自然人）");
    window.type_text("1");
    window.key(egui::Key::Enter);
    window.wait_for("错误：二、上年结转政府信息公开申请数量（自然人）");
    window.on_disk(|filing| filing.priors().contains_key(&2023));
}

#[test]
fn a_warning_is_answered_with_a_remark() {
    let mut window = Window::open(Some("simao-2017"));
    window.wait_for("警告：一、（一）主动公开规范性文件数 3");
    window.harness.get_by_label_contains("警告：一、（一）主动公开规范性文件数 3").click();
    window.harness.run();
    window.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "审核说明").click();
    window.harness.run();
    window.type_text("转发的文件也计入");
    window.click("保存说明");
    window.wait_for("已说明：转发的文件也计入");
    // Text for the remark did not reach the cell.
    assert_eq!(window.cell("一、（一）主动公开规范性文件数"), "3");
    window.on_disk(|filing| filing.remarks().values().any(|remark| remark.text == "转发的文件也计入"));
}

#[test]
fn a_remark_is_attached_to_an_error_without_settling_it() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("错误：四、行政复议（总计）应等于各种结果之和");
    window.harness.get_by_label_contains("错误：四、行政复议（总计）应等于各种结果之和").click();
    window.harness.run();
    window.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "审核说明").click();
    window.harness.run();
    window.type_text("系统原因");
    window.click("保存说明");
    window.wait_for("附有说明，仍须改正：系统原因");
    window.wait_for("错误：四、行政复议（总计）应等于各种结果之和");
    window.on_disk(|filing| filing.remarks().values().any(|remark| remark.text == "系统原因"));
}

/// A remark that is being written is taken as a cell is: on going to another finding, and on closing.
#[test]
fn a_remark_that_is_being_written_is_not_lost() {
    let mut window = Window::open(Some("hongze-2023"));
    let write = |window: &mut Window, words: &str| {
        let finding = "错误：四、行政复议（总计）应等于";
        window.wait_for(finding);
        window.harness.get_by_label_contains(finding).click();
        window.harness.run();
        window.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "审核说明").click();
        window.harness.run();
        window.type_text(words);
    };
    write(&mut window, "系统原因");
    window.key(egui::Key::F8);
    window.wait_for("附有说明，仍须改正：系统原因");
    // It is one step, and what was undone does not come back by itself.
    window.run_command("撤销");
    window.wait_until(|window| !window.shows("附有说明，仍须改正：系统原因"));
    window.key(egui::Key::F8);
    window.key(egui::Key::F8);
    assert!(!window.shows("附有说明，仍须改正：系统原因"));
    let mut window = Window::open(Some("hongze-2023"));
    write(&mut window, "由上级转来");
    window.ctrl(egui::Key::W);
    window.on_disk(|filing| filing.remarks().values().any(|remark| remark.text == "由上级转来"));
}

#[test]
fn broken_own_forms_are_told_on_the_start_page() {
    let (folder, store) = store();
    std::fs::create_dir_all(store.forms_folder()).expect("a folder");
    let (_, text) = Catalogue::shipped_sources()[0];
    let broken = text.replace("left = [\"3.1\"]", "left = [\"3.99\"]");
    std::fs::write(store.forms_folder().join("broken.toml"), broken).expect("written");
    let window = Window::start(folder, store, None);
    window.harness.get_by_label_contains("下列表式文件有错，没有使用");
    window.harness.get_by_label_contains("勾稽关系“received-total”提到“3.99”，但表中没有这个单元格");
}

#[test]
fn a_file_changed_outside_is_not_overwritten() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let file = window.folder.path().join("open.tianbao");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("the sample can be copied");
    window.type_text("7");
    window.key(egui::Key::Enter);
    window.wait_for("保存失败：");
    let there = store::read(&file, &Catalogue::shipped()).expect("still a filing");
    assert_eq!(there.year(), 2024);
    // Closing asks first.
    window.ctrl(egui::Key::W);
    window.wait_for("最后的改动还没有保存");
    window.click("放弃改动");
    window.wait_for("最近的填报");
}

#[test]
fn a_file_of_an_unknown_kind_is_refused_in_words() {
    let mut window = Window::open(None);
    let file = window.folder.path().join("letter.tianbao");
    std::fs::write(&file, "你好").expect("the folder can be written");
    *window.chosen.0.lock().expect("not poisoned") = Some(file);
    window.click("打开");
    window.wait_for("打不开");
}

#[test]
fn a_file_that_another_program_edits_opens_for_reading() {
    let (mut window, _held) = Window::open_held("hongze-2023");
    window.type_text("9");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "0");
}

#[test]
fn an_idle_window_does_not_repaint() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    // What is looked for in the background has been found.
    window.wait_for("0 → 11");
    window.harness.run();
    // One frame is enough: nothing asks for another.
    assert_eq!(window.harness.run(), 1);
}

#[test]
fn every_form_is_shown() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let (folder, store) = store();
        let file = folder.path().join("open.tianbao");
        let form = form(id);
        let (year, first) = (form.first_year, form.cells[0].name.clone());
        let filing = Filing::new(form, tianbao::filing::Unit::named("某某县人民政府"), year);
        drop(store.create(&file, &filing).expect("the folder can be written"));
        let mut window = Window::start(folder, store, Some(file));
        window.wait_for(&first);
        // Enter through the whole form reaches the last cell without losing its way.
        for _ in 0..filing.form().cells.len() {
            window.harness.key_press(egui::Key::Enter);
            window.harness.step();
            window.harness.step();
        }
        let last = filing.form().cells.last().expect("a form has cells").name.clone();
        assert!(window.shows(&last), "{id}");
    }
}
