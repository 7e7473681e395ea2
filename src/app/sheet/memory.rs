//! What only painting needs of the sheet between frames, a tab each; kept by the page that paints it.

use std::collections::BTreeMap;

use egui::Event;

use super::layout::Kept;
use crate::app::model::tab_id::TabId;
use crate::form::CellIndex;

/// What painting remembers of the sheet of a tab.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The cell on which the mouse button was pressed, while it is held.
    pub(super) grip: Option<CellIndex>,
    /// Keys that wait for the next frame.
    pub(super) waiting: Vec<Event>,
    /// The places of the table's lines and columns.
    pub(super) grid: Kept,
}

/// The memories of the tabs of a page.
#[derive(Debug, Default)]
pub(crate) struct Memories(BTreeMap<TabId, Memory>);

impl Memories {
    /// That of a tab.
    pub(crate) fn of(&mut self, tab: TabId) -> &mut Memory {
        self.0.entry(tab).or_default()
    }

    /// Forgets tabs that are closed.
    pub(crate) fn keep(&mut self, is_open: impl Fn(TabId) -> bool) {
        self.0.retain(|tab, _| is_open(*tab));
    }
}
