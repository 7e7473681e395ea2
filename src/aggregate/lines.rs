//! The units of an aggregate as the lines of a ledger: the tree from above to below, each heading over what it adds up.

use std::collections::BTreeMap;

use super::aggregated::{Aggregate, PartId};
use super::units::{NodeId, Tree};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The unit's name.
    pub name: String,
    /// How many lines are above it in the tree.
    pub depth: usize,
    /// What the unit itself gives; `None` for a heading.
    pub part: Option<PartId>,
    /// The lines right below it, by position.
    pub below: Vec<usize>,
}

/// The lines of an aggregate: the units of the tree that sent something or stand over one that did, then those that no
/// tree knows. Gives the positions of the topmost lines too.
///
/// A unit that sends a table and has units below it stands as a line of its own among them, so that every sum is one of
/// lines right below.
pub fn lines(aggregate: &Aggregate, units: Option<&Tree>) -> (Vec<Line>, Vec<usize>) {
    let parts: BTreeMap<NodeId, PartId> = aggregate.parts().filter_map(|(id, part)| Some((part.node?, id))).collect();
    let mut lines = Lines { list: Vec::new(), parts };
    let mut top = Vec::new();
    if let Some(units) = units {
        top.extend(units.children(None).filter_map(|id| lines.add(units, id, 0)));
    }
    for (id, part) in aggregate.parts().filter(|(_, part)| units.is_none() || part.node.is_none()) {
        top.push(lines.put(part.unit.clone(), 0, Some(id)));
    }
    (lines.list, top)
}

struct Lines {
    list: Vec<Line>,
    parts: BTreeMap<NodeId, PartId>,
}

impl Lines {
    fn put(&mut self, name: String, depth: usize, part: Option<PartId>) -> usize {
        self.list.push(Line { name, depth, part, below: Vec::new() });
        self.list.len() - 1
    }

    fn add(&mut self, units: &Tree, id: NodeId, depth: usize) -> Option<usize> {
        let own = self.parts.get(&id).copied();
        let is_leaf = units.children(Some(id)).next().is_none();
        if is_leaf {
            return own.map(|part| self.put(units.name(id).to_owned(), depth, Some(part)));
        }
        let at = self.put(units.name(id).to_owned(), depth, None);
        let mut below = Vec::new();
        if let Some(part) = own {
            below.push(self.put(format!("{}（本级）", units.name(id)), depth + 1, Some(part)));
        }
        for child in units.children(Some(id)) {
            below.extend(self.add(units, child, depth + 1));
        }
        if below.is_empty() {
            self.list.truncate(at);
            return None;
        }
        if let Some(line) = self.list.get_mut(at) {
            line.below = below;
        }
        Some(at)
    }
}
