//! Everything there is to say about a plan, doubts first, as a list that arrows go through.

use egui::{Align2, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::board::Key;
use super::facts::{Entry, Facts, Section};
use super::review::Review;
use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::shape;

/// The height of a line: what it is about, and why.
const LINE: f32 = 42.0;

/// The height of a heading.
const HEAD: f32 = 30.0;

/// A line as it is painted.
#[derive(Clone, Copy)]
pub(super) enum Row {
    Head(Section),
    Line(Entry),
}

/// The lines that are not folded away.
pub(super) fn rows(review: &Review, facts: &Facts) -> Vec<Row> {
    let mut rows = Vec::new();
    for (section, items) in &facts.items {
        rows.push(Row::Head(*section));
        if review.open.contains(section) {
            rows.extend(items.iter().map(|item| Row::Line(Entry { section: *section, item: *item })));
        }
    }
    rows
}

/// The line before or after the active one.
pub(super) fn beside(review: &Review, facts: &Facts, is_forward: bool) -> Option<Entry> {
    let lines = rows(review, facts).into_iter().filter_map(|row| match row {
        Row::Line(entry) => Some(entry),
        Row::Head(_) => None,
    });
    let lines: Vec<Entry> = lines.collect();
    let at = review.selected.and_then(|selected| lines.iter().position(|entry| *entry == selected));
    let next = match (at, is_forward) {
        (None, _) => 0,
        (Some(at), true) => at + 1,
        (Some(at), false) => at.checked_sub(1)?,
    };
    lines.get(next).copied()
}

/// Paints the list.
pub(super) fn list_ui(ui: &mut Ui, review: &mut Review, facts: &Facts, is_moved: bool) {
    let rows = rows(review, facts);
    let height_of = |row: &Row| if matches!(row, Row::Head(_)) { HEAD } else { LINE };
    let area = ScrollArea::vertical().id_salt("import-list").auto_shrink([false, false]);
    area.show_viewport(ui, |ui, viewport| {
        let height: f32 = rows.iter().map(height_of).sum();
        ui.set_height(height);
        let (left, width) = (ui.max_rect().left(), ui.available_width());
        let mut top = ui.max_rect().top();
        let start = top;
        for row in rows {
            let rect = Rect::from_min_size(egui::pos2(left, top), vec2(width, height_of(&row)));
            top = rect.bottom();
            let is_active = matches!(row, Row::Line(entry) if review.selected == Some(entry));
            if is_moved && is_active {
                ui.scroll_to_rect(rect.expand(LINE), None);
            }
            // What is not seen is not painted, so that long lists cost nothing.
            if rect.bottom() - start < viewport.top() || rect.top() - start > viewport.bottom() {
                continue;
            }
            match row {
                Row::Head(section) => head_ui(ui, review, facts, section, rect),
                Row::Line(entry) => line_ui(ui, review, facts, entry, rect),
            }
        }
    });
}

fn head_ui(ui: &Ui, review: &mut Review, facts: &Facts, section: Section, rect: Rect) {
    let palette = theme::palette(ui.ctx());
    let response =
        ui.interact(rect, egui::Id::unique(("import-head", section.words())), Sense::click() - Sense::FOCUSABLE);
    let is_open = review.open.contains(&section);
    let words = format!("{} {}", section.words(), facts.count(section));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, words.clone()));
    if response.clicked() {
        if is_open {
            review.open.retain(|it| *it != section);
        } else {
            review.open.push(section);
        }
    }
    let fill = if response.hovered() { palette.accent_soft } else { palette.band };
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 3.0, fill);
    let color = section.severity().map_or(palette.text, |severity| palette.mark(severity));
    let sign = section.severity().map_or("", shape);
    let fold = if is_open { "－" } else { "＋" };
    let left = rect.left_center() + vec2(8.0, 0.0);
    ui.painter().text(left, Align2::LEFT_CENTER, format!("{sign} {words}"), theme::font(text::LABEL), color);
    let right = rect.right_center() - vec2(8.0, 0.0);
    ui.painter().text(right, Align2::RIGHT_CENTER, fold, theme::font(text::SMALL), palette.weak);
}

fn line_ui(ui: &Ui, review: &mut Review, facts: &Facts, entry: Entry, rect: Rect) {
    let palette = theme::palette(ui.ctx());
    let (title, below) = words(review, facts, entry);
    let is_active = review.selected == Some(entry);
    let id = egui::Id::unique(("import-line", entry.section.words(), entry.item));
    let response = ui.interact(rect, id, Sense::click_and_drag() - Sense::FOCUSABLE);
    let name = format!("{}：{title}；{below}", entry.section.words());
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_active, &name));
    if response.clicked() {
        review.select(entry);
    }
    if let Some(key) = review.place_of(entry) {
        response.dnd_set_drag_payload(key);
    }
    let fill = if is_active { Some(palette.accent_soft) } else { response.hovered().then_some(palette.head) };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 3.0, fill);
    }
    let width = rect.width() - 16.0;
    for (words, size, color, y) in [(title, text::LABEL, palette.text, 4.0), (below, text::SMALL, palette.weak, 22.0)] {
        let galley = one_line(ui, &words, size, color, width);
        ui.painter().galley(rect.min + vec2(8.0, y), galley, color);
    }
}

/// A text cut off with an ellipsis where it is too long.
fn one_line(ui: &Ui, words: &str, size: f32, color: egui::Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let words = words.replace('\n', " ");
    let mut job = egui::text::LayoutJob::single_section(words, egui::TextFormat::simple(theme::font(size), color));
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// What a line says: what stands where, and where it goes or why not.
pub(super) fn words(review: &Review, facts: &Facts, entry: Entry) -> (String, String) {
    let plan = review.plan();
    let name = |entry| review.cell_of(entry).map_or("", |cell| plan.form.cell(cell).name.as_str());
    match entry.section {
        Section::Doubtful | Section::Sure => {
            let Some(it) = review.cell_of(entry).and_then(|cell| plan.placement(cell)) else {
                return (String::new(), String::new());
            };
            let text = if it.text.trim().is_empty() { "空" } else { it.text.trim() };
            (format!("{text} → {}", name(entry)), format!("{}　{}", it.source.origin, it.reasons.join("；")))
        }
        Section::Replaced => {
            let change = review.cell_of(entry).and_then(|cell| facts.replaced.get(&cell));
            let change = change.map_or_else(String::new, |(old, new)| format!("{old} → {new}"));
            (change, name(entry).to_owned())
        }
        Section::Unplaced | Section::Extras => {
            let all = if entry.section == Section::Unplaced { &plan.unplaced } else { &plan.extras };
            let Some(it) = all.get(entry.item) else { return (String::new(), String::new()) };
            (format!("{}　{}", it.text.trim(), it.label), format!("{}　{}", it.source.origin, it.reason))
        }
        Section::Notes => {
            let Some((cell, message)) = facts.notes.get(entry.item) else { return (String::new(), String::new()) };
            (message.clone(), cell.map_or_else(String::new, |cell| plan.form.cell(cell).name.clone()))
        }
        Section::Missing => (name(entry).to_owned(), "文件里没有它的位置，不改动".to_owned()),
    }
}

/// The line that a tile belongs to.
pub(super) fn entry_of(facts: &Facts, key: Key) -> Option<Entry> {
    match key {
        Key::Place { block, row, column } => facts.by_place.get(&(block, row, column)).copied(),
        Key::Cell(cell) => facts.by_cell.get(&cell).copied(),
        Key::Words => None,
    }
}
