//! The active line in full, what can be done about it, and choosing another cell for its value.

use egui::{EventFilter, Id, Key, Label, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::aim::Choosing;
use super::facts::{Entry, Facts, Section};
use super::review::Review;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::small_button;
use crate::app::model::find;
use crate::filing::{Filing, Unit};
use crate::form::CellIndex;

/// More hits than these are not listed; another word is typed sooner.
const MOST_HITS: usize = 60;

/// The field in which one looks for a cell.
fn field_id() -> Id {
    Id::unique("import-choose")
}

/// Paints the details.
pub(super) fn detail_ui(ui: &mut Ui, review: &mut Review, facts: &Facts) {
    let Some(entry) = review.selected else {
        ui.label(RichText::new("用上下箭头选一条").size(text::SMALL).weak());
        return;
    };
    if review.choosing.is_some() {
        return choose_ui(ui, review, entry);
    }
    buttons_ui(ui, review, entry);
    ui.add_space(space::LINE);
    ScrollArea::vertical().id_salt("import-detail").auto_shrink([false, false]).show(ui, |ui| {
        for (words, is_strong) in sentences(review, facts, entry) {
            let words = RichText::new(words).size(text::SMALL);
            let words = if is_strong { words.strong() } else { words };
            ui.add(Label::new(words).wrap());
        }
    });
}

fn buttons_ui(ui: &mut Ui, review: &mut Review, entry: Entry) {
    let can_change = entry.section == Section::Unplaced || entry.section.is_of_placements();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let is_doubtful = entry.section == Section::Doubtful;
        if ui.add_enabled(is_doubtful, small_button("没有错")).on_hover_text("放在这一格是对的（回车）").clicked()
        {
            review.confirm();
        }
        let words = if entry.section == Section::Unplaced { "选一格…" } else { "换一格…" };
        if ui
            .add_enabled(can_change, small_button(words))
            .on_hover_text("选定放到哪一格（F2）；也可以把数拖过去")
            .clicked()
        {
            begin_choosing(review);
        }
        if ui.add_enabled(can_change, small_button("不导入")).on_hover_text("这个数不要（Delete）").clicked()
        {
            review.ignore();
        }
        let undo = ui.add_enabled(review.can_undo(), small_button("撤销更正"));
        if undo.on_hover_text("撤销上一次更正（Ctrl+Z）").clicked() {
            review.undo();
        }
    });
}

/// What is known about a line, sentence by sentence.
fn sentences(review: &Review, facts: &Facts, entry: Entry) -> Vec<(String, bool)> {
    let plan = review.plan();
    let name = |cell: CellIndex| plan.form.cell(cell).name.clone();
    let mut all = Vec::new();
    let cell = review.cell_of(entry);
    let placement = cell.filter(|_| entry.section.is_of_placements()).and_then(|cell| plan.placement(cell));
    let loose = match entry.section {
        Section::Unplaced => plan.unplaced.get(entry.item),
        Section::Extras => plan.extras.get(entry.item),
        _ => None,
    };
    if let Some(it) = placement {
        all.push((format!("原文件 {}：“{}”", it.source.origin, it.text.trim()), true));
        if !it.label.is_empty() {
            all.push((format!("旁边写着：{}", it.label), false));
        }
        let value = if it.value.is_blank() { "空格".to_owned() } else { it.value.to_string() };
        all.push((format!("放入 {}：{value}", name(it.cell)), true));
        if let Some((old, new)) = facts.replaced.get(&it.cell) {
            all.push((format!("这一格已填 {old}，导入后是 {new}"), true));
        }
        all.push((format!("把握：{}", confidence_words(it.confidence)), false));
        all.extend(it.reasons.iter().map(|reason| (reason.clone(), false)));
    }
    if let Some(it) = loose {
        all.push((format!("原文件 {}：“{}”", it.source.origin, it.text.trim()), true));
        if !it.label.is_empty() {
            all.push((format!("旁边写着：{}", it.label), false));
        }
        all.push((it.reason.clone(), false));
        all.extend(it.proposal.map(|cell| (format!("可能是 {}", name(cell)), false)));
    }
    match entry.section {
        Section::Notes => all.extend(facts.notes.get(entry.item).map(|(_, message)| (message.clone(), false))),
        Section::Missing => {
            all.extend(cell.map(|cell| (name(cell), true)));
            all.push(("文件里没有这一格的位置；导入不改动它。".to_owned(), false));
        }
        _ => {
            let of_cell = facts.notes.iter().filter(|(about, _)| about.is_some() && *about == cell);
            all.extend(of_cell.map(|(_, message)| (message.clone(), false)));
        }
    }
    all
}

