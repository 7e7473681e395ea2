//! Suspects: the smallest sets of guilty cells, each with the slip that explains it, the likeliest first.
//!
//! Evidence orders sets of equal size and never changes the size: a slip that people make, last year's figure for a
//! carry-over, and any other [`Witness`], such as a figure quoted in the report's text.

use super::Amount;
use super::facts::Facts;
use super::finding::{Finding, Verdict};
use super::linear::is_hard;
use super::localise::{Localised, MOST_SETS, Mend};
use super::slips::{self, Change, SLIPS};
use crate::form::{CellIndex, Period};

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The only smallest set there is, with determined values.
    Unique,
    /// The only one among the smallest sets that a slip or a witness speaks for.
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

/// The sets of each group as suspects, the likeliest first; groups in the order of [`Localised::groups`].
pub fn suspects(localised: &Localised, facts: &Facts<'_>, witnesses: &[Witness]) -> Vec<Vec<Suspect>> {
    localised.groups.iter().map(|group| of_group(&group.mends, group.exact && !group.more, facts, witnesses)).collect()
}

fn of_group(mends: &[Mend], is_complete: bool, facts: &Facts<'_>, witnesses: &[Witness]) -> Vec<Suspect> {
    let mut ranked: Vec<(usize, bool, Suspect)> = mends.iter().map(|mend| ranked(mend, facts, witnesses)).collect();
    ranked.sort_by_key(|(rank, _, _)| *rank);
    let supported = ranked.iter().filter(|(_, is_supported, _)| *is_supported).count();
    let is_only = is_complete && ranked.len() == 1;
    let graded = ranked.into_iter().map(|(_, is_supported, mut suspect)| {
        suspect.certainty =
            match (is_only && suspect.changes.len() == suspect.cells.len(), is_supported && supported == 1) {
                (true, _) => Certainty::Unique,
                (false, true) => Certainty::Likely,
                (false, false) => Certainty::Possible,
            };
        suspect
    });
    graded.collect()
}

/// A set as a suspect, with its rank (less is likelier) and whether anything speaks for it.
fn ranked(mend: &Mend, facts: &Facts<'_>, witnesses: &[Witness]) -> (usize, bool, Suspect) {
    let changes: Vec<Change> = mend
        .values
        .iter()
        .filter_map(|(cell, to)| Some(Change { cell: *cell, from: facts.this_number(*cell)?, to: *to }))
        .collect();
    let explained: Vec<_> = changes.iter().map(|change| slips::explain(change, facts)).collect();
    let unexplained = 2 * SLIPS.len();
    let slip_rank: usize = explained.iter().map(|slip| slip.map_or(unexplained, |(rank, _)| rank)).sum();
    let undetermined = (mend.cells.len() - changes.len()) * unexplained;
    // A witness outweighs any slip, for or against.
    let weight = 4 * unexplained;
    let speaks = |witness: &&Witness| changes.iter().any(|it| it.cell == witness.cell && it.to == witness.value);
    let denies = |witness: &&Witness| {
        mend.cells.contains(&witness.cell) && facts.this_number(witness.cell) == Some(witness.value)
    };
    let for_it = witnesses.iter().filter(speaks).count();
    let against_it = witnesses.iter().filter(denies).count();
    let base = weight * mend.cells.len();
    let rank = (base + slip_rank + undetermined + weight * against_it).saturating_sub(weight * for_it);
    let names: Vec<Option<&'static str>> = explained.iter().map(|slip| slip.map(|(_, slip)| slip.name())).collect();
    let slip = names.first().copied().flatten().filter(|name| names.iter().all(|other| *other == Some(name)));
    let is_explained = !names.is_empty() && names.iter().all(Option::is_some) && against_it == 0;
    let suspect = Suspect { cells: mend.cells.clone(), changes, slip, certainty: Certainty::Possible };
    (rank, for_it > 0 || is_explained, suspect)
}

/// Whole solutions over all components, the likeliest first, at most fifty; and whether there are more.
pub fn solutions(groups: &[Vec<Suspect>], localised: &Localised) -> (Vec<Vec<CellIndex>>, bool) {
    if groups.is_empty() {
        return (Vec::new(), false);
    }
    let mut sets: Vec<Vec<CellIndex>> = vec![Vec::new()];
    let mut more = localised.groups.iter().any(|group| group.more);
    for group in groups {
        more |= sets.len() * group.len() > MOST_SETS;
        let longer = sets.iter().flat_map(|set| {
            group.iter().map(move |suspect| set.iter().chain(&suspect.cells).copied().collect::<Vec<_>>())
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
