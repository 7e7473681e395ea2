//! Paints the form: boxes with their labels, numbers, ghosts and marks; one accessible node a visible cell.

use std::fmt::Write as _;
use std::sync::Arc;

use egui::style::ScrollAnimation;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, Galley, Id, Pos2, Rect, Role as AccessRole, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};
use egui_table::SplitScrollDelegate;

use super::edit;
use super::layout::{self, Grid, PADDING};
use super::signs::{self, Sign};
use crate::app::kit::theme::{self, Palette, text};
use crate::app::model::document::Document;
use crate::app::model::place::Sheet;
use crate::app::model::selection::Area;
use crate::app::model::view::{Ghost, Origin};
use crate::app::wishes::request::Request;
use crate::check::Finding;
use crate::check::slips::Change;
use crate::filing::Value;
use crate::form::{CellIndex, LayoutBox, Role, Severity, Table};

/// How much of the way beyond the edge the table scrolls in a frame while the mouse drags.
const DRAG_SPEED: f32 = 0.3;

/// One table being painted.
pub(crate) struct Painting<'a> {
    pub(crate) document: &'a Document,
    pub(crate) sheet: &'a mut Sheet,
    /// The cell on which the mouse button was pressed, while it is held.
    pub(crate) grip: &'a mut Option<CellIndex>,
    pub(crate) table: &'a Table,
    pub(crate) grid: &'a Grid,
    /// What is selected; `None` when only one cell is active.
    pub(crate) selected: Option<Area>,
    /// The box of the active cell, and the line at which the part of the table with it begins.
    pub(crate) active: Option<(&'a LayoutBox, usize)>,
    /// The marked finding, whose cells are outlined.
    pub(crate) marked: Option<&'a Finding>,
    /// What a proposal would change, shown in place of the numbers.
    pub(crate) proposed: &'a [Change],
    pub(crate) requests: &'a mut Vec<Request>,
    /// Where the active cell is on the screen, once it was painted.
    pub(crate) active_rect: Option<Rect>,
}

impl SplitScrollDelegate for Painting<'_> {
    fn left_top_ui(&mut self, ui: &mut Ui) {
        let origin = ui.max_rect().min;
        self.boxes_ui(ui, origin);
    }

    fn right_top_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - vec2(self.grid.frozen.x, 0.0);
        self.boxes_ui(ui, origin);
    }

    fn left_bottom_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - vec2(0.0, self.grid.frozen.y);
        self.boxes_ui(ui, origin);
    }

    fn right_bottom_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - self.grid.frozen;
        self.boxes_ui(ui, origin);
        self.selection_ui(ui, origin);
        self.active_ui(ui, origin);
        self.drag(ui, origin);
    }
}

