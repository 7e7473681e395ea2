//! The annual report in the window: written in place, drafted on demand, held against the tables while one writes.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tianbao::report::draft;

use crate::support::{engine, now, sample};
use crate::window_harness::Window;

/// The report of a sample, opened by its key.
fn opened(sample: &str) -> Window {
    let mut window = Window::open(Some(sample));
    window.wait_for("规章（本年制发件数）");
    window.ctrl(Key::R);
    window.wait_for("年度报告：已写 0 处，共 ");
    window
}

/// The same, drafted and compared.
fn drafted() -> Window {
    let mut window = opened("hongze-2023");
    window.run_command("起草年度报告");
    window.wait_for("✓ 文字与表一致");
    window
}

/// Goes to a section of the form by the list on the left.
fn to_section(window: &mut Window, section: &str) {
    window.harness.get_by_role_and_label(egui::Role::Button, section).click();
    window.harness.run();
}

/// Sends the keyboard to a place of the report, wherever it is scrolled to.
fn to_place(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).focus();
    window.harness.run();
}

/// Types a whole text at once: what is typed key by key on a slow machine has pauses, and so steps, in it.
fn write(window: &mut Window, text: &str) {
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.harness.run();
}

fn places(window: &Window, sign: &str) -> usize {
    window.harness.query_all_by_label(sign).count()
}

#[test]
fn a_report_is_read_in_its_order_with_prompts_that_are_no_content() {
    let mut window = opened("hongze-2023");
    assert!(window.shows("一、总体情况") && window.shows("要写：主动公开："));
    window.wait_for("报告还没有写");
    assert!(!window.shows("规章（本年制发件数）"));
    window.shots("report-empty");
    window.run_command("起草年度报告");
    window.wait_for("✓ 文字与表一致");
    assert!(places(&window, "◇ 起草") > 3 && places(&window, "○ 未写") > 3);
    window.on_disk(|filing| filing.report().values().all(|it| !it.is_edited && !it.text.contains("要写")));
    window.ctrl(Key::Z);
    assert_eq!(places(&window, "◇ 起草"), 0, "drafting is one step");
    window.ctrl(Key::Y);
    window.ctrl(Key::R);
    assert!(window.shows("规章（本年制发件数）"), "the key leads back to the sheet");
    window.click("年度报告");
    assert!(window.shows("要写：主动公开："), "so does the entry of the list on the left");
    to_section(&mut window, "四、政府信息公开行政复议、行政诉讼情况");
    assert!(window.shows("四、行政复议（结果维持）"));
}

#[test]
fn a_paragraph_is_written_and_taken_back() {
    let mut window = drafted();
    let edited = places(&window, "◆ 已写");
    to_place(&mut window, "一、总体情况 第1处");
    write(&mut window, "全年主动公开");
    window.wait_for("◆ 已写");
    assert_eq!(places(&window, "◆ 已写"), edited + 1);
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "全年主动公开"));
    write(&mut window, "信息。");
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "全年主动公开信息。"));
    // Both pauses are steps; in the history they are one change.
    let told = |filing: &tianbao::filing::Filing| {
        let fields = filing.history().iter().filter_map(|record| record.field.clone());
        fields
            .filter(|(field, ..)| field == "report overview.active")
            .map(|(_, old, new)| (old, new))
            .collect::<Vec<_>>()
    };
    window.on_disk(|filing| told(filing) == [(String::new(), "全年主动公开信息。".to_owned())]);
    window.ctrl(Key::Z);
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "全年主动公开"));
    window.ctrl(Key::Z);
    window.on_disk(|filing| !filing.report().contains_key("overview.active"));
    window.ctrl(Key::Y);
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "全年主动公开"));
    // What is typed last is not lost when the window is left at once.
    to_place(&mut window, "一、总体情况 第2处");
    window.type_text("受理渠道畅通。");
    window.ctrl(Key::R);
    window.on_disk(|filing| filing.report().get("overview.requests").is_some_and(|it| it.text == "受理渠道畅通。"));
}

