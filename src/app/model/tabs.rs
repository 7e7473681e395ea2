//! The open filings and workspaces, and which of them is shown.

use super::document::Document;
use super::steps::Step;
use super::tab_id::TabId;

/// What is open in the order of the tabs: the aggregates of workspaces, then the filings.
#[derive(Default)]
pub(crate) struct Tabs {
    pub(crate) list: Vec<Document>,
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
        self.list.iter().find(|document| document.tab == tab)
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, tab: TabId) -> Option<&mut Document> {
        self.list.iter_mut().find(|document| document.tab == tab)
    }

    /// Everything that is open: the aggregates of workspaces, then the filings.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.list.iter()
    }

    /// All open filings.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.list.iter().filter(|document| !document.is_sum())
    }

    /// The same, to change them.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        self.list.iter_mut().filter(|document| !document.is_sum())
    }

    /// Whether the aggregate of a workspace is shown.
    pub(crate) fn is_sum_shown(&self) -> bool {
        self.current().is_some_and(Document::is_sum)
    }

    /// Puts a filing behind the others, the aggregate of a workspace before the filings.
    pub(crate) fn add(&mut self, document: Document) {
        let sums = self.list.iter().take_while(|document| document.is_sum()).count();
        let at = if document.is_sum() { sums } else { self.list.len() };
        self.list.insert(at, document);
    }

    /// Takes a filing away; the start page is shown where it was.
    pub(crate) fn remove(&mut self, tab: TabId) {
        self.list.retain(|document| document.tab != tab);
        self.current = self.current.filter(|current| *current != tab);
    }

    /// Which tab is shown.
    pub(crate) fn current_tab(&self) -> Option<TabId> {
        self.current
    }

    /// How many tabs are open.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
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