impl Painting<'_> {
    /// The boxes of one quadrant; a box over two quadrants is painted in both, each time cut off at the border.
    fn boxes_ui(&mut self, ui: &mut Ui, origin: Pos2) {
        let table = self.table;
        let seen = ui.clip_rect().y_range();
        let lines = self.grid.lines_between(seen.min - origin.y, seen.max - origin.y);
        for it in table.boxes_in(lines) {
            let rect = self.grid.rect(it).translate(origin.to_vec2());
            if !ui.is_rect_visible(rect) || ui.clip_rect().intersect(rect).area() <= 0.0 {
                continue;
            }
            match it.role {
                Role::Value(cell) => self.cell_ui(ui, cell, it, rect),
                _ => self.label_ui(ui, it, rect),
            }
            frame_lines(ui, it, rect, theme::palette(ui.ctx()));
        }
    }

    fn label_ui(&self, ui: &Ui, it: &LayoutBox, rect: Rect) {
        let palette = theme::palette(ui.ctx());
        let fill = match it.role {
            _ if self.leads_to_active(it) => palette.accent_soft,
            Role::Band => palette.band,
            _ => palette.head,
        };
        ui.painter().rect_filled(rect, 0.0, fill);
        let galley = layout::label(ui, self.table, it, rect.width());
        // A label over many lines keeps to the middle of what is seen of its box, so that it does not scroll away.
        let seen = rect.intersect(ui.clip_rect());
        let height = galley.size().y;
        let first = rect.top() + PADDING.y;
        let last = (rect.bottom() - PADDING.y - height).max(first);
        let middle = if it.line_span > 2 { seen.center().y } else { rect.center().y };
        let top = if it.line_span > 2 { (middle - height / 2.0).clamp(first, last) } else { middle - height / 2.0 };
        let place = if layout::is_centred(self.table, it) {
            pos2(rect.center().x, top)
        } else {
            pos2(rect.left() + PADDING.x + layout::indent(self.table, it), top)
        };
        ui.painter().galley(place, galley, palette.text);
    }

    /// Whether a box is the stub or a head of the active cell.
    fn leads_to_active(&self, it: &LayoutBox) -> bool {
        let Some((active, part_start)) = self.active else { return false };
        match it.role {
            Role::Stub { .. } => (it.line..it.line + it.line_span).contains(&active.line),
            Role::Head => {
                let overlaps =
                    it.column < active.column + active.column_span && active.column < it.column + it.column_span;
                // The head that spans everything says nothing about the column.
                overlaps && (part_start..active.line).contains(&it.line) && it.column_span <= 5
            }
            _ => false,
        }
    }

    fn cell_ui(&mut self, ui: &Ui, cell: CellIndex, it: &LayoutBox, rect: Rect) {
        let document = self.document;
        let palette = theme::palette(ui.ctx());
        let (filing, _) = document.shown();
        let value = filing.value(cell);
        let mark = document.view.mark(cell).severity;
        let ghost = document.ghost(cell);
        let painter = ui.painter();
        let is_active = cell == self.sheet.active;
        let is_selected = self.selected.as_ref().is_some_and(|area| area.touches(&Area::of(it)));
        let is_tinted = is_selected && !is_active;
        let plain = match (is_tinted, document.is_editable_at(cell)) {
            (true, _) => palette.accent_soft,
            (false, true) => palette.paper,
            (false, false) => palette.panel,
        };
        painter.rect_filled(rect, 0.0, mark.map_or(plain, |severity| palette.tint(severity)));
        if is_tinted && mark.is_some() {
            painter.rect_filled(rect, 0.0, palette.veil());
        }
        let is_typed_over = is_active && (self.sheet.draft.is_some() || !self.sheet.scratch.is_empty());
        let change = self.proposed.iter().find(|change| change.cell == cell);
        match change {
            _ if is_typed_over => {}
            Some(change) => would_be(ui, rect, change, palette),
            None => number(ui, rect, value, ghost.as_ref(), palette),
        }
        let signs = signs::signs(document, cell);
        // A proposal needs the whole cell but for the corner of a finding.
        for sign in signs.iter().filter(|sign| change.is_none() || matches!(sign, Sign::Finding(_))) {
            sign.paint(painter, rect, palette);
        }
        if let Some(finding) = self.marked {
            outline(ui, finding, cell, rect, palette);
        }
        // The active cell's clicks go to the text field above it; Tab goes from field to field, not through the cells.
        let response = ui.interact(rect, Id::unique(("cell", cell.0)), Sense::CLICK);
        if response.clicked() {
            let is_shift = ui.input(|input| input.modifiers.shift);
            self.requests.push(if is_shift { Request::SelectTo(cell) } else { Request::Activate(cell) });
        }
        if response.double_clicked() {
            self.requests.push(Request::BeginEdit);
        }
        response.widget_info(|| {
            let name = &filing.form().cell(cell).name;
            let mut info = WidgetInfo::labeled(AccessRole::Cell, true, name);
            info.current_text_value = Some(spoken(value, ghost.as_ref(), mark, change));
            info
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if is_selected {
                node.set_selected(true);
            }
            if !document.is_editable_at(cell) {
                node.set_read_only();
            }
            let words = signs.iter().map(|sign| sign.words());
            node.set_description(words.collect::<Vec<_>>().join("，"));
        });
    }

    /// One line around everything that is selected.
    fn selection_ui(&self, ui: &Ui, origin: Pos2) {
        let Some(area) = &self.selected else { return };
        let rect = self.grid.area_rect(area).translate(origin.to_vec2());
        let stroke = Stroke::new(1.0, theme::palette(ui.ctx()).accent);
        ui.painter().rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
    }

    /// Selects from the cell on which the mouse button was pressed to the one under the pointer.
    ///
    /// By arithmetic and not by the cells' own responses: the text field lies over the active cell, and the pointer may be
    /// beyond the table.
    fn drag(&mut self, ui: &Ui, origin: Pos2) {
        let (is_pressed, is_held, is_shift, pointer) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.primary_pressed(), pointer.primary_down(), input.modifiers.shift, pointer.interact_pos())
        });
        let Some(pointer) = pointer.filter(|_| is_held) else {
            *self.grip = None;
            return;
        };
        let clip = ui.clip_rect();
        if is_pressed {
            let is_here = clip.contains(pointer) && ui.ctx().layer_id_at(pointer) == Some(ui.layer_id());
            let cell = self.cell_at(pointer, origin).filter(|_| is_here && !is_shift);
            // Inside a cell that is edited, dragging marks text.
            *self.grip = cell.filter(|cell| *cell != self.sheet.active || !self.sheet.is_editing());
        }
        let Some(from) = *self.grip else { return };
        let beyond = pointer - clip.clamp(pointer);
        if beyond != Vec2::ZERO {
            // The farther beyond the edge, the faster the table comes along.
            ui.scroll_with_delta_animation(-beyond * DRAG_SPEED, ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
        let Some(to) = self.cell_at(clip.clamp(pointer), origin) else { return };
        let is_new = self.sheet.active != from || self.sheet.moving_corner() != to;
        // A click without a way is left to the cell.
        if is_new && (from != to || self.sheet.active == from) {
            self.requests.push(Request::Select { from, to });
        }
    }

    fn cell_at(&self, pointer: Pos2, origin: Pos2) -> Option<CellIndex> {
        let place = pointer - origin.to_vec2();
        let mut near = self.table.boxes_in(self.grid.lines_between(place.y, place.y));
        near.find_map(|it| it.as_value().filter(|(_, it)| self.grid.rect(it).contains(place))).map(|(cell, _)| cell)
    }

    /// The frame and the text field at the active cell.
    fn active_ui(&mut self, ui: &mut Ui, origin: Pos2) {
        let form = self.document.filing.form();
        let Some(it) = form.box_of(self.sheet.active) else { return };
        let rect = self.grid.rect(it).translate(origin.to_vec2());
        if let Some(it) = self.sheet.reveal.take().and_then(|cell| form.box_of(cell)) {
            let rect = self.grid.rect(it).translate(origin.to_vec2());
            // What the scroll area takes for its window includes the heads and stubs that lie over it.
            let margin = Vec2::splat(10.0);
            ui.scroll_to_rect(Rect::from_min_max(rect.min - self.grid.frozen - margin, rect.max + margin), None);
        }
        let palette = theme::palette(ui.ctx());
        let name = &form.cell(self.sheet.active).name;
        edit::editor_ui(ui, self.sheet, rect, name, self.requests);
        let stroke = Stroke::new(2.0, palette.accent);
        ui.painter().rect_stroke(rect.shrink(0.5), 1.0, stroke, StrokeKind::Inside);
        self.active_rect = Some(rect.intersect(ui.clip_rect())).filter(Rect::is_positive);
    }
}

