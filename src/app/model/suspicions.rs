//! Which cells may be wrong, as far as it is known, and which of the ways to make them right is looked at.

use std::collections::BTreeSet;

use crate::check::Finding;
use crate::check::suspects::{Case, Certainty, Proposal};
use crate::filing::{Edit, Value};
use crate::form::CellIndex;

/// Of a case with several possible ways, so many cells are marked at most.
pub(crate) const MOST_MARKED: usize = 8;

/// What is known of one filing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suspicions {
    /// Counts what was on the screen.
    edition: u64,
    known: Option<Known>,
    is_current: bool,
    /// The case whose proposal the sheet shows, and which of its proposals.
    showing: Option<(usize, usize)>,
}

/// The answer of a search.
#[derive(Clone, Debug)]
struct Known {
    values: Vec<Value>,
    cases: Vec<Case>,
    marked: BTreeSet<CellIndex>,
}

/// The case that is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looked<'a> {
    /// Which.
    pub(crate) at: usize,
    /// The case.
    pub(crate) case: &'a Case,
    /// Which of its proposals.
    pub(crate) way: usize,
    /// The proposal.
    pub(crate) proposal: &'a Proposal,
    /// Whether the sheet shows it.
    pub(crate) is_shown: bool,
}

impl Suspicions {
    /// Other values may be on the screen now.
    pub(crate) fn follow(&mut self, values: &[Value]) {
        self.edition += 1;
        self.is_current = self.known.as_ref().is_some_and(|known| known.values == values);
        if !self.is_current {
            self.showing = None;
        }
    }

    /// Forgets everything when an edit changes what cells are judged by, such as last year's values.
    pub(crate) fn forget_unless_of_cells(&mut self, edit: &Edit) {
        if !edit.parts().iter().all(|part| matches!(part, Edit::Cells(_))) {
            self.known = None;
        }
    }

    /// Names what is on the screen, when it has to be searched.
    pub(crate) fn unknown_edition(&self) -> Option<u64> {
        (!self.is_current).then_some(self.edition)
    }

    /// Takes the answer of a search, unless the screen has moved on.
    pub(crate) fn learn(&mut self, edition: u64, values: &[Value], cases: Vec<Case>) {
        if edition != self.edition {
            return;
        }
        let marked = cases.iter().flat_map(marked).collect();
        self.known = Some(Known { values: values.to_vec(), cases, marked });
        self.is_current = true;
        self.showing = None;
    }

    /// The cases; none while they are not known.
    pub(crate) fn cases(&self) -> &[Case] {
        let known = self.known.as_ref().filter(|_| self.is_current);
        known.map_or(&[], |known| known.cases.as_slice())
    }

    /// Whether a cell is suspected.
    pub(crate) fn marks(&self, cell: CellIndex) -> bool {
        let known = self.known.as_ref().filter(|_| self.is_current);
        known.is_some_and(|known| known.marked.contains(&cell))
    }

    /// The case that answers a finding.
    pub(crate) fn of_finding(&self, finding: &Finding) -> Option<(usize, &Case)> {
        self.cases().iter().enumerate().find(|(_, case)| case.relations.contains(&finding.relation))
    }

    /// The sheet shows a proposal as it would be; gives the cell to go to.
    pub(crate) fn show(&mut self, case: usize, way: usize) -> Option<CellIndex> {
        let cell = *self.cases().get(case)?.proposals.get(way)?.suspect.cells.first()?;
        self.showing = Some((case, way));
        Some(cell)
    }

    /// The sheet shows what is there.
    pub(crate) fn end_showing(&mut self) {
        self.showing = None;
    }

    /// The proposal that is looked at from a cell: the shown one while the cell belongs to it, else that of the cell or of
    /// a finding.
    pub(crate) fn looked_at(
        &self,
        cell: CellIndex,
        is_asked: impl Fn(&Finding) -> bool,
        findings: &[Finding],
    ) -> Option<Looked<'_>> {
        let cases = self.cases();
        let looked = |at: usize, way: usize, is_shown: bool| {
            let case = cases.get(at)?;
            Some(Looked { at, case, way, proposal: case.proposals.get(way)?, is_shown })
        };
        if let Some((at, way)) = self.showing.filter(|(at, _)| cases.get(*at).is_some_and(|case| case.touches(cell))) {
            return looked(at, way, true);
        }
        let touching = || cases.iter().position(|case| case.touches(cell));
        let asked = || findings.iter().filter(|it| is_asked(it)).find_map(|it| self.of_finding(it)).map(|(at, _)| at);
        let at = touching().or_else(asked)?;
        let with_cell = |proposal: &Proposal| proposal.suspect.cells.contains(&cell);
        looked(at, cases.get(at)?.proposals.iter().position(with_cell).unwrap_or(0), false)
    }
}

/// The cells of a case that are marked: those of the one way that something speaks for, else of the likeliest ways.
fn marked(case: &Case) -> BTreeSet<CellIndex> {
    let mut cells = BTreeSet::new();
    for proposal in &case.proposals {
        let suspect = &proposal.suspect;
        if !cells.is_empty() && cells.len() + suspect.cells.len() > MOST_MARKED {
            break;
        }
        cells.extend(&suspect.cells);
        if suspect.certainty != Certainty::Possible {
            break;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::Suspicions;
    use crate::check::suspects::{Case, Certainty, Proposal, Suspect};
    use crate::filing::Value;
    use crate::form::CellIndex;

    fn case(cell: u32) -> Case {
        let suspect = Suspect {
            cells: vec![CellIndex(cell)],
            changes: Vec::new(),
            slip: None,
            certainty: Certainty::Possible,
            is_smallest: true,
        };
        let proposals = vec![Proposal { suspect, mends: 0, reasons: Vec::new() }];
        Case { relations: Vec::new(), proposals, exact: true, more: false }
    }

    #[test]
    fn an_answer_about_what_was_shown_before_is_dropped() {
        let mut suspicions = Suspicions::default();
        let [before, after] = [[Value::whole(1)], [Value::whole(2)]];
        suspicions.follow(&before);
        let ordered = suspicions.unknown_edition().expect("nothing is known");
        suspicions.follow(&after);
        suspicions.learn(ordered, &after, vec![case(0)]);
        assert!(suspicions.cases().is_empty() && !suspicions.marks(CellIndex(0)));
        let ordered = suspicions.unknown_edition().expect("it is still to be searched");
        suspicions.learn(ordered, &after, vec![case(0)]);
        assert!(suspicions.marks(CellIndex(0)) && suspicions.unknown_edition().is_none());
    }

    #[test]
    fn what_is_known_counts_while_its_values_are_shown() {
        let mut suspicions = Suspicions::default();
        let [before, after] = [[Value::whole(1)], [Value::whole(2)]];
        suspicions.follow(&before);
        suspicions.learn(1, &before, vec![case(0)]);
        assert_eq!(suspicions.show(0, 0), Some(CellIndex(0)));
        suspicions.follow(&after);
        assert!(!suspicions.marks(CellIndex(0)) && suspicions.show(0, 0).is_none());
        suspicions.follow(&before);
        assert!(suspicions.marks(CellIndex(0)), "typed and taken back");
    }
}
