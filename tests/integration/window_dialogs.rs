//! Every dialog is reached, walked through and left by keyboard alone, and nothing behind it takes the keyboard meanwhile.

use egui::Key;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};

use crate::window_harness::Window;

/// Labels of the sheet and the bars behind a dialog.
const BEHIND: [&str; 4] = ["规章（本年制发件数）", "审核", "导出", "历史版本"];

fn hongze() -> Window {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window
}

/// What has the keyboard, as a screen reader says it.
fn focused(window: &Window) -> String {
    let is_focused = By::new().predicate(|node| node.is_focused());
    let mut names = window.harness.query_all(is_focused).filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

/// Goes once round by Tab and says what had the keyboard.
fn round(window: &mut Window) -> Vec<String> {
    let mut way = Vec::new();
    for _ in 0..40 {
        window.key(Key::Tab);
        let here = focused(window);
        if way.first() == Some(&here) {
            break;
        }
        way.push(here);
    }
    way
}

/// Checks that Tab goes through the named parts in this order, stays in the dialog, and Esc leaves it.
fn check(window: &mut Window, heading: &str, expected: &[&str]) {
    window.wait_for(heading);
    let way = round(window);
    let twice: Vec<&String> = way.iter().chain(&way).collect();
    let mut rest = twice.iter();
    for part in expected {
        assert!(rest.any(|it| it.contains(part)), "{heading}: Tab does not come to “{part}” in its turn: {way:?}");
    }
    assert!(!way.iter().any(|it| BEHIND.contains(&it.as_str())), "{heading}: the keyboard left the dialog: {way:?}");
    assert!(way.iter().all(|it| !it.is_empty()), "{heading}: something without a name has the keyboard: {way:?}");
    window.key(Key::Escape);
    assert!(!window.shows(heading), "{heading}: Esc closes the dialog");
    // The sheet has the keyboard again.
    window.type_text("5");
    assert!(window.shows("回车确认"), "{heading}: typing goes into the sheet");
    window.key(Key::Escape);
}

#[test]
fn dialogs_are_walked_through_by_keyboard() {
    let mut window = hongze();
    window.key(Key::F4);
    check(&mut window, "填报日期", &["填报单位", "单位负责人", "填报日期", "取消", "确定"]);
    window.run_command("上年数");
    check(&mut window, "上年不可比的原因", &["选择文件", "上年不可比的原因", "取消", "确定"]);
    window.paper.printers.lock().expect("not poisoned").push("HP-LaserJet-401".to_owned());
    // The shortest name that begins with what is typed is the first.
    window.run_command("打印");
    check(&mut window, "打印机、纸张和单双面按表式记住", &["份数", "打印"]);
    // A version that differs, so that the dialog has all its parts.
    window.type_text("77");
    window.key(Key::Enter);
    window.on_disk(|filing| filing.values().iter().any(|value| value.to_string() == "77"));
    window.run_command("历史版本");
    check(&mut window, "格与现在不同", &["格与现在不同", "全选", "选 ", "关闭", "恢复整个版本"]);
    window.key(Key::F1);
    check(&mut window, "回车、Shift+回车", &["关闭"]);
}
