//! The window: start page, the form as the official table typed into in place, live findings, saving, exports.
//!
//! Reading order: this file ([`Options`], [`run`], one frame), `state` and `view` (what the window knows), `command` and `request`
//! (what can be asked for), `dispatch`, `editing`, `selecting` and `seeking` (requests to edits and to places), `tabs`, `leaving`,
//! `session` (what outlives the window), `helping` (what helpers ask for), `worker`, `clerk` and `reports` (threads and what they say), `picker` (the desktop),
//! `typed_path`, `handing` (报送 and what follows), `importing`, `desk` (the office that adds up), `annual` and `writing` (the report), `charting` (its charts), `planning` (the work plan behind it), `pause`, `toasts`, `sheet` (the form), `panels`, `dialogs`, `sections`, `listed` (which findings), `suspicions`
//! and `suspecting` (which cells may be wrong), `past` (of a cell), `kept` (versions), `clipboard` and `tsv`, `find` and `initials`, `theme`, `fonts`, `soft` (without OpenGL).
//!
//! A frame goes one way: reports into the state, the state onto the screen, requests from the screen into the state,
//! the newest revision to the disk. The window paints only when something changed: no animation, no blinking caret.

mod annual;
mod charting;
mod clerk;
mod clipboard;
mod command;
mod desk;
mod dialogs;
mod dispatch;
mod editing;
mod find;
mod fonts;
mod handing;
mod helping;
mod importing;
mod initials;
mod kept;
mod leaving;
mod listed;
mod manual;
mod panels;
mod past;
mod pause;
mod picker;
mod planning;
mod print_preview;
mod printing;
mod reports;
mod request;
mod sections;
mod seeking;
mod selecting;
mod session;
mod sheet;
pub mod soft;
mod state;
mod suspecting;
mod suspicions;
mod tabs;
mod theme;
mod toasts;
mod tsv;
mod typed_path;
mod view;
mod worker;
mod writing;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Key, Margin, Modifiers, Ui};

pub use desk::DeskPick;
pub use picker::{Answer, DesktopPicker, Pick, Picker};

use crate::filing::store::Store;
use crate::form::{Catalogue, Problem};
use crate::jobs::log::Log;
use crate::jobs::printing::Printer;
use crate::jobs::reading::Pool;
use crate::jobs::renderer::{self, Renderer};
use crate::jobs::settings::{Place, Settings};
use crate::jobs::{self, about, mishaps};
use command::Command;
use helping::Origin;
use request::Request;
use state::{Start, State};
use worker::{Job, Machine, Worker};

/// What the window needs to know when it starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The user's data folder.
    pub store: Store,
    /// The forms at hand.
    pub catalogue: Catalogue,
    /// What is wrong with the user's own forms that were left out; the start page tells it.
    pub problems: Vec<Problem>,
    /// A file to open at once.
    pub file: Option<PathBuf>,
    /// The way to paper.
    pub printer: Arc<dyn Printer>,
    /// What reads the files of others.
    pub pool: Arc<Pool>,
    /// The year it is; filings are about the year before.
    pub today_year: u16,
    /// What paints the window.
    pub renderer: Renderer,
    /// Whether the window is opened again because of a mistake in the program.
    pub is_after_mishap: bool,
    /// The log.
    pub log: Log,
}

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// A sentence when the desktop gives no window.
pub fn run(options: Options) -> Result<(), String> {
    let (log, renderer, is_after_mishap) = (options.log.clone(), options.renderer, options.is_after_mishap);
    log.note(&format!("开始，版本 {}", about::version()));
    let ended = mishaps::guarded(|| run_window(options));
    log.note("结束");
    match ended {
        Ok(ended) => ended,
        // Unwinding has saved what was open. A window that fails twice in a row is not opened a third time.
        Err(sentence) if is_after_mishap => Err(sentence),
        Err(_noted) => renderer::start_again_after_mishap(renderer),
    }
}

