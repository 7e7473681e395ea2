//! *Finds* the value of the cell beside, above or below.

use super::change::Change;
use super::slip::Slip;
use crate::check::facts::Facts;
use crate::form::Cell;

pub(super) struct Neighbour;

impl Slip for Neighbour {
    fn name(&self) -> &'static str {
        "neighbour"
    }

    fn title(&self) -> &'static str {
        "填成了相邻格的数"
    }

    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool {
        let form = facts.form();
        let here = form.cell(change.cell);
        let is_beside = |other: &Cell| {
            let (lines, columns) = (here.line.abs_diff(other.line), here.grid_column.abs_diff(other.grid_column));
            here.table == other.table && lines + columns == 1
        };
        let mut beside = form.cell_indices().filter(|cell| is_beside(form.cell(*cell)));
        !change.from.is_zero() && beside.any(|cell| facts.this_number(cell) == Some(change.from))
    }
}
