//! Which proposal is likelier: the order and the grades within one group of linked cells.

use super::{Certainty, Suspect, Witness};
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::check::linear::Legal;
use crate::check::localise::{Group, Mend};
use crate::check::slips::{self, Change, SLIPS, Several};
use crate::form::CellIndex;

/// No more slips of several cells than this are listed beside the smallest sets of a group.
const MOST_LARGER: usize = 10;

/// What orders the proposals.
pub(super) struct Evidence<'a> {
    facts: &'a Facts<'a>,
    witnesses: &'a [Witness],
    several: Vec<Several>,
}

/// A proposal with what speaks for it.
struct Ranked {
    /// Less is likelier: what witnesses say, the price of the mistakes, and how many zeros would change, which are rarely
    /// mistyped.
    rank: (usize, usize, usize),
    /// How far the new values are from last year's.
    distance: Amount,
    /// What speaks for it: 2 a witness, 1 slips that explain every change; nothing when a witness speaks against it.
    support: u8,
    suspect: Suspect,
}

/// The price of a mistake that no slip explains; one that a slip explains costs a third of this, and up to as much again
/// for a slip that is not common.
const UNEXPLAINED: usize = 3 * SLIPS.len();

impl<'a> Evidence<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, witnesses: &'a [Witness]) -> Self {
        Self { facts, witnesses, several: slips::several(facts) }
    }

    /// The proposals of a group, the likeliest first.
    pub(super) fn of_group(&self, group: &Group) -> Vec<Suspect> {
        let mut ranked: Vec<Ranked> = group.mends.iter().map(|mend| self.of_mend(mend)).collect();
        ranked.extend(self.larger(group));
        ranked.sort_by_key(|it| (it.rank, it.distance));
        let most = ranked.iter().map(|it| it.support).max().unwrap_or(0);
        let supported = ranked.iter().filter(|it| it.support == most).count();
        let is_only = ranked.len() == 1 && group.exact && !group.more;
        let graded = ranked.into_iter().map(|Ranked { support, mut suspect, .. }| {
            suspect.certainty =
                match (is_only && suspect.changes.len() == suspect.cells.len(), support > 0 && support == most) {
                    (true, _) => Certainty::Unique,
                    (false, true) if supported == 1 => Certainty::Likely,
                    (false, _) => Certainty::Possible,
                };
            suspect
        });
        graded.collect()
    }

    /// The slips of several cells that mend the whole group with more changes than the smallest sets, or fewer where the
    /// search had to give up.
    fn larger(&self, group: &Group) -> Vec<Ranked> {
        let all = slips::broken_near(self.facts, &group.cells);
        let is_illegal = |cell: &&CellIndex| {
            let number = self.facts.this_number(**cell);
            number.is_some_and(|it| !Legal::of(self.facts.form().cell(**cell)).contains(it.billionths()))
        };
        let illegal: Vec<CellIndex> = group.cells.iter().filter(is_illegal).copied().collect();
        let changes = |several: &Several, cell: CellIndex| several.changes.iter().any(|change| change.cell == cell);
        let mends_all = |several: &&Several| {
            let is_here = several.changes.iter().any(|change| group.cells.contains(&change.cell));
            is_here && several.mended == all && illegal.iter().all(|cell| changes(several, *cell))
        };
        let is_listed = |several: &&Several| {
            let cells = || several.changes.iter().map(|change| change.cell);
            group.mends.iter().any(|mend| cells().eq(mend.cells.iter().copied()))
        };
        let found = self.several.iter().filter(|it| !is_listed(it)).filter(mends_all).take(MOST_LARGER);
        found
            .map(|several| {
                self.ranked(several.changes.iter().map(|it| it.cell).collect(), several.changes.clone(), false)
            })
            .collect()
    }

    fn of_mend(&self, mend: &Mend) -> Ranked {
        let change = |(cell, to): &(CellIndex, Amount)| {
            Some(Change { cell: *cell, from: self.facts.this_number(*cell)?, to: *to })
        };
        self.ranked(mend.cells.clone(), mend.values.iter().filter_map(change).collect(), true)
    }

    fn ranked(&self, cells: Vec<CellIndex>, changes: Vec<Change>, is_smallest: bool) -> Ranked {
        let mistakes = self.mistakes(&changes);
        let price = |mistake: &Option<(usize, _)>| mistake.map_or(UNEXPLAINED, |(rank, _)| SLIPS.len() + rank);
        let explained: usize = mistakes.iter().map(price).sum();
        let undetermined = (cells.len() - changes.len()) * 2 * UNEXPLAINED;
        let speaks = |witness: &&Witness| changes.iter().any(|it| it.cell == witness.cell && it.to == witness.value);
        let denies = |witness: &&Witness| {
            cells.contains(&witness.cell) && self.facts.this_number(witness.cell) == Some(witness.value)
        };
        let for_it = self.witnesses.iter().filter(speaks).count();
        let against_it = self.witnesses.iter().filter(denies).count();
        let names: Vec<Option<&'static str>> = mistakes.iter().map(|mistake| mistake.map(|(_, name)| name)).collect();
        let slip = names.first().copied().flatten().filter(|name| names.iter().all(|other| *other == Some(name)));
        let is_explained = !names.is_empty() && names.iter().all(Option::is_some) && changes.len() == cells.len();
        let zeros = changes.iter().filter(|change| change.from.is_zero()).count();
        let from_prior = |change: &Change| {
            self.facts.prior_number(change.cell).map_or(Amount::ZERO, |prior| (change.to - prior).abs())
        };
        Ranked {
            rank: (against_it + self.witnesses.len() - for_it, explained + undetermined, zeros),
            distance: changes.iter().map(from_prior).sum(),
            support: match (against_it, for_it) {
                (0, 1..) => 2,
                (0, 0) if is_explained => 1,
                _ => 0,
            },
            suspect: Suspect { cells, changes, slip, certainty: Certainty::Possible, is_smallest },
        }
    }

    /// The mistakes that together are the changes: slips of several cells first, then cell by cell.
    fn mistakes(&self, changes: &[Change]) -> Vec<Option<(usize, &'static str)>> {
        let mut left = changes.to_vec();
        let mut mistakes = Vec::new();
        for several in &self.several {
            if several.changes.iter().all(|change| left.contains(change)) {
                left.retain(|change| !several.changes.contains(change));
                mistakes.push(Some((several.rank, several.slip.name())));
            }
        }
        mistakes.extend(
            left.iter().map(|change| slips::explain(change, self.facts).map(|(rank, slip)| (rank, slip.name()))),
        );
        mistakes
    }
}
