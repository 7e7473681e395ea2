//! Which findings the panel lists: a severity, those that are answered, and words that occur in them.

use std::collections::BTreeMap;

use crate::check::Finding;
use crate::check::kinds::help;
use crate::form::{Form, Severity};

/// A point of the district that is being answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answering {
    /// Which return, and which point of it.
    pub(crate) at: (usize, usize),
    /// The answer as typed.
    pub(crate) text: String,
}

/// A choice above the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Everything.
    #[default]
    All,
    /// What is not settled, of one severity.
    Open(Severity),
    /// What a remark settles.
    Settled,
}

impl Filter {
    /// The choices in the order of the panel.
    pub(crate) const ALL: [Self; 5] = [
        Self::All,
        Self::Open(Severity::Error),
        Self::Open(Severity::Warning),
        Self::Open(Severity::Notice),
        Self::Settled,
    ];

    /// The word on its button.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::All => "全部",
            Self::Open(severity) => severity.word(),
            Self::Settled => "已说明",
        }
    }

    /// Whether it lets a finding through.
    pub(crate) fn takes(self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::Open(severity) => finding.severity == severity && !finding.is_settled(),
            Self::Settled => finding.is_settled(),
        }
    }
}

/// Where a finding is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerAt {
    /// In the list of findings.
    List,
    /// Beside the cell, in the inspector.
    Inspector,
}

/// What the panel of findings remembers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// The choice.
    pub(crate) filter: Filter,
    /// Words that a finding must hold.
    pub(crate) query: String,
    /// How high each finding was painted, by relation: a long list paints only what is seen.
    pub(crate) heights: BTreeMap<String, f32>,
    /// The finding at the upper edge of a scrolled list and how far down the list it stands, so that the list does not
    /// jump when one comes above it.
    pub(crate) anchor: Option<(String, f32)>,
    /// The marked finding has to be scrolled to.
    pub(crate) reveal: bool,
}

impl Listed {
    /// Whether a finding is listed.
    pub(crate) fn shows(&self, finding: &Finding, form: &Form) -> bool {
        self.filter.takes(finding) && self.query.split_whitespace().all(|word| holds(finding, form, word))
    }
}

/// Whether a word occurs in a finding's sentence, its kind, its answer or its cells' ids.
fn holds(finding: &Finding, form: &Form, word: &str) -> bool {
    let is_in_answer = || finding.answer.as_ref().is_some_and(|answer| answer.text.contains(word));
    let is_id = || finding.cells.iter().any(|cell| form.cell(*cell).id.as_str().starts_with(word));
    finding.message.contains(word) || help(finding.kind).title.contains(word) || is_in_answer() || is_id()
}

/// A part of the window that the keyboard can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pane {
    /// What is known about the active cell.
    Inspector,
    /// The list of findings.
    Findings,
}
