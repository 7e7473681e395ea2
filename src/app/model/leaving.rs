//! What the user wants to close once it is saved.

use super::document::Document;
use super::tab_id::TabId;

/// What is to be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaving {
    /// One tab; without it the window with all of them.
    pub(crate) tab: Option<TabId>,
    /// The filings whose last edits were given up.
    pub(crate) given_up: Vec<TabId>,
}

impl Leaving {
    /// Closing a tab.
    pub(crate) fn of_tab(tab: TabId) -> Self {
        Self { tab: Some(tab), given_up: Vec::new() }
    }

    /// Closing the window.
    pub(crate) fn of_window() -> Self {
        Self { tab: None, given_up: Vec::new() }
    }

    /// Whether a filing has to be saved first.
    pub(crate) fn waits_for(&self, document: &Document) -> bool {
        let is_meant = self.tab.is_none_or(|tab| tab == document.tab);
        // What is read-only has one revision.
        let is_saved = document.saving.revision <= document.saving.saved;
        is_meant && !is_saved && !self.given_up.contains(&document.tab)
    }
}
