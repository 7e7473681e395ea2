//! The open filings, each in a tab: which is shown, going from one to the next, closing one.
//!
//! The start page is shown while no tab is current. A dialog belongs to the tab in which it was opened and waits there
//! while another is shown.

use egui::Context;

use super::dialog::Dialog;
use crate::app::model::document::Document;
use crate::app::model::leaving::Leaving;
use crate::app::model::steps::Step;
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::tab::DeskTab;
use crate::app::shell::frame::App;
use crate::app::threads::job::Job;

impl App {
    /// Shows a tab, or the start page; what is being typed is committed first, and dialogs stay with their tabs.
    pub(crate) fn show_tab(&mut self, tab: Option<TabId>) {
        if tab == self.state.tabs.current {
            return;
        }
        self.commit_running_edit();
        let dialog = self.state.dialog.take();
        if let Some(document) = self.state.tabs.current_mut() {
            document.dialog = dialog;
        }
        self.state.tabs.current = tab.filter(|tab| self.state.tabs.get(*tab).is_some());
        self.state.notice = None;
        match self.state.tabs.current_mut() {
            Some(document) => self.state.dialog = document.dialog.take(),
            None => self.hand_over(Job::Recent),
        }
    }

    /// Puts a filing into a new tab and shows it.
    pub(crate) fn add_tab(&mut self, document: Document) {
        let tab = document.tab;
        self.state.tabs.list.push(document);
        self.show_tab(Some(tab));
    }

    /// Puts a desk into a new tab and shows it.
    pub(crate) fn add_desk(&mut self, desk: DeskTab) {
        let tab = desk.document.tab;
        self.state.tabs.desks.push(desk);
        self.show_tab(Some(tab));
    }

    /// Shows the next tab or the one before.
    pub(crate) fn step_tab(&mut self, step: Step) {
        if let Some(tab) = self.state.tabs.beside(step) {
            self.show_tab(Some(tab));
        }
    }

    /// Closes the current tab once it is saved; on the start page goes back to the filings.
    pub(crate) fn close_current(&mut self) {
        match self.state.tabs.current {
            Some(tab) => self.want_to_leave(Leaving::of_tab(tab)),
            None => self.step_tab(Step::Previous),
        }
    }

    /// Takes a filing out of the window and lets go of its file.
    pub(crate) fn remove_tab(&mut self, ctx: &Context, tab: TabId) {
        if self.state.tabs.current == Some(tab) {
            self.state.dialog = None;
            let next = self.state.tabs.after_closing(tab);
            self.show_tab(next);
        }
        self.state.tabs.list.retain(|document| document.tab != tab);
        self.state.tabs.desks.retain(|desk| desk.document.tab != tab);
        self.hand_over(Job::Close(tab));
        ctx.request_repaint();
    }

    /// The open dialog of a tab, wherever it waits.
    pub(crate) fn dialog_of(&mut self, tab: TabId) -> Option<&mut Dialog> {
        if self.state.tabs.current == Some(tab) {
            return self.state.dialog.as_mut();
        }
        self.state.tabs.get_mut(tab)?.dialog.as_mut()
    }
}
