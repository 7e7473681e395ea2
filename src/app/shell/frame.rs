//! One frame of the window.

use std::sync::Arc;

use egui::{Context, Ui};

use super::around::{drop_hint, missing_font, palette, status, tab_bar, toasts, top_bar};
use super::options::Options;
use super::pages;
use crate::app::kit::modal::modal;
use crate::app::kit::pause::Pause;
use crate::app::kit::{borders, fonts, theme};
use crate::app::model::by_tab::{ByTab, Open};
use crate::app::model::document::Document;
use crate::app::model::tabs::Tabs;
use crate::app::soft::window::Painted;
use crate::app::threads::desktop::Picker;
use crate::app::threads::job::Job;
use crate::app::threads::mouth::Wake;
use crate::app::threads::worker::{Machine, Worker};
use crate::app::window::origin::Origin;
use crate::app::window::page::{Around, Page, Urgency};
use crate::app::window::toasts::Toasts;
use crate::app::window::{Window, dialog_ui, session};
use crate::app::wishes::request::Request;
use crate::jobs::settings::Settings;
use crate::jobs::{self, mishaps};

/// The least height and width, in points, at which anything is painted: a window that is being folded away has none.
const LEAST: f32 = 100.0;

/// The application in its window.
pub struct App {
    pub(super) window: Window,
    pub(super) pages: Vec<Box<dyn Page>>,
    /// All commands by name, while that is open.
    pub(super) palette: ByTab<Palette>,
    title: String,
    /// Whether a face for Chinese was found.
    has_chinese_face: bool,
}

/// The fields of the list of all commands.
#[derive(Debug, Default)]
pub(super) struct Palette {
    /// What is typed.
    query: String,
    /// The marked command in the list.
    chosen: usize,
}

impl App {
    /// The application, with fonts and colours installed into the context.
    pub fn new(ctx: &Context, options: Options, picker: Arc<dyn Picker>) -> Self {
        let has_chinese_face = fonts::install(ctx);
        theme::install(ctx);
        let Options { store, catalogue, problems, file, printer, pool, today_year, renderer, is_after_mishap, log } =
            options;
        let (settings, keeper) = jobs::settings::open(store.data_folder());
        session::dress(ctx, &settings);
        let origin = Origin { renderer, is_after_mishap, log: log.clone() };
        let machine = Machine { catalogue: catalogue.clone(), picker, printer, pool, log };
        let painted = ctx.clone();
        let wake: Wake = Arc::new(move || painted.request_repaint());
        let worker = Worker::new(Arc::clone(&wake), store, keeper, machine);
        let pages = pages::all(&wake, today_year);
        let keys = pages::keys(&pages);
        let window = Window {
            catalogue,
            today_year,
            recent: Vec::new(),
            tabs: Tabs::default(),
            problems,
            leaving: Vec::new(),
            dialogs: Open::default(),
            dialog: ByTab::default(),
            notice: None,
            toasts: Toasts::default(),
            running: Vec::new(),
            by_hand: Vec::new(),
            wants_clipboard: None,
            settings,
            worker,
            may_close: false,
            remembered: Settings::default(),
            is_watching: false,
            is_recovering: false,
            search: Pause::default(),
            origin,
            keys,
            asked: Vec::new(),
        };
        let mut app = Self { window, pages, palette: ByTab::default(), title: String::new(), has_chinese_face };
        app.window.hand_over(Job::Recent);
        app.window.recover();
        if let Some(file) = file {
            app.window.open(file);
        }
        app
    }

