//! Every dialog and view fits the smallest window and a sharp screen, light and dark.
//!
//! `TIANBAO_SHOTS=folder cargo test --test integration window_sizes` leaves a picture of each.

use egui::{Key, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use crate::window_harness::Window;

/// Sizes in points, with the dots a point has: the usual office screen, the smallest window, and 4K at 200 %.
const SIZES: [(&str, Vec2, f32); 3] =
    [("1366", vec2(1366.0, 768.0), 1.0), ("900", vec2(900.0, 600.0), 1.0), ("4k", vec2(1920.0, 1080.0), 2.0)];

/// A view: its name, how it is reached, and words that show that it is there.
type View = (&'static str, fn(&mut Window), &'static str);

const VIEWS: [View; 15] = [
    ("keys", |window| window.key(Key::F1), "快捷键"),
    ("manual", |window| window.ctrl(Key::F1), "使用手册"),
    ("filing-data", |window| window.key(Key::F4), "填报信息"),
    ("palette", |window| window.ctrl_shift(Key::P), "执行命令"),
    ("versions", |window| window.run_command("历史版本"), "历史版本"),
    ("prior", |window| window.run_command("上年数"), "上年数"),
    ("verify", |window| window.run_command("校验打印件"), "校验"),
    ("print", |window| window.run_command("打印…"), "打印"),
    ("find", |window| window.ctrl(Key::F), "查找"),
    ("preview", |window| window.ctrl(Key::P), "打印预览"),
    ("versions-side", side_by_side, "历史版本"),
    ("report", |window| window.ctrl(Key::R), "年度报告：已写"),
    ("handing", |window| window.run_command("报送…"), "报送与更正"),
    ("scans", |window| window.run_command("签章件"), "还没有附上"),
    ("report-preview", report_preview, "打印预览，第 1 页"),
];

/// The pages of the drafted report beside it.
fn report_preview(window: &mut Window) {
    window.run_command("起草年度报告");
    window.ctrl(Key::R);
    window.ctrl(Key::P);
}

/// Earlier states beside the present one: there is one after the first edit.
fn side_by_side(window: &mut Window) {
    window.type_text("7");
    window.key(Key::Enter);
    window.run_command("历史版本");
    window.key(Key::Tab);
    window.key(Key::Enter);
}

#[test]
fn every_view_fits_every_window() {
    for (name, open, words) in VIEWS {
        let mut window = Window::open(Some("hongze-2023"));
        window.wait_for("规章（本年制发件数）");
        open(&mut window);
        window.wait_for(words);
        for (size_name, size, dots) in SIZES {
            window.set_dots(dots);
            window.harness.set_size(size);
            for _ in 0..4 {
                window.harness.step();
            }
            let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size).expand(0.5);
            for (layer, rect) in window.floating() {
                assert!(screen.contains_rect(rect), "{name} at {size_name}: {layer} is at {rect}, beyond {screen}");
            }
            window.shots(&format!("{name}-{size_name}"));
        }
    }
}

/// The pages of a desk, by the keys that show them.
const PAGES: [(&str, Key); 6] = [
    ("units", Key::Num1),
    ("sheet", Key::Num2),
    ("files", Key::Num3),
    ("review", Key::Num4),
    ("compare", Key::Num5),
    ("years", Key::Num6),
];

#[test]
fn every_page_of_a_desk_fits_every_window() {
    let (mut window, path) = crate::window_desk::open();
    let folder = path.parent().expect("a folder");
    crate::aggregate::write(folder, "手工.tianbao", &crate::aggregate::even("某市公开办", 30));
    *window.chosen.0.lock().expect("not poisoned") = Some(folder.join("手工.tianbao"));
    window.run_command("选择汇总表");
    window.wait_for("格与各单位之和不同");
    window.modified(egui::Modifiers::ALT, Key::Num1);
    window.harness.get_by_role_and_label(egui::Role::Row, "财政局").click();
    window.harness.run();
    for (name, key) in PAGES {
        window.modified(egui::Modifiers::ALT, key);
        for is_charted in [false, true] {
            if is_charted && key != Key::Num6 {
                continue;
            }
            if is_charted {
                window.click("图表");
            }
            for (size_name, size, dots) in SIZES {
                window.set_dots(dots);
                window.harness.set_size(size);
                for _ in 0..4 {
                    window.harness.step();
                }
                let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size).expand(0.5);
                for (layer, rect) in window.floating() {
                    assert!(screen.contains_rect(rect), "{name} at {size_name}: {layer} is at {rect}");
                }
                desk_head_fits(&window, screen, &format!("{name} at {size_name}"));
                let charts = if is_charted { "-charts" } else { "" };
                window.shots(&format!("desk-{name}{charts}-{size_name}"));
            }
        }
    }
}

/// The buttons of the bar and the counts stand beside each other, all of them in the window.
fn desk_head_fits(window: &Window, screen: egui::Rect, place: &str) {
    let words = ["单位", "汇总表", "来件", "核对", "比对", "历年", "完全汇总", "节点汇总", "选择汇总"];
    let button = |words: &&str| {
        let named = window.harness.query_all_by_label_contains(words);
        named.map(|node| node.rect()).filter(|rect| rect.height() > 12.0).min_by(|a, b| a.top().total_cmp(&b.top()))
    };
    let counts = window.harness.query_all_by_label_contains("应报").next().map(|node| node.rect());
    let rects: Vec<egui::Rect> = words.iter().filter_map(button).chain(counts).collect();
    assert_eq!(rects.len(), words.len() + 1, "{place}");
    for (at, rect) in rects.iter().enumerate() {
        assert!(screen.contains_rect(*rect), "{place}: {rect} is beyond the window");
        let others = rects.iter().skip(at + 1);
        assert!(others.clone().all(|other| !other.shrink(1.0).intersects(rect.shrink(1.0))), "{place}: {rects:?}");
    }
}

/// A window can be drawn as small as its frame; nothing has to be readable then, but it has to come back.
#[test]
fn a_tiny_window_is_survived() {
    for sample in [None, Some("hongze-2023")] {
        let mut window = Window::open(sample);
        for size in [vec2(300.0, 200.0), vec2(120.0, 60.0), vec2(1.0, 1.0), vec2(1366.0, 768.0)] {
            window.harness.set_size(size);
            for _ in 0..4 {
                window.harness.step();
            }
        }
        assert!(window.shows("新建"));
    }
}

#[test]
fn the_start_page_fits_every_window() {
    let mut window = Window::open(None);
    window.wait_for("新建填报");
    for (size_name, size, dots) in SIZES {
        window.set_dots(dots);
        window.harness.set_size(size);
        window.harness.run();
        window.shots(&format!("start-{size_name}"));
        let button = window.harness.get_by_label("打开文件…").rect();
        assert!(button.max.x <= size.x && button.max.y <= size.y, "at {size_name}: {button}");
    }
}
