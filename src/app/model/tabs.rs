//! The open filings and workspaces, and which of them is shown.

use super::document::Document;
use super::steps::Step;
use super::tab_id::TabId;
use crate::app::pages::desk::tab::DeskTab;

/// The open filings in the order of their tabs, behind the desks of offices.
#[derive(Default)]
pub(crate) struct Tabs {
    pub(crate) list: Vec<Document>,
    pub(crate) desks: Vec<DeskTab>,
    pub(crate) current: Option<TabId>,
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
    pub(crate) fn beside(&self, step: Step) -> Option<TabId> {
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
    pub(crate) fn after_closing(&self, tab: TabId) -> Option<TabId> {
        let order = self.order();
        let at = order.iter().position(|other| *other == tab)?;
        order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied()
    }
}