#[test]
fn a_composition_is_no_text_until_it_ends() {
    let mut window = drafted();
    to_place(&mut window, "一、总体情况 第1处");
    let ime = |window: &mut Window, event: egui::ImeEvent| {
        window.harness.event(egui::Event::Ime(event));
        window.harness.run();
    };
    ime(&mut window, egui::ImeEvent::Preedit { text: "zhu dong".to_owned(), active_range_chars: None });
    for _ in 0..10 {
        window.harness.run();
    }
    ime(&mut window, egui::ImeEvent::Commit("主动".to_owned()));
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "主动"));
    let spelled = |filing: &tianbao::filing::Filing| {
        filing.history().iter().any(|it| it.field.as_ref().is_some_and(|(_, _, new)| new.contains("zhu")))
    };
    window.on_disk(|filing| !spelled(filing));
}

#[test]
fn figures_that_disagree_are_listed_and_lead_to_sentence_and_cell() {
    let mut window = drafted();
    to_place(&mut window, "三、收到和处理政府信息公开申请情况 第1处");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.harness.run();
    window.type_text("2023年，本机关新收政府信息公开申请7件。");
    window.wait_for("文字写“7件”");
    assert!(window.shows("◆ 已修改") && window.shows("不一致 1"));
    window.shots("report-disagrees");
    for size in [[900.0, 600.0], [1366.0, 768.0]] {
        window.harness.set_size(egui::vec2(size[0], size[1]));
        window.harness.run();
        window.shots(&format!("report-{}", size[0]));
    }
    window.key(Key::F8);
    to_place(&mut window, "审核说明");
    window.type_text("口径不同");
    window.click("保存说明");
    window.wait_for("已说明：口径不同");
    window.click("到表格");
    assert!(window.shows("填写 一、本年新收政府信息公开申请数量（总计）"), "the cell is active");
    window.ctrl(Key::R);
    to_place(&mut window, "三、收到和处理政府信息公开申请情况 第1处");
    window.click("重新起草 三、收到和处理政府信息公开申请情况 第1处");
    window.wait_for("✓ 文字与表一致");
    assert!(window.shows("◇ 起草") && !window.shows("◆ 已修改"));
}

#[test]
fn drafts_whose_figures_changed_are_told_and_drafted_anew() {
    let mut window = drafted();
    to_section(&mut window, "二、主动公开政府信息情况");
    let form = sample("hongze-2023").form().clone();
    let name = &form.cell(form.cell_index("2.1.2.a").expect("a cell")).name;
    window.click(name);
    window.type_text("95");
    window.key(Key::Enter);
    window.ctrl(Key::R);
    assert!(window.shows("数已改动，可以重新起草"));
    window.run_command("重新起草年度报告");
    window.wait_for("已重新起草");
    assert!(!window.shows("数已改动"));
}

#[test]
fn a_text_from_elsewhere_is_held_against_the_filing() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let mut filing = sample("hongze-2023");
    let edit = draft::draft_edit(&filing, &engine(&filing)).expect("a draft");
    filing.apply(edit, now());
    let mut text = draft::paragraphs(&filing, &engine(&filing)).join("\n");
    text.push_str("\n2023年，本机关新收政府信息公开申请7件。");
    let path = window.folder.path().join("报告.txt");
    std::fs::write(&path, &text).expect("written");
    *window.chosen.0.lock().expect("not poisoned") = Some(path);
    window.run_command("核对文字");
    window.wait_for("文字写“7件”");
    assert!(window.shows("正在核对：报告.txt（只看，不改动）"));
    window.shots("report-other");
    window.click("关闭");
    window.wait_for("报告还没有写");
    window.on_disk(|filing| filing.report().is_empty());

    // The same from the clipboard.
    window.run_command("核对剪贴板上的文字");
    window.harness.event(egui::Event::Paste("2023年，本机关新收政府信息公开申请8件。".to_owned()));
    window.harness.run();
    window.wait_for("文字写“8件”");
    window.ctrl(Key::R);
    assert!(window.shows("规章（本年制发件数）"));
}

#[test]
fn the_report_is_previewed_like_the_tables() {
    let mut window = drafted();
    window.ctrl(Key::P);
    window.wait_until(|window| window.shows("打印预览，第 1 页，共 ") && !window.shows("第 1 页，共 0 页"));
    assert!(!window.shows("第 1 页，共 3 页"), "the report has more pages than the tables");
    window.shots("report-preview");
    window.click("报表");
    window.wait_for("第 1 页，共 3 页");
}
