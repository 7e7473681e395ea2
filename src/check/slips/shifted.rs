//! *Finds* a run of values, or of whole rows, that begins one place too late or too early: one place was skipped, and
//! everything after it stands beside where it belongs.
//!
//! The place that was skipped holds 0. The value of the last place was written over; a relation may tell it, otherwise 0
//! is tried.

use super::change::Change;
use super::slip::Slip;
use super::tracks;
use super::trial::Trial;
use crate::check::Amount;
use crate::form::CellIndex;

pub(super) struct Shifted;

impl Slip for Shifted {
    fn name(&self) -> &'static str {
        "shifted"
    }

    fn title(&self) -> &'static str {
        "整行或整列错了一位"
    }

    fn undone(&self, trial: &Trial<'_>) -> Vec<Vec<Change>> {
        let form = trial.facts().form();
        let mut tracks = tracks::of_cells(form);
        tracks.extend(tracks::of_lines(form));
        let mut found = Vec::new();
        for mut track in tracks {
            shifts(&track, trial, &mut found);
            track.reverse();
            shifts(&track, trial, &mut found);
        }
        found
    }
}

/// The ways to move a run of a track back by one place.
fn shifts(track: &tracks::Track, trial: &Trial<'_>, found: &mut Vec<Vec<Change>>) {
    let is_zero = |cell: &CellIndex| trial.number(*cell).is_some_and(Amount::is_zero);
    for start in (0..track.len()).filter(|start| track[*start].iter().all(is_zero)) {
        let mut moved: Vec<Change> = Vec::new();
        let mut values = 0;
        for places in track[start..].windows(2) {
            let [here, next] = places else { continue };
            let step: Option<Vec<Change>> = here
                .iter()
                .zip(next)
                .map(|(here, next)| Some(Change { cell: *here, from: trial.number(*here)?, to: trial.number(*next)? }))
                .collect();
            let Some(step) = step else { break };
            let step: Vec<Change> = step.into_iter().filter(|change| change.from != change.to).collect();
            // Far from anything broken nothing has moved.
            if !step.is_empty() && !step.iter().any(|change| trial.is_near(change.cell)) {
                break;
            }
            values += usize::from(step.iter().any(|change| !change.to.is_zero()));
            moved.extend(step);
            if moved.is_empty() {
                // Two places that both hold 0: the run begins at the second.
                break;
            }
            if values >= 2 {
                found.extend(
                    ends(next, &moved, trial).into_iter().map(|end| moved.iter().copied().chain(end).collect()),
                );
            }
        }
    }
}

/// What the last place of a run may hold: what its relations need, or 0.
fn ends(place: &[CellIndex], moved: &[Change], trial: &Trial<'_>) -> Vec<Vec<Change>> {
    let end = |to: &dyn Fn(CellIndex) -> Option<Amount>| {
        let changes = place.iter().map(|cell| Some(Change { cell: *cell, from: trial.number(*cell)?, to: to(*cell)? }));
        let changes: Option<Vec<Change>> = changes.collect();
        changes.map(|changes| changes.into_iter().filter(|change| change.from != change.to).collect::<Vec<_>>())
    };
    let mut ends: Vec<Vec<Change>> =
        [end(&|cell| trial.needed(cell, moved)), end(&|_| Some(Amount::ZERO))].into_iter().flatten().collect();
    ends.dedup();
    ends
}
