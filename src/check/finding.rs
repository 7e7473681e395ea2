//! What a check says: the relation, both sides, every cell, a sentence, and what to do.

use super::Amount;
use crate::form::{CellIndex, Severity};

/// How a relation stands. A relation with a blank is undecided, never passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is met.
    Holds,
    /// It is broken.
    Violated,
    /// It cannot be judged: a cell is blank or unread, or the unit's level is not known.
    Undecided,
}

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Violated => "violated",
            Self::Undecided => "undecided",
        }
    }
}

/// A remark (审核说明) as it stands towards a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was said.
    pub text: String,
    /// Whether the values are still those it was said of.
    pub is_current: bool,
}

/// One result of a check (审核结果).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The relation's id, or `blank:3.1.a` for a finding about one cell.
    pub relation: String,
    /// The kind of relation, or of cell finding: `total`, `range`, …
    pub kind: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Violated, or undecided when a final check lists what could not be judged.
    pub verdict: Verdict,
    /// All cells of the relation, the main one first.
    pub cells: Vec<CellIndex>,
    /// The cells of last year's filing that take part, named by this form's cells of the same meaning.
    pub prior_cells: Vec<CellIndex>,
    /// The left side.
    pub left: Option<Amount>,
    /// The right side, or the bound that is broken.
    pub right: Option<Amount>,
    /// A sentence with names and figures.
    pub message: String,
    /// What the clerk can do about it.
    pub advice: &'static str,
    /// The remark that was made about it.
    pub answer: Option<Answer>,
}

impl Finding {
    /// Left minus right.
    pub fn difference(&self) -> Option<Amount> {
        Some(self.left? - self.right?)
    }

    /// Whether a remark settles it: a warning or notice, answered, with the same values. Errors cannot be talked away.
    pub fn is_settled(&self) -> bool {
        self.severity != Severity::Error && self.answer.as_ref().is_some_and(|answer| answer.is_current)
    }

    /// Whether it keeps the filing from being handed in.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error && self.verdict == Verdict::Violated
    }
}
