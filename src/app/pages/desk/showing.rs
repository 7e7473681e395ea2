//! What the lists of a desk show: the lines of the tree that are not folded away, the units that pass the filter in their
//! order, how the units below each stand. Made when something changed, not in every frame.

use super::look::SortBy;
use super::shown::{Branch, Shown};
use super::tab::DeskTab;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;
use crate::app::model::initials;
use crate::check::Amount;

impl DeskTab {
    /// Makes the lists anew.
    pub(super) fn refresh(&mut self) {
        let desk = &self.desk;
        let units = desk.workspace().units();
        let mut shown = Shown { all: desk.tally(None), ..Shown::default() };
        for unit in desk.workspace().expected() {
            let at = State::ALL.iter().position(|state| *state == desk.state(unit)).unwrap_or(0);
            let mut above = Some(unit);
            while let Some(id) = above {
                if let Some(count) = shown.tallies.entry(id).or_default().get_mut(at) {
                    *count += 1;
                }
                above = units.node(id).and_then(|node| node.parent);
            }
        }
        let mut open: Vec<(NodeId, usize)> = units.children(None).map(|id| (id, 0)).collect();
        open.reverse();
        while let Some((unit, depth)) = open.pop() {
            let mut below: Vec<NodeId> = units.children(Some(unit)).collect();
            let is_open = !self.folded.contains(&unit);
            shown.branches.push(Branch { unit, depth, fold: (!below.is_empty()).then_some(is_open) });
            if is_open {
                below.reverse();
                open.extend(below.into_iter().map(|id| (id, depth + 1)));
            }
        }
        let query = self.query.trim();
        let is_shown = |id: &NodeId| {
            let is_of_state = self.filter.is_none_or(|state| desk.state(*id) == state);
            let is_named = query.is_empty() || initials::contains(&units.path(*id), query);
            is_of_state && is_named && desk.is_in(*id, &self.scope)
        };
        shown.units = desk.workspace().expected().filter(is_shown).collect();
        self.sort(&mut shown.units);
        let mut files: Vec<(bool, &str)> = desk.files().map(|(name, sent)| (!sent.is_open(), name)).collect();
        files.sort_unstable();
        shown.open_files = files.iter().filter(|(is_settled, _)| !is_settled).count();
        shown.files = files.into_iter().map(|(_, name)| name.to_owned()).collect();
        self.shown = shown;
    }

    fn sort(&self, units: &mut [NodeId]) {
        let (by, is_rising) = self.sort;
        match by {
            SortBy::List => {}
            SortBy::State => units.sort_by_key(|id| self.desk.state(*id)),
            SortBy::Findings => units.sort_by_key(|id| self.wrong(*id)),
            SortBy::Figure(at) => {
                let number =
                    |id: &NodeId| -> Option<Amount> { self.desk.part(*id)?.1.column.number(*self.figures.get(at)?) };
                units.sort_by_key(number);
            }
        }
        if !is_rising {
            units.reverse();
        }
    }

    /// How many errors and unanswered warnings the table of a unit has.
    pub(super) fn wrong(&self, unit: NodeId) -> (usize, usize) {
        let received = self.desk.sent_by(unit).and_then(|(_, sent)| sent.received());
        received.map_or((0, 0), |received| (received.errors, received.warnings))
    }
}
