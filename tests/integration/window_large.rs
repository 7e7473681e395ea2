//! The window with a form of 10,000 rows: it opens, scrolls and checks as the small ones do.

use std::time::Instant;

use egui_kittest::kittest::Queryable as _;
use tianbao::filing::store::Store;

use crate::large_form;
use crate::support::store;
use crate::window_harness::Window;

/// The window with the filled long form.
fn open_large() -> Window {
    let (folder, store): (_, Store) = store();
    std::fs::create_dir_all(store.forms_folder()).expect("a folder");
    std::fs::write(store.forms_folder().join("large.toml"), large_form::source()).expect("written");
    let file = folder.path().join("open.tianbao");
    drop(store.create(&file, &large_form::filled(large_form::form())).expect("the folder can be written"));
    let begun = Instant::now();
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("第1组第1项（A列）");
    tell("start, form file and opening", begun);
    window
}

/// Prints how long something took where `TIANBAO_TIMES` is set; times depend on the machine and are never asserted.
#[expect(clippy::print_stdout, reason = "asked for by a variable")]
fn tell(what: &str, begun: Instant) {
    if std::env::var_os("TIANBAO_TIMES").is_some() {
        println!("{what}: {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
    }
}

#[test]
fn a_long_form_is_scrolled_and_checked_live() {
    let mut window = open_large();
    let place = window.harness.get_by_role_and_label(egui::Role::Cell, "第1组第5项（C列）").rect().center();
    window.harness.hover_at(place);
    for _ in 0..60 {
        window.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -400.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        });
        let begun = Instant::now();
        window.harness.step();
        tell("a scrolled frame", begun);
    }
    let first = window.harness.query_by_role_and_label(egui::Role::Cell, "第1组第1项（A列）");
    assert!(first.is_none(), "the first line has scrolled away");
    // To the end by keyboard, and a wrong figure there.
    window.ctrl(egui::Key::End);
    assert!(window.shows("第100组合计（合计）"));
    let cells = window.harness.query_all_by_role(egui::Role::Cell).count();
    assert!((100..1000).contains(&cells), "only what is seen is told to screen readers: {cells} cells");
    let begun = Instant::now();
    window.harness.event(egui::Event::Text("7".to_owned()));
    window.harness.step();
    window.harness.step();
    tell("a key and the frame with its finding", begun);
    assert!(window.shows("错误：第100组合计（合计）应等于"), "the finding comes with the key");
    window.key(egui::Key::Enter);
    // Many cells at once.
    window.ctrl(egui::Key::A);
    assert!(window.shows("选中 100000 格"));
    window.ctrl(egui::Key::ArrowUp);
    window.ctrl(egui::Key::Home);
    assert!(window.harness.query_by_role_and_label(egui::Role::Cell, "第1组第1项（A列）").is_some());
}

#[test]
fn a_search_in_a_long_form_lists_what_is_seen() {
    let mut window = open_large();
    window.ctrl(egui::Key::F);
    let begun = Instant::now();
    window.type_text("合计");
    tell("two characters of a search", begun);
    assert!(window.shows("共 10900 处"), "every row has a total, and every block a line of totals");
    let listed = window.harness.query_all_by_label_contains("到 ").count();
    assert!((3..60).contains(&listed), "only what is seen is painted: {listed} lines");
    window.modified(egui::Modifiers::SHIFT, egui::Key::Enter);
    window.harness.run();
    assert!(window.shows("10900 / 10900"), "the step before the first is the last");
    let last = window.harness.query_all_by_label_contains("到 第100组").count();
    assert!(last > 0, "the list shows the hit that was gone to");
}