fn run_window(options: Options) -> Result<(), String> {
    let refused = |error: String| format!("打不开窗口：{error}。请检查图形环境；也可以用命令行填报，见 tianbao --help");
    match options.renderer {
        Renderer::Soft => {
            note(&options.log, "不用 OpenGL，由程序自己绘制窗口");
            let settings = jobs::settings::read(options.store.data_folder());
            soft::run(options, viewport(settings.place)).map_err(refused)
        }
        Renderer::Glow => run_with_opengl(options).map_err(refused),
        Renderer::Auto => {
            let (file, log) = (options.file.clone(), options.log.clone());
            run_with_opengl(options).or_else(|error| {
                note(&log, &format!("OpenGL 不能用（{error}），改由程序自己绘制窗口"));
                renderer::start_again_without_opengl(file.as_deref()).map_err(refused)
            })
        }
    }
}

/// A sentence for whoever looks after the machine, in the log and where the program was started.
#[expect(clippy::print_stderr, reason = "who starts the window from a terminal wants to see it there")]
fn note(log: &Log, sentence: &str) {
    log.note(sentence);
    eprintln!("填报：{sentence}");
}

/// What the desktop shows for the window where it does not know the installed icon; made from `tianbao.svg` beside it.
const ICON: &[u8] = include_bytes!("../../assets/icon/tianbao.png");

fn viewport(place: Option<Place>) -> egui::ViewportBuilder {
    let size = place.map_or([1280.0, 800.0], |place| place.size);
    egui::ViewportBuilder { icon: eframe::icon_data::from_png_bytes(ICON).ok().map(Arc::new), ..Default::default() }
        .with_app_id("tianbao")
        .with_title("填报")
        .with_inner_size(size)
        .with_maximized(place.is_some_and(|place| place.is_maximised))
        .with_min_inner_size([900.0, 600.0])
}

fn run_with_opengl(options: Options) -> Result<(), String> {
    let native = eframe::NativeOptions {
        viewport: viewport(None),
        persistence_path: Some(options.store.data_folder().join("window.ron")),
        // Our own stands in for it, which asks for Simplified Chinese and serves every renderer.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let make = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        note(&options.log, "窗口由 OpenGL 绘制");
        Ok(Box::new(App::new(&creation.egui_ctx, options, Arc::new(DesktopPicker))))
    };
    eframe::run_native("填报", native, Box::new(make)).map_err(|error| error.to_string())
}

/// The least height and width, in points, at which anything is painted: a window that is being folded away has none.
const LEAST: f32 = 100.0;

