//! *Finds* a value in the row above or below, or in the column to the left or right, of where it belongs.

use super::change::Change;
use super::slip::Slip;
use super::swapped_cells::exchanges;
use super::tracks;
use super::trial::Trial;

pub(super) struct Misplaced;

impl Slip for Misplaced {
    fn name(&self) -> &'static str {
        "misplaced"
    }

    fn title(&self) -> &'static str {
        "数填到了相邻的行或列"
    }

    fn undone(&self, trial: &Trial<'_>) -> Vec<Vec<Change>> {
        let moves = tracks::of_cells(trial.facts().form());
        let moves = moves.iter().flat_map(|track| exchanges(track, trial)).filter(|changes| changes.len() == 2);
        moves.filter(|changes| changes.iter().any(|change| change.from.is_zero())).collect()
    }
}
