//! Help: all keys on one page, the manual, the text about program and machine for those who help from afar.

mod keys;
pub(crate) mod manual;
pub(crate) mod markdown;
mod reading;

use egui::Context;

use crate::app::kit::modal::modal;
use crate::app::model::by_tab::ByTab;
use crate::app::window::Window;
use crate::app::window::page::Page;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::jobs::diagnostics::{self, Facts};
use manual::Reading;

/// The page of help: its dialogs.
#[derive(Default)]
pub(crate) struct HelpPage {
    keys: ByTab<()>,
    manual: ByTab<Reading>,
}

impl Page for HelpPage {
    fn perform(&mut self, window: &mut Window, ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Run(Command::Keys) => window.show(&mut self.keys, ()),
            Request::Run(Command::Manual) => window.show(&mut self.manual, Reading::default()),
            Request::Run(Command::CopyDiagnostics) => copy_diagnostics(window, ctx),
            Request::Run(Command::OpenLog) => open_log(window),
            other => return Some(other),
        }
        None
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let mut is_left = false;
        if window.shown(&mut self.keys).is_some() {
            is_left = modal(ctx, keys::WIDTH, |ui| keys::keys_ui(ui, &window.keys, requests));
        } else if let Some(reading) = window.shown(&mut self.manual) {
            is_left = modal(ctx, reading::WIDTH, |ui| reading::manual_ui(ui, reading, requests));
        }
        if is_left {
            requests.push(Request::CloseDialog);
        }
    }
}

/// Puts the diagnostic text onto the clipboard.
fn copy_diagnostics(window: &mut Window, ctx: &Context) {
    let own = window.catalogue.own_count();
    let facts = Facts {
        renderer: window.origin.renderer,
        settings: &window.settings,
        own_forms: (own, window.problems.len()),
        log: &window.origin.log,
    };
    ctx.copy_text(diagnostics::text(&facts));
    window.say("诊断信息已复制，不含表中的内容，可以粘贴发给维护人员".to_owned(), None);
}

/// Shows the folder of the log on the desktop.
fn open_log(window: &Window) {
    window.origin.log.note("打开日志文件夹");
    window.worker.show_in_folder(window.origin.log.path());
}
