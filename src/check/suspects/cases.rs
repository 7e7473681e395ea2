//! Cases: everything that is wrong, each with the ways to put it right and what speaks for them.
//!
//! A group of linked cells is one case, with all findings that it answers; a finding outside the search is a case of its
//! own.

use std::collections::BTreeSet;

use super::{Suspect, Witness, carried_over, for_finding};
use crate::check::engine::verdict_on;
use crate::check::facts::Facts;
use crate::check::finding::{Finding, Verdict};
use crate::check::localise::{Group, Localised};
use crate::check::slips::Change;
use crate::form::CellIndex;

/// No more findings than this get proposals of their own.
const MOST_FINDINGS: usize = 200;

/// Something that is wrong, with the ways to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The relations of the findings that it answers.
    pub relations: Vec<String>,
    /// The ways, the likeliest first; there is one at least.
    pub proposals: Vec<Proposal>,
    /// The search was not cut short: no way with fewer cells exists.
    pub exact: bool,
    /// There are more ways than listed.
    pub more: bool,
}

impl Case {
    /// Whether one of its ways is about a cell.
    pub fn touches(&self, cell: CellIndex) -> bool {
        self.proposals.iter().any(|proposal| proposal.suspect.cells.contains(&cell))
    }
}

/// A way to put something right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The cells with their new values.
    pub suspect: Suspect,
    /// How many relations that are broken now would hold.
    pub mends: usize,
    /// A new value is what last year's filing carries over.
    pub is_carried_over: bool,
}

impl Proposal {
    fn new(suspect: Suspect, carried: &[Witness], facts: &Facts<'_>) -> Self {
        let is_carried = |change: &Change| carried.iter().any(|it| it.cell == change.cell && it.value == change.to);
        Self { mends: mends(&suspect.changes, facts), is_carried_over: suspect.changes.iter().any(is_carried), suspect }
    }

    /// What would be done, where every cell of it is known.
    pub fn changes(&self) -> Option<&[Change]> {
        let changes = self.suspect.changes.as_slice();
        (!changes.is_empty() && changes.len() == self.suspect.cells.len()).then_some(changes)
    }
}

/// How many relations are broken and would hold after some changes.
fn mends(changes: &[Change], facts: &Facts<'_>) -> usize {
    let watching: BTreeSet<usize> =
        changes.iter().flat_map(|change| facts.book.watching(change.cell)).copied().collect();
    let broken = watching.into_iter().filter(|at| verdict_on(*at, facts) == Some(Verdict::Violated));
    let broken: Vec<usize> = broken.collect();
    let mut values = facts.values.to_vec();
    for change in changes {
        if let Some(value) = change.value() {
            values[change.cell.position()] = value;
        }
    }
    let after = Facts { values: &values, ..*facts };
    broken.into_iter().filter(|at| verdict_on(*at, &after) == Some(Verdict::Holds)).count()
}

/// The cases: those of the groups in their order, then those of findings that no group answers.
pub(in crate::check) fn cases(
    findings: &[Finding],
    localised: &Localised,
    groups: &[Vec<Suspect>],
    facts: &Facts<'_>,
) -> Vec<Case> {
    let of_group = |(group, suspects): (&Group, &Vec<Suspect>)| (Vec::new(), suspects.clone(), group.exact, group.more);
    let mut cases: Vec<(Vec<String>, Vec<Suspect>, bool, bool)> =
        localised.groups.iter().zip(groups).map(of_group).collect();
    for finding in findings.iter().filter(|finding| !finding.is_settled()).take(MOST_FINDINGS) {
        let mut suspects = for_finding(finding, facts, groups);
        let group = groups.iter().position(|group| suspects.iter().any(|suspect| group.contains(suspect)));
        suspects.retain(|suspect| cases.iter().all(|(_, known, ..)| !known.contains(suspect)));
        match group {
            Some(at) => {
                cases[at].0.push(finding.relation.clone());
                cases[at].1.splice(0..0, suspects);
            }
            None if suspects.is_empty() => {}
            None => cases.push((vec![finding.relation.clone()], suspects, true, false)),
        }
    }
    let carried = carried_over(facts);
    let case = |(relations, suspects, exact, more): (Vec<String>, Vec<Suspect>, bool, bool)| Case {
        relations,
        proposals: suspects.into_iter().map(|suspect| Proposal::new(suspect, &carried, facts)).collect(),
        exact,
        more,
    };
    cases.into_iter().map(case).filter(|case| !case.proposals.is_empty()).collect()
}
