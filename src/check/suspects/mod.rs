//! Suspects: what may have gone wrong, the likeliest first: the smallest sets of guilty cells, each with the slips that
//! explain it, and slips of several cells that need more changes than that but only one mistake.
//!
//! Evidence orders proposals and never changes the size of the smallest sets. What counts, in this order: a witness such as
//! last year's figure for a carry-over or a figure quoted in the report's text; how few mistakes explain everything, where
//! a figure that the clerk has explained in a remark counts like one that nothing explains; how much nearer to last year's figures the new
//! ones are; and how common the slips are.
//!
//! Reading order: `suspect` (what a proposal is), `certainty` (how sure it is), `witnesses` (what speaks from outside),
//! `evidence` (which is likelier), `alone` (findings outside the search, such as 元 in a cell of 万元), `cases`
//! (everything that is wrong, for people), `words` (how it is told).

mod alone;
pub(super) mod cases;
mod certainty;
mod evidence;
mod suspect;
mod witnesses;
mod words;

use super::facts::Facts;
use super::finding::{Finding, Verdict};
use super::linear::is_hard;
use super::localise::{Localised, MOST_SETS};
use crate::form::{CellIndex, Severity};
pub use cases::{Case, Proposal, Reason};
pub use certainty::Certainty;
use evidence::Evidence;
pub use suspect::Suspect;
pub use witnesses::{Source, Testimony, Witness};

/// The proposals of each group, the likeliest first; groups in the order of [`Localised::groups`].
pub fn suspects(localised: &Localised, facts: &Facts<'_>, testimony: &Testimony) -> Vec<Vec<Suspect>> {
    if localised.groups.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence::new(facts, testimony);
    localised.groups.iter().map(|group| evidence.of_group(group)).collect()
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

/// The suspects that could answer for one finding: those of a set that touches its cells; and for errors and warnings that do not
/// constrain the search, or where it leaves the values open, the slips of one cell that clear it.
pub fn for_finding(finding: &Finding, facts: &Facts<'_>, groups: &[Vec<Suspect>]) -> Vec<Suspect> {
    if finding.verdict != Verdict::Violated {
        return Vec::new();
    }
    let is_hard_relation = facts.form().relation(&finding.relation).is_none_or(is_hard);
    let touching = |suspect: &&Suspect| suspect.cells.iter().any(|cell| finding.cells.contains(cell));
    let mut suspects: Vec<Suspect> = if finding.is_error() && is_hard_relation {
        groups.iter().flatten().filter(touching).cloned().collect()
    } else {
        Vec::new()
    };
    let is_notice = finding.severity == Severity::Notice;
    if !is_notice && suspects.iter().all(|suspect| suspect.changes.is_empty()) {
        suspects.splice(0..0, alone::suspects(finding, facts));
    }
    suspects
}
