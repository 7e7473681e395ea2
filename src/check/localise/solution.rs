//! Some set of cells of a given size that is large enough, as far as capacities tell: what a bound and the search share.
//!
//! Demands without common cells each need cells of their own, which cuts off most of the tree (see [`narrowed`]).

use std::collections::BTreeSet;

use super::demand::Demand;
use super::numbers::Numbers;
use super::system::System;
use crate::form::CellIndex;

/// How many terms of relations may be looked at in one component, some tenths of a second. No clock is read here: a count
/// is the same on every machine.
pub(super) const MOST_WORK: usize = 4_000_000;

/// Some set of so many cells, none of them held, that lets the equations of a system hold as far as capacities tell.
pub(super) fn solution(
    system: &System,
    held: &mut BTreeSet<CellIndex>,
    budget: usize,
    numbers: &Numbers,
    work: &mut usize,
) -> Option<Vec<CellIndex>> {
    *work += system.terms();
    if *work >= MOST_WORK {
        // The search ends here, and says so.
        return None;
    }
    let demands = narrowed(system.demands(held, numbers)?, budget)?;
    let Some(demand) = demands.into_iter().min_by_key(Demand::branches) else { return Some(Vec::new()) };
    let mut newly_held = Vec::new();
    let mut found = None;
    for (cell, _) in demand.reserves {
        found = solution(&system.with_free(cell, numbers), held, budget - 1, numbers, work);
        if let Some(cells) = &mut found {
            cells.push(cell);
            break;
        }
        if held.insert(cell) {
            newly_held.push(cell);
        }
    }
    for cell in newly_held {
        held.remove(&cell);
    }
    found
}

/// What is left of the demands when only so many further cells may change; `None` when they cannot all be met with that
/// many.
///
/// Demands without common cells each need cells of their own. Where these are as many as may change, a cell outside all
/// of them is one too many, and none of them gets more than it needs; which in turn leaves fewer cells for the others.
pub(super) fn narrowed(mut demands: Vec<Demand>, budget: usize) -> Option<Vec<Demand>> {
    loop {
        demands.sort_by_key(Demand::branches);
        let mut has_changed = false;
        // Short relations first packs rows, long ones first packs columns.
        for is_reversed in [false, true] {
            let (count, packed, cells) = packing(&demands, is_reversed);
            if count > budget {
                return None;
            }
            if count < budget {
                continue;
            }
            for (at, demand) in demands.iter_mut().enumerate() {
                let before = demand.reserves.len();
                if !demand.retain(|cell| cells.contains(&cell)) {
                    return None;
                }
                has_changed |= demand.reserves.len() < before;
                has_changed |= packed.contains(&at) && demand.sharpen();
            }
        }
        if !has_changed {
            return Some(demands);
        }
    }
}

/// Demands without common cells, taken one after the other: how many cells they need, which they are, and their cells.
fn packing(demands: &[Demand], is_reversed: bool) -> (usize, Vec<usize>, BTreeSet<CellIndex>) {
    let mut taken = BTreeSet::new();
    let mut packed = Vec::new();
    let mut count = 0;
    for place in 0..demands.len() {
        let at = if is_reversed { demands.len() - 1 - place } else { place };
        let demand = &demands[at];
        if demand.reserves.iter().all(|(cell, _)| !taken.contains(cell)) {
            taken.extend(demand.reserves.iter().map(|(cell, _)| *cell));
            count += demand.count;
            packed.push(at);
        }
    }
    (count, packed, taken)
}
