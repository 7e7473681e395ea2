//! A page that is added: a folder and a line would be all of it, so it is made here and put into the list.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Ui, vec2};

use super::frame::App;
use super::options::Options;
use crate::app::kit::modal::{self, modal};
use crate::app::model::by_tab::ByTab;
use crate::app::model::pick::{Answer, Pick};
use crate::app::threads::desktop::Picker;
use crate::app::window::Window;
use crate::app::window::keys::Keys;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::store::Store;
use crate::form::Catalogue;
use crate::jobs::log::Log;
use crate::jobs::printing::{Order, Printer, Printers};
use crate::jobs::reading::Pool;
use crate::jobs::renderer::Renderer;

/// A page that stands in the place of the keys' dialog, has a dialog of its own, and notes what it did.
struct NotesPage {
    is_open: bool,
    dialogs: ByTab<()>,
    did: Rc<RefCell<Vec<&'static str>>>,
}

impl Page for NotesPage {
    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Run(Command::Keys) => {
                self.is_open = !self.is_open;
                window.show(&mut self.dialogs, ());
            }
            other => return Some(other),
        }
        None
    }

    fn stands(&self, _window: &Window, _ctx: &Context) -> bool {
        self.is_open
    }

    fn ui(&mut self, ui: &mut Ui, _window: &mut Window, around: Around<'_>, _requests: &mut Vec<Request>) {
        self.did.borrow_mut().push(if around.has_keyboard { "painted" } else { "painted below a dialog" });
        CentralPanel::default().show(ui, |ui| ui.label("笔记"));
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        if window.shown(&mut self.dialogs).is_some() {
            self.did.borrow_mut().push("asked");
            if modal(ctx, modal::WIDTH, |ui| _ = ui.label("笔记的对话框")) {
                requests.push(Request::CloseDialog);
            }
        }
    }

    fn keys(&self) -> Option<Keys> {
        Some(("笔记里", &[("F1", "打开、关闭")]))
    }
}

struct Nobody;

impl Picker for Nobody {
    fn pick(&self, _what: &Pick, _folder: Option<&Path>) -> Answer {
        Answer::Nothing
    }

    fn show_in_folder(&self, _file: &Path) -> Result<(), String> {
        Ok(())
    }
}

#[derive(Debug)]
struct NoPaper;

impl Printer for NoPaper {
    fn printers(&self) -> Result<Option<Printers>, crate::jobs::Error> {
        Ok(None)
    }

    fn print(&self, _pdf: &[u8], _order: &Order) -> Result<String, crate::jobs::Error> {
        Ok(String::new())
    }

    fn show(&self, _pdf: &[u8], title: &str) -> Result<PathBuf, crate::jobs::Error> {
        Ok(title.into())
    }
}

#[test]
fn a_page_is_added_by_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path().join("data"));
    let options = Options {
        log: Log::in_folder(folder.path().join("log")),
        store,
        catalogue: Catalogue::shipped(),
        problems: Vec::new(),
        file: None,
        printer: Arc::new(NoPaper),
        pool: Arc::new(Pool::of("true".into(), 1, Duration::from_secs(1))),
        today_year: 2026,
        renderer: Renderer::Soft,
        is_after_mishap: false,
    };
    let ctx = Context::default();
    let mut app = App::new(&ctx, options, Arc::new(Nobody));
    let did = Rc::new(RefCell::new(Vec::new()));
    app.pages.insert(0, Box::new(NotesPage { is_open: false, dialogs: ByTab::default(), did: Rc::clone(&did) }));
    let mut frame = |key: Option<Key>| {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0)));
        let pressed =
            |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        let events = key.into_iter().map(pressed).collect();
        let mut output = ctx.run_ui(RawInput { screen_rect, events, ..RawInput::default() }, |ui| app.window_ui(ui));
        output.textures_delta.clear();
        std::mem::take(&mut *did.borrow_mut())
    };
    assert_eq!(frame(None), Vec::<&str>::new(), "the start page stands");
    assert_eq!(frame(Some(Key::F1)), Vec::<&str>::new(), "what was asked for shows in the next frame");
    assert_eq!(frame(None), ["painted below a dialog", "asked"]);
    frame(Some(Key::Escape));
    assert_eq!(frame(None), ["painted"], "its dialog is gone, it is not");
    frame(Some(Key::F1));
    frame(None);
    frame(Some(Key::Escape));
    assert_eq!(frame(None), Vec::<&str>::new(), "the start page stands again");
}
