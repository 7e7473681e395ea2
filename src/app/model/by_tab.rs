//! The open dialogs: one a tab, that of the page which opened it last.
//!
//! A dialog is shown while its tab is, waits with it otherwise, and goes with it. What stands in its fields lies with the
//! page that it belongs to ([`ByTab`]); which is open is known to all ([`Open`]).

use super::tab_id::TabId;

/// Names one dialog from its opening to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ticket(u64);

/// Which dialog is open in which tab; the start page is none.
#[derive(Debug, Default)]
pub(crate) struct Open {
    last: u64,
    list: Vec<(Option<TabId>, Ticket)>,
}

impl Open {
    /// Whether a dialog is open in a tab.
    pub(crate) fn is_open(&self, tab: Option<TabId>) -> bool {
        self.at(tab).is_some()
    }

    /// The dialog of a tab ends.
    pub(crate) fn close(&mut self, tab: Option<TabId>) {
        self.list.retain(|(of, _)| *of != tab);
    }

    fn at(&self, tab: Option<TabId>) -> Option<Ticket> {
        self.list.iter().find(|(of, _)| *of == tab).map(|(_, ticket)| *ticket)
    }

    fn open(&mut self, tab: Option<TabId>) -> Ticket {
        self.close(tab);
        self.last += 1;
        self.list.push((tab, Ticket(self.last)));
        Ticket(self.last)
    }
}

/// The dialogs of one kind, with their fields as they stand.
#[derive(Debug)]
pub(crate) struct ByTab<T> {
    list: Vec<(Ticket, T)>,
}

impl<T> Default for ByTab<T> {
    fn default() -> Self {
        Self { list: Vec::new() }
    }
}

impl<T> ByTab<T> {
    /// Opens a dialog in a tab; one that was open there ends.
    pub(crate) fn open(&mut self, open: &mut Open, tab: Option<TabId>, fields: T) {
        let ticket = open.open(tab);
        self.list.push((ticket, fields));
    }

    /// The fields of the dialog that is open in a tab, where it is one of these.
    pub(crate) fn of(&mut self, open: &Open, tab: Option<TabId>) -> Option<&mut T> {
        // What ended is forgotten, with everything that it holds.
        self.list.retain(|(known, _)| open.list.iter().any(|(_, open)| open == known));
        let ticket = open.at(tab)?;
        self.list.iter_mut().find(|(known, _)| *known == ticket).map(|(_, fields)| fields)
    }
}

#[cfg(test)]
mod tests {
    use super::{ByTab, Open};
    use crate::app::model::tab_id::TabId;

    #[test]
    fn a_tab_has_one_dialog_and_it_waits_there() {
        let [one, other] = [Some(TabId(1)), Some(TabId(2))];
        let mut open = Open::default();
        let (mut words, mut numbers) = (ByTab::default(), ByTab::default());
        words.open(&mut open, one, "纸");
        numbers.open(&mut open, other, 1);
        assert!(open.is_open(one) && open.is_open(other) && !open.is_open(None));
        assert_eq!((words.of(&open, one).copied(), words.of(&open, other).copied()), (Some("纸"), None));
        // Another dialog in the same tab ends the first.
        numbers.open(&mut open, one, 2);
        assert_eq!((words.of(&open, one).copied(), numbers.of(&open, one).copied()), (None, Some(2)));
        open.close(one);
        assert_eq!((numbers.of(&open, one).copied(), numbers.of(&open, other).copied()), (None, Some(1)));
    }
}
