//! The open filings, each in a tab: which is shown, going from one to the next, closing one.
//!
//! The start page is shown while no tab is current. A dialog belongs to the tab in which it was opened and waits there
//! while another is shown.

use egui::Context;

use super::Window;
use super::dialog::Dialog;
use crate::app::model::by_tab::ByTab;
use crate::app::model::document::Document;
use crate::app::model::leaving::Leaving;
use crate::app::model::steps::Step;
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;

impl Window {
    /// Shows a tab, or the start page; what is being typed is committed first, and dialogs stay with their tabs.
    pub(crate) fn show_tab(&mut self, tab: Option<TabId>) {
        if tab == self.tabs.current {
            return;
        }
        self.commit_running_edit();
        // The start page keeps none.
        self.dialogs.close(None);
        self.tabs.current = tab.filter(|tab| self.tabs.get(*tab).is_some());
        self.notice = None;
        if self.tabs.current.is_none() {
            self.hand_over(Job::Recent);
        }
    }

    /// Puts a filing into a new tab and shows it.
    pub(crate) fn add_tab(&mut self, document: Document) {
        let tab = document.tab;
        self.tabs.add(document);
        self.show_tab(Some(tab));
    }

    /// Shows the next tab or the one before.
    pub(crate) fn step_tab(&mut self, step: Step) {
        if let Some(tab) = self.tabs.beside(step) {
            self.show_tab(Some(tab));
        }
    }

    /// Closes the current tab once it is saved; on the start page goes back to the filings.
    pub(crate) fn close_current(&mut self) {
        match self.tabs.current {
            Some(tab) => self.want_to_leave(Leaving::of_tab(tab)),
            None => self.step_tab(Step::Previous),
        }
    }

    /// Takes a filing out of the window and lets go of its file.
    pub(crate) fn remove_tab(&mut self, ctx: &Context, tab: TabId) {
        if self.tabs.current == Some(tab) {
            let next = self.tabs.after_closing(tab);
            self.show_tab(next);
        }
        self.dialogs.close(Some(tab));
        self.tabs.remove(tab);
        self.hand_over(Job::Close(tab));
        ctx.request_repaint();
    }

    /// Opens a dialog in the tab that is shown; `dialogs` are those of its kind.
    pub(crate) fn show<T>(&mut self, dialogs: &mut ByTab<T>, fields: T) {
        dialogs.open(&mut self.dialogs, self.tabs.current, fields);
    }

    /// The dialog of the tab that is shown, where it is one of these.
    pub(crate) fn shown<'d, T>(&self, dialogs: &'d mut ByTab<T>) -> Option<&'d mut T> {
        dialogs.of(&self.dialogs, self.tabs.current)
    }

    /// Whether a dialog is open in the tab that is shown.
    pub(crate) fn has_dialog(&self) -> bool {
        self.dialogs.is_open(self.tabs.current)
    }

    /// Closes the dialog that is shown.
    pub(crate) fn close_dialog(&mut self) {
        self.dialogs.close(self.tabs.current);
    }

    /// Opens one of the dialogs of the window.
    pub(crate) fn open_dialog(&mut self, dialog: Dialog) {
        self.dialog.open(&mut self.dialogs, self.tabs.current, dialog);
    }

    /// The dialog that is shown, where it is one of the window.
    pub(crate) fn shown_dialog(&mut self) -> Option<&mut Dialog> {
        self.dialog.of(&self.dialogs, self.tabs.current)
    }
}
