//! The figures that a table of units shows unless others are chosen: the totals that reports speak of, as the form's own
//! relations and phrases say.

use std::collections::BTreeSet;

use crate::check::Rulebook;
use crate::form::{CellIndex, Figure, Form};

/// So many are enough to begin with.
const MOST: usize = 8;

/// The totals that a report's text speaks of, in the form's order; the first cells of a form that has none.
pub fn key_figures(form: &Form, book: &Rulebook) -> Vec<CellIndex> {
    let spoken = form.phrases.iter().filter_map(|phrase| match phrase.figure {
        Figure::Cell(cell) => Some(cell),
        Figure::Derived(_) => None,
    });
    // A total that is part of another one is said by that one.
    let is_last = |cell: &CellIndex| book.total_at(*cell).is_some() && book.totals_of(*cell).is_empty();
    let spoken: BTreeSet<CellIndex> = spoken.filter(is_last).collect();
    let cells = if spoken.is_empty() { form.cell_indices().collect() } else { spoken };
    cells.into_iter().take(MOST).collect()
}
