//! The plan of an import over the whole window: what to look at on the left, then the source and the form side by side,
//! with a line between what stands there and where it goes.

use std::sync::Arc;

use egui::epaint::CubicBezierShape;
use egui::{
    Align, CentralPanel, Color32, ComboBox, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Panel, Pos2, Rect,
    RichText, Sense, Shape, Stroke, Ui, UiBuilder, pos2, vec2,
};

use super::board::{self, Look, Shown, Tile, board_ui};
use super::facts::{Facts, Section};
use super::review::Review;
use super::wish::Wish;
use super::{detail, head, list};
use crate::app::kit::theme::{self, Palette, text};
use crate::app::window::Window;
use crate::form::Severity;
use crate::import::grid::{Block, Grid};

/// What keys do while a plan is looked at, for the page of keys.
pub(super) const KEYS: &[(&str, &str)] = &[
    ("↑、↓", "上一条、下一条"),
    ("回车", "存疑的：没有错；没有放入的：选一格"),
    ("F2", "换一格"),
    ("Delete", "这个数不导入"),
    ("Ctrl+Z", "撤销上一次更正"),
    ("Ctrl+回车", "导入"),
    ("Esc", "不导入，什么也不写入"),
];

/// How wide the list is.
const LIST: f32 = 320.0;

/// How high the details below it are.
const DETAIL: f32 = 212.0;

/// The list, which has the keyboard when no field has it.
fn list_id() -> Id {
    Id::unique("import-list-keys")
}

/// Paints the plan that is looked at.
pub(super) fn review_ui(
    ui: &mut Ui,
    (window, waiting): (&Window, usize),
    review: &mut Review,
    has_keyboard: bool,
    wishes: &mut Vec<Wish>,
) {
    let facts = review.facts(&window.tabs);
    if has_keyboard {
        keys(ui, review, &facts, wishes);
    }
    // A key may have changed what is said.
    let facts = review.facts(&window.tabs);
    let size = ui.available_size();
    let is_resized = std::mem::replace(&mut review.size, size) != size;
    let is_moved = std::mem::take(&mut review.is_moved) || is_resized;
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(14, 10));
    Panel::top("import-head").frame(frame).show(ui, |ui| {
        head::head_ui(ui, (window, waiting), review, &facts, wishes);
    });
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 10, right: 8, top: 8, bottom: 8 });
    Panel::left("import-side").frame(frame).resizable(false).exact_size(LIST).show(ui, |ui| {
        let below = Panel::bottom("import-detail-panel").resizable(false).exact_size(DETAIL);
        below.frame(Frame::new().inner_margin(Margin { left: 0, right: 0, top: 8, bottom: 0 })).show(ui, |ui| {
            detail::detail_ui(ui, review, &facts);
        });
        list::list_ui(ui, review, &facts, is_moved);
    });
    let frame = Frame::new().fill(palette.ground).inner_margin(Margin::symmetric(10, 8));
    CentralPanel::default().frame(frame).show(ui, |ui| boards_ui(ui, review, &facts, is_moved));
    if review.is_moved {
        ui.ctx().request_repaint();
    }
}

/// The keys of the list, while no field has the keyboard.
fn keys(ui: &Ui, review: &mut Review, facts: &Facts, wishes: &mut Vec<Wish>) {
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        wishes.push(Wish::Finish);
    }
    if review.choosing.is_some() {
        return;
    }
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let is_popup_open = egui::Popup::is_any_open(ui.ctx());
    if !is_popup_open && pressed(Key::Escape) {
        wishes.push(Wish::Leave);
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    match ui.memory(egui::Memory::focused) {
        None => ui.memory_mut(|memory| memory.request_focus(list_id())),
        Some(focused) if focused != list_id() => return,
        Some(_) => {}
    }
    ui.interact(Rect::from_min_size(Pos2::ZERO, vec2(1.0, 1.0)), list_id(), Sense::focusable_noninteractive());
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    for (key, is_forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        if pressed(key)
            && let Some(entry) = list::beside(review, facts, is_forward)
        {
            review.select(entry);
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) {
        review.undo();
    }
    let section = review.selected.map(|entry| entry.section);
    if pressed(Key::Enter) {
        match section {
            Some(Section::Doubtful) => review.confirm(),
            Some(Section::Unplaced) => detail::begin_choosing(review),
            _ => {}
        }
    }
    if pressed(Key::F2) {
        detail::begin_choosing(review);
    }
    if pressed(Key::Delete) && section.is_some_and(|it| it == Section::Unplaced || it.is_of_placements()) {
        review.ignore();
    }
}

/// The source and the form, and the line between the active pair.
fn boards_ui(ui: &mut Ui, review: &mut Review, facts: &Facts, is_moved: bool) {
    let area = ui.available_rect_before_wrap();
    let gap = 22.0;
    let half = (area.width() - gap) / 2.0;
    let left = Rect::from_min_size(area.min, vec2(half, area.height()));
    let right = Rect::from_min_size(pos2(left.right() + gap, area.top()), vec2(half, area.height()));
    let source = ui.scope_builder(UiBuilder::new().max_rect(left), |ui| source_ui(ui, review, facts, is_moved)).inner;
    let form = ui.scope_builder(UiBuilder::new().max_rect(right), |ui| form_ui(ui, review, facts, is_moved)).inner;
    line_ui(ui, &source, &form);
    for shown in [source, form] {
        take(review, facts, &shown);
    }
}

/// Does what was done on a board.
fn take(review: &mut Review, facts: &Facts, shown: &Shown) {
    if let Some((what, board::Key::Cell(to))) = shown.dropped
        && let Some(entry) = list::entry_of(facts, what)
    {
        review.select(entry);
        review.place_entry(entry, to);
        return;
    }
    match (shown.clicked, &review.choosing) {
        (Some(board::Key::Cell(to)), Some(_)) => review.place(to),
        (Some(key), _) => {
            if let Some(entry) = list::entry_of(facts, key) {
                review.select(entry);
            }
        }
        _ => {}
    }
}

fn title_ui(ui: &mut Ui, words: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(RichText::new(words).size(text::LABEL).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), content);
    });
}

