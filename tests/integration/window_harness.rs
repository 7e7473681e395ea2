//! The program in a window that nobody sees: starting it, typing, clicking, and what its labels say.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::app::soft::Canvas;
use tianbao::app::{Answer, App, Options, Pick, Picker};
use tianbao::filing::Filing;
use tianbao::filing::store::{self, Lock, Store};
use tianbao::form::Catalogue;
use tianbao::jobs;
use tianbao::jobs::log::Log;
use tianbao::jobs::printing::{Order, Printer, Printers};
use tianbao::jobs::reading::Pool;
use tianbao::jobs::renderer::Renderer;

use crate::pictures::{Textures, picture, write_png};
use crate::support::{sample_path, store};

/// Answers every file dialog with the same path, and notes which folders were to be shown.
#[derive(Default)]
pub(crate) struct Chosen(pub(crate) Mutex<Option<PathBuf>>, pub(crate) Mutex<Vec<PathBuf>>, pub(crate) AtomicBool);

impl Picker for Chosen {
    fn pick(&self, _what: &Pick, _folder: Option<&Path>) -> Answer {
        if self.2.load(Ordering::Relaxed) {
            return Answer::NoDialog;
        }
        let path = self.0.lock().expect("no test panics while choosing").clone();
        path.map_or(Answer::Nothing, Answer::Path)
    }

    fn show_in_folder(&self, file: &Path) -> Result<(), String> {
        self.1.lock().expect("no test panics while choosing").push(file.to_owned());
        Ok(())
    }
}

/// Prints nothing, and remembers what it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    /// The printers that it says there are; without any there is no print service.
    pub(crate) printers: Mutex<Vec<String>>,
    /// What was printed: the bytes and how.
    pub(crate) printed: Mutex<Vec<(Vec<u8>, Order)>>,
    /// What was shown in a viewer: the title.
    pub(crate) shown: Mutex<Vec<String>>,
}

impl Printer for Paper {
    fn printers(&self) -> Result<Option<Printers>, jobs::Error> {
        let names = self.printers.lock().expect("not poisoned").clone();
        Ok((!names.is_empty()).then(|| Printers { usual: names.last().cloned(), names }))
    }

    fn print(&self, pdf: &[u8], order: &Order) -> Result<String, jobs::Error> {
        self.printed.lock().expect("not poisoned").push((pdf.to_vec(), order.clone()));
        Ok("7".to_owned())
    }

    fn show(&self, _pdf: &[u8], title: &str) -> Result<PathBuf, jobs::Error> {
        self.shown.lock().expect("not poisoned").push(title.to_owned());
        Ok(PathBuf::from(title))
    }
}

/// The program in a window that nobody sees, with a data folder of its own.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Option<App>>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) chosen: Arc<Chosen>,
    textures: Textures,
    pub(crate) paper: Arc<Paper>,
}

/// A copy of a sample in a folder.
fn copied(sample: &str, folder: &Path) -> PathBuf {
    let file = folder.join("open.tianbao");
    std::fs::copy(sample_path(sample), &file).expect("the sample can be copied");
    file
}

impl Window {
    /// Starts the program, with a copy of a sample or with the start page.
    pub(crate) fn open(sample: Option<&str>) -> Self {
        let (folder, store) = store();
        let file = sample.map(|sample| copied(sample, folder.path()));
        Self::start(folder, store, file)
    }

    /// A window on a sample that another program edits for as long as the lock is kept.
    pub(crate) fn open_held(sample: &str) -> (Self, Lock) {
        let (folder, store) = store();
        let file = copied(sample, folder.path());
        let held = Lock::acquire(&file).expect("nobody else holds it");
        let mut window = Self::start(folder, store, Some(file));
        window.wait_for("现在只能查看，不能修改");
        (window, held)
    }

    pub(crate) fn start(folder: tempfile::TempDir, store: Store, file: Option<PathBuf>) -> Self {
        Self::start_with(folder, store, file, env!("CARGO_BIN_EXE_tianbao").into())
    }

