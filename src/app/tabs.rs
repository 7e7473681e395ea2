//! The open filings, each in a tab: which is shown, going from one to the next, closing one.
//!
//! The start page is shown while no tab is current. A dialog belongs to the tab in which it was opened and waits there
//! while another is shown.

use egui::Context;

use super::App;
use super::desk::DeskTab;
use super::leaving::Leaving;
use super::sheet::Step;
use super::state::{Dialog, Document};
use super::worker::Job;

/// Names an open filing for as long as it is open; given by the store thread, which keeps the file locked under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TabId(pub(crate) u64);

/// The open filings in the order of their tabs, behind the desks of offices.
#[derive(Default)]
pub(crate) struct Tabs {
    list: Vec<Document>,
    desks: Vec<DeskTab>,
    current: Option<TabId>,
}

impl Tabs {
    /// The filing that is shown, the aggregate of a desk too; none while the start page is.
    pub(crate) fn current(&self) -> Option<&Document> {
        self.get(self.current?)
    }

    /// The same, to change it.
    pub(crate) fn current_mut(&mut self) -> Option<&mut Document> {
        self.get_mut(self.current?)
    }

    /// An open filing.
    pub(crate) fn get(&self, tab: TabId) -> Option<&Document> {
        self.documents().find(|document| document.tab == tab)
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, tab: TabId) -> Option<&mut Document> {
        let desks = self.desks.iter_mut().map(|desk| &mut desk.document);
        desks.chain(&mut self.list).find(|document| document.tab == tab)
    }

    /// Everything that is open: the aggregates of desks, then the filings.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.desks.iter().map(|desk| &desk.document).chain(&self.list)
    }

    /// The open desks.
    pub(crate) fn desks(&self) -> impl Iterator<Item = &DeskTab> {
        self.desks.iter()
    }

    /// The same, to change them.
    pub(crate) fn desks_mut(&mut self) -> impl Iterator<Item = &mut DeskTab> {
        self.desks.iter_mut()
    }

    /// The desk of a tab.
    pub(crate) fn desk_mut(&mut self, tab: TabId) -> Option<&mut DeskTab> {
        self.desks.iter_mut().find(|desk| desk.document.tab == tab)
    }

    /// The desk that is shown.
    pub(crate) fn current_desk(&self) -> Option<&DeskTab> {
        self.desks.iter().find(|desk| Some(desk.document.tab) == self.current)
    }

    /// The same, to change it.
    pub(crate) fn current_desk_mut(&mut self) -> Option<&mut DeskTab> {
        self.desks.iter_mut().find(|desk| Some(desk.document.tab) == self.current)
    }

    /// All open filings.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.list.iter()
    }

    /// The same, to change them.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        self.list.iter_mut()
    }

    /// Which tab is shown.
    pub(crate) fn current_tab(&self) -> Option<TabId> {
        self.current
    }

    /// How many tabs are open.
    pub(crate) fn count(&self) -> usize {
        self.desks.len() + self.list.len()
    }

    /// Takes a desk away; the start page is shown where it was.
    pub(crate) fn remove_desk(&mut self, tab: TabId) {
        self.desks.retain(|desk| desk.document.tab != tab);
        self.current = self.current.filter(|current| *current != tab);
    }

    fn order(&self) -> Vec<TabId> {
        self.documents().map(|document| document.tab).collect()
    }

    /// The tab after the current one, or before it, over the ends; from the start page the first or the last.
    fn beside(&self, step: Step) -> Option<TabId> {
        let order = self.order();
        let last = order.len().checked_sub(1)?;
        let at = order.iter().position(|tab| Some(*tab) == self.current);
        let next = match (at, step) {
            (None, Step::Next) => 0,
            (Some(at), Step::Next) => (at + 1) % order.len(),
            (None | Some(0), _) => last,
            (Some(at), _) => at - 1,
        };
        order.get(next).copied()
    }

    /// What is shown when a tab is closed: the one on its right, else the one on its left.
    fn after_closing(&self, tab: TabId) -> Option<TabId> {
        let order = self.order();
        let at = order.iter().position(|other| *other == tab)?;
        order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied()
    }
}

impl App {
    /// Shows a tab, or the start page; what is being typed is committed first, and dialogs stay with their tabs.
    pub(super) fn show_tab(&mut self, tab: Option<TabId>) {
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
    pub(super) fn add_tab(&mut self, document: Document) {
        let tab = document.tab;
        self.state.tabs.list.push(document);
        self.show_tab(Some(tab));
    }

    /// Puts a desk into a new tab and shows it.
    pub(super) fn add_desk(&mut self, desk: DeskTab) {
        let tab = desk.document.tab;
        self.state.tabs.desks.push(desk);
        self.show_tab(Some(tab));
    }

    /// Shows the next tab or the one before.
    pub(super) fn step_tab(&mut self, step: Step) {
        if let Some(tab) = self.state.tabs.beside(step) {
            self.show_tab(Some(tab));
        }
    }

    /// Closes the current tab once it is saved; on the start page goes back to the filings.
    pub(super) fn close_current(&mut self) {
        match self.state.tabs.current {
            Some(tab) => self.want_to_leave(Leaving::of_tab(tab)),
            None => self.step_tab(Step::Previous),
        }
    }

    /// Takes a filing out of the window and lets go of its file.
    pub(super) fn remove_tab(&mut self, ctx: &Context, tab: TabId) {
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
    pub(super) fn dialog_of(&mut self, tab: TabId) -> Option<&mut Dialog> {
        if self.state.tabs.current == Some(tab) {
            return self.state.dialog.as_mut();
        }
        self.state.tabs.get_mut(tab)?.dialog.as_mut()
    }
}
