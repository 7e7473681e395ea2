//! Which proposal is likelier: the order and the grades within one group of linked cells.

use super::certainty::Certainty;
use super::suspect::Suspect;
use super::witnesses::{Testimony, Witness};
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::check::linear::Legal;
use crate::check::localise::{Group, Mend};
use crate::check::slips::{self, Change, Several, Trial};
use crate::form::CellIndex;

/// No more slips of several cells than this are listed beside the smallest sets of a group.
const MOST_LARGER: usize = 10;

/// No more values than this are listed for the open cells of a group.
const MOST_GUESSES: usize = 200;

/// So many equally good values come before the open cells themselves; more would only hide that the value is open.
const FEW_GUESSES: usize = 3;

/// What a mistake that a slip explains counts.
const SLIP: usize = 1;

/// What a change that no slip explains counts.
const UNEXPLAINED: usize = 3;

/// What a figure that the clerk has explained counts in addition, when it would change.
const REMARK: usize = 3;

/// What a cell counts whose value is not determined.
const OPEN: usize = 6;

/// What orders the proposals.
pub(super) struct Evidence<'a> {
    facts: &'a Facts<'a>,
    testimony: &'a Testimony,
    trial: Trial<'a>,
    several: Vec<Several>,
}

/// What orders proposals, the first first; less is likelier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// What witnesses say against it and do not say for it.
    witnesses: usize,
    /// How much must have gone wrong.
    mistakes: usize,
    /// How much further from last year's figures the new values are than what stands there, in thousandths.
    departure: i128,
    /// How uncommon the slips are.
    slips: usize,
    /// How many zeros would change, which are rarely mistyped.
    zeros: usize,
}

/// A proposal with what speaks for it.
struct Ranked {
    rank: Rank,
    /// What speaks for it: 2 a witness, 1 slips that explain every change; nothing when a witness or a remark speaks
    /// against it.
    support: u8,
    suspect: Suspect,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, testimony: &'a Testimony) -> Self {
        Self { facts, testimony, trial: Trial::new(facts), several: slips::several(facts) }
    }

    /// The proposals of a group, the likeliest first.
    pub(super) fn of_group(&self, group: &Group) -> Vec<Suspect> {
        let mut ranked: Vec<Ranked> = group.mends.iter().map(|mend| self.of_mend(mend)).collect();
        let is_only = ranked.len() == 1 && group.exact && !group.more;
        ranked.extend(self.larger(group));
        let is_only = is_only && ranked.len() == 1;
        ranked.extend(self.guesses(group));
        ranked.sort_by_key(|it| it.rank);
        let most = ranked.iter().map(|it| it.support).max().unwrap_or(0);
        let supported = ranked.iter().filter(|it| it.support == most).count();
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

    /// The values from which a slip makes what stands in a cell that bounds leave open, where it alone would mend the
    /// group.
    fn guesses(&self, group: &Group) -> Vec<Ranked> {
        let open = group.mends.iter().filter(|mend| mend.values.is_empty()).filter_map(|mend| match *mend.cells {
            [cell] => Some((cell, self.facts.this_number(cell)?)),
            _ => None,
        });
        let is_legal =
            |cell: CellIndex, number: Amount| Legal::of(self.facts.form().cell(cell)).contains(number.billionths());
        let changes = open.filter(|(cell, from)| is_legal(*cell, *from)).flat_map(|(cell, from)| {
            let values = slips::alternatives(cell, from, self.facts);
            values.into_iter().map(move |to| Change { cell, from, to })
        });
        let guess = |change: Change| self.ranked(vec![change.cell], vec![change], false);
        let is_guess = |change: &Change| self.trial.keeps(&[*change]) && slips::explain(change, self.facts).is_some();
        let mut guesses: Vec<Ranked> = changes.filter(is_guess).map(guess).collect();
        guesses.sort_by_key(|it| it.rank);
        let first = guesses.first().map(|it| it.rank);
        if guesses.iter().take_while(|it| Some(it.rank) == first).count() > FEW_GUESSES {
            for guess in &mut guesses {
                guess.rank.mistakes += OPEN;
            }
        }
        guesses.truncate(MOST_GUESSES);
        guesses
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
        let witnesses = &self.testimony.witnesses;
        let speaks = |witness: &&Witness| changes.iter().any(|it| it.cell == witness.cell && it.to == witness.value);
        let denies = |witness: &&Witness| {
            cells.contains(&witness.cell) && self.facts.this_number(witness.cell) == Some(witness.value)
        };
        let for_it = witnesses.iter().filter(speaks).count();
        let against_it = witnesses.iter().filter(denies).count();
        let remarks = cells.iter().filter(|cell| self.testimony.explained.contains(cell)).count();
        let names: Vec<Option<&'static str>> = mistakes.iter().map(|mistake| mistake.map(|(_, name)| name)).collect();
        let slip = names.first().copied().flatten().filter(|name| names.iter().all(|other| *other == Some(name)));
        let is_explained = !names.is_empty() && names.iter().all(Option::is_some) && changes.len() == cells.len();
        let count = |mistake: &Option<_>| if mistake.is_some() { SLIP } else { UNEXPLAINED };
        let open = cells.len() - changes.len();
        let rank = Rank {
            witnesses: against_it + witnesses.len() - for_it,
            mistakes: mistakes.iter().map(count).sum::<usize>() + open * OPEN + remarks * REMARK,
            departure: changes.iter().map(|change| self.departure(change)).sum(),
            slips: mistakes.iter().flatten().map(|(rank, _)| rank).sum(),
            zeros: changes.iter().filter(|change| change.from.is_zero()).count(),
        };
        let support = match (against_it, for_it) {
            (0, 1..) => 2,
            (0, 0) if is_explained && remarks == 0 => 1,
            _ => 0,
        };
        let certainty = Certainty::Possible;
        Ranked { rank, support, suspect: Suspect { cells, changes, slip, certainty, is_smallest } }
    }

    /// How much further from last year's figure a new value is than what stands there, in thousandths of the figure: by
    /// 300 more means little where last year had 9000, and much where it had 6.
    fn departure(&self, change: &Change) -> i128 {
        let Some(prior) = self.facts.prior_number(change.cell) else { return 0 };
        let further = (change.to - prior).abs() - (change.from - prior).abs();
        let scale = prior.abs() + Amount::whole(1);
        further.times(1_000).billionths() / scale.billionths()
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
