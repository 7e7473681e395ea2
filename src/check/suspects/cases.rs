//! Cases: everything that is wrong, each with the ways to put it right and what speaks for them.
//!
//! A group of linked cells is one case, with all findings that it answers; a finding outside the search is a case of its
//! own.

use std::collections::BTreeSet;

use super::{Source, Suspect, Testimony, for_finding};
use crate::check::copied::COPIED;
use crate::check::facts::Facts;
use crate::check::finding::{Finding, Verdict};
use crate::check::judged::verdict_on;
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
    /// What speaks for it or against it, apart from the slip.
    pub reasons: Vec<Reason>,
}

/// Something outside the table that speaks for a proposal or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A new value is what last year's filing carries over.
    CarriedOver,
    /// A new value is what the report's text says.
    InText,
    /// A figure that would change has been explained in a remark.
    Explained,
    /// Every other way would change a figure that has been explained.
    OthersExplained,
}

impl Proposal {
    fn new(suspect: Suspect, testimony: &Testimony, facts: &Facts<'_>) -> Self {
        let says = |source| suspect.changes.iter().any(|it| testimony.says(source, it.cell, it.to));
        let reasons = [
            (Reason::CarriedOver, says(Source::LastYear)),
            (Reason::InText, says(Source::Text)),
            (Reason::Explained, suspect.cells.iter().any(|cell| testimony.explained.contains(cell))),
        ];
        let reasons = reasons.into_iter().filter(|(_, speaks)| *speaks).map(|(reason, _)| reason).collect();
        Self { mends: mends(&suspect.changes, facts), reasons, suspect }
    }

    fn is_explained(&self) -> bool {
        self.reasons.contains(&Reason::Explained)
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
    testimony: &Testimony,
) -> Vec<Case> {
    let of_group = |(group, suspects): (&Group, &Vec<Suspect>)| (Vec::new(), suspects.clone(), group.exact, group.more);
    let mut cases: Vec<(Vec<String>, Vec<Suspect>, bool, bool)> =
        localised.groups.iter().zip(groups).map(of_group).collect();
    for finding in findings.iter().filter(|it| !it.is_settled() && it.kind != COPIED).take(MOST_FINDINGS) {
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
    let case = |(relations, suspects, exact, more): (Vec<String>, Vec<Suspect>, bool, bool)| {
        let mut proposals: Vec<Proposal> =
            suspects.into_iter().map(|suspect| Proposal::new(suspect, testimony, facts)).collect();
        if let [only, others @ ..] = proposals.as_mut_slice()
            && !others.is_empty()
            && !only.is_explained()
            && others.iter().all(Proposal::is_explained)
        {
            only.reasons.push(Reason::OthersExplained);
        }
        Case { relations, proposals, exact, more }
    };
    cases.into_iter().map(case).filter(|case| !case.proposals.is_empty()).collect()
}
