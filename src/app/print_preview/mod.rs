//! The printed pages in the window, as the PDF will have them: beside the sheet where there is room, else in its place.
//!
//! Reading order: this file (what is known, and following the filing that is shown), `zoom` (how large, and where each
//! page lies), `pages` (scrolling, keys, painting), `bar` (its buttons).
//!
//! Pages are typeset and drawn on a thread of their own ([`crate::jobs::typesetter`]). A frame says which pages it shows;
//! until a new picture of a page comes, the old one stands there, so nothing waits and nothing flickers.

mod bar;
mod pages;
mod zoom;

use std::sync::mpsc::{Receiver, sync_channel};

use egui::{CentralPanel, ColorImage, Context, Frame, Id, Margin, Panel, TextureHandle, TextureOptions, Ui, Vec2};

use super::App;
use super::request::Request;
use super::tabs::{TabId, Tabs};
use super::theme;
use crate::export::pdf::Leaf;
use crate::filing::store::reason;
use crate::form::Severity;
use crate::jobs::export::Shape;
use crate::jobs::typesetter::{Matter, Proof, Typesetter, Wanted};
use zoom::Zoom;

/// From this width of the window on, pages and sheet have room side by side.
const ROOM_FOR_BOTH: f32 = 1366.0;

/// Proofs wait here until the window reads them; then the thread waits too, so that pictures do not pile up.
const MOST_WAITING: usize = 4;

/// How many pictures of pages are kept.
const MOST_PICTURES: usize = 4;

/// What keys do while they go to the pages, for the page of keys.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("PageDown、PageUp", "下一页、上一页；页面放大时往下、往上"),
    ("Home、End", "第一页、最后一页"),
    ("+、-、Ctrl+滚轮", "放大、缩小页面"),
    ("回车", "打印"),
    ("Esc", "关闭打印预览"),
];

/// The area of the pages, which has the keyboard when it was clicked.
pub(crate) fn area_id() -> Id {
    Id::unique("print-preview-pages")
}

/// How the pages are looked at; kept while they are closed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Beside the sheet, where the window is wide enough.
    wants_beside: bool,
    zoom_beside: Zoom,
    zoom_alone: Zoom,
    /// Which of the printed shapes.
    shape: Shape,
}

impl Default for Look {
    fn default() -> Self {
        Self { wants_beside: true, zoom_beside: Zoom::Width, zoom_alone: Zoom::Percent(100.0), shape: Shape::Tables }
    }
}

/// A place in the pages to scroll to.
#[derive(Clone, Copy, Debug)]
enum Goal {
    /// The top of a page.
    Page(usize),
    /// So many points further down.
    Further(f32),
    /// An offset that the scroll area did not know to be possible in the frame before, when all was smaller.
    Offset(Vec2),
}

/// What the thread made, ready for the screen.
enum Made {
    Set { edition: u64, leaves: Vec<Leaf> },
    Drawn { wanted: Wanted, mark: u128, image: ColorImage },
    Failed { edition: u64, sentence: String },
}

impl Made {
    /// Turns dots into a picture of the toolkit; called on the typesetter's thread.
    fn of(proof: Proof) -> Self {
        match proof {
            Proof::Set { edition, leaves } => Self::Set { edition, leaves },
            Proof::Drawn { wanted, leaf, picture } => {
                let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
                Self::Drawn { wanted, mark: leaf.mark, image }
            }
            Proof::Failed { edition, error } => Self::Failed { edition, sentence: error.to_string() },
        }
    }
}

/// A drawn page.
struct Sheet {
    wanted: Wanted,
    mark: u128,
    texture: TextureHandle,
}

/// The open preview.
pub(crate) struct PrintPreview {
    look: Look,
    typesetter: Typesetter,
    made: Receiver<Made>,
    /// The revision of a filing that was ordered last, and in which shape.
    ordered: Option<(TabId, u64, Shape)>,
    /// Whether the filing that is shown has a report.
    has_report: bool,
    /// Counts the orders.
    edition: u64,
    /// The pages of the newest edition that is typeset.
    leaves: Vec<Leaf>,
    failed: Option<String>,
    /// The drawn pages, those seen last at the end.
    sheets: Vec<Sheet>,
    goal: Option<Goal>,
    /// How far it is scrolled.
    offset: Vec2,
    /// Points of the screen for a typographic point, in the frame before.
    scale: f32,
    /// The page in the middle.
    page: usize,
    /// Whether it is painted beside the sheet in this frame.
    stands_beside: bool,
    /// Whether the keyboard comes back here when a dialog closes.
    keeps_keyboard: bool,
}

impl PrintPreview {
    fn open(ctx: &Context, look: Look) -> std::io::Result<Self> {
        let (sender, made) = sync_channel(MOST_WAITING);
        let ctx = ctx.clone();
        let typesetter = Typesetter::start(move |proof| {
            // The preview is closed when this fails, and nobody is left to look.
            sender.send(Made::of(proof)).ok();
            ctx.request_repaint();
        })?;
        Ok(Self {
            look,
            typesetter,
            made,
            ordered: None,
            has_report: false,
            edition: 0,
            leaves: Vec::new(),
            failed: None,
            sheets: Vec::new(),
            goal: None,
            offset: Vec2::ZERO,
            scale: 1.0,
            page: 0,
            stands_beside: true,
            keeps_keyboard: true,
        })
    }

    /// Whether it stands beside the sheet and not in its place.
    fn is_beside(&self, ctx: &Context) -> bool {
        self.look.wants_beside && ctx.content_rect().width() >= ROOM_FOR_BOTH
    }

