//! The smallest sets of cells whose change can mend a component, found by deepening.
//!
//! A relation that cannot hold needs further cells set free (see `demand`); trying them in turn, each time with those tried
//! before held fast, meets every set once. Relations without common cells each need cells of their own, which cuts off
//! most of the tree (see `narrowed`).

use std::collections::BTreeSet;

use super::blocks::Blocks;
use super::demand::Demand;
use super::numbers::Numbers;
use super::solution::{MOST_WORK, narrowed};
use super::system::{Free, System};
use crate::form::CellIndex;

/// How many sets are listed; further ones are counted as "more".
pub const MOST_SETS: usize = 50;

/// How many cells may be set free in vain when a set that was found in a hurry is made smaller.
const MOST_TRIALS: usize = 500;

/// A set of cells to change, with the values that are determined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mend {
    /// The cells.
    pub(super) cells: Vec<CellIndex>,
    /// The values they would get, in billionths; empty where they are not determined.
    pub(super) values: Vec<(CellIndex, i128)>,
}

/// What the search of a component found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// All smallest sets, or as many as are listed.
    pub(super) mends: Vec<Mend>,
    /// There are more than listed.
    pub(super) more: bool,
    /// No smaller set exists, and all of this size were looked at.
    pub(super) exact: bool,
}

struct Search<'a> {
    numbers: &'a Numbers,
    size: usize,
    work: usize,
    mends: Vec<Mend>,
    more: bool,
    is_proven: bool,
}

/// All smallest sets that contain `must`, the cells with illegal numbers.
pub(super) fn search(system: &System, must: &[CellIndex], numbers: &Numbers, cells: usize) -> Found {
    let start = must.iter().fold(system.clone(), |system, cell| system.with_free(*cell, numbers));
    let mut search = Search { numbers, size: 0, work: 0, mends: Vec::new(), more: false, is_proven: true };
    let blocks = Blocks::new(&start, cells, numbers, &mut search.work);
    for size in must.len() + blocks.needed()..=cells {
        search.size = size;
        search.extend(&start, &blocks, &mut must.to_vec(), &mut BTreeSet::new());
        if search.work >= MOST_WORK || !search.mends.is_empty() {
            break;
        }
    }
    let exact = search.work < MOST_WORK && search.is_proven;
    if search.mends.is_empty() {
        search.mends.push(greedy(&start, must, numbers));
    }
    search.mends.sort_unstable_by(|one, other| one.cells.cmp(&other.cells));
    Found { mends: search.mends, more: search.more, exact }
}

impl Search<'_> {
    /// Extends the free cells `chosen` by all ways up to the size; `held` cells stay as they are.
    fn extend(
        &mut self,
        system: &System,
        blocks: &Blocks,
        chosen: &mut Vec<CellIndex>,
        held: &mut BTreeSet<CellIndex>,
    ) {
        self.work += system.terms();
        if self.work >= MOST_WORK || self.more {
            return;
        }
        let demands = system.demands(held, self.numbers);
        let Some(demands) = demands.and_then(|demands| narrowed(demands, self.size - chosen.len())) else { return };
        let way: Vec<CellIndex> = match demands.into_iter().min_by_key(Demand::branches) {
            Some(demand) => demand.reserves.into_iter().map(|(cell, _)| cell).collect(),
            None => match system.free(self.numbers) {
                Free::Yes { values, is_proven } => {
                    self.is_proven &= is_proven;
                    self.keep(chosen, values);
                    return;
                }
                Free::Needs(cells) => {
                    cells.into_iter().filter(|cell| !held.contains(cell) && !chosen.contains(cell)).collect()
                }
            },
        };
        let Some(budget) = (self.size - chosen.len()).checked_sub(1) else { return };
        let mut blocks = blocks.clone();
        let mut newly_held = Vec::new();
        for cell in way {
            if let Some(further) = blocks.with_free(cell, held, budget, self.numbers, &mut self.work) {
                chosen.push(cell);
                self.extend(&system.with_free(cell, self.numbers), &further, chosen, held);
                chosen.pop();
            }
            if held.insert(cell) {
                newly_held.push(cell);
            }
            if !blocks.hold(cell, held, budget + 1, self.numbers, &mut self.work) {
                break;
            }
        }
        for cell in newly_held {
            held.remove(&cell);
        }
    }

    fn keep(&mut self, chosen: &[CellIndex], mut values: Vec<(CellIndex, i128)>) {
        if self.mends.len() == MOST_SETS {
            self.more = true;
            return;
        }
        let mut cells = chosen.to_vec();
        cells.sort_unstable();
        values.sort_unstable();
        self.mends.push(Mend { cells, values });
    }
}

/// Some set that mends the component, when the smallest could not be found in time. No cell of it is there in vain, as
/// far as a bounded number of trials can tell.
fn greedy(start: &System, must: &[CellIndex], numbers: &Numbers) -> Mend {
    let mut cells = sufficient(start.clone(), must, numbers);
    let mut trials = MOST_TRIALS;
    let candidates: Vec<CellIndex> = cells.iter().rev().filter(|cell| !must.contains(cell)).copied().collect();
    for cell in candidates {
        let rest: Vec<CellIndex> = cells.iter().copied().filter(|other| *other != cell).collect();
        trials = trials.saturating_sub(rest.len());
        if trials == 0 {
            break;
        }
        if values_of(start, must, &rest, numbers).is_some() {
            cells = rest;
        }
    }
    let mut values = values_of(start, must, &cells, numbers).unwrap_or_default();
    cells.sort_unstable();
    values.sort_unstable();
    Mend { cells, values }
}

/// The determined values when exactly these cells may change; `None` when that does not mend the component.
fn values_of(
    start: &System,
    must: &[CellIndex],
    cells: &[CellIndex],
    numbers: &Numbers,
) -> Option<Vec<(CellIndex, i128)>> {
    let further = cells.iter().filter(|cell| !must.contains(cell));
    let system = further.fold(start.clone(), |system, cell| system.with_free(*cell, numbers));
    match system.free(numbers) {
        Free::Yes { values, .. } if system.broken(numbers).is_empty() => Some(values),
        _ => None,
    }
}

/// Cells that mend the component, taken one after the other.
fn sufficient(mut system: System, must: &[CellIndex], numbers: &Numbers) -> Vec<CellIndex> {
    let mut cells = must.to_vec();
    loop {
        let broken = system.broken(numbers);
        let candidates: Vec<CellIndex> = match broken.iter().min_by_key(|it| it.len()) {
            Some(equation) => equation.cells().collect(),
            None => match system.free(numbers) {
                Free::Yes { .. } => return cells,
                Free::Needs(cells) => cells,
            },
        };
        // The cell that leaves the fewest broken relations.
        let next = candidates
            .into_iter()
            .filter(|cell| !cells.contains(cell))
            .map(|cell| (cell, system.with_free(cell, numbers)));
        let Some((cell, freed)) = next.min_by_key(|(_, freed)| freed.broken(numbers).len()) else { return cells };
        cells.push(cell);
        system = freed;
    }
}
