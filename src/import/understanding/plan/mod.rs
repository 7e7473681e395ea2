//! What goes where: the plan of an import, which the user confirms and changes before anything is written.
//!
//! Reading order: `make` (from aligned tables to a plan), [`change`] (the user's corrections), `apply` (into a filing).

mod apply;
pub mod change;
pub(super) mod make;

use std::sync::Arc;

use crate::filing::Value;
use crate::form::{CellIndex, Form};

/// How sure a placement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Both labels say so.
    Sure,
    /// Somebody should look at it.
    Doubtful,
}

/// A place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The block of the document.
    pub block: usize,
    /// Row of the grid, from 0.
    pub row: u32,
    /// Column of the grid, from 0.
    pub column: u32,
    /// In words: `Sheet1!C5`.
    pub origin: String,
}

/// A value of the source with its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The cell of the form.
    pub cell: CellIndex,
    /// Where it stands in the source.
    pub source: Source,
    /// The label beside it.
    pub label: String,
    /// What stands there.
    pub text: String,
    /// As a value.
    pub value: Value,
    /// How sure the place is, 0–100.
    pub confidence: u8,
    /// Why, where it is not plain.
    pub reasons: Vec<String>,
    /// Whether somebody should look at it.
    pub state: State,
}

/// A figure of the source without a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it stands in the source.
    pub source: Source,
    /// The labels beside and above it.
    pub label: String,
    /// What stands there.
    pub text: String,
    /// Why it has no cell.
    pub reason: String,
    /// A cell that it may be meant for.
    pub proposal: Option<CellIndex>,
}

/// Something that has to be said about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The cell it is about.
    pub cell: Option<CellIndex>,
    /// What kind of note, for programs: `no_data`, `converted`, `text`, `refused`, `subtotal`, ….
    pub kind: &'static str,
    /// The sentence.
    pub message: String,
}

/// How sure a plan is of its unit or of its year, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How sure, 0–100.
    pub confidence: u8,
    /// Where it is said, and what contradicts it, in words.
    pub reason: String,
    /// Whether nobody has to be asked.
    pub is_sure: bool,
}

impl Statement {
    /// What is beyond doubt.
    pub fn sure(reason: impl Into<String>) -> Self {
        Self { confidence: 100, reason: reason.into(), is_sure: true }
    }
}

/// One filing found in a source, and what goes where.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The form.
    pub form: Arc<Form>,
    /// Why it is this form.
    pub reasons: Vec<String>,
    /// The unit; empty when the source does not say.
    pub unit: String,
    /// How sure the unit is; nothing when it is not known.
    pub unit_said: Option<Statement>,
    /// The reporting year.
    pub year: Option<u16>,
    /// How sure the year is; nothing when it is not known.
    pub year_said: Option<Statement>,
    /// Whether the source says that these are last year's figures.
    pub is_prior: bool,
    /// The sheets or tables that it is read from.
    pub tables: Vec<String>,
    /// The sign-off fields with what was entered.
    pub signoff: Vec<(String, String)>,
    /// The values with their cells, in the form's order.
    pub placements: Vec<Placement>,
    /// Figures without a cell.
    pub unplaced: Vec<Unplaced>,
    /// Figures that tables add to the form, such as subtotals.
    pub extras: Vec<Unplaced>,
    /// What has to be said.
    pub notes: Vec<Note>,
}

/// How many values a plan has of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Figures that were read.
    pub read: usize,
    /// Of them with a cell.
    pub placed: usize,
    /// Placed ones that somebody should look at.
    pub doubtful: usize,
    /// Without a cell.
    pub unplaced: usize,
    /// Cells for which the source has no place.
    pub missing: usize,
}

impl Plan {
    /// The placement of a cell.
    pub fn placement(&self, cell: CellIndex) -> Option<&Placement> {
        self.placements.iter().find(|it| it.cell == cell)
    }

    /// The cells for which the source has no place.
    pub fn missing(&self) -> Vec<CellIndex> {
        let mut has_place = vec![false; self.form.cells.len()];
        self.placements.iter().for_each(|it| has_place[it.cell.position()] = true);
        self.form.cell_indices().filter(|cell| !has_place[cell.position()]).collect()
    }

    /// How many values there are of each sort.
    pub fn counts(&self) -> Counts {
        let placed = self.placements.iter().filter(|it| !it.text.trim().is_empty()).count();
        Counts {
            read: placed + self.unplaced.len() + self.extras.len(),
            placed,
            doubtful: self.placements.iter().filter(|it| it.state == State::Doubtful).count(),
            unplaced: self.unplaced.len(),
            missing: self.missing().len(),
        }
    }

    /// Whether everything with a value found its cell, there is any, and unit and year are known for sure.
    pub fn is_whole(&self) -> bool {
        let is_sure = self.placements.iter().all(|it| it.state == State::Sure);
        let is_known = |said: &Option<Statement>| said.as_ref().is_some_and(|said| said.is_sure);
        let names = !self.unit.is_empty() && is_known(&self.unit_said);
        let dates = self.year.is_some() && is_known(&self.year_said);
        is_sure && self.unplaced.is_empty() && names && dates && self.has_figures()
    }

    /// Whether any cell gets a value.
    pub fn has_figures(&self) -> bool {
        self.placements.iter().any(|it| !it.value.is_blank())
    }

    fn note(&mut self, cell: Option<CellIndex>, kind: &'static str, message: impl Into<String>) {
        self.notes.push(Note { cell, kind, message: message.into() });
    }
}
