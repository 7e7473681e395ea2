//! The incremental engine: an edit re-judges only the relations that watch the edited cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{BLANK, Blank, CellKind as _};
use super::facts::{Facts, PriorValues, prior_values};
use super::finding::{Finding, Verdict};
use super::judged::{Judged, cell_finding, judge_cell, judge_relation, undecided};
use super::localise::{Localised, localise};
use super::suspects::{self, Case, Suspect, Testimony, Witness};
use super::{Rulebook, copied, remarks};
use crate::filing::{Edit, Filing};
use crate::form::{CellIndex, Severity};

/// Whether the filing is being filled or about to be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Blanks are warnings; undecided relations are only counted.
    Filling,
    /// Blanks are errors; undecided relations are listed (`--final`).
    Final,
}

/// How many relations stand how; the parts of a check's summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Violated relations and cell findings of severity error.
    pub errors: usize,
    /// Those of severity warning that no remark settles.
    pub warnings: usize,
    /// Those of severity notice that no remark settles.
    pub notices: usize,
    /// Warnings and notices settled by a remark.
    pub settled: usize,
    /// Relations that hold.
    pub holding: usize,
    /// Relations that cannot be judged yet.
    pub undecided: usize,
    /// Cells without a value.
    pub blanks: usize,
}

/// The state of a check, kept up to date edit by edit.
///
/// What is wrong is kept apart from what is right, so that a keystroke in a form of ten thousand rows costs what is wrong
/// and what the cell touches, not what the form is long.
#[derive(Clone, Debug)]
pub struct Engine {
    book: Arc<Rulebook>,
    prior: Option<Arc<PriorValues>>,
    relations: Vec<Judged>,
    /// The findings of the violated relations, by position.
    violated: BTreeMap<usize, Finding>,
    /// The findings about single cells but for the blanks.
    flagged: BTreeMap<CellIndex, Vec<Finding>>,
    holding: usize,
    undecided: usize,
    blanks: usize,
}

impl Engine {
    /// Checks a filing completely. The rulebook is that of the filing's form.
    pub fn new(book: Arc<Rulebook>, filing: &Filing) -> Self {
        let mut engine = Self {
            book,
            prior: None,
            relations: Vec::new(),
            violated: BTreeMap::new(),
            flagged: BTreeMap::new(),
            holding: 0,
            undecided: 0,
            blanks: 0,
        };
        engine.judge_all(filing);
        engine
    }

    /// Follows an edit that was applied to the filing, undone or done again.
    pub fn follow(&mut self, filing: &Filing, edit: &Edit) {
        match edit {
            Edit::Cells(changes) => {
                for change in changes {
                    self.blanks = self.blanks + usize::from(change.new.is_blank()) - usize::from(change.old.is_blank());
                }
                self.judge_cells(filing, edit.cells());
            }
            Edit::Unit { .. } | Edit::Year { .. } | Edit::Prior { .. } | Edit::Incomparable { .. } => {
                self.judge_all(filing);
            }
            Edit::Remark { .. }
            | Edit::Report(_)
            | Edit::SignOff { .. }
            | Edit::Chart { .. }
            | Edit::Plan(_)
            | Edit::Handing { .. }
            | Edit::Returns { .. }
            | Edit::Attachments { .. } => {}
            Edit::Several(edits) => edits.iter().for_each(|edit| self.follow(filing, edit)),
        }
    }

    fn judge_all(&mut self, filing: &Filing) {
        self.prior = prior_values(filing).map(Arc::new);
        let form = self.book.form();
        let (relations, cells) = (form.relations.len(), form.cell_indices());
        self.relations = vec![Judged::NotApplicable; relations];
        (self.holding, self.undecided) = (0, 0);
        self.violated.clear();
        self.flagged.clear();
        self.blanks = filing.values().iter().filter(|value| value.is_blank()).count();
        self.judge(filing, cells, 0..relations);
    }

    fn judge_cells(&mut self, filing: &Filing, cells: impl Iterator<Item = CellIndex>) {
        let cells: Vec<CellIndex> = cells.collect();
        let mut touched: Vec<usize> = cells.iter().flat_map(|cell| self.book.watching(*cell)).copied().collect();
        touched.sort_unstable();
        touched.dedup();
        self.judge(filing, cells, touched);
    }

    fn judge(
        &mut self,
        filing: &Filing,
        cells: impl IntoIterator<Item = CellIndex>,
        relations: impl IntoIterator<Item = usize>,
    ) {
        let facts = Facts::of(&self.book, filing, self.prior.as_deref());
        for cell in cells {
            let findings = judge_cell(cell, &facts);
            if findings.is_empty() {
                self.flagged.remove(&cell);
            } else {
                self.flagged.insert(cell, findings);
            }
        }
        for position in relations {
            let (judged, finding) = judge_relation(position, &facts);
            match finding {
                Some(finding) => self.violated.insert(position, finding),
                None => self.violated.remove(&position),
            };
            let Some(place) = self.relations.get_mut(position) else { continue };
            let before = std::mem::replace(place, judged);
            let count =
                |is: fn(Judged) -> bool, count: usize| count + usize::from(is(judged)) - usize::from(is(before));
            self.holding = count(|it| it == Judged::Holds, self.holding);
            self.undecided = count(|it| matches!(it, Judged::Undecided(_)), self.undecided);
        }
    }

