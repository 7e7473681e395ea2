//! Slips behind findings that the search for guilty cells leaves out: warnings and notices, relations with last year, and
//! cells whose value no relation determines.
//!
//! One cell is changed at a time. A value is proposed when a slip explains it, the finding is gone with it, and no hard
//! relation breaks.

use super::certainty::Certainty;
use super::suspect::Suspect;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::check::finding::Finding;
use crate::check::kinds::Outcome;
use crate::check::slips::{self, Change, SLIPS, Trial};
use crate::form::CellIndex;

/// No more proposals than this are made for one finding.
const MOST: usize = 10;

/// The proposals for a finding, the commonest slip first, then the nearest to last year's value.
pub(super) fn suspects(finding: &Finding, facts: &Facts<'_>) -> Vec<Suspect> {
    let trial = Trial::new(facts);
    let mut found: Vec<(usize, Amount, &'static str, Change)> = Vec::new();
    for cell in &finding.cells {
        let Some(from) = facts.this_number(*cell) else { continue };
        for to in values(finding, *cell, from, facts) {
            let change = Change { cell: *cell, from, to };
            let Some((rank, slip)) = slips::explain(&change, facts) else { continue };
            let is_new = found.iter().all(|(.., other)| *other != change);
            if is_new && trial.keeps(&[change]) && is_cleared(finding, &change, facts) {
                let distance = facts.prior_number(*cell).map_or(Amount::ZERO, |prior| (to - prior).abs());
                found.push((rank, distance, slip.name(), change));
            }
        }
    }
    found.sort_by_key(|(rank, distance, ..)| (*rank, *distance));
    let certainty = if found.len() == 1 { Certainty::Likely } else { Certainty::Possible };
    let suspect = |(_, _, slip, change): (usize, Amount, &'static str, Change)| Suspect {
        cells: vec![change.cell],
        changes: vec![change],
        slip: Some(slip),
        certainty,
        is_smallest: true,
    };
    found.into_iter().take(MOST).map(suspect).collect()
}

/// The values worth a try: those from which a slip makes what stands there, and the one that closes the difference.
fn values(finding: &Finding, cell: CellIndex, from: Amount, facts: &Facts<'_>) -> Vec<Amount> {
    let mut values: Vec<Amount> = SLIPS.iter().flat_map(|slip| slip.sources(cell, from, facts)).collect();
    if let Some(difference) = finding.difference() {
        values.extend([from - difference, from + difference]);
    }
    values
}

fn is_cleared(finding: &Finding, change: &Change, facts: &Facts<'_>) -> bool {
    let form = facts.form();
    let Some(at) = form.relations.iter().position(|it| it.id.as_str() == finding.relation) else {
        // A finding about the cell itself: a legal value clears it.
        return true;
    };
    let (Some(kind), Some(value)) = (facts.book.kind(at), change.value()) else {
        return false;
    };
    let mut values = facts.values.to_vec();
    values[change.cell.position()] = value;
    kind.judge(&form.relations[at], &Facts { values: &values, ..*facts }) == Outcome::Holds
}
