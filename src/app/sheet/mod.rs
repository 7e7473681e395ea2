//! The form as the official table, one table at a time, typed into in place.
//!
//! Reading order: this file (the sheet's state and its place on the paper), [`layout`] (printed grid to points),
//! [`paint`] (boxes, numbers, marks), [`edit`] (the one text field), [`keys`], [`steps`] (where a key leads),
//! [`selection`] (rectangles of cells), [`signs`] (the small marks in cells).
//! Heads and stubs stay while the numbers scroll: `egui_table::SplitScroll` shows four quadrants of the same painting.

mod edit;
mod keys;
mod layout;
mod paint;
mod selection;
mod signs;
mod steps;

use egui::{Align, Area, Color32, Event, Frame, Id, Layout, Margin, Order, Rect, RichText, Ui, Vec2b, vec2};
use egui_table::SplitScroll;

pub(crate) use edit::editor_id;
pub(crate) use keys::KEYS;
pub(crate) use paint::ghost_sample;
pub(crate) use selection::Selection;
pub(crate) use signs::Sign;
pub(crate) use steps::{Step, target};

use super::request::Request;
use super::state::Document;
use super::theme::{self, space, text};
use crate::filing::calculator;
use crate::form::{CellIndex, Form, Severity, Table};
use layout::BAR;
use paint::Painting;

/// How a cell came to be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// Typed over: the old content is gone unless Esc is pressed.
    Typed,
    /// Opened with F2 or a double click: the old content is there to be changed.
    Content,
}

/// What the sheet remembers between frames.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The active cell.
    pub(crate) active: CellIndex,
    /// The selected cells, when they are more than the active one, which is among them.
    pub(crate) selection: Option<Selection>,
    /// What is in the text field.
    pub(crate) scratch: String,
    /// Whether and how the active cell is being edited.
    pub(crate) draft: Option<Draft>,
    /// Why what was typed last was refused, shown at the active cell.
    pub(crate) refusal: Option<String>,
    /// An input method has an unfinished composition in the text field.
    is_composing: bool,
    /// The text field has to forget its caret and its undo steps.
    is_fresh: bool,
    /// A cell that may be outside the window and has to be scrolled to.
    reveal: Option<CellIndex>,
    /// The cell on which the mouse button was pressed, while it is held.
    grip: Option<CellIndex>,
    /// Keys that wait for the next frame.
    waiting: Vec<Event>,
    /// The places of the table's lines and columns.
    grid: layout::Kept,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            active: CellIndex(0),
            selection: None,
            scratch: String::new(),
            draft: None,
            refusal: None,
            is_composing: false,
            is_fresh: true,
            reveal: Some(CellIndex(0)),
            grip: None,
            waiting: Vec::new(),
            grid: layout::Kept::default(),
        }
    }
}

impl Sheet {
    /// Makes a cell active, with nothing typed and nothing else selected.
    pub(crate) fn activate(&mut self, cell: CellIndex) {
        self.active = cell;
        self.selection = None;
        self.refusal = None;
        self.reveal = Some(cell);
        self.leave();
    }

    /// Ends the editing of the active cell; what is selected stays selected.
    pub(crate) fn settle(&mut self) {
        self.refusal = None;
        self.reveal = Some(self.active);
        self.leave();
    }

    /// Makes another cell of the selection active.
    pub(crate) fn go_within(&mut self, cell: CellIndex) {
        self.active = cell;
        self.settle();
    }

    /// Selects from the active cell to another.
    pub(crate) fn extend(&mut self, to: CellIndex) {
        self.selection = (to != self.active).then_some(Selection { from: self.active, to });
        self.refusal = None;
        self.reveal = Some(to);
    }

    /// The corner of the selection that moves; the active cell where nothing else is selected.
    pub(crate) fn moving_corner(&self) -> CellIndex {
        self.selection.filter(|it| it.from == self.active).map_or(self.active, |it| it.to)
    }

    /// The selected cells in printed order, the active one at least.
    pub(crate) fn selected(&self, form: &Form) -> Vec<CellIndex> {
        self.selection.map_or_else(|| vec![self.active], |selection| selection.cells(form))
    }

    /// Puts a text into the text field to be changed.
    pub(crate) fn begin(&mut self, content: String) {
        self.scratch = content;
        self.draft = Some(Draft::Content);
        self.refusal = None;
        self.is_fresh = true;
        self.selection = None;
        self.reveal = Some(self.active);
    }

    /// Empties the text field.
    pub(crate) fn leave(&mut self) {
        self.scratch.clear();
        self.draft = None;
        self.is_composing = false;
        self.is_fresh = true;
    }

    /// Whether an input method has an unfinished composition.
    pub(crate) fn is_composing(&self) -> bool {
        self.is_composing
    }

    /// Whether something is being typed.
    pub(crate) fn is_editing(&self) -> bool {
        self.draft.is_some() || !self.scratch.is_empty()
    }
}

/// Shows the table of the active cell on its paper.
///
/// `has_keyboard` is false while a dialog is open.
pub(crate) fn sheet_ui(
    ui: &mut Ui,
    document: &Document,
    sheet: &mut Sheet,
    has_keyboard: bool,
    requests: &mut Vec<Request>,
) {
    let focused = ui.memory(egui::Memory::focused);
    if has_keyboard && focused.is_none() {
        ui.memory_mut(|memory| memory.request_focus(editor_id()));
    }
    if has_keyboard && focused.is_none_or(|focused| focused == editor_id()) {
        keys::read(ui, sheet, document.is_editable_at(sheet.active), requests);
    }
    let form = document.filing.form();
    let table = &form.tables[form.cell(sheet.active).table];
    let palette = theme::palette(ui.ctx());
    let padding = Margin::same(space::CARD);
    let room = ui.available_width() - padding.sum().x - 2.0;
    // Beside both panels a small window leaves nothing, for which the toolkit has no meaning.
    let paper_width = room.clamp(0.0, layout::MOST_WIDTH);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        Frame::new()
            .fill(palette.paper)
            .stroke((1.0, palette.line))
            .corner_radius(space::CORNER)
            .inner_margin(padding)
            .show(ui, |ui| {
                ui.set_width(paper_width);
                heading_ui(ui, document, table);
                table_ui(ui, document, sheet, table, requests);
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

fn table_ui(ui: &mut Ui, document: &Document, sheet: &mut Sheet, table: &Table, requests: &mut Vec<Request>) {
    let available = ui.available_size();
    let grid = sheet.grid.grid(ui, table, available);
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
