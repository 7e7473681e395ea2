//! *Finds* two neighbouring values that changed places.

use super::change::Change;
use super::slip::Slip;
use super::tracks;
use super::trial::Trial;

pub(super) struct SwappedCells;

impl Slip for SwappedCells {
    fn name(&self) -> &'static str {
        "swapped_cells"
    }

    fn title(&self) -> &'static str {
        "相邻两格的数填颠倒了"
    }

    fn undone(&self, trial: &Trial<'_>) -> Vec<Vec<Change>> {
        let swaps = tracks::of_cells(trial.facts().form());
        let swaps = swaps.iter().flat_map(|track| exchanges(track, trial)).filter(|changes| changes.len() == 2);
        swaps.filter(|changes| changes.iter().all(|change| !change.from.is_zero())).collect()
    }
}

/// The exchanges of each place of a track with the next, near a broken relation; cells that stay the same are left out.
pub(super) fn exchanges(track: &tracks::Track, trial: &Trial<'_>) -> Vec<Vec<Change>> {
    let is_near = |places: &[Vec<_>]| places.iter().flatten().any(|cell| trial.is_near(*cell));
    let exchange = |places: &[Vec<_>]| {
        let [one, other] = places else { return None };
        let both = one.iter().zip(other).map(|(one, other)| {
            let (here, there) = (trial.number(*one)?, trial.number(*other)?);
            Some([Change { cell: *one, from: here, to: there }, Change { cell: *other, from: there, to: here }])
        });
        let changes: Option<Vec<[Change; 2]>> = both.collect();
        Some(changes?.into_iter().flatten().filter(|change| change.from != change.to).collect())
    };
    track.windows(2).filter(|places| is_near(places)).filter_map(exchange).collect()
}
