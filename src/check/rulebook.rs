//! A form's relations made ready for judging: the kind of each, and which relations watch which cell.

use std::sync::Arc;

use super::kinds::{self, Kind};
use super::linear::{Linear, is_hard};
use crate::form::{CellIndex, Form, Period};

/// A form with its relations compiled.
#[derive(Debug)]
pub struct Rulebook {
    form: Arc<Form>,
    kinds: Vec<Option<&'static dyn Kind>>,
    watching: Vec<Vec<usize>>,
    totals: Vec<Vec<CellIndex>>,
    total_at: Vec<Option<usize>>,
    hard: Vec<Linear>,
    hard_of: Vec<Vec<usize>>,
}

impl Rulebook {
    /// Compiles a form. A relation of a kind that is not known is not judged; [`super::soundness`] reports it.
    pub fn new(form: Arc<Form>) -> Self {
        let kinds: Vec<_> = form.relations.iter().map(|relation| kinds::by_name(&relation.kind)).collect();
        let mut totals = vec![Vec::new(); form.cells.len()];
        let mut total_at = vec![None; form.cells.len()];
        let sums = form.relations.iter().enumerate().filter(|(_, relation)| relation.kind == kinds::TOTAL);
        for (position, relation) in sums {
            if let Some(total) = relation.left.first().filter(|term| term.period == Period::This) {
                total_at[total.cell.position()].get_or_insert(position);
            }
            for (total, part) in
                relation.left.iter().flat_map(|total| relation.right.iter().map(move |part| (total, part)))
            {
                totals[part.cell.position()].push(total.cell);
            }
        }
        let mut watching = vec![Vec::new(); form.cells.len()];
        for (position, relation) in form.relations.iter().enumerate() {
            let mut cells = relation.cells(Period::This);
            if relation.unless_total {
                let above: Vec<CellIndex> =
                    cells.iter().flat_map(|cell| totals[cell.position()].iter().copied()).collect();
                cells.extend(above);
            }
            for cell in cells {
                watching[cell.position()].push(position);
            }
        }
        let hard_relations = form.relations.iter().zip(&kinds).filter(|(relation, _)| is_hard(relation));
        let hard: Vec<Linear> =
            hard_relations.filter_map(|(relation, kind)| Some(kind.as_ref()?.linear(relation))).flatten().collect();
        let mut hard_of = vec![Vec::new(); form.cells.len()];
        for (position, linear) in hard.iter().enumerate() {
            for (cell, _) in &linear.terms {
                hard_of[cell.position()].push(position);
            }
        }
        Self { form, kinds, watching, totals, total_at, hard, hard_of }
    }

    /// The form.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The kind of the relation at a position of [`Form::relations`].
    pub fn kind(&self, relation: usize) -> Option<&'static dyn Kind> {
        self.kinds.get(relation).copied().flatten()
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
