//! *Finds* a whole row or column that stands in the place of its neighbour.

use super::change::Change;
use super::slip::Slip;
use super::swapped_cells::exchanges;
use super::tracks;
use super::trial::Trial;

pub(super) struct ExchangedLines;

impl Slip for ExchangedLines {
    fn name(&self) -> &'static str {
        "exchanged_lines"
    }

    fn title(&self) -> &'static str {
        "整行或整列填到了相邻的行或列"
    }

    fn undone(&self, trial: &Trial<'_>) -> Vec<Vec<Change>> {
        let tracks = tracks::of_lines(trial.facts().form());
        // Two changes are one exchanged pair of cells, which is another slip.
        tracks.iter().flat_map(|track| exchanges(track, trial)).filter(|changes| changes.len() > 2).collect()
    }
}
