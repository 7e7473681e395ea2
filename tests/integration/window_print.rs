//! The print preview and the print dialog: what they show, what keys do, what is printed and how.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::jobs::printing::{Order, Paper, Sides};

use crate::tools::{poppler, squeezed};
use crate::window_harness::Window;

/// The preview of the sample with three pages, typeset.
fn preview() -> Window {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window.ctrl(Key::P);
    window.wait_for("第 1 页，共 3 页");
    window
}

/// Whether the page in the middle is this one.
fn is_at(window: &Window, page: usize) -> bool {
    window.shows(&format!("打印预览，第 {page} 页，共 3 页"))
}

/// Gives the typesetter time to do what it should not.
fn settle(window: &mut Window) {
    for _ in 0..20 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.run();
    }
}

fn bytes_of_textures(window: &Window) -> usize {
    let manager = window.harness.ctx.tex_manager();
    let manager = manager.read();
    manager.allocated().filter(|(_, meta)| meta.name.starts_with("page ")).map(|(_, meta)| meta.bytes_used()).sum()
}

#[test]
fn pages_stand_beside_the_sheet_and_are_turned_by_keys() {
    let mut window = preview();
    assert!(window.shows("规章（本年制发件数）"), "the sheet is still there");
    assert!(window.shows("第 1 页") && !window.shows("第 3 页"), "only what is visible is there to be drawn");
    window.key(Key::End);
    assert!(is_at(&window, 3));
    window.key(Key::Home);
    assert!(is_at(&window, 1));
    for page in [2, 3] {
        window.click("下一页");
        assert!(is_at(&window, page));
    }
    assert!(window.harness.get_by_label("下一页").accesskit_node().is_disabled());
    window.click("上一页");
    assert!(is_at(&window, 2));
    window.harness.get_by_role(egui::Role::Document).click();
    window.harness.run();
    window.key(Key::Escape);
    assert!(!window.shows("打印预览，第"));
    // Ctrl+P opens and closes.
    window.ctrl(Key::P);
    window.wait_for("第 1 页，共 3 页");
    window.ctrl(Key::P);
    assert!(!window.shows("打印预览，第"));
}

#[test]
fn every_shape_is_previewed() {
    let mut window = preview();
    window.click("审核报告");
    window.wait_for("第 1 页，共 1 页");
    assert!(window.shows("导出审核报告 PDF…"));
    window.wait_until(|window| bytes_of_textures(window) > 0);
    // The list on the left has the report too.
    window.harness.query_all_by_label("年度报告").last().expect("the button").click();
    window.wait_until(|window| window.shows("第 1 页，共") && !window.shows("第 1 页，共 1 页"));
    assert!(window.shows("导出年度报告 PDF…"));
    // What is looked at is what is printed.
    window.click("审核报告");
    window.wait_for("第 1 页，共 1 页");
    *window.paper.printers.lock().expect("not poisoned") = vec!["一楼".to_owned()];
    window.key(Key::Enter);
    window.wait_for("份数");
    window.harness.query_all_by_label("打印").last().expect("the button").click();
    window.harness.run();
    window.wait_for("已交给打印机，任务 7");
    let printed = window.paper.printed.lock().expect("not poisoned").pop().expect("one job");
    let text = squeezed(&poppler("pdftotext", &["-raw"], &printed.0));
    assert!(text.contains("一、审核结论") && text.contains("三、比对依据"), "{text}");
}

#[test]
fn a_narrow_window_shows_the_pages_alone() {
    let mut window = preview();
    window.harness.set_size(egui::vec2(1200.0, 700.0));
    window.harness.run();
    assert!(is_at(&window, 1) && !window.shows("规章（本年制发件数）"));
    // What is typed goes nowhere, and commands work.
    window.type_text("5");
    window.key(Key::PageDown);
    window.key(Key::PageDown);
    assert!(!is_at(&window, 1));
    // A finding is in the sheet, so that comes back.
    window.key(Key::F9);
    assert!(window.shows("规章（本年制发件数）") && !window.shows("打印预览，第"));
    assert!(!window.cell("规章（本年制发件数）").starts_with('5'));
}

