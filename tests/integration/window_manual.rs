//! The user's manual in the window: its pages are found from the keys and from the list, and say what they are about.

use std::collections::BTreeSet;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::window_harness::Window;

#[test]
fn the_manual_opens_from_the_keys_and_turns_pages() {
    let mut window = Window::open(None);
    window.key(Key::F1);
    window.click("使用手册");
    assert!(window.shows("打开程序，先看到开始页"));
    assert!(window.harness.query_by_role_and_label(egui::Role::Image, "开始页").is_some(), "with its picture");
    window.click("导出与打印");
    assert!(window.shows("一边填数，页面一边跟着变") && !window.shows("打开程序，先看到开始页"));
    let name = |window: &Window| {
        let manager = window.harness.ctx.tex_manager();
        let manager = manager.read();
        let names = manager.allocated().map(|(_, meta)| meta.name.clone());
        names.filter(|name| name.starts_with("images/")).collect::<BTreeSet<_>>()
    };
    let expected = ["images/preview.png", "images/print.png"].map(str::to_owned);
    assert_eq!(name(&window), BTreeSet::from(expected), "those of the page before are gone");
    window.key(Key::Escape);
    window.harness.run();
    assert!(!window.shows("使用手册") && name(&window).is_empty());
}
