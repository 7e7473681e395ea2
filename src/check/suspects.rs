//! Suspects: what may have gone wrong, the likeliest first: the smallest sets of guilty cells, each with the slips that
//! explain it, and slips of several cells that need more changes than that but only one mistake.
//!
//! Evidence orders proposals and never changes the size of the smallest sets. What counts, in this order: a witness such as
//! last year's figure for a carry-over or a figure quoted in the report's text; how few mistakes explain everything; how
//! common the slips are; and how near the new values are to last year's.

use super::Amount;
use super::facts::Facts;
use super::finding::{Finding, Verdict};
use super::linear::{Legal, is_hard};
use super::localise::{Group, Localised, MOST_SETS, Mend};
use super::slips::{self, Change, SLIPS, Several};
use crate::form::{CellIndex, Period};

/// No more slips of several cells than this are listed beside the smallest sets of a group.
const MOST_LARGER: usize = 10;

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The only proposal there is, with determined values.
    Unique,
    /// The only one that slips or a witness speak for.
    Likely,
    /// One of several.
    Possible,
}

impl Certainty {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// A figure from elsewhere that says what a cell should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The cell.
    pub cell: CellIndex,
    /// What it should hold.
    pub value: Amount,
}

/// A set of cells that may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The cells, in form order.
    pub cells: Vec<CellIndex>,
    /// What would mend them; cells whose value is not determined are left out.
    pub changes: Vec<Change>,
    /// The slip that explains every change, when one does.
    pub slip: Option<&'static str>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether it is one of the smallest sets of its group, and not a slip that changed more cells.
    pub is_smallest: bool,
}

/// The witnesses that last year's filing bears: what a carry-over says of this year's cell.
pub fn carried_over(facts: &Facts<'_>) -> Vec<Witness> {
    let relations = facts.form().relations.iter().filter(|relation| relation.kind == super::kinds::CARRY_OVER);
    let witness = |relation: &crate::form::Relation| {
        let [this] = relation.left.as_slice() else { return None };
        let is_known = relation.right.iter().all(|term| term.period == Period::Prior && facts.number(*term).is_some());
        is_known.then(|| Witness { cell: this.cell, value: facts.sum(&relation.right) })
    };
    relations.filter_map(witness).collect()
}

/// The proposals of each group, the likeliest first; groups in the order of [`Localised::groups`].
pub fn suspects(localised: &Localised, facts: &Facts<'_>, witnesses: &[Witness]) -> Vec<Vec<Suspect>> {
    if localised.groups.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence { facts, witnesses, several: slips::several(facts) };
    localised.groups.iter().map(|group| evidence.of_group(group)).collect()
}

/// What orders the proposals.
struct Evidence<'a> {
    facts: &'a Facts<'a>,
    witnesses: &'a [Witness],
    several: Vec<Several>,
}

/// A proposal with what speaks for it.
struct Ranked {
    /// Less is likelier: what witnesses say, then the price of the mistakes.
    rank: (usize, usize),
    /// How far the new values are from last year's.
    distance: Amount,
    /// A slip explains every change, or a witness speaks for it; and none speaks against it.
    is_supported: bool,
    suspect: Suspect,
}

/// The price of a mistake that no slip explains; one that a slip explains costs a third of this, and up to as much again
/// for a slip that is not common.
const UNEXPLAINED: usize = 3 * SLIPS.len();

impl Evidence<'_> {
    fn of_group(&self, group: &Group) -> Vec<Suspect> {
        let mut ranked: Vec<Ranked> = group.mends.iter().map(|mend| self.of_mend(mend)).collect();
        ranked.extend(self.larger(group));
        ranked.sort_by_key(|it| (it.rank, it.distance));
        let supported = ranked.iter().filter(|it| it.is_supported).count();
        let is_only = ranked.len() == 1 && group.exact && !group.more;
        let graded = ranked.into_iter().map(|Ranked { is_supported, mut suspect, .. }| {
            suspect.certainty = match (is_only && suspect.changes.len() == suspect.cells.len(), is_supported) {
                (true, _) => Certainty::Unique,
                (false, true) if supported == 1 => Certainty::Likely,
                (false, _) => Certainty::Possible,
            };
            suspect
        });
        graded.collect()
    }

    /// The slips of several cells that mend the whole group with more changes than the smallest sets.
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
        let is_larger = |several: &&Several| several.changes.len() > group.size;
        let found = self.several.iter().filter(is_larger).filter(mends_all).take(MOST_LARGER);
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
        let from_prior = |change: &Change| {
            self.facts.prior_number(change.cell).map_or(Amount::ZERO, |prior| (change.to - prior).abs())
        };
        Ranked {
            rank: (against_it + self.witnesses.len() - for_it, explained + undetermined),
            distance: changes.iter().map(from_prior).sum(),
            is_supported: against_it == 0 && (for_it > 0 || is_explained),
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

/// Whole solutions over all components, the likeliest first, at most fifty; and whether there are more.
pub fn solutions(groups: &[Vec<Suspect>], localised: &Localised) -> (Vec<Vec<CellIndex>>, bool) {
    if groups.is_empty() {
        return (Vec::new(), false);
    }
    let mut sets: Vec<Vec<CellIndex>> = vec![Vec::new()];
    let mut more = localised.groups.iter().any(|group| group.more);
    for group in groups {
        let smallest = || group.iter().filter(|suspect| suspect.is_smallest);
        more |= sets.len() * smallest().count() > MOST_SETS;
        let longer = sets.iter().flat_map(|set| {
            smallest().map(move |suspect| set.iter().chain(&suspect.cells).copied().collect::<Vec<_>>())
        });
        sets = longer.take(MOST_SETS).collect();
    }
    for set in &mut sets {
        set.sort_unstable();
    }
    (sets, more)
}

/// The suspects that could answer for one finding: those of a set that touches its cells.
pub fn for_finding<'a>(finding: &Finding, facts: &Facts<'_>, groups: &'a [Vec<Suspect>]) -> Vec<&'a Suspect> {
    let is_hard_relation = facts.form().relation(&finding.relation).is_none_or(is_hard);
    if finding.verdict != Verdict::Violated || !finding.is_error() || !is_hard_relation {
        return Vec::new();
    }
    let touching = |suspect: &&Suspect| suspect.cells.iter().any(|cell| finding.cells.contains(cell));
    groups.iter().flatten().filter(touching).collect()
}
