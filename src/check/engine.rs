//! The incremental engine: an edit re-judges only the relations that watch the edited cells.

use std::sync::Arc;

use super::cells::{BLANK, CELL_KINDS};
use super::facts::{Facts, PriorValues, prior_values};
use super::finding::{Finding, Verdict};
use super::kinds::{Kind, Outcome, help};
use super::{Rulebook, remarks};
use crate::filing::{Edit, Filing};
use crate::form::{CellIndex, Form, Period, Relation, Severity};

/// Whether the filing is being filled or about to be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Blanks are warnings; undecided relations are only counted.
    Filling,
    /// Blanks are errors; undecided relations are listed (`--final`).
    Final,
}

/// How one relation stands.
#[derive(Clone, Debug)]
enum Judged {
    /// It does not apply: last year is not attached, not comparable, or had no such cell.
    NotApplicable,
    Holds,
    Undecided(&'static str),
    Violated(Box<Finding>),
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
#[derive(Clone, Debug)]
pub struct Engine {
    book: Arc<Rulebook>,
    prior: Option<PriorValues>,
    relations: Vec<Judged>,
    cells: Vec<Vec<Finding>>,
}

impl Engine {
    /// Checks a filing completely. The rulebook is that of the filing's form.
    pub fn new(book: Arc<Rulebook>, filing: &Filing) -> Self {
        let mut engine = Self { book, prior: None, relations: Vec::new(), cells: Vec::new() };
        engine.judge_all(filing);
        engine
    }

    /// Follows an edit that was applied to the filing, undone or done again.
    pub fn follow(&mut self, filing: &Filing, edit: &Edit) {
        match edit {
            Edit::Cells(_) => self.judge_cells(filing, edit.cells()),
            Edit::Unit { .. } | Edit::Year { .. } | Edit::Prior { .. } | Edit::Incomparable { .. } => {
                self.judge_all(filing);
            }
            Edit::Remark { .. } | Edit::Report(_) | Edit::SignOff { .. } => {}
        }
    }

    fn judge_all(&mut self, filing: &Filing) {
        self.prior = prior_values(filing);
        let facts = Facts::of(&self.book, filing, self.prior.as_ref());
        let form = facts.form();
        self.relations = (0..form.relations.len()).map(|relation| judge(relation, &facts)).collect();
        self.cells = form.cell_indices().map(|cell| judge_cell(cell, &facts)).collect();
    }

    fn judge_cells(&mut self, filing: &Filing, cells: impl Iterator<Item = CellIndex>) {
        let facts = Facts::of(&self.book, filing, self.prior.as_ref());
        let mut touched: Vec<usize> = Vec::new();
        for cell in cells {
            self.cells[cell.position()] = judge_cell(cell, &facts);
            touched.extend(self.book.watching(cell));
        }
        touched.sort_unstable();
        touched.dedup();
        for relation in touched {
            self.relations[relation] = judge(relation, &facts);
        }
    }

    /// The rulebook.
    pub fn book(&self) -> &Arc<Rulebook> {
        &self.book
    }

    /// Last year's values as this form sees them.
    pub fn prior(&self) -> Option<&PriorValues> {
        self.prior.as_ref()
    }

    /// What judging looks at, for the search of guilty cells.
    pub fn facts<'a>(&'a self, filing: &'a Filing) -> Facts<'a> {
        Facts::of(&self.book, filing, self.prior.as_ref())
    }

    /// How the relation at a position of [`Form::relations`] stands; `None` when it does not apply.
    pub fn verdict(&self, relation: usize) -> Option<Verdict> {
        match self.relations.get(relation)? {
            Judged::NotApplicable => None,
            Judged::Holds => Some(Verdict::Holds),
            Judged::Undecided(_) => Some(Verdict::Undecided),
            Judged::Violated(_) => Some(Verdict::Violated),
        }
    }

    /// All findings: errors first, then warnings, notices, and blanks last within each; with their remarks.
    pub fn findings(&self, filing: &Filing, stage: Stage) -> Vec<Finding> {
        let form = self.book.form();
        let cells = self.cells.iter().flatten().cloned();
        let relations = self.relations.iter().enumerate().filter_map(|(position, judged)| match judged {
            Judged::Violated(finding) => Some((**finding).clone()),
            Judged::Undecided(why) if stage == Stage::Final => Some(undecided(form, &form.relations[position], why)),
            Judged::Undecided(_) | Judged::Holds | Judged::NotApplicable => None,
        });
        let mut findings: Vec<Finding> = cells.chain(relations).collect();
        for finding in &mut findings {
            if finding.kind == BLANK && stage == Stage::Final {
                finding.severity = Severity::Error;
            }
            finding.answer = remarks::answer(finding, filing);
        }
        findings
            .sort_by_key(|finding| (finding.verdict == Verdict::Undecided, finding.severity, finding.kind == BLANK));
        findings
    }

    /// How many of everything.
    pub fn counts(&self, filing: &Filing, stage: Stage) -> Counts {
        let mut counts = Counts::default();
        for finding in self.findings(filing, stage).iter().filter(|finding| finding.verdict == Verdict::Violated) {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                _ if finding.is_settled() => counts.settled += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Notice => counts.notices += 1,
            }
        }
        counts.holding = self.relations.iter().filter(|judged| matches!(judged, Judged::Holds)).count();
        counts.undecided = self.relations.iter().filter(|judged| matches!(judged, Judged::Undecided(_))).count();
        counts.blanks = filing.values().iter().filter(|value| value.is_blank()).count();
        counts
    }
}

fn judge(position: usize, facts: &Facts<'_>) -> Judged {
    let form = facts.form();
    let Some(relation) = form.relations.get(position) else { return Judged::NotApplicable };
    let Some(kind) = facts.book.kind(position) else { return Judged::NotApplicable };
    if relation.terms().any(|term| facts.value(*term).is_none()) {
        return Judged::NotApplicable;
    }
    if relation.terms().any(|term| facts.number(*term).is_none()) {
        return Judged::Undecided("有空格或文字");
    }
    match kind.judge(relation, facts) {
        Outcome::Holds => Judged::Holds,
        Outcome::Unknown(what) => Judged::Undecided(what),
        Outcome::Violated(violation) => Judged::Violated(Box::new(Finding {
            relation: relation.id.to_string(),
            kind: kind.name(),
            severity: relation.severity,
            verdict: Verdict::Violated,
            cells: relation.cells(Period::This),
            prior_cells: relation.cells(Period::Prior),
            left: violation.left,
            right: violation.right,
            message: violation.message,
            advice: &help(kind.name()).advice,
            answer: None,
        })),
    }
}

fn undecided(form: &Form, relation: &Relation, why: &'static str) -> Finding {
    let kind = super::kinds::by_name(&relation.kind).map_or("", Kind::name);
    let main = relation.left.first().map_or("", |term| form.cell(term.cell).name.as_str());
    Finding {
        relation: relation.id.to_string(),
        kind,
        severity: relation.severity,
        verdict: Verdict::Undecided,
        cells: relation.cells(Period::This),
        prior_cells: relation.cells(Period::Prior),
        left: None,
        right: None,
        message: format!("{main}：{}，{why}，无法判断。", relation.text),
        advice: &help(BLANK).advice,
        answer: None,
    }
}

fn judge_cell(cell: CellIndex, facts: &Facts<'_>) -> Vec<Finding> {
    let it = facts.form().cell(cell);
    let Some(value) = facts.values.get(cell.position()) else { return Vec::new() };
    let found = CELL_KINDS.iter().filter_map(|kind| Some((kind, kind.judge(it, value)?)));
    found
        .map(|(kind, message)| Finding {
            relation: format!("{}:{}", kind.name(), it.id),
            kind: kind.name(),
            severity: kind.severity(),
            verdict: Verdict::Violated,
            cells: vec![cell],
            prior_cells: Vec::new(),
            left: value.as_number().map(Into::into),
            right: None,
            message,
            advice: &help(kind.name()).advice,
            answer: None,
        })
        .collect()
}
