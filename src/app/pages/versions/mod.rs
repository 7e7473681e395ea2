//! The kept versions of a filing: which cells differ from its present state, and putting them back.

mod dialog;
mod kept;

use egui::Context;

use crate::app::kit::modal::{self, modal};
use crate::app::model::by_tab::ByTab;
use crate::app::threads::job::Job;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::page::Page;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use kept::{Difference, KeptVersions};

/// The page of versions: its dialog.
#[derive(Default)]
pub(crate) struct VersionsPage {
    /// The versions; `None` until they are read.
    versions: ByTab<Option<KeptVersions>>,
    /// What is to go back.
    restored: Vec<Vec<Difference>>,
}

impl Page for VersionsPage {
    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        let Report::Versions { tab, list } = report else { return Some(report) };
        if let (Some(document), Some(versions)) = (window.tabs.get(tab), self.versions.of(&window.dialogs, Some(tab))) {
            *versions = Some(KeptVersions::of(list, &document.filing));
        }
        None
    }

    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        let Request::Run(Command::Versions) = request else { return Some(request) };
        if let Some(document) = window.tabs.current() {
            let job = Job::Versions { tab: document.tab, path: document.path.clone() };
            window.show(&mut self.versions, None);
            window.hand_over(job);
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for differences in std::mem::take(&mut self.restored) {
            restore(window, differences);
        }
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(versions) = window.shown(&mut self.versions) else { return };
        let Some(document) = window.tabs.current() else { return };
        let is_list = versions.as_ref().is_some_and(|versions| !versions.list.is_empty());
        let width = if is_list { dialog::WIDTH } else { modal::WIDTH };
        let restored = &mut self.restored;
        if modal(ctx, width, |ui| dialog::versions_ui(ui, document, versions.as_mut(), restored, requests)) {
            requests.push(Request::CloseDialog);
        }
    }
}

/// Puts values of a kept version back, as one step that can be undone.
fn restore(window: &mut Window, differences: Vec<Difference>) {
    window.close_dialog();
    if !window.may_edit() {
        return;
    }
    let count = differences.len();
    window.edit(|filing| filing.noted_edit(differences.into_iter().map(|it| (it.cell, it.then, it.note))));
    window.say(format!("已恢复 {count} 格；可以撤销"), None);
}