/// How sure a placement is, in words.
fn confidence_words(confidence: u8) -> &'static str {
    match confidence {
        95.. => "很大",
        75.. => "较大",
        55.. => "不大",
        _ => "很小",
    }
}

/// Begins choosing a cell for the active value.
pub(super) fn begin_choosing(review: &mut Review) {
    let can = review.selected.is_some_and(|it| it.section == Section::Unplaced || it.section.is_of_placements());
    if can {
        review.choosing = Some(Choosing::default());
    }
}

/// The cells that fit what is typed; before anything is typed, what was proposed and its neighbours.
fn hits(review: &Review, entry: Entry, query: &str) -> Vec<CellIndex> {
    let form = &review.plan().form;
    if !query.trim().is_empty() {
        let blank = Filing::new(std::sync::Arc::clone(form), Unit::default(), 0);
        let mut hits = find::hits(&blank, query);
        hits.truncate(MOST_HITS);
        return hits;
    }
    let near = review.cell_of(entry).map_or(0, CellIndex::position);
    let mut all: Vec<CellIndex> = form.cell_indices().collect();
    all.sort_by_key(|cell| cell.position().abs_diff(near));
    all.truncate(MOST_HITS);
    all
}

fn choose_ui(ui: &mut Ui, review: &mut Review, entry: Entry) {
    let Some(mut choosing) = review.choosing.take() else { return };
    let hits = hits(review, entry, &choosing.query);
    let last = hits.len().saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let before = choosing.chosen;
    if pressed(Key::ArrowDown) {
        choosing.chosen += 1;
    }
    if pressed(Key::ArrowUp) {
        choosing.chosen = choosing.chosen.saturating_sub(1);
    }
    choosing.chosen = choosing.chosen.min(last);
    if pressed(Key::Escape) {
        return;
    }
    let mut taken = if pressed(Key::Enter) { hits.get(choosing.chosen).copied() } else { None };
    let name = ui.label(RichText::new("放到哪一格？也可以直接点右边的表").size(text::SMALL).strong()).id;
    let field = TextEdit::singleline(&mut choosing.query)
        .id(field_id())
        .desired_width(f32::INFINITY)
        .hint_text("名称、拼音首字母或编号")
        .return_key(None)
        .event_filter(EventFilter { escape: true, vertical_arrows: true, ..EventFilter::default() });
    let field = ui.add(field).labelled_by(name);
    if !field.has_focus() {
        field.request_focus();
    }
    if field.changed() {
        choosing.chosen = 0;
    }
    let is_moved = before != choosing.chosen;
    ScrollArea::vertical().id_salt("import-hits").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, cell) in hits.iter().enumerate() {
            let response = hit_ui(ui, review, *cell, at == choosing.chosen);
            if at == choosing.chosen && is_moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                taken = Some(*cell);
            }
        }
        if hits.is_empty() {
            ui.label(RichText::new("没有这样的格子").size(text::SMALL).weak());
        }
    });
    review.choosing = Some(choosing);
    if let Some(cell) = taken {
        review.place(cell);
    }
}

fn hit_ui(ui: &mut Ui, review: &Review, cell: CellIndex, is_chosen: bool) -> egui::Response {
    let palette = theme::palette(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click() - Sense::FOCUSABLE);
    let plan = review.plan();
    let of_form = plan.form.cell(cell);
    response
        .widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("放到 {}", of_form.name)));
    if ui.is_rect_visible(rect) {
        let fill = if is_chosen { palette.accent_soft } else { palette.panel };
        ui.painter().rect_filled(rect, 3.0, fill);
        let there = plan.placement(cell).map_or_else(String::new, |it| format!("（现在是 {}）", it.text.trim()));
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(6.0, 2.0))), |ui| {
            ui.add(Label::new(RichText::new(format!("{}{there}", of_form.name)).size(text::SMALL)).truncate());
        });
    }
    response
}