/// Hairlines at the right and the foot of a box, and at the table's own left and top edge.
fn frame_lines(ui: &Ui, it: &LayoutBox, rect: Rect, palette: &Palette) {
    let painter = ui.painter();
    let pixel = 1.0 / ui.pixels_per_point();
    let line = |rect: Rect| {
        painter.rect_filled(rect, 0.0, palette.line);
    };
    line(Rect::from_min_max(pos2(rect.right() - pixel, rect.top()), rect.max));
    line(Rect::from_min_max(pos2(rect.left(), rect.bottom() - pixel), rect.max));
    if it.column == 0 {
        line(Rect::from_min_max(rect.min, pos2(rect.left() + pixel, rect.bottom())));
    }
    if it.line == 0 {
        line(Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + pixel)));
    }
}

/// A number that was not accepted yet, for the legend.
pub(crate) fn ghost_sample(ui: &Ui, rect: Rect, origin: Origin) {
    let ghost = Ghost { value: Value::whole(12), origin };
    number(ui, rect, &Value::Blank, Some(&ghost), theme::palette(ui.ctx()));
}

/// The number, the words, or what belongs there in a lighter, slanted hand with the sign of its origin before it.
fn number(ui: &Ui, rect: Rect, value: &Value, ghost: Option<&Ghost>, palette: &Palette) {
    let (shown, color, italics) = match (value, ghost) {
        (Value::Blank, Some(ghost)) => (format!("{} {}", ghost.origin.sign(), ghost.value), palette.ghost, true),
        (Value::Blank, None) => return,
        (Value::Number(number), _) => (number.to_string(), palette.text, false),
        (Value::Text(words), _) => (words.clone(), palette.mark(Severity::Error), false),
    };
    line(ui, rect, &[(shown, TextFormat { color, italics, ..TextFormat::default() })], text::NUMBER);
}

