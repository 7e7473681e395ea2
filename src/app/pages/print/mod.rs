//! The printed pages in the window, as the PDF will have them: beside the sheet where there is room, else in its place.
//!
//! Reading order: this file (the page), `preview` (what is known, and following the filing that is shown), `zoom` (how large,
//! and where each page lies), `pages` (scrolling, keys, painting), `bar` (its buttons), `dialog` and `printing` (onto paper).
//!
//! Pages are typeset and drawn on a thread of their own ([`crate::jobs::typesetter`]). A frame says which pages it shows;
//! until a new picture of a page comes, the old one stands there, so nothing waits and nothing flickers.

mod bar;
mod dialog;
mod pages;
mod preview;
mod printing;
mod wish;
mod zoom;

use egui::{CentralPanel, Context, Frame, Id, Margin, Panel, Ui};

use crate::app::kit::modal::{self, modal};
use crate::app::kit::theme;
use crate::app::model::by_tab::ByTab;
use crate::app::model::saving::Access;
use crate::app::sheet::edit::editor_id;
use crate::app::threads::mailbox::Mailbox;
use crate::app::threads::mouth::Wake;
use crate::app::window::Window;
use crate::app::window::keys::Keys;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::store::{file_name_of, reason};
use crate::form::Severity;
use crate::jobs::export::Shape;
use crate::jobs::printing::Order;
use dialog::{Found, PrintForm};
use preview::{Look, PrintPreview, area_id};
use printing::Answer;
use wish::Wish;

/// What keys do while they go to the pages, for the page of keys.
const KEYS: &[(&str, &str)] = &[
    ("PageDown、PageUp", "下一页、上一页；页面放大时往下、往上"),
    ("Home、End", "第一页、最后一页"),
    ("+、-、Ctrl+滚轮", "放大、缩小页面"),
    ("回车", "打印"),
    ("Esc", "关闭打印预览"),
];

/// The pages to print: closed, or with what is on the screen of them.
pub(crate) struct PrintPage {
    preview: Option<PrintPreview>,
    /// How pages were looked at last.
    look: Look,
    forms: ByTab<PrintForm>,
    wishes: Vec<Wish>,
    mailbox: Mailbox<Answer>,
}

impl PrintPage {
    pub(crate) fn new(wake: &Wake) -> Self {
        let (look, mailbox) = (Look::default(), Mailbox::new(wake));
        Self { preview: None, look, forms: ByTab::default(), wishes: Vec::new(), mailbox }
    }
}

impl Page for PrintPage {
    fn follow(&mut self, window: &mut Window, ctx: &Context) {
        for Answer { tab, found, habit } in self.mailbox.read() {
            if let Some(form) = self.forms.of(&window.dialogs, Some(tab)) {
                form.fill(found, habit);
            }
        }
        // Without a filing there is nothing to print.
        if window.tabs.current().is_none() {
            self.close(ctx);
        }
        if let Some(preview) = &mut self.preview {
            preview.follow(ctx, &window.tabs);
        }
    }

    fn perform(&mut self, window: &mut Window, ctx: &Context, request: Request) -> Option<Request> {
        let Request::Run(command) = request else {
            if matches!(request, Request::GoTo(_)) {
                self.uncover(ctx);
            }
            return Some(request);
        };
        match command {
            Command::PrintPreview => self.toggle(window, ctx),
            Command::Print => self.open_dialog(window),
            Command::NextPane if self.preview.is_some() => {
                // The pages stand in the place of the other parts.
                let is_here = ctx.memory(|memory| memory.has_focus(area_id()));
                ctx.memory_mut(|memory| memory.request_focus(if is_here { editor_id() } else { area_id() }));
            }
            _ => {
                let is_step = matches!(command, Command::NextFinding | Command::PreviousFinding);
                if command == Command::Remark || command.leads_to_cells() && !(is_step && window.is_writing()) {
                    self.uncover(ctx);
                }
                return Some(request);
            }
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, ctx: &Context) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Close => self.close(ctx),
                Wish::Print(shape, order) => printing::print(window, shape, order),
                Wish::ShowPdf(shape) => printing::show_pdf(window, shape),
                Wish::Window(request) => window.ask(request),
            }
        }
    }

    fn stands(&self, _window: &Window, ctx: &Context) -> bool {
        self.preview.as_ref().is_some_and(|preview| !preview.is_beside(ctx))
    }

    fn is_over_sheet(&self) -> bool {
        true
    }

    fn ui(&mut self, ui: &mut Ui, _window: &mut Window, around: Around<'_>, requests: &mut Vec<Request>) {
        if let Some(preview) = &mut self.preview {
            alone_ui(ui, preview, around.has_keyboard, &mut self.wishes);
        }
        self.hand_on(requests);
    }

    fn beside_ui(&mut self, ui: &mut Ui, _: &mut Window, has_keyboard: bool, requests: &mut Vec<Request>) -> bool {
        let Some(preview) = self.preview.as_mut().filter(|preview| preview.is_beside(ui.ctx())) else { return false };
        beside_ui(ui, preview, has_keyboard, &mut self.wishes);
        self.hand_on(requests);
        true
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(form) = window.shown(&mut self.forms) else { return };
        let wishes = &mut self.wishes;
        if modal(ctx, modal::WIDTH, |ui| dialog::print_ui(ui, form, wishes)) {
            requests.push(Request::CloseDialog);
        }
        self.hand_on(requests);
    }

    fn hint(&self, window: &Window, ctx: &Context) -> Option<&'static str> {
        let is_sum = window.tabs.current().is_some_and(|document| document.access == Access::Sum);
        let has_keyboard = self.preview.as_ref().is_some_and(|preview| preview.has_keyboard(ctx));
        (has_keyboard && !is_sum && !window.is_writing())
            .then_some("PageUp、PageDown 翻页，＋、－ 缩放，回车打印，Esc 关闭打印预览")
    }

    fn is_area(&self, focused: Id) -> bool {
        focused == area_id()
    }

    fn keys(&self) -> Option<Keys> {
        Some(("打印预览里", KEYS))
    }
}