/// The application in its window.
pub struct App {
    state: State,
    worker: Worker,
    title: String,
    may_close: bool,
    remembered: Settings,
    is_watching: bool,
    is_recovering: bool,
    search: pause::Pause,
    reading: pause::Pause,
    origin: Origin,
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
            tabs: tabs::Tabs::default(),
            problems,
            leaving: Vec::new(),
            dialog: None,
            print_preview: None,
            print_look: print_preview::Look::default(),
            notice: None,
            toasts: toasts::Toasts::default(),
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
            search: pause::Pause::default(),
            reading: pause::Pause::default(),
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
        panels::borders::keys(ui.ctx());
        let palette = theme::palette(ui.ctx());
        if !self.state.has_chinese_face {
            panels::missing_font_ui(ui);
        }
        if self.state.reviews.is_empty() {
            panels::top_bar::top_bar_ui(ui, &self.state, &mut requests);
            panels::tab_bar::tab_bar_ui(ui, &self.state.tabs, &mut requests);
        }
        panels::status::status_ui(ui, &self.state, &mut requests);
        let has_keyboard = self.state.dialog.is_none();
        let ground = Frame::new().fill(palette.ground);
        let is_covered = self.is_sheet_covered(ui.ctx());
        if !self.state.reviews.is_empty() {
            importing::review_ui(ui, &mut self.state, has_keyboard, &mut requests);
        } else if let Some(preview) = self.state.print_preview.as_mut().filter(|_| is_covered) {
            print_preview::alone_ui(ui, preview, has_keyboard, &mut requests);
        } else if let Some(desk) = self.state.tabs.current_desk_mut() {
            panels::banner::banner_ui(ui, &desk.document, &mut requests);
            let (settings, preview) = (&mut self.state.settings, self.state.print_preview.as_mut());
            desk::desk_ui(ui, desk, settings, preview, has_keyboard, &mut requests);
        } else if let Some(document) = self.state.tabs.current_mut() {
            // What scrolls is remembered for each tab by itself.
            let tab = document.tab;
            panels::rail::rail_ui(ui, document, &mut self.state.settings.rail, &mut requests);
            let is_writing = document.writing.is_open;
            if !print_preview::beside_ui(ui, self.state.print_preview.as_mut(), has_keyboard, &mut requests) {
                let side = if is_writing { writing::side_ui } else { panels::side_ui };
                side(ui, document, &mut self.state.settings, &mut requests);
            }
            panels::banner::banner_ui(ui, document, &mut requests);
            if is_writing {
                let mut writing = std::mem::take(&mut document.writing);
                ui.push_id(tab, |ui| writing::page_ui(ui, document, &mut writing, &mut requests));
                document.writing = writing;
            } else {
                CentralPanel::default().frame(ground.inner_margin(Margin::same(14))).show(ui, |ui| {
                    ui.push_id(tab, |ui| {
                        if let Some(mut find) = document.find.take() {
                            panels::find_bar::find_bar_ui(ui, document, &mut find, &mut requests);
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
                panels::start::start_ui(ui, &mut self.state, &mut requests);
            });
        }
        panels::borders::show(ui.ctx());
        dialogs::dialog_ui(ui.ctx(), &mut self.state, &mut requests);
        panels::toasts::toasts_ui(ui.ctx(), &self.state.toasts, &mut requests);
        panels::drop_hint::drop_hint_ui(ui.ctx());
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
        let title = tabs.current_desk().map(desk::DeskTab::title).or_else(|| Some(tabs.current()?.title()));
        let title = title.map_or_else(|| "填报".to_owned(), |title| format!("{title} — 填报"));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Files that were dropped on the window: on a desk they are read; else ours are opened, others imported.
    fn dropped_files(&mut self, ctx: &Context) -> Vec<Request> {
        let paths = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let paths: Vec<PathBuf> = paths;
        let mut requests = Vec::new();
        for path in paths {
            if self.dropped_on_desk(&path) {
                continue;
            }
            requests.push(match path {
                path if importing::is_ours(&path) => Request::OpenPath(path),
                path if jobs::returned::is_slip(&path) => Request::Handing(handing::Ask::Slip(path)),
                path => Request::Import(path),
            });
        }
        requests
    }

    /// Keys of commands while the sheet does not read them: on the start page, in a field, in a dialog.
    fn shortcuts(&self, ui: &Ui, requests: &mut Vec<Request>) {
        let focused = ui.memory(egui::Memory::focused);
        let is_on_sheet = focused.is_none_or(|focused| focused == sheet::editor_id());
        let is_reviewing = !self.state.reviews.is_empty();
        let is_list = self.state.tabs.current_desk().is_some_and(|desk| !desk.is_on_sheet());
        let is_open = self.state.tabs.current().is_some() && !is_list;
        let is_covered = self.is_sheet_covered(ui.ctx()) || self.is_writing();
        let is_sheet_shown = is_open && !is_covered && !is_reviewing;
        if is_sheet_shown && is_on_sheet && self.state.dialog.is_none() {
            return;
        }
        let is_keys = |focused: egui::Id| focused == print_preview::area_id() || desk::is_list(focused);
        let in_field = focused.is_some_and(|focused| !is_keys(focused));
        let in_dialog = self.state.dialog.is_some() || is_reviewing;
        let works = |command: &Command| {
            let is_of_the_field = in_field && matches!(command, Command::Undo | Command::Redo);
            !is_of_the_field && (!in_dialog || command.works_over_dialogs())
        };
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                let command = Command::of_key(*key, *modifiers).filter(works);
                requests.extend(command.map(Request::Run));
                command.is_none()
            });
        });
    }

    /// Esc stops the job in the foot when nothing else is there that it would leave.
    fn stop_by_key(&self, ui: &Ui, requests: &mut Vec<Request>) {
        let Some(job) = self.state.running.first() else { return };
        let is_typing = self.state.tabs.current().is_some_and(|document| document.sheet.is_editing());
        let in_field = ui.memory(egui::Memory::focused).is_some_and(|focused| focused != sheet::editor_id());
        let is_covered =
            self.state.dialog.is_some() || !self.state.reviews.is_empty() || self.is_sheet_covered(ui.ctx());
        if !is_typing
            && !in_field
            && !is_covered
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            requests.push(Request::CancelJob(job.job));
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
