//! The printed pages in the window, as the PDF will have them: beside the sheet where there is room, else in its place.
//!
//! Reading order: this file (what is known, and following the filing that is shown), `zoom` (how large, and where each
//! page lies), `pages` (scrolling, keys, painting), `bar` (its buttons).
//!
//! Pages are typeset and drawn on a thread of their own ([`crate::jobs::typesetter`]). A frame says which pages it shows;
//! until a new picture of a page comes, the old one stands there, so nothing waits and nothing flickers.

pub(crate) mod bar;
pub(crate) mod dialog;
pub(crate) mod pages;
pub(crate) mod preview;
pub(crate) mod printing;
pub(crate) mod zoom;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use crate::app::kit::theme;
use crate::app::window::Window;
use crate::app::wishes::request::Request;
use crate::filing::store::reason;
use crate::form::Severity;
use crate::jobs::export::Shape;
use preview::{PrintPreview, area_id};

/// From this width of the window on, pages and sheet have room side by side.
pub(crate) const ROOM_FOR_BOTH: f32 = 1366.0;

/// Proofs wait here until the window reads them; then the thread waits too, so that pictures do not pile up.
pub(crate) const MOST_WAITING: usize = 4;

/// How many pictures of pages are kept.
pub(crate) const MOST_PICTURES: usize = 4;

/// What keys do while they go to the pages, for the page of keys.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("PageDown、PageUp", "下一页、上一页；页面放大时往下、往上"),
    ("Home、End", "第一页、最后一页"),
    ("+、-、Ctrl+滚轮", "放大、缩小页面"),
    ("回车", "打印"),
    ("Esc", "关闭打印预览"),
];

/// Paints the pages beside the sheet; false when there is no room, or nobody wants to see them.
pub(crate) fn beside_ui(
    ui: &mut Ui,
    preview: Option<&mut PrintPreview>,
    has_keyboard: bool,
    requests: &mut Vec<Request>,
) -> bool {
    let Some(preview) = preview.filter(|preview| preview.is_beside(ui.ctx())) else { return false };
    preview.stands_beside = true;
    let frame = Frame::new().fill(theme::palette(ui.ctx()).ground);
    Panel::right("print-preview")
        .resizable(true)
        .default_size(500.0)
        .size_range(430.0..=900.0)
        .frame(frame)
        .show(ui, |ui| preview_ui(ui, preview, has_keyboard, requests));
    true
}

/// Paints the pages in the place of the sheet.
pub(crate) fn alone_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, requests: &mut Vec<Request>) {
    let frame = Frame::new().fill(theme::palette(ui.ctx()).ground);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        // As on the sheet: without a field that was clicked, the pages have the keyboard.
        preview.keeps_keyboard = true;
        preview.stands_beside = false;
        preview_ui(ui, preview, has_keyboard, requests);
    });
}

fn preview_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, requests: &mut Vec<Request>) {
    let room = ui.max_rect();
    let is_left = ui.input(|input| {
        let place = input.pointer.interact_pos();
        input.pointer.any_pressed() && place.is_some_and(|place| !room.contains(place))
    });
    if has_keyboard && preview.stands_beside && is_left {
        // Who clicks into the sheet wants to type there.
        ui.memory_mut(|memory| memory.surrender_focus(area_id()));
        preview.keeps_keyboard = false;
    }
    if has_keyboard {
        match ui.memory(egui::Memory::focused) {
            None if preview.keeps_keyboard => ui.memory_mut(|memory| memory.request_focus(area_id())),
            focused => preview.keeps_keyboard = focused == Some(area_id()),
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    bar::bar_ui(ui, preview, requests);
    if let Some(sentence) = &preview.failed {
        let color = theme::palette(ui.ctx()).mark(Severity::Error);
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| ui.colored_label(color, sentence));
        return;
    }
    pages::pages_ui(ui, preview, has_keyboard, requests);
}

impl Window {
    /// Opens the preview; while it is open gives the keyboard to the pages, and closes it when they have it.
    pub(crate) fn toggle_print_preview(&mut self, ctx: &Context) {
        if self.print_preview.is_none() {
            if self.is_writing() {
                // Who writes the report wants to see the report.
                self.print_look.shape = Shape::Report;
            }
            match PrintPreview::open(ctx, self.print_look) {
                Ok(preview) => self.print_preview = Some(preview),
                Err(error) => {
                    self.say(format!("打不开打印预览：系统不能再开线程（{}）", reason(&error)), Some(Severity::Error));
                    return;
                }
            }
        } else if ctx.memory(|memory| memory.has_focus(area_id())) {
            return self.close_print_preview(ctx);
        }
        ctx.memory_mut(|memory| memory.request_focus(area_id()));
    }

    /// Closes the preview: its thread ends and its pictures go.
    pub(crate) fn close_print_preview(&mut self, ctx: &Context) {
        if let Some(preview) = self.print_preview.take() {
            self.print_look = preview.look;
            ctx.memory_mut(|memory| memory.surrender_focus(area_id()));
        }
    }

    /// Closes the preview when it stands in the place of the sheet.
    pub(crate) fn close_covering_preview(&mut self, ctx: &Context) {
        if self.is_sheet_covered(ctx) {
            self.close_print_preview(ctx);
        }
    }

    /// Keeps the preview with the filing that is shown; without one there is nothing to print.
    pub(crate) fn follow_print_preview(&mut self, ctx: &Context) {
        if self.tabs.current().is_none() {
            self.close_print_preview(ctx);
        }
        if let Some(preview) = &mut self.print_preview {
            preview.follow(ctx, &self.tabs);
        }
    }

    /// Whether the pages stand in the place of the sheet.
    pub(crate) fn is_sheet_covered(&self, ctx: &Context) -> bool {
        self.print_preview.as_ref().is_some_and(|preview| !preview.is_beside(ctx))
    }
}