    /// Starts the program with another one as the worker that reads files.
    pub(crate) fn start_with(folder: tempfile::TempDir, store: Store, file: Option<PathBuf>, reader: PathBuf) -> Self {
        let (catalogue, problems) = jobs::forms::catalogue(&store);
        let paper = Arc::new(Paper::default());
        let printer: Arc<dyn Printer> = Arc::clone(&paper) as Arc<dyn Printer>;
        let options = Options {
            store: store.clone(),
            catalogue,
            problems,
            file,
            printer,
            pool: Arc::new(Pool::of(reader, 1, Duration::from_secs(10))),
            today_year: 2026,
            renderer: Renderer::Soft,
            is_after_mishap: false,
            log: Log::in_folder(store.data_folder().join("log")),
        };
        let chosen = Arc::new(Chosen::default());
        let picker: Arc<dyn Picker> = Arc::clone(&chosen) as Arc<dyn Picker>;
        // The application installs its own fonts, so it is made before the first frame and handed over through a slot.
        let slot: Arc<Mutex<Option<App>>> = Arc::default();
        let filled = Arc::clone(&slot);
        let textures = Textures::default();
        let mut harness = Harness::builder()
            .with_size([1366.0, 768.0])
            .renderer(textures.clone())
            .with_max_steps(30)
            .with_context_setup(move |ctx| {
                *filled.lock().expect("not poisoned") = Some(App::new(ctx, options, picker));
            })
            .build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let app = app.get_or_insert_with(|| {
                        slot.lock().expect("not poisoned").take().expect("made in the context set-up")
                    });
                    app.window_ui(ui);
                },
                None,
            );
        harness.run();
        Self { harness, folder, store, chosen, textures, paper }
    }

    /// Runs frames until a label is there.
    pub(crate) fn wait_for(&mut self, label: &str) {
        let begun = Instant::now();
        while self.harness.query_all_by_label_contains(label).next().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(20), "“{label}” did not appear:\n{:#?}", self.harness);
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }

    /// Runs frames until something is so.
    pub(crate) fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < Duration::from_mins(1), "it did not come to be:\n{:#?}", self.harness);
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }

    /// What the window shows.
    pub(crate) fn picture(&self) -> Canvas {
        picture(&self.textures, &self.harness.ctx, self.harness.output())
    }

    /// Writes a picture of the window into the folder that `TIANBAO_SHOTS` names; without it does nothing.
    pub(crate) fn shot(&mut self, name: &str) {
        let folder = std::env::var_os("TIANBAO_SHOTS").filter(|folder| !folder.is_empty());
        let Some(folder) = folder else { return };
        let picture = self.picture();
        write_png(&Path::new(&folder).join(format!("{name}.png")), &picture);
    }

    /// The same, in light and in dark.
    pub(crate) fn shots(&mut self, name: &str) {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            self.harness.ctx.set_theme(theme);
            self.harness.run();
            self.shot(&format!("{name}-{}", if theme == egui::Theme::Dark { "dark" } else { "light" }));
        }
        self.harness.ctx.set_theme(egui::Theme::Light);
        self.harness.run();
    }

    pub(crate) fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    pub(crate) fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    /// Types characters as a keyboard does, one frame each.
    pub(crate) fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.harness.event(egui::Event::Text(c.to_string()));
            self.harness.run();
        }
    }

    pub(crate) fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.run();
    }

    pub(crate) fn ctrl(&mut self, key: egui::Key) {
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, key);
        self.harness.run();
    }

    pub(crate) fn modified(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    pub(crate) fn ctrl_shift(&mut self, key: egui::Key) {
        self.modified(egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT), key);
    }

    /// Runs a command by its name, as the list of all commands does.
    pub(crate) fn run_command(&mut self, name: &str) {
        self.ctrl_shift(egui::Key::P);
        self.type_text(name);
        self.key(egui::Key::Enter);
    }

    /// Puts the window on a screen with so many dots a point.
    pub(crate) fn set_dots(&mut self, dots: f32) {
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.get_mut(&egui::ViewportId::ROOT).expect("the window").native_pixels_per_point = Some(dots);
    }

    /// What lies over the window, such as dialogs and messages: names and places.
    pub(crate) fn floating(&self) -> Vec<(String, egui::Rect)> {
        self.harness.ctx.memory(|memory| {
            let visible = memory.areas().visible_layer_ids();
            let layers = memory.layer_ids().filter(|it| it.order > egui::Order::Middle && visible.contains(it));
            layers.filter_map(|layer| Some((layer.short_debug_format(), memory.area_rect(layer.id)?))).collect()
        })
    }

    /// Presses Tab until the field or button of a name has the keyboard.
    pub(crate) fn tab_to(&mut self, label: &str) {
        for _ in 0..80 {
            let is_there = self.harness.query_all_by_label(label).any(|node| node.accesskit_node().is_focused());
            if is_there {
                return;
            }
            self.key(egui::Key::Tab);
        }
        panic!("Tab does not lead to “{label}”:\n{:#?}", self.harness);
    }

    /// What a screen reader says about a cell besides its value.
    pub(crate) fn description(&self, name: &str) -> String {
        let cell = self.harness.get_by_role_and_label(egui::Role::Cell, name);
        cell.accesskit_node().description().unwrap_or_default()
    }

    /// Whether a cell is selected, as a screen reader is told.
    pub(crate) fn is_selected(&self, name: &str) -> bool {
        self.harness.get_by_role_and_label(egui::Role::Cell, name).accesskit_node().is_selected().unwrap_or_default()
    }

    /// What a cell says to a screen reader.
    pub(crate) fn cell(&self, name: &str) -> String {
        self.harness.get_by_role_and_label(egui::Role::Cell, name).accesskit_node().value().unwrap_or_default()
    }

    /// Drags with the mouse from one point to another, as a hand does: over the points between.
    pub(crate) fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        let button = |pos, pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        for event in [
            egui::Event::PointerMoved(from),
            button(from, true),
            egui::Event::PointerMoved(from + (to - from) / 2.0),
            egui::Event::PointerMoved(to),
            button(to, false),
        ] {
            self.harness.event(event);
            self.harness.run();
        }
    }

    pub(crate) fn drop_file(&mut self, path: PathBuf) {
        self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
        self.harness.run();
    }

    /// The filing as it is on the disk, once it is there.
    pub(crate) fn on_disk(&mut self, is_right: impl Fn(&Filing) -> bool) {
        let begun = Instant::now();
        loop {
            let files = std::fs::read_dir(self.store.drafts_folder()).into_iter().flatten().flatten();
            let files = files.map(|entry| entry.path()).chain([self.folder.path().join("open.tianbao")]);
            let found = files.filter_map(|file| store::read(&file, &Catalogue::shipped()).ok()).any(|it| is_right(&it));
            if found {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(10), "the edit did not reach the disk");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }
}

/// A file as the desktop drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A new filing of this year's form, made on the start page.
pub(crate) fn new_filing() -> Window {
    let mut window = Window::open(None);
    window.click("填报单位");
    window.type_text("某某市某某区人民政府");
    assert!(window.shows("按单位名称推定"), "the level is suggested from the name");
    let create = window.harness.query_all_by_label("新建").last().expect("the button of the card");
    create.click();
    window.harness.run();
    window.wait_for("规章（本年制发件数）");
    window
}

pub(crate) fn number(filing: &Filing, cell: &str) -> String {
    filing.value(filing.form().cell_index(cell).expect("a cell")).to_string()
}