    /// The rulebook.
    pub fn book(&self) -> &Arc<Rulebook> {
        &self.book
    }

    /// Last year's values as this form sees them.
    pub fn prior(&self) -> Option<&PriorValues> {
        self.prior.as_deref()
    }

    /// What judging looks at, for the search of guilty cells.
    pub fn facts<'a>(&'a self, filing: &'a Filing) -> Facts<'a> {
        Facts::of(&self.book, filing, self.prior.as_deref())
    }

    /// Which cells may be wrong and what may have happened, group by group, the likeliest first. Last year's filing and
    /// remarks are heard; other witnesses, such as figures quoted in a text, are handed in.
    pub fn suspects(&self, filing: &Filing, witnesses: &[Witness]) -> (Localised, Vec<Vec<Suspect>>) {
        let facts = self.facts(filing);
        let localised = localise(&self.book, filing.values());
        let testimony = Testimony::of(filing, &facts, witnesses);
        let groups = suspects::suspects(&localised, &facts, &testimony);
        (localised, groups)
    }

    /// What is wrong, each with the ways to put it right, told for people.
    pub fn cases(&self, filing: &Filing, witnesses: &[Witness]) -> Vec<Case> {
        let (localised, groups) = self.suspects(filing, witnesses);
        let facts = self.facts(filing);
        let testimony = Testimony::of(filing, &facts, witnesses);
        suspects::cases::cases(&self.violations(filing), &localised, &groups, &facts, &testimony)
    }

    /// How the relation at a position of [`crate::form::Form::relations`] stands; `None` when it does not apply.
    pub fn verdict(&self, relation: usize) -> Option<Verdict> {
        self.relations.get(relation)?.verdict()
    }

    /// All findings: errors first, then warnings, notices, and blanks last within each; with their remarks.
    pub fn findings(&self, filing: &Filing, stage: Stage) -> Vec<Finding> {
        let form = self.book.form();
        let mut findings = self.violations(filing);
        let blank = |cell: CellIndex| {
            let message = Blank.judge(form.cell(cell), filing.value(cell))?;
            let severity = if stage == Stage::Final { Severity::Error } else { Blank.severity() };
            Some(Finding { severity, ..cell_finding(&Blank, form, cell, filing.value(cell), message) })
        };
        let undecided = self.relations.iter().enumerate().filter_map(|(position, judged)| match judged {
            Judged::Undecided(why) if stage == Stage::Final => Some(undecided(form, &form.relations[position], why)),
            _ => None,
        });
        let others = form.cell_indices().filter_map(blank).chain(undecided).map(|mut finding| {
            finding.answer = remarks::answer(&finding, filing);
            finding
        });
        findings.extend(others);
        findings
            .sort_by_key(|finding| (finding.verdict == Verdict::Undecided, finding.severity, finding.kind == BLANK));
        findings
    }

    /// What is wrong: the violated relations, the findings about cells but for the blanks, and a copy of last year's
    /// figures, with their remarks. Errors first; the cost is that of what is wrong, not of the form.
    pub fn violations(&self, filing: &Filing) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.flagged.values().flatten().chain(self.violated.values()).cloned().collect();
        // Whether all is as last year is seen at the first figure that is not.
        findings.extend(copied::finding(&self.facts(filing)));
        for finding in &mut findings {
            finding.answer = remarks::answer(finding, filing);
        }
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    /// How many of everything.
    pub fn counts(&self, filing: &Filing, stage: Stage) -> Counts {
        self.counts_of(&self.violations(filing), filing, stage)
    }

    /// The same, with the [`Engine::violations`] at hand.
    pub fn counts_of(&self, violations: &[Finding], filing: &Filing, stage: Stage) -> Counts {
        let mut counts =
            Counts { holding: self.holding, undecided: self.undecided, blanks: self.blanks, ..Counts::default() };
        for finding in violations {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                _ if finding.is_settled() => counts.settled += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Notice => counts.notices += 1,
            }
        }
        match stage {
            Stage::Final => counts.errors += self.blanks,
            Stage::Filling => {
                let settled = self.settled_blanks(filing);
                counts.settled += settled;
                counts.warnings += self.blanks - settled;
            }
        }
        counts
    }

    /// How many blanks a remark settles; found by the remarks, for blanks may be many.
    fn settled_blanks(&self, filing: &Filing) -> usize {
        let form = self.book.form();
        let about = filing.remarks().keys().filter_map(|about| about.strip_prefix(BLANK)?.strip_prefix(':'));
        let blanks = about.filter_map(|id| form.cell_index(id)).filter(|cell| filing.value(*cell).is_blank());
        let findings = blanks.map(|cell| cell_finding(&Blank, form, cell, filing.value(cell), String::new()));
        findings.filter(|it| remarks::answer(it, filing).is_some_and(|answer| answer.is_current)).count()
    }
}
