//! What happened to one cell: every change with its time, for the inspector.

use jiff::Timestamp;

use crate::filing::{Filing, Origin, Value};
use crate::form::CellIndex;

/// One change of the cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// When.
    pub(crate) at: Timestamp,
    /// How.
    pub(crate) origin: Origin,
    /// What it held.
    pub(crate) old: Value,
    /// What it held then.
    pub(crate) new: Value,
}

/// The changes of the active cell, read from the history when the cell or the history changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    pub(crate) of: Option<(CellIndex, usize)>,
    changes: Vec<Change>,
}

impl Past {
    /// The changes of a cell, newest first.
    pub(crate) fn of(&mut self, filing: &Filing, cell: CellIndex) -> &[Change] {
        let key = Some((cell, filing.history().len()));
        if self.of != key {
            let id = &filing.form().cell(cell).id;
            let changes = filing.history().iter().rev().flat_map(|record| {
                let here = record.cells.iter().filter(|(changed, old, new)| changed == id && old != new);
                here.map(|(_, old, new)| Change {
                    at: record.at,
                    origin: record.origin,
                    old: old.clone(),
                    new: new.clone(),
                })
            });
            self.changes = changes.collect();
            self.of = key;
        }
        &self.changes
    }
}
