//! A form's relations made ready for judging: which relations watch which cell, and the hard ones as arithmetic.
//!
//! `compiled` makes it, with the kinds. The kinds themselves look things up in it, so it names none of them.

use std::sync::Arc;

use super::linear::Linear;
use crate::form::{CellIndex, Form};

/// A form with its relations compiled.
#[derive(Debug)]
pub struct Rulebook {
    pub(super) form: Arc<Form>,
    /// The kind of each relation, as a position in the list of kinds.
    pub(super) kinds: Vec<Option<usize>>,
    pub(super) watching: Vec<Vec<usize>>,
    pub(super) totals: Vec<Vec<CellIndex>>,
    pub(super) total_at: Vec<Option<usize>>,
    pub(super) hard: Vec<Linear>,
    pub(super) hard_of: Vec<Vec<usize>>,
}

impl Rulebook {
    /// The form.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The relations whose verdict can change when a cell changes, as positions in [`Form::relations`].
    pub fn watching(&self, cell: CellIndex) -> &[usize] {
        &self.watching[cell.position()]
    }

    /// The first total relation whose sum a cell should be, as a position in [`Form::relations`].
    pub fn total_at(&self, cell: CellIndex) -> Option<usize> {
        self.total_at.get(cell.position()).copied().flatten()
    }

    /// The hard relations as arithmetic.
    pub fn hard(&self) -> &[Linear] {
        &self.hard
    }

    /// The hard relations that a cell takes part in, as positions in [`Rulebook::hard`].
    pub fn hard_of(&self, cell: CellIndex) -> &[usize] {
        &self.hard_of[cell.position()]
    }

    /// The cells that are totals of a cell.
    pub fn totals_of(&self, cell: CellIndex) -> &[CellIndex] {
        &self.totals[cell.position()]
    }
}
