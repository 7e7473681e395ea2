//! One relation or one cell judged: how it stands, and the finding when something is wrong with it.

use super::cells::{BLANK, CELL_KINDS, CellKind};
use super::facts::Facts;
use super::finding::{Finding, Verdict};
use super::kinds::{self, Kind, Outcome, help};
use crate::filing::Value;
use crate::form::{CellIndex, Form, Period, Relation};

/// How one relation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// It does not apply: last year is not attached, not comparable, or had no such cell.
    NotApplicable,
    Holds,
    Undecided(&'static str),
    /// Its finding is beside it.
    Violated,
}

impl Judged {
    pub(super) fn verdict(self) -> Option<Verdict> {
        match self {
            Self::NotApplicable => None,
            Self::Holds => Some(Verdict::Holds),
            Self::Undecided(_) => Some(Verdict::Undecided),
            Self::Violated => Some(Verdict::Violated),
        }
    }
}

/// How a relation stands with other values than the engine has seen; `None` when it does not apply.
pub(super) fn verdict_on(position: usize, facts: &Facts<'_>) -> Option<Verdict> {
    judge_relation(position, facts).0.verdict()
}

pub(super) fn judge_relation(position: usize, facts: &Facts<'_>) -> (Judged, Option<Finding>) {
    let form = facts.form();
    let Some((relation, kind)) = form.relations.get(position).zip(facts.book.kind(position)) else {
        return (Judged::NotApplicable, None);
    };
    if relation.terms().any(|term| facts.value(*term).is_none()) {
        return (Judged::NotApplicable, None);
    }
    if relation.terms().any(|term| facts.number(*term).is_none()) {
        return (Judged::Undecided("有空格或文字"), None);
    }
    match kind.judge(relation, facts) {
        Outcome::Holds => (Judged::Holds, None),
        Outcome::Unknown(what) => (Judged::Undecided(what), None),
        Outcome::Violated(violation) => {
            let finding = Finding {
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
            };
            (Judged::Violated, Some(finding))
        }
    }
}

pub(super) fn undecided(form: &Form, relation: &Relation, why: &'static str) -> Finding {
    let kind = kinds::by_name(&relation.kind).map_or("", Kind::name);
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

/// What is wrong with one cell, but for its being blank.
pub(super) fn judge_cell(cell: CellIndex, facts: &Facts<'_>) -> Vec<Finding> {
    let form = facts.form();
    let Some(value) = facts.values.get(cell.position()) else { return Vec::new() };
    if value.is_blank() {
        return Vec::new();
    }
    let found = CELL_KINDS.iter().filter_map(|kind| Some((kind, kind.judge(form.cell(cell), value)?)));
    found.map(|(kind, message)| cell_finding(*kind, form, cell, value, message)).collect()
}

pub(super) fn cell_finding(
    kind: &dyn CellKind,
    form: &Form,
    cell: CellIndex,
    value: &Value,
    message: String,
) -> Finding {
    Finding {
        relation: format!("{}:{}", kind.name(), form.cell(cell).id),
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
    }
}