fn source_ui(ui: &mut Ui, review: &mut Review, facts: &Facts, is_moved: bool) -> Shown {
    let block = review.shown_block();
    let mut chosen = block;
    title_ui(ui, "原文件", |ui| sheets_ui(ui, review, &mut chosen));
    if chosen != block {
        review.block = chosen;
    }
    let grid = chosen.and_then(|at| review.shown_source().blocks.get(at)).cloned();
    let Some((block, Block::Grid(grid))) = chosen.zip(grid) else {
        ui.label(RichText::new("这是填报程序自己的数据，每个数都有自己的格子，不必识别。").size(text::SMALL).weak());
        return Shown::default();
    };
    let palette = theme::palette(ui.ctx());
    let board = review.boards.source(block, &grid, ui.available_width() - 14.0);
    let active = review.selected.and_then(|entry| review.place_of(entry));
    board_ui(ui, "import-source", &board, active, is_moved, |tile| {
        let Some(entry) = list::entry_of(facts, tile.key) else { return Look::default() };
        Look {
            fill: fill(palette, entry.section),
            name: Some(format!("原文件 {}", origin(&grid, tile.key))),
            can_move: entry.section != Section::Extras,
            ..Look::default()
        }
    })
}

fn sheets_ui(ui: &mut Ui, review: &Review, chosen: &mut Option<usize>) {
    let grids: Vec<(usize, &Grid)> = review
        .shown_source()
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| if let Block::Grid(grid) = block { Some((at, grid)) } else { None })
        .collect();
    let words = |grid: &Grid| {
        let hidden = if grid.is_hidden { "（隐藏）" } else { "" };
        format!("{}{hidden}", grid.name)
    };
    let shown = grids.iter().find(|(at, _)| Some(*at) == *chosen).map(|(_, grid)| words(grid));
    if grids.len() < 2 {
        ui.label(RichText::new(shown.unwrap_or_default()).size(text::SMALL).weak());
        return;
    }
    let list = ComboBox::from_id_salt("import-block").selected_text(shown.unwrap_or_default()).width(130.0).truncate();
    let list = list.show_ui(ui, |ui| {
        for (at, grid) in grids {
            ui.selectable_value(chosen, Some(at), words(grid));
        }
    });
    ui.ctx().accesskit_node_builder(list.response.id, |node| node.set_label("看哪个工作表"));
}

fn form_ui(ui: &mut Ui, review: &mut Review, facts: &Facts, is_moved: bool) -> Shown {
    let form = Arc::clone(&review.plan().form);
    title_ui(ui, "放到表里", |ui| {
        ui.label(RichText::new("拖动左边的数可以换一格").size(text::SMALL).weak());
    });
    let palette = theme::palette(ui.ctx());
    let board = review.boards.form(&form, ui.available_width() - 14.0);
    let active = review.selected.and_then(|entry| review.cell_of(entry)).map(board::Key::Cell);
    let plan = review.plan();
    board_ui(ui, "import-form", &board, active, is_moved, |tile: &Tile| {
        let board::Key::Cell(cell) = tile.key else { return Look::default() };
        let entry = facts.by_cell.get(&cell);
        let placement = entry.filter(|entry| entry.section.is_of_placements()).and_then(|_| plan.placement(cell));
        let value = placement.map_or_else(String::new, |it| it.value.to_string());
        let (text, section) = match facts.replaced.get(&cell) {
            Some((old, new)) => (format!("{old}→{new}"), Some(Section::Replaced)),
            None => (value, entry.map(|entry| entry.section)),
        };
        Look {
            fill: section.and_then(|section| fill(palette, section)),
            text: Some(text),
            color: None,
            name: Some(format!("放到 {}", form.cell(cell).name)),
            can_move: placement.is_some(),
            takes: true,
        }
    })
}

/// The ground of a value.
fn fill(palette: &Palette, section: Section) -> Option<Color32> {
    match section {
        Section::Sure => Some(palette.accent_soft),
        Section::Extras | Section::Missing => Some(palette.head),
        section => section.severity().map(|severity: Severity| palette.tint(severity)),
    }
}

fn origin(grid: &Grid, key: board::Key) -> String {
    match key {
        board::Key::Place { row, column, .. } => grid.origin(row, column),
        _ => String::new(),
    }
}

/// The line from what stands in the source to where it goes; to the edge, where one end is not seen.
fn line_ui(ui: &Ui, source: &Shown, form: &Shown) {
    let (Some(from), Some(to)) = (source.active, form.active) else { return };
    let (Some(left), Some(right)) = (source.seen, form.seen) else { return };
    let held = |place: Pos2, area: Rect| place.clamp(area.min, area.max);
    let from = held(from.right_center(), left);
    let to = held(to.left_center(), right);
    let bend = vec2(((to.x - from.x) / 2.0).max(18.0), 0.0);
    let stroke = Stroke::new(2.0, theme::palette(ui.ctx()).accent);
    let points = [from, from + bend, to - bend, to];
    let line = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke);
    ui.painter().add(Shape::CubicBezier(line));
    for end in [from, to] {
        ui.painter().circle_filled(end, 4.0, stroke.color);
    }
}
