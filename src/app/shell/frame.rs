//! One frame of the window.

use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Ui};

use super::around::{drop_hint, missing_font, status, tab_bar, toasts, top_bar};
use super::options::Options;
use crate::app::kit::pause::Pause;
use crate::app::kit::{borders, fonts, theme};
use crate::app::model::tabs::Tabs;
use crate::app::pages::desk::tab::DeskTab;
use crate::app::pages::desk::views::view::desk_ui;
use crate::app::pages::import::view;
use crate::app::pages::print;
use crate::app::pages::print::preview::Look;
use crate::app::pages::report::{page, side};
use crate::app::pages::start::Start;
use crate::app::pages::start::view::start_ui;
use crate::app::sheet::side::side_ui;
use crate::app::sheet::{self, banner, find_bar, rail};
use crate::app::threads::desktop::Picker;
use crate::app::threads::job::Job;
use crate::app::threads::worker::{Machine, Worker};
use crate::app::window::origin::Origin;
use crate::app::window::toasts::Toasts;
use crate::app::window::{State, dialog, session};
use crate::jobs::settings::Settings;
use crate::jobs::{self, mishaps};

/// The least height and width, in points, at which anything is painted: a window that is being folded away has none.
const LEAST: f32 = 100.0;

/// The application in its window.
pub struct App {
    pub(crate) state: State,
    pub(crate) worker: Worker,
    title: String,
    pub(crate) may_close: bool,
    pub(crate) remembered: Settings,
    pub(crate) is_watching: bool,
    pub(crate) is_recovering: bool,
    pub(crate) search: Pause,
    pub(crate) reading: Pause,
    pub(crate) origin: Origin,
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
        let worker = Worker::new(ctx, store, keeper, machine);
        let start =
            Start { unit: String::new(), year: today_year.saturating_sub(1), chosen_form: None, chosen_level: None };
        let state = State {
            catalogue,
            today_year,
            start,
            recent: Vec::new(),
            tabs: Tabs::default(),
            problems,
            leaving: Vec::new(),
            dialog: None,
            print_preview: None,
            print_look: Look::default(),
            notice: None,
            toasts: Toasts::default(),
            running: Vec::new(),
            reviews: Vec::new(),
            new_desk: None,
            wants_clipboard: None,
            settings,
            has_chinese_face,
        };
        let remembered = Settings::default();
        let mut app = Self {
            state,
            worker,
            title: String::new(),
            may_close: false,
            remembered,
            is_watching: false,
            is_recovering: false,
            search: Pause::default(),
            reading: Pause::default(),
            origin,
        };
        app.hand_over(Job::Recent);
        app.recover();
        if let Some(file) = file {
            app.open(file);
        }
        app
    }

    /// Paints one frame and does what was asked for in it.
    pub fn window_ui(&mut self, ui: &mut Ui) {
        mishaps::provoke("window");
        self.take_reports();
        self.watch_closing(ui.ctx());
        self.name_window(ui.ctx());
        self.watch_files(ui.ctx());
        self.state.toasts.age(ui.ctx());
        if ui.ctx().content_rect().size().min_elem() < LEAST {
            return;
        }
        self.follow_print_preview(ui.ctx());
        self.follow_desks();
        self.follow_suspects(ui.ctx());
        self.follow_text(ui.ctx());
        let mut requests = self.dropped_files(ui.ctx());
        requests.extend(self.take_clipboard(ui.ctx()));
        self.shortcuts(ui, &mut requests);
        self.stop_by_key(ui, &mut requests);
        borders::keys(ui.ctx());
        let palette = theme::palette(ui.ctx());
        if !self.state.has_chinese_face {
            missing_font::missing_font_ui(ui);
        }
        if self.state.reviews.is_empty() {
            top_bar::top_bar_ui(ui, &self.state, &mut requests);
            tab_bar::tab_bar_ui(ui, &self.state.tabs, &mut requests);
        }
        status::status_ui(ui, &self.state, &mut requests);
        let has_keyboard = self.state.dialog.is_none();
        let ground = Frame::new().fill(palette.ground);
        let is_covered = self.is_sheet_covered(ui.ctx());
        if !self.state.reviews.is_empty() {
            view::review_ui(ui, &mut self.state, has_keyboard, &mut requests);
        } else if let Some(preview) = self.state.print_preview.as_mut().filter(|_| is_covered) {
            print::alone_ui(ui, preview, has_keyboard, &mut requests);
        } else if let Some(desk) = self.state.tabs.current_desk_mut() {
            banner::banner_ui(ui, &desk.document, &mut requests);
            let (settings, preview) = (&mut self.state.settings, self.state.print_preview.as_mut());
            desk_ui(ui, desk, settings, preview, has_keyboard, &mut requests);
        } else if let Some(document) = self.state.tabs.current_mut() {
            // What scrolls is remembered for each tab by itself.
            let tab = document.tab;
            rail::rail_ui(ui, document, &mut self.state.settings.rail, &mut requests);
            let is_writing = document.writing.is_open;
            if !print::beside_ui(ui, self.state.print_preview.as_mut(), has_keyboard, &mut requests) {
                let side = if is_writing { side::side_ui } else { side_ui };
                side(ui, document, &mut self.state.settings, &mut requests);
            }
            banner::banner_ui(ui, document, &mut requests);
            if is_writing {
                let mut writing = std::mem::take(&mut document.writing);
                ui.push_id(tab, |ui| page::page_ui(ui, document, &mut writing, &mut requests));
                document.writing = writing;
            } else {
                CentralPanel::default().frame(ground.inner_margin(Margin::same(14))).show(ui, |ui| {
                    ui.push_id(tab, |ui| {
                        if let Some(mut find) = document.find.take() {
                            find_bar::find_bar_ui(ui, document, &mut find, &mut requests);
                            document.find = Some(find);
                        }
                        // The sheet changes what it remembers while it reads the rest of the document.
                        let mut sheet = std::mem::take(&mut document.sheet);
                        sheet::sheet_ui(ui, document, &mut sheet, has_keyboard, &mut requests);
                        document.sheet = sheet;
                    });
                });
            }
        } else {
            CentralPanel::default().frame(ground).show(ui, |ui| {
                start_ui(ui, &mut self.state, &mut requests);
            });
        }
        borders::show(ui.ctx());
        dialog::dialog_ui(ui.ctx(), &mut self.state, &mut requests);
        toasts::toasts_ui(ui.ctx(), &self.state.toasts, &mut requests);
        drop_hint::drop_hint_ui(ui.ctx());
        let ctx = ui.ctx().clone();
        if !requests.is_empty() {
            // What was asked for shows in the next frame.
            ctx.request_repaint();
        }
        self.perform_all(&ctx, requests);
        self.remember(&ctx);
    }

    /// The window's title says what is being filled; it is sent when it changes.
    fn name_window(&mut self, ctx: &Context) {
        let tabs = &self.state.tabs;
        let title = tabs.current_desk().map(DeskTab::title).or_else(|| Some(tabs.current()?.title()));
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
        mishaps::guarded(|| self.commit_running_edit()).ok();
        self.flush();
        if !std::thread::panicking() {
            self.end_session();
        }
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
