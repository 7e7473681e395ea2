//! A form's relations made ready for judging: the kind of each, and which relations watch which cell.

use std::sync::Arc;

use super::kinds::{self, Kind};
use crate::form::{CellIndex, Form, Period};

/// A form with its relations compiled.
#[derive(Debug)]
pub struct Rulebook {
    form: Arc<Form>,
    kinds: Vec<Option<&'static dyn Kind>>,
    watching: Vec<Vec<usize>>,
    totals: Vec<Vec<CellIndex>>,
}

impl Rulebook {
    /// Compiles a form. A relation of a kind that is not known is not judged; [`super::soundness`] reports it.
    pub fn new(form: Arc<Form>) -> Self {
        let kinds: Vec<_> = form.relations.iter().map(|relation| kinds::by_name(&relation.kind)).collect();
        let mut totals = vec![Vec::new(); form.cells.len()];
        for relation in form.relations.iter().filter(|relation| relation.kind == kinds::TOTAL) {
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
        Self { form, kinds, watching, totals }
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

    /// The cells that are totals of a cell.
    pub fn totals_of(&self, cell: CellIndex) -> &[CellIndex] {
        &self.totals[cell.position()]
    }
}