/// The number that stands there, struck out, and the one that a proposal puts in its place: behind it, or where there is
/// no room below it.
fn would_be(ui: &Ui, rect: Rect, change: &Change, palette: &Palette) {
    let struck = Stroke::new(1.0, palette.weak);
    let old = TextFormat { color: palette.weak, strikethrough: struck, ..TextFormat::default() };
    let new = TextFormat { color: palette.accent, ..TextFormat::default() };
    let (from, to) = (change.from.to_string(), change.to.to_string());
    let parts = [(from.clone(), old.clone()), (format!(" → {to}"), new.clone())];
    if set(ui, &parts, text::NUMBER).size().x <= rect.width() - SIDES {
        return line(ui, rect, &parts, text::NUMBER);
    }
    let (above, below) = rect.shrink2(vec2(0.0, 1.0)).split_top_bottom_at_fraction(0.44);
    line(ui, above, &[(from, old)], text::SMALL - 2.0);
    line(ui, below, &[(to, new)], text::LABEL);
}

/// What is left free at the sides of a number.
const SIDES: f32 = 8.0;

/// One line in the middle of a cell.
///
/// A long number is set smaller rather than cut: a number that lost a digit is another number.
fn line(ui: &Ui, rect: Rect, parts: &[(String, TextFormat)], size: f32) {
    let mut galley = set(ui, parts, size);
    let room = rect.width() - SIDES;
    if galley.size().x > room {
        galley = set(ui, parts, (size * room / galley.size().x).max(9.0));
    }
    let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(place, galley, Color32::PLACEHOLDER);
}

fn set(ui: &Ui, parts: &[(String, TextFormat)], size: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (words, format) in parts {
        job.append(words, 0.0, TextFormat { font_id: theme::font(size), ..format.clone() });
    }
    job.wrap.max_rows = 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The chosen finding's cells: the main one with a full line, the others with a dashed one.
fn outline(ui: &Ui, finding: &Finding, cell: CellIndex, rect: Rect, palette: &Palette) {
    let Some(position) = finding.cells.iter().position(|it| *it == cell) else { return };
    let stroke = Stroke::new(1.6, palette.mark(finding.severity));
    let rect = rect.shrink(2.0);
    if position == 0 {
        ui.painter().rect_stroke(rect, 1.0, stroke, StrokeKind::Inside);
    } else {
        let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
        ui.painter().extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
    }
}

/// The cell's content as a screen reader says it.
fn spoken(value: &Value, ghost: Option<&Ghost>, mark: Option<Severity>, change: Option<&Change>) -> String {
    let mut spoken = match (value, ghost) {
        (Value::Blank, Some(ghost)) => format!("空，{}应为 {}，按回车采用", ghost.origin.words(), ghost.value),
        (value, _) => value.told(),
    };
    if let Some(severity) = mark {
        // Writing to a `String` cannot fail.
        write!(spoken, "，有{}", severity.word()).ok();
    }
    if let Some(change) = change {
        write!(spoken, "，疑似应为 {}", change.to).ok();
    }
    spoken
}
