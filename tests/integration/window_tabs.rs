//! Several filings in one window: each in its tab, saved, checked and undone by itself.

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::filing::store::{self, Lock};
use tianbao::form::Catalogue;

use crate::support::sample_path;
use crate::window_harness::{Window, number};

const CTRL_SHIFT: egui::Modifiers = egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT);
const HONGZE: &str = "淮安市洪泽区";
const SUQIAN: &str = "宿迁市";

/// Two filings, the second of which is shown.
fn two() -> Window {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    open_also(&mut window, "suqian-2024");
    window
}

/// Opens a copy of a sample beside what is open.
fn open_also(window: &mut Window, sample: &str) {
    let file = window.folder.path().join(format!("{sample}.tianbao"));
    std::fs::copy(sample_path(sample), &file).expect("the sample can be copied");
    *window.chosen.0.lock().expect("not poisoned") = Some(file);
    window.ctrl(egui::Key::O);
    window.wait_for_tab(SUQIAN);
}

#[test]
fn every_filing_has_a_tab_with_its_year_state_and_errors() {
    let window = two();
    assert!(window.shows("洪泽区人民政府 2023年度，已保存，错误 2"), "{:#?}", window.harness);
    assert!(window.is_current_tab(SUQIAN));
    assert!(!window.is_current_tab(HONGZE));
}

#[test]
fn one_filing_alone_needs_no_tab() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    assert!(!window.shows("开始页"));
    // On the start page one must find back to it.
    window.ctrl(egui::Key::N);
    window.wait_for("最近的填报");
    window.wait_for("开始页");
    window.ctrl(egui::Key::W);
    window.wait_for("规章（本年制发件数）");
}

#[test]
fn edits_and_undo_belong_to_their_tab() {
    let mut window = two();
    window.type_text("7");
    window.key(egui::Key::Enter);
    window.ctrl(egui::Key::Tab);
    assert!(window.is_current_tab(HONGZE));
    window.type_text("9");
    // What is being typed is committed when another tab is shown.
    window.modified(CTRL_SHIFT, egui::Key::Tab);
    assert!(window.is_current_tab(SUQIAN));
    window.ctrl(egui::Key::Z);
    assert_ne!(window.cell("规章（本年制发件数）"), "7");
    window.ctrl(egui::Key::Tab);
    assert!(window.cell("规章（本年制发件数）").starts_with('9'));
    window.on_disk(|filing| filing.year() == 2023 && number(filing, "2.1.1.a") == "9");
    window.ctrl(egui::Key::Z);
    assert_eq!(window.cell("规章（本年制发件数）"), "0");
}

#[test]
fn the_find_bar_and_dialogs_stay_with_their_tab() {
    let mut window = two();
    window.ctrl(egui::Key::F);
    window.type_text("3.1");
    assert!(window.shows("共 7 处"));
    window.click_tab(HONGZE);
    assert!(!window.shows("共 7 处"));
    window.click_tab(SUQIAN);
    assert!(window.shows("共 7 处"));
}

#[test]
fn a_file_that_is_open_is_not_opened_again() {
    let mut window = two();
    let (file, link) = (window.folder.path().join("open.tianbao"), window.folder.path().join("link.tianbao"));
    std::os::unix::fs::symlink(file, &link).expect("a link");
    *window.chosen.0.lock().expect("not poisoned") = Some(link);
    window.ctrl(egui::Key::O);
    window.wait_for("这份填报已经打开");
    assert!(window.is_current_tab(HONGZE));
    assert_eq!(window.tabs().len(), 3, "two filings and the start page");
}

#[test]
fn closing_a_tab_saves_it_and_lets_the_file_go() {
    let mut window = two();
    window.type_text("5");
    window.ctrl(egui::Key::W);
    window.wait_until(|window| !window.shows("开始页"));
    let file = window.folder.path().join("suqian-2024.tianbao");
    let there = store::read(&file, &Catalogue::shipped()).expect("still a filing");
    assert_eq!(number(&there, "2.1.1.a"), "5");
    window.wait_until(|_| Lock::acquire(&file).is_ok());
    assert!(window.shows("规章（本年制发件数）"));
    window.ctrl(egui::Key::W);
    window.wait_for("最近的填报");
}

#[test]
fn the_middle_button_closes_a_tab() {
    let mut window = two();
    let place = window.tab(HONGZE).rect().center();
    for pressed in [true, false] {
        let button = egui::PointerButton::Middle;
        let modifiers = egui::Modifiers::NONE;
        window.harness.event(egui::Event::PointerMoved(place));
        window.harness.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers });
    }
    window.harness.run();
    window.wait_until(|window| !window.shows("开始页"));
    assert!(!window.shows(HONGZE));
    assert!(window.shows("江苏省宿迁市人民政府"));
}

#[test]
fn a_tab_that_cannot_be_saved_is_asked_about_and_the_others_close() {
    let mut window = two();
    // The shown one is changed elsewhere.
    let file = window.folder.path().join("suqian-2024.tianbao");
    std::fs::copy(sample_path("simao-2017"), &file).expect("the sample can be copied");
    window.type_text("7");
    window.key(egui::Key::Enter);
    window.wait_for("保存失败");
    window.click_tab(HONGZE);
    // Closing the window leads to the one at risk.
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.harness.run();
    window.wait_for("最后的改动还没有保存");
    assert!(window.is_current_tab(SUQIAN));
    window.click("返回");
    window.ctrl(egui::Key::W);
    window.wait_for("最后的改动还没有保存");
    window.click("放弃改动");
    window.wait_until(|window| !window.shows("开始页"));
    assert!(!window.shows(SUQIAN));
    assert!(window.shows(HONGZE));
}

#[test]
fn a_file_that_another_program_edits_is_read_only_in_its_tab_alone() {
    let (mut window, _held) = Window::open_held("hongze-2023");
    open_also(&mut window, "suqian-2024");
    window.wait_for("洪泽区人民政府 2023年度，只读，错误 2");
    window.type_text("5");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "5");
    window.click_tab(HONGZE);
    window.type_text("5");
    window.key(egui::Key::Enter);
    assert_eq!(window.cell("规章（本年制发件数）"), "0");
}

#[test]
fn a_name_that_another_tab_has_is_refused() {
    let mut window = two();
    *window.chosen.0.lock().expect("not poisoned") = Some(window.folder.path().join("open.tianbao"));
    window.modified(CTRL_SHIFT, egui::Key::S);
    window.wait_for("在另一个标签页中打开着");
    let there = store::read(&window.folder.path().join("open.tianbao"), &Catalogue::shipped());
    assert_eq!(there.expect("still a filing").year(), 2023);
}

impl Window {
    fn tabs(&self) -> Vec<egui_kittest::Node<'_>> {
        self.harness.query_all_by_role(egui::Role::Tab).collect()
    }

    fn tab(&self, unit: &str) -> egui_kittest::Node<'_> {
        let is_meant =
            |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|it| it.contains(unit));
        self.tabs().into_iter().find(is_meant).unwrap_or_else(|| panic!("no tab of {unit}: {:#?}", self.harness))
    }

    fn is_current_tab(&self, unit: &str) -> bool {
        self.tab(unit).accesskit_node().is_selected().unwrap_or_default()
    }

    fn click_tab(&mut self, unit: &str) {
        self.tab(unit).click();
        self.harness.run();
    }

    fn wait_for_tab(&mut self, unit: &str) {
        self.wait_until(|window| {
            let mut labels = window.tabs().into_iter().filter_map(|node| node.accesskit_node().label());
            labels.any(|label| label.contains(unit))
        });
    }
}
