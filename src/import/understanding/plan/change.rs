//! The user's corrections of a plan. Each gives a new plan, so that taking one back is keeping the old.

use super::{Placement, Plan, State, Unplaced};
use crate::form::CellIndex;
use crate::import::reading::grid::{Block, Document, GridCell, Nature};
use crate::import::understanding::values;

/// A correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A placement goes to another cell; what stood there becomes unplaced.
    Retarget {
        /// The cell it goes to now.
        from: CellIndex,
        /// The cell it shall go to.
        to: CellIndex,
    },
    /// A placement is left out.
    Ignore(CellIndex),
    /// A placement is right as it is.
    Confirm(CellIndex),
    /// An unplaced figure gets a cell.
    Place {
        /// Which, as a position in [`Plan::unplaced`].
        unplaced: usize,
        /// Its cell.
        to: CellIndex,
    },
    /// An unplaced figure is left out for good.
    Drop(usize),
}

impl Plan {
    /// The plan after a correction; the same plan when the correction speaks of nothing that is there.
    #[must_use]
    pub fn changed(&self, change: Change, document: &Document) -> Self {
        let mut plan = self.clone();
        match change {
            Change::Retarget { from, to } if from != to => {
                if let Some(placement) = plan.take(from) {
                    plan.put(placement, to, document);
                }
            }
            Change::Retarget { .. } => {}
            Change::Ignore(cell) => {
                if let Some(placement) = plan.take(cell) {
                    plan.extras.push(loose(placement, "不导入"));
                }
            }
            Change::Confirm(cell) => {
                if let Some(placement) = plan.placements.iter_mut().find(|it| it.cell == cell) {
                    placement.state = State::Sure;
                }
            }
            Change::Place { unplaced, to } if unplaced < plan.unplaced.len() => {
                let it = plan.unplaced.remove(unplaced);
                let placement = Placement {
                    cell: to,
                    source: it.source,
                    label: it.label,
                    text: it.text,
                    value: crate::filing::Value::Blank,
                    confidence: 100,
                    reasons: Vec::new(),
                    state: State::Sure,
                };
                plan.put(placement, to, document);
            }
            Change::Drop(unplaced) if unplaced < plan.unplaced.len() => {
                let mut it = plan.unplaced.remove(unplaced);
                "不导入".clone_into(&mut it.reason);
                plan.extras.push(it);
            }
            Change::Place { .. } | Change::Drop(_) => {}
        }
        plan
    }

    fn take(&mut self, cell: CellIndex) -> Option<Placement> {
        let at = self.placements.iter().position(|it| it.cell == cell)?;
        self.notes.retain(|note| note.cell != Some(cell));
        Some(self.placements.remove(at))
    }

    /// Places a value where the user wants it; its text is read again, for another cell may have another measure.
    fn put(&mut self, mut placement: Placement, to: CellIndex, document: &Document) {
        if let Some(there) = self.take(to) {
            self.unplaced.push(loose(there, "另一个数放到了这一格"));
        }
        let nature = cell_at(document, &placement).map_or(Nature::Text, |it| it.nature);
        let reading = values::read(&placement.text, nature, self.form.cell(to));
        if let Some((kind, message)) = reading.note {
            self.note(Some(to), kind, message);
        }
        placement.cell = to;
        placement.value = reading.value;
        placement.confidence = 100;
        placement.reasons = vec!["由导入人指定".to_owned()];
        placement.state = State::Sure;
        self.placements.push(placement);
        self.placements.sort_by_key(|it| it.cell);
    }
}

/// The cell of the document that a placement was read from.
fn cell_at<'a>(document: &'a Document, placement: &Placement) -> Option<&'a GridCell> {
    let Block::Grid(grid) = document.blocks.get(placement.source.block)? else { return None };
    grid.cells.iter().find(|it| (it.row, it.column) == (placement.source.row, placement.source.column))
}

fn loose(placement: Placement, reason: &str) -> Unplaced {
    Unplaced {
        source: placement.source,
        label: placement.label,
        text: placement.text,
        reason: reason.to_owned(),
        proposal: Some(placement.cell),
    }
}
