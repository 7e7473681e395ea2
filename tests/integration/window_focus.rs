//! Whoever works by keyboard sees where the keyboard is: every part that Tab reaches looks clearly different with it.

use egui::{Color32, Key, Rect, Theme};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use tianbao::app::soft::Canvas;

use crate::window_harness::Window;

/// How much lighter or darker a dot has to be with the keyboard (WCAG 2.2, 2.4.13 Focus Appearance).
const LEAST_CONTRAST: f32 = 3.0;

/// What has the keyboard: its name and place.
fn focused(window: &Window) -> Option<(String, Rect)> {
    let is_focused = By::new().predicate(|node| node.is_focused());
    let nodes = window.harness.query_all(is_focused);
    let node = nodes.last()?;
    Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
}

fn luminance(color: Color32) -> f32 {
    let channel = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
}

/// How many dots of a place differ clearly between two pictures.
fn changed(place: Rect, with: &Canvas, without: &Canvas) -> usize {
    let [columns, rows] = with.size();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the window")]
    let range = |from: f32, to: f32, end: usize| (from.max(0.0) as usize).min(end)..(to.max(0.0) as usize).min(end);
    let (across, down) = (range(place.min.x, place.max.x, columns), range(place.min.y, place.max.y, rows));
    let clear = |one: &Color32, other: &Color32| {
        let (one, other) = (luminance(*one) + 0.05, luminance(*other) + 0.05);
        one.max(other) / one.min(other) >= LEAST_CONTRAST
    };
    let lines = down.map(|y| (&with.line(y)[across.clone()], &without.line(y)[across.clone()]));
    lines.map(|(with, without)| with.iter().zip(without).filter(|(one, other)| clear(one, other)).count()).sum()
}

/// Goes round by Tab; says how many parts had the keyboard and which of them did not show it.
fn walk(window: &mut Window) -> (usize, Vec<String>) {
    let (mut first, mut before, mut count, mut dull) = (None, None, 0, Vec::new());
    for _ in 0..60 {
        window.key(Key::Tab);
        let here = focused(window);
        let picture = window.picture();
        if let Some(((name, place), with)) = before.take()
            && here.as_ref() != Some(&(String::clone(&name), place))
        {
            count += 1;
            let clear = changed(place.expand(3.0), &with, &picture);
            // A line along one side at least.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the side of a button")]
            if clear < place.width().min(place.height()) as usize {
                dull.push(format!("{name} {place:?}: {clear}"));
            }
        }
        if here.is_some() && first == here {
            break;
        }
        first = first.or_else(|| here.clone());
        before = here.map(|here| (here, picture));
    }
    (count, dull)
}

#[test]
fn what_has_the_keyboard_shows_it() {
    type View = (&'static str, Option<&'static str>, fn(&mut Window), usize);
    let views: [View; 5] = [
        ("start page", None, |_| {}, 4),
        ("window", Some("hongze-2023"), |window| window.key(Key::F6), 12),
        ("filing data", Some("hongze-2023"), |window| window.key(Key::F4), 8),
        ("print", Some("hongze-2023"), |window| window.run_command("打印…"), 4),
        ("find", Some("hongze-2023"), |window| window.ctrl(Key::F), 2),
    ];
    for (at, (name, sample, open, least)) in views.into_iter().enumerate() {
        // The colours are the same everywhere; the window by turns in light and dark is enough.
        let theme = if at % 2 == 0 { Theme::Light } else { Theme::Dark };
        let mut window = Window::open(sample);
        window.harness.ctx.set_theme(theme);
        window.harness.run();
        open(&mut window);
        let (count, dull) = walk(&mut window);
        assert!(count >= least, "{name}: Tab reaches {count} parts only");
        assert!(dull.is_empty(), "{name}, {theme:?}: {dull:#?}");
    }
}

/// Goes on from the active cell's panel, moves every border on the way to the left and up, and says how many moved.
fn move_borders(by: egui::Modifiers) -> usize {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    let border = "区域的边界，按方向键移动";
    let mut moved = 0;
    window.key(Key::F6);
    for _ in 0..15 {
        window.modified(by, Key::Tab);
        if focused(&window).is_none_or(|(name, _)| name != border) {
            continue;
        }
        for key in [Key::ArrowLeft, Key::ArrowUp] {
            let (_, before) = focused(&window).expect("a border");
            window.key(key);
            let (name, after) = focused(&window).expect("a border");
            assert_eq!(name, border, "the keyboard stays");
            let is_upright = before.width() < before.height();
            let way =
                if is_upright { before.center().x - after.center().x } else { before.center().y - after.center().y };
            assert_eq!(way > 5.0, is_upright == (key == Key::ArrowLeft), "{before:?} {after:?}");
            moved += usize::from(way > 5.0);
        }
    }
    moved
}

#[test]
fn borders_are_moved_by_arrows() {
    assert_eq!(move_borders(egui::Modifiers::NONE), 1, "the side");
    assert_eq!(move_borders(egui::Modifiers::SHIFT), 2, "the findings and the rail");
}
