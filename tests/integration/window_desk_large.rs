//! A desk with many units in the window: every page scrolls, and only what is seen is painted and told.
//!
//! `TIANBAO_TIMES=1 cargo test --test integration window_desk_large -- --nocapture` takes 3,000 units and prints how long
//! frames take; `cargo bench --bench speed -- desk` measures the optimised program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tianbao::aggregate::list;
use tianbao::aggregate::workspace::Workspace;
use tianbao::filing::format;
use tianbao::jobs::workspaces;

use crate::aggregate::even;
use crate::support::store;
use crate::window_desk::ALT;
use crate::window_harness::Window;

/// Reading takes no longer anywhere.
const LONGEST: Duration = Duration::from_mins(3);

/// So many units, in districts of forty.
fn many(folder: &Path, count: usize) -> PathBuf {
    let inbox = folder.join("收到");
    std::fs::create_dir(&inbox).expect("a folder");
    let mut text = "某市\n".to_owned();
    // Writing to a `String` cannot fail.
    for number in 0..count {
        if number % 40 == 0 {
            writeln!(text, "\t第{}区", number / 40 + 1).ok();
        }
        writeln!(text, "\t\t第{number}局").ok();
        let filing = even(&format!("第{number}局"), i64::try_from(number % 97).expect("few"));
        std::fs::write(inbox.join(format!("{number}.tianbao")), format::write(&filing)).expect("written");
    }
    let mut workspace = Workspace::new(list::tree(&list::rows(&text)));
    "某市公开办".clone_into(&mut workspace.name);
    (workspace.year, workspace.form) = (Some(2024), Some("zfxxgk-2021".to_owned()));
    workspace.sources = vec!["收到".to_owned()];
    let path = folder.join("汇总.tianbao-units");
    workspaces::write(&path, &workspace).expect("written");
    path
}

#[expect(clippy::print_stdout, reason = "asked for by a variable")]
fn tell(what: &str, begun: Instant) {
    if std::env::var_os("TIANBAO_TIMES").is_some() {
        println!("{what}: {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
    }
}

#[test]
fn every_page_of_a_desk_with_many_units_scrolls() {
    let count = if std::env::var_os("TIANBAO_TIMES").is_some() { 3_000 } else { 400 };
    let (folder, store) = store();
    let path = many(folder.path(), count);
    let begun = Instant::now();
    let mut window = Window::start(folder, store, Some(path));
    // While files are read the window repaints for their number, so frames are counted and not waited out.
    while !window.shows(&format!("已计入 {count}")) || window.shows("正在读取") {
        assert!(begun.elapsed() < LONGEST, "reading did not end");
        window.harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    window.harness.run();
    tell("opened and read", begun);
    for (page, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6].into_iter().enumerate() {
        window.modified(ALT, key);
        if key == Key::Num2 {
            window.key(Key::F6);
        }
        for step in [Key::PageDown, Key::PageDown, Key::End, Key::Home, Key::ArrowDown] {
            let begun = Instant::now();
            window.harness.key_press(step);
            window.harness.step();
            tell(&format!("page {} after {step:?}", page + 1), begun);
        }
        window.harness.run();
        let rows = window.harness.query_all_by_role(egui::Role::Row).count();
        assert!(rows < 60, "only what is seen is told: {rows} rows on page {}", page + 1);
    }
    // A decision about one of them adds nothing up again.
    window.modified(ALT, Key::Num1);
    window.key(Key::ArrowDown);
    let begun = Instant::now();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Enter);
    window.harness.step();
    tell("a unit accepted", begun);
    window.wait_for("已通过 1 个单位");
}