    /// Paints one frame and does what was asked for in it.
    pub fn window_ui(&mut self, ui: &mut Ui) {
        mishaps::provoke("window");
        self.take_reports();
        self.window.watch_closing(ui.ctx());
        self.name_window(ui.ctx());
        self.window.watch_files(ui.ctx());
        self.window.toasts.age(ui.ctx());
        if ui.ctx().content_rect().size().min_elem() < LEAST {
            return;
        }
        for page in &mut self.pages {
            page.follow(&mut self.window, ui.ctx());
        }
        self.window.follow_suspects(ui.ctx());
        let mut requests = Self::dropped_files(ui.ctx());
        requests.extend(self.window.take_clipboard(ui.ctx()));
        self.shortcuts(ui, &mut requests);
        self.stop_by_key(ui, &mut requests);
        borders::keys(ui.ctx());
        if !self.has_chinese_face {
            missing_font::missing_font_ui(ui);
        }
        let standing = self.standing(ui.ctx());
        if !self.is_covered() {
            top_bar::top_bar_ui(ui, &self.window, &mut requests);
            tab_bar::tab_bar_ui(ui, &self.window.tabs, &mut requests);
        }
        self.status_ui(ui, standing, &mut requests);
        self.middle_ui(ui, standing, &mut requests);
        borders::show(ui.ctx());
        self.dialog_ui(ui.ctx(), &mut requests);
        toasts::toasts_ui(ui.ctx(), &self.window.toasts, &mut requests);
        drop_hint::drop_hint_ui(ui.ctx());
        let ctx = ui.ctx().clone();
        if !requests.is_empty() {
            // What was asked for shows in the next frame.
            ctx.request_repaint();
        }
        self.perform_all(&ctx, requests);
        self.window.remember(&ctx);
    }

    /// Which page has the middle of the window.
    pub(super) fn standing(&self, ctx: &Context) -> Option<usize> {
        self.pages.iter().position(|page| page.stands(&self.window, ctx))
    }

    /// Whether a page stands in the place of everything, the bars too.
    pub(super) fn is_covered(&self) -> bool {
        self.pages.iter().any(|page| page.covers_all())
    }

    fn middle_ui(&mut self, ui: &mut Ui, standing: Option<usize>, requests: &mut Vec<Request>) {
        let Some((before, [page, behind @ ..])) = standing.and_then(|at| self.pages.split_at_mut_checked(at)) else {
            return;
        };
        let around = Around::new(!self.window.has_dialog(), before, behind);
        page.ui(ui, &mut self.window, around, requests);
    }

    fn status_ui(&self, ui: &mut Ui, standing: Option<usize>, requests: &mut Vec<Request>) {
        let page = standing.and_then(|at| self.pages.get(at));
        let is_reviewing = self.is_covered();
        let hints = self.pages.iter().filter_map(|page| page.hint(&self.window, ui.ctx()));
        let shows_lists = self.pages.iter().any(|page| page.shows_lists(&self.window));
        let hint = page.and_then(|_| hints.into_iter().next());
        let look = status::Look { is_reviewing, shows_lists, hint };
        status::status_ui(ui, &self.window, &look, requests);
    }

    /// Paints the open dialog: of the shell, of a page, or of the window.
    fn dialog_ui(&mut self, ctx: &Context, requests: &mut Vec<Request>) {
        if let Some(Palette { query, chosen }) = self.window.shown(&mut self.palette) {
            let (document, is_desk) = (self.window.tabs.current(), self.window.tabs.is_sum_shown());
            let list = |ui: &mut Ui| palette::palette_ui(ui, document, is_desk, query, chosen, requests);
            if modal(ctx, palette::WIDTH, list) {
                requests.push(Request::CloseDialog);
            }
            return;
        }
        for page in &mut self.pages {
            page.dialog_ui(ctx, &mut self.window, requests);
        }
        dialog_ui::dialog_ui(ctx, &mut self.window, requests);
    }

    /// The window's title says what is being filled; it is sent when it changes.
    fn name_window(&mut self, ctx: &Context) {
        let tabs = &self.window.tabs;
        let title = tabs.current().map(Document::title);
        let title = title.map_or_else(|| "填报".to_owned(), |title| format!("{title} — 填报"));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl Drop for App {
    /// What is being typed is committed, and the last edits go to the store thread, which is waited for.
    fn drop(&mut self) {
        // After a mistake in the program this may fail too; what was committed before is saved all the same.
        mishaps::guarded(|| self.window.commit_running_edit()).ok();
        self.window.flush();
        for page in &mut self.pages {
            page.save(&mut self.window, Urgency::Last);
        }
        if !std::thread::panicking() {
            self.window.end_session();
        }
    }
}

impl Painted for App {
    fn paint(&mut self, ui: &mut Ui) {
        self.window_ui(ui);
    }
}

impl eframe::App for App {
    /// The colour in the seams that rounding leaves between panels at odd zoom factors.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    /// The program remembers its panels itself, so that every renderer finds them.
    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.window_ui(ui);
    }
}
