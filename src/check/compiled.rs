//! How a form becomes a [`Rulebook`]: the kind of each relation is looked up, and asked for its arithmetic.

use std::sync::Arc;

use super::Rulebook;
use super::kinds::{self, KINDS, Kind};
use super::linear::{Linear, is_hard};
use crate::form::{CellIndex, Form, Period};

impl Rulebook {
    /// Compiles a form. A relation of a kind that is not known is not judged; [`super::soundness`] reports it.
    pub fn new(form: Arc<Form>) -> Self {
        let kinds: Vec<_> = form.relations.iter().map(|relation| kinds::position(&relation.kind)).collect();
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
            hard_relations.filter_map(|(relation, kind)| Some(KINDS[(*kind)?].linear(relation))).flatten().collect();
        let mut hard_of = vec![Vec::new(); form.cells.len()];
        for (position, linear) in hard.iter().enumerate() {
            for (cell, _) in &linear.terms {
                hard_of[cell.position()].push(position);
            }
        }
        Self { form, kinds, watching, totals, total_at, hard, hard_of }
    }

    /// The kind of the relation at a position of [`Form::relations`].
    pub fn kind(&self, relation: usize) -> Option<&'static dyn Kind> {
        self.kinds.get(relation).copied().flatten().map(|kind| KINDS[kind])
    }
}