#[test]
fn pages_follow_edits() {
    let mut window = preview();
    window.wait_until(|window| bytes_of_textures(window) > 0);
    let id = |window: &Window| {
        let manager = window.harness.ctx.tex_manager();
        let manager = manager.read();
        manager.allocated().filter(|(_, meta)| meta.name == "page 0").map(|(id, _)| *id).next()
    };
    settle(&mut window);
    let before = id(&window);
    assert!(before.is_some());
    // Table 四 is on the last page; the first one bears another verification code.
    window.click("四、政府信息公开行政复议、行政诉讼情况");
    // The keyboard is in the sheet again after a click there.
    window.type_text("95");
    window.key(Key::Enter);
    assert!(window.cell("四、行政复议（结果维持）").starts_with("95"));
    window.wait_until(|window| id(window) != before && id(window).is_some());
    settle(&mut window);
    let before = id(&window);
    window.click("二、主动公开政府信息情况");
    window.click("规章（本年制发件数）");
    window.type_text("77");
    window.key(Key::Enter);
    window.wait_until(|window| id(window) != before && id(window).is_some());
    window.harness.get_by_role(egui::Role::Document).click();
    window.harness.run();
    window.ctrl(Key::Z);
    assert!(!window.cell("规章（本年制发件数）").starts_with("77"), "undo works from the pages too");
}

#[test]
fn pictures_are_few_and_gone_when_closed() {
    let mut window = preview();
    for zoom in ["50%", "300%", "整页", "适合宽度"] {
        window.click("页面大小");
        window.click(zoom);
        for key in [Key::Home, Key::PageDown, Key::PageDown, Key::End] {
            window.harness.get_by_role(egui::Role::Document).click();
            window.harness.run();
            window.key(key);
            window.wait_until(|window| bytes_of_textures(window) > 0);
        }
        // Four pages of 4096 dots would be 190 MB; three visible ones of this screen are far less.
        assert!(bytes_of_textures(&window) < 100_000_000, "{zoom}: {}", bytes_of_textures(&window));
    }
    window.click("关闭打印预览");
    window.harness.run();
    assert_eq!(bytes_of_textures(&window), 0);
}

#[test]
fn keys_change_the_size_of_the_pages() {
    let mut window = preview();
    let size = |window: &Window| window.harness.get_by_label("页面大小").accesskit_node().value();
    assert_eq!(size(&window).as_deref(), Some("适合宽度"));
    window.key(Key::Plus);
    let larger = size(&window);
    assert!(larger.as_deref().is_some_and(|words| words.ends_with('%')), "{larger:?}");
    window.key(Key::Minus);
    assert_ne!(size(&window), larger);
}

#[test]
fn the_dialog_prints_as_chosen_and_remembers_it_for_the_form() {
    let mut window = preview();
    *window.paper.printers.lock().expect("not poisoned") = vec!["一楼".to_owned(), "二楼".to_owned()];
    window.key(Key::Enter);
    window.wait_for("份数");
    assert_eq!(window.harness.get_by_label("打印机").accesskit_node().value().as_deref(), Some("二楼"));
    window.click("打印机");
    window.click("一楼");
    window.click("单双面");
    window.click("双面（长边翻页）");
    window.click("页码");
    window.type_text("２至9");
    assert!(window.shows("没有第 9 页；一共 3 页"));
    window.key(Key::Backspace);
    window.type_text("3");
    window.harness.query_all_by_label("打印").last().expect("the button").click();
    window.harness.run();
    window.wait_for("已交给打印机，任务 7");
    let printed = window.paper.printed.lock().expect("not poisoned").pop().expect("one job");
    assert!(printed.0.starts_with(b"%PDF"));
    let expected = Order {
        printer: Some("一楼".to_owned()),
        copies: 1,
        pages: "2-3".to_owned(),
        paper: Paper::A4,
        sides: Sides::Long,
        title: printed.1.title.clone(),
    };
    assert_eq!(printed.1, expected);
    assert!(printed.1.title.contains("2024"), "{}", printed.1.title);
    // The next time everything but pages and copies is as it was.
    window.wait_until(|window| window.store.data_folder().join("printing.json").exists());
    window.harness.get_by_role(egui::Role::Document).click();
    window.harness.run();
    window.key(Key::Enter);
    window.wait_for("份数");
    assert_eq!(window.harness.get_by_label("打印机").accesskit_node().value().as_deref(), Some("一楼"));
    assert_eq!(window.harness.get_by_label("单双面").accesskit_node().value().as_deref(), Some("双面（长边翻页）"));
    window.key(Key::Escape);
    assert!(!window.shows("份数") && is_at(&window, 1), "Esc closes the dialog first");
}

#[test]
fn without_a_printer_the_pages_go_to_a_viewer() {
    let mut window = preview();
    window.key(Key::Enter);
    window.wait_for("这台电脑上没有找到打印机");
    window.click("打开 PDF");
    window.wait_for("已在 PDF 阅读器中打开");
    assert_eq!(window.paper.shown.lock().expect("not poisoned").len(), 1);
}
