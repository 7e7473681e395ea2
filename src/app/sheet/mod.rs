//! An open filing on the screen: the form as the official table, one table at a time, typed into in place.
//!
//! Reading order: this file (the paper), [`memory`] (what painting remembers), [`layout`] (printed grid to points), [`paint`]
//! (boxes, numbers, marks), [`edit`] (the one text field), [`keys`], [`signs`] (the small marks in cells); around it [`rail`]
//! (sections), [`side`] (findings and the active cell), [`find_bar`], [`banner`].
//! Heads and stubs stay while the numbers scroll: `egui_table::SplitScroll` shows four quadrants of the same painting.

pub(crate) mod banner;
pub(crate) mod edit;
pub(crate) mod find_bar;
pub(crate) mod keys;
pub(crate) mod layout;
pub(crate) mod memory;
pub(crate) mod paint;
pub(crate) mod rail;
pub(crate) mod side;
pub(crate) mod signs;

use egui::{Align, Area, Color32, Frame, Id, Layout, Margin, Order, Rect, RichText, Ui, Vec2b, vec2};
use egui_table::SplitScroll;

use crate::app::kit::theme::{self, space, text};
use crate::app::model::document::Document;
use crate::app::model::place::Sheet;
use crate::app::wishes::request::Request;
use crate::filing::calculator;
use crate::form::{Severity, Table};
use edit::editor_id;
use layout::{BAR, MOST_WIDTH};
use memory::Memory;
use paint::Painting;

/// Shows the table of the active cell on its paper.
///
/// `has_keyboard` is false while a dialog is open.
pub(crate) fn sheet_ui(
    ui: &mut Ui,
    document: &Document,
    (sheet, memory): (&mut Sheet, &mut Memory),
    has_keyboard: bool,
    requests: &mut Vec<Request>,
) {
    let focused = ui.memory(egui::Memory::focused);
    if has_keyboard && focused.is_none() {
        ui.memory_mut(|memory| memory.request_focus(editor_id()));
    }
    if has_keyboard && focused.is_none_or(|focused| focused == editor_id()) {
        let is_editable = document.is_editable_at(sheet.active);
        keys::read(ui, (sheet, memory), is_editable, requests);
    }
    let form = document.filing.form();
    let table = &form.tables[form.cell(sheet.active).table];
    let palette = theme::palette(ui.ctx());
    let padding = Margin::same(space::CARD);
    let room = ui.available_width() - padding.sum().x - 2.0;
    // Beside both panels a small window leaves nothing, for which the toolkit has no meaning.
    let paper_width = room.clamp(0.0, MOST_WIDTH);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        Frame::new()
            .fill(palette.paper)
            .stroke((1.0, palette.line))
            .corner_radius(space::CORNER)
            .inner_margin(padding)
            .show(ui, |ui| {
                ui.set_width(paper_width);
                heading_ui(ui, document, table);
                table_ui(ui, document, (sheet, memory), table, requests);
            });
    });
}

fn heading_ui(ui: &mut Ui, document: &Document, table: &Table) {
    let filing = &document.filing;
    let title = if table.section.is_empty() { &filing.form().title } else { &table.section };
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(title).size(text::HEADING).strong());
        let line = format!("（{}）　填报单位：{}", filing.year_words(), filing.unit().name);
        let mark = if document.filing.is_locked() { "　【已报送】" } else { document.access.mark() };
        let line = format!("{line}{mark}");
        ui.label(RichText::new(line).size(text::SMALL).weak());
    });
    ui.add_space(space::LINE);
}

fn table_ui(
    ui: &mut Ui,
    document: &Document,
    (sheet, memory): (&mut Sheet, &mut Memory),
    table: &Table,
    requests: &mut Vec<Request>,
) {
    let available = ui.available_size();
    let grid = memory.grid.grid(ui, table, available);
    let size = grid.size();
    let needs_bar = size.y > available.y;
    let bar = if needs_bar { BAR } else { 0.0 };
    let foot = if size.x > available.x { BAR } else { 0.0 };
    let outer = vec2(available.x.min(size.x + bar), available.y.min(size.y + foot));
    let form = document.filing.form();
    let selected = sheet.selection.and_then(|selection| selection.area(form));
    let active = form.box_of(sheet.active).map(|it| (it, grid.part_start(it.line)));
    let marked = document.marked_finding();
    let proposed = document.shown_changes(sheet.active);
    let mut painting = Painting {
        document,
        sheet,
        grip: &mut memory.grip,
        table,
        grid: &grid,
        selected,
        active,
        marked,
        proposed,
        requests,
        active_rect: None,
    };
    // Every table scrolls by itself, so going back to one finds it as it was left.
    ui.push_id(("table", &table.id), |ui| {
        ui.allocate_ui_with_layout(outer, Layout::left_to_right(Align::TOP), |ui| {
            let scroll = SplitScroll {
                scroll_enabled: Vec2b::new(size.x + bar > outer.x + 0.5, needs_bar),
                fixed_size: grid.frozen,
                scroll_outer_size: (outer - grid.frozen).max(vec2(0.0, 0.0)),
                scroll_content_size: size - grid.frozen,
                stick_to_bottom: false,
            };
            scroll.show(ui, &mut painting);
        });
    });
    let active_rect = painting.active_rect;
    let Some(rect) = active_rect else { return };
    let palette = theme::palette(ui.ctx());
    if let Some(refusal) = &sheet.refusal {
        hint_ui(ui, rect, palette.tint(Severity::Error), RichText::new(refusal).color(palette.mark(Severity::Error)));
    } else if calculator::is_calculation(&sheet.scratch) {
        let (words, color) = match calculator::calculate(&sheet.scratch) {
            // The cell may be too narrow for the calculation, so it is shown whole here.
            Ok(calculated) => (format!("{} ＝ {}", sheet.scratch.trim(), calculated.value), palette.text),
            Err(sentence) => (sentence, palette.weak),
        };
        hint_ui(ui, rect, palette.paper, RichText::new(words).color(color));
    }
}

/// Words under the active cell.
fn hint_ui(ui: &Ui, rect: Rect, fill: Color32, words: RichText) {
    let area = Area::new(Id::unique("hint")).order(Order::Foreground).fixed_pos(rect.left_bottom() + vec2(0.0, 4.0));
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(fill).show(ui, |ui| {
            ui.set_max_width(300.0);
            ui.label(words);
        });
    });
}