impl PrintPage {
    /// Hands on what others do.
    fn hand_on(&mut self, requests: &mut Vec<Request>) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Window(request) => requests.push(request),
                own => self.wishes.push(own),
            }
        }
    }

    /// Opens the pages; while they are open gives them the keyboard, and closes them when they have it.
    fn toggle(&mut self, window: &mut Window, ctx: &Context) {
        if self.preview.is_none() {
            if window.is_writing() {
                // Who writes the report wants to see the report.
                self.look.shape = Shape::Report;
            }
            match PrintPreview::open(ctx, self.look) {
                Ok(preview) => self.preview = Some(preview),
                Err(error) => {
                    let sentence = format!("打不开打印预览：系统不能再开线程（{}）", reason(&error));
                    return window.say(sentence, Some(Severity::Error));
                }
            }
        } else if ctx.memory(|memory| memory.has_focus(area_id())) {
            return self.close(ctx);
        }
        ctx.memory_mut(|memory| memory.request_focus(area_id()));
    }

    /// Closes the pages: their thread ends and their pictures go.
    fn close(&mut self, ctx: &Context) {
        if let Some(preview) = self.preview.take() {
            self.look = preview.look;
            ctx.memory_mut(|memory| memory.surrender_focus(area_id()));
        }
    }

    /// Closes the pages when they stand in the place of the sheet.
    fn uncover(&mut self, ctx: &Context) {
        if self.preview.as_ref().is_some_and(|preview| !preview.is_beside(ctx)) {
            self.close(ctx);
        }
    }

    /// Opens the dialog and asks for the printers meanwhile.
    fn open_dialog(&mut self, window: &mut Window) {
        let Some(document) = window.tabs.current() else { return };
        let order = Order { title: file_name_of(&document.filing), ..Order::default() };
        printing::ask_for_printers(window, self.mailbox.mouth(), document);
        let has_report = document.report_progress().is_some();
        let shape = match &self.preview {
            Some(preview) => preview.shape(),
            None if document.writing.is_open && has_report => Shape::Report,
            None => Shape::Tables,
        };
        let preview = self.preview.as_ref();
        let counted = preview.and_then(|preview| Some((preview.shape(), preview.page_count()?)));
        window.show(&mut self.forms, PrintForm { found: Found::Asking, order, shape, has_report, counted });
    }
}

/// Paints the pages beside the sheet.
fn beside_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, wishes: &mut Vec<Wish>) {
    preview.stands_beside = true;
    let frame = Frame::new().fill(theme::palette(ui.ctx()).ground);
    Panel::right("print-preview")
        .resizable(true)
        .default_size(500.0)
        .size_range(430.0..=900.0)
        .frame(frame)
        .show(ui, |ui| preview_ui(ui, preview, has_keyboard, wishes));
}

/// Paints the pages in the place of the sheet.
fn alone_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, wishes: &mut Vec<Wish>) {
    let frame = Frame::new().fill(theme::palette(ui.ctx()).ground);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        // As on the sheet: without a field that was clicked, the pages have the keyboard.
        preview.keeps_keyboard = true;
        preview.stands_beside = false;
        preview_ui(ui, preview, has_keyboard, wishes);
    });
}

fn preview_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, wishes: &mut Vec<Wish>) {
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
    bar::bar_ui(ui, preview, wishes);
    if let Some(sentence) = &preview.failed {
        let color = theme::palette(ui.ctx()).mark(Severity::Error);
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| ui.colored_label(color, sentence));
        return;
    }
    pages::pages_ui(ui, preview, has_keyboard, wishes);
}
