//! The bar above the sheet in which one looks for a cell, with the list of hits below.

use std::sync::Arc;

use egui::{
    Align, EventFilter, Frame, Id, Key, Label, Layout, Margin, Modifiers, Rect, Response, RichText, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, vec2,
};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::small_button;
use crate::app::model::document::Document;
use crate::app::model::find::Find;
use crate::app::model::steps::Step;
use crate::app::wishes::request::Request;
use crate::form::CellIndex;

/// The list is not made higher than this: the sheet below is what one looks for.
const MOST_HEIGHT: f32 = 118.0;

/// The same, as a part of the window's height.
const MOST_SHARE: f32 = 0.16;

/// The width of the buttons and of the count before them.
const BUTTONS: f32 = 260.0;

/// The height of a line of the list.
const LINE_HEIGHT: f32 = 23.0;

/// In a list narrower than this the names need the room of the ids.
const LEAST_WIDTH_FOR_IDS: f32 = 480.0;

fn field_id() -> Id {
    Id::unique("find-field")
}

/// Paints the bar and the list.
pub(crate) fn find_bar_ui(ui: &mut Ui, document: &Document, find: &mut Find, requests: &mut Vec<Request>) {
    read_keys(ui, requests);
    let palette = theme::palette(ui.ctx());
    let most_height = MOST_HEIGHT.min(ui.available_height() * MOST_SHARE);
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let mut hits = Arc::default();
        ui.horizontal(|ui| {
            let name = ui.label(RichText::new("查找").size(text::SMALL)).id;
            let field = TextEdit::singleline(&mut find.query)
                .id(field_id())
                .desired_width((ui.available_width() - BUTTONS).clamp(72.0, 240.0))
                .hint_text("名称、拼音首字母、数值或编号")
                .return_key(None)
                .event_filter(EventFilter { escape: true, horizontal_arrows: true, ..EventFilter::default() });
            let response = ui.add(field).labelled_by(name);
            if std::mem::take(&mut find.wants_focus) {
                response.request_focus();
            }
            hits = find.hits(&document.filing);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(small_button("关闭")).on_hover_text("回到表格（Esc）").clicked() {
                    requests.push(Request::CloseFind);
                }
                for (words, tip, step) in [("下一处", "回车", Step::Next), ("上一处", "Shift+回车", Step::Previous)]
                {
                    let button = ui.add_enabled(!hits.is_empty(), small_button(words)).on_hover_text(tip);
                    if button.clicked() {
                        requests.push(Request::FindStep(step));
                    }
                }
                let words = count_words(find, &hits);
                ui.add(Label::new(RichText::new(words).size(text::SMALL).color(palette.weak)).truncate());
            });
        });
        if !hits.is_empty() {
            ui.separator();
            let is_moved = std::mem::take(&mut find.is_moved);
            let list = ScrollArea::vertical().id_salt("hits").max_height(most_height).auto_shrink([false, true]);
            let current = find.current.filter(|_| is_moved);
            let moved_to = current.and_then(|current| hits.iter().position(|hit| *hit == current));
            ui.spacing_mut().item_spacing.y = 0.0;
            // A number may stand in ten thousand cells; only the lines that are seen are painted.
            list.show_viewport(ui, |ui, seen| {
                let (width, top) = (ui.available_width(), ui.next_widget_position());
                ui.set_height(rows_height(hits.len()));
                let line = |at: usize| Rect::from_min_size(top + vec2(0.0, rows_height(at)), vec2(width, LINE_HEIGHT));
                for (at, hit) in
                    hits.iter().enumerate().skip(rows_above(seen.top())).take(rows_above(seen.height()) + 2)
                {
                    if hit_ui(ui, document, *hit, find.current == Some(*hit), line(at)).clicked() {
                        requests.push(Request::FindGo(*hit));
                    }
                }
                if let Some(at) = moved_to {
                    ui.scroll_to_rect(line(at), None);
                }
            });
        }
    });
    ui.add_space(space::LINE);
}

/// Enter, Shift+Enter and Esc, read before the field sees them.
fn read_keys(ui: &Ui, requests: &mut Vec<Request>) {
    if !ui.memory(|memory| memory.has_focus(field_id())) {
        return;
    }
    // Shift first: a key without modifiers is also found when Shift is held.
    for (modifiers, key, request) in [
        (Modifiers::SHIFT, Key::Enter, Request::FindStep(Step::Previous)),
        (Modifiers::NONE, Key::Enter, Request::FindStep(Step::Next)),
        (Modifiers::NONE, Key::Escape, Request::CloseFind),
    ] {
        if ui.input_mut(|input| input.consume_key(modifiers, key)) {
            requests.push(request);
        }
    }
}

fn count_words(find: &Find, hits: &[CellIndex]) -> String {
    let position = hits.iter().position(|hit| find.current == Some(*hit));
    match (position, hits.len()) {
        _ if find.query.trim().is_empty() => String::new(),
        (_, 0) => "没有找到".to_owned(),
        (None, count) => format!("共 {count} 处"),
        (Some(position), count) => format!("{} / {count}", position + 1),
    }
}

/// The height of so many lines of the list.
#[expect(clippy::cast_precision_loss, reason = "a place in a list")]
fn rows_height(count: usize) -> f32 {
    count as f32 * LINE_HEIGHT
}

/// How many whole lines fit above a place in the list.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
fn rows_above(place: f32) -> usize {
    (place.max(0.0) / LINE_HEIGHT) as usize
}

fn hit_ui(ui: &mut Ui, document: &Document, hit: CellIndex, is_current: bool, rect: Rect) -> Response {
    let palette = theme::palette(ui.ctx());
    let cell = document.filing.form().cell(hit);
    let response = ui.interact(rect, ui.scope_id().with(hit.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_current, format!("到 {}", cell.name)));
    if is_current || response.hovered() {
        let fill = if is_current { palette.accent_soft } else { palette.head };
        ui.painter().rect_filled(rect, f32::from(space::CORNER), fill);
    }
    let value = document.filing.value(hit).told();
    let font = || theme::font(text::SMALL);
    let (left, right) = (rect.left_center() + vec2(8.0, 0.0), rect.right_center() - vec2(8.0, 0.0));
    let id_place = right - vec2(90.0, 0.0);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let name = painter.text(left, egui::Align2::LEFT_CENTER, &cell.name, font(), palette.text);
    if rect.width() >= LEAST_WIDTH_FOR_IDS && name.right() < id_place.x - 60.0 {
        painter.text(id_place, egui::Align2::RIGHT_CENTER, cell.id.as_str(), font(), palette.weak);
    }
    painter.text(right, egui::Align2::RIGHT_CENTER, value, font(), palette.accent);
    response
}