    /// Whether keys go to the pages.
    pub(crate) fn has_keyboard(&self, ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(area_id())) || !self.is_beside(ctx)
    }

    /// How many pages there are; none before they are typeset.
    pub(crate) fn page_count(&self) -> Option<usize> {
        (!self.leaves.is_empty()).then_some(self.leaves.len())
    }

    /// What is shown: the tables where there is no report to show.
    pub(crate) fn shape(&self) -> Shape {
        Shape::printed(self.has_report).find(|shape| *shape == self.look.shape).unwrap_or_default()
    }

    fn zoom(&self) -> Zoom {
        if self.stands_beside { self.look.zoom_beside } else { self.look.zoom_alone }
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        *(if self.stands_beside { &mut self.look.zoom_beside } else { &mut self.look.zoom_alone }) = zoom;
    }

    /// Takes what was made since the last frame, and orders the revision that is on the screen.
    fn follow(&mut self, ctx: &Context, tabs: &Tabs) {
        while let Ok(made) = self.made.try_recv() {
            self.take(ctx, made);
        }
        let Some(document) = tabs.current() else { return };
        self.has_report = document.report_progress().is_some();
        let shape = self.shape();
        let shown = (document.tab, document.saving.revision, shape);
        if self.ordered == Some(shown) {
            return;
        }
        if self.ordered.is_some_and(|(tab, _, other)| (tab, other) != (document.tab, shape)) {
            self.leaves.clear();
            self.sheets.clear();
            self.goal = Some(Goal::Page(0));
        }
        self.ordered = Some(shown);
        self.edition += 1;
        let (filing, engine) = (document.filing.clone(), || document.engine.clone());
        let matter = match shape {
            Shape::Tables => Matter::Tables(filing),
            Shape::Report => Matter::Report(filing, engine()),
            Shape::Audit => Matter::Audit(filing, engine()),
        };
        self.typesetter.set(self.edition, matter);
    }

    fn take(&mut self, ctx: &Context, made: Made) {
        match made {
            // What was made of an older edition is worth showing only until the newest comes, which is soon.
            Made::Set { edition, .. } | Made::Failed { edition, .. } if edition != self.edition => {}
            Made::Set { leaves, .. } => {
                self.sheets.retain(|sheet| sheet.wanted.page < leaves.len());
                self.leaves = leaves;
                self.failed = None;
            }
            Made::Failed { sentence, .. } => {
                self.leaves.clear();
                self.sheets.clear();
                self.failed = Some(sentence);
            }
            Made::Drawn { wanted, mark, image } => {
                self.sheets.retain(|sheet| sheet.wanted.page != wanted.page);
                let name = format!("page {}", wanted.page);
                let texture = ctx.load_texture(name, image, TextureOptions::LINEAR);
                self.sheets.push(Sheet { wanted, mark, texture });
            }
        }
    }

    /// Orders pictures of the visible pages that are not there as they should be, and forgets those seen longest ago.
    fn look_at(&mut self, visible: &[Wanted]) {
        let mut missing = visible.to_vec();
        missing.retain(|wanted| {
            let mark = self.leaves.get(wanted.page).map(|leaf| leaf.mark);
            !self.sheets.iter().any(|sheet| sheet.wanted == *wanted && Some(sheet.mark) == mark)
        });
        self.typesetter.draw(missing);
        let is_visible = |sheet: &Sheet| visible.iter().any(|wanted| wanted.page == sheet.wanted.page);
        self.sheets.sort_by_key(is_visible);
        let invisible = self.sheets.iter().filter(|sheet| !is_visible(sheet)).count();
        let surplus = self.sheets.len().saturating_sub(MOST_PICTURES);
        self.sheets.drain(..surplus.min(invisible));
    }
}

/// Paints the pages beside the sheet; false when there is no room, or nobody wants to see them.
pub(super) fn beside_ui(
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
pub(super) fn alone_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, requests: &mut Vec<Request>) {
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

impl App {
    /// Opens the preview; while it is open gives the keyboard to the pages, and closes it when they have it.
    pub(super) fn toggle_print_preview(&mut self, ctx: &Context) {
        if self.state.print_preview.is_none() {
            if self.is_writing() {
                // Who writes the report wants to see the report.
                self.state.print_look.shape = Shape::Report;
            }
            match PrintPreview::open(ctx, self.state.print_look) {
                Ok(preview) => self.state.print_preview = Some(preview),
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
    pub(super) fn close_print_preview(&mut self, ctx: &Context) {
        if let Some(preview) = self.state.print_preview.take() {
            self.state.print_look = preview.look;
            ctx.memory_mut(|memory| memory.surrender_focus(area_id()));
        }
    }

    /// Closes the preview when it stands in the place of the sheet.
    pub(super) fn close_covering_preview(&mut self, ctx: &Context) {
        if self.is_sheet_covered(ctx) {
            self.close_print_preview(ctx);
        }
    }

    /// Keeps the preview with the filing that is shown; without one there is nothing to print.
    pub(super) fn follow_print_preview(&mut self, ctx: &Context) {
        if self.state.tabs.current().is_none() {
            self.close_print_preview(ctx);
        }
        if let Some(preview) = &mut self.state.print_preview {
            preview.follow(ctx, &self.state.tabs);
        }
    }

    /// Whether the pages stand in the place of the sheet.
    pub(super) fn is_sheet_covered(&self, ctx: &Context) -> bool {
        self.state.print_preview.as_ref().is_some_and(|preview| !preview.is_beside(ctx))
    }
}
