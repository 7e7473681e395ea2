//! A file as it was read: what it gives, how its check stands, and what is wrong with it in words.

use super::part::Contribution;
use super::workspace::State;
use crate::check::Finding;
use crate::check::kinds::CARRY_OVER;
use crate::filing::Filing;
use crate::form::{CellId, Severity};

/// The kind of the sentence about blank cells.
const BLANK: &str = "blank";

/// So many names of blank cells are listed.
const NAMED_BLANKS: usize = 8;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Received {
    /// What it gives.
    pub contribution: Contribution,
    /// SM3 of its bytes, by which a new one is noticed.
    pub hash: String,
    /// How it stands.
    pub state: State,
    /// How many errors its check has.
    pub errors: usize,
    /// How many warnings, blanks among them, no remark answers.
    pub warnings: usize,
    /// What somebody should know of how it was read.
    pub notes: Vec<String>,
    /// What its check found and no remark settles, the worst first; blanks are one sentence.
    pub findings: Vec<Said>,
}

impl Received {
    /// The unit as the file names it.
    pub fn unit(&self) -> &str {
        self.contribution.part.unit.trim()
    }

    /// Carry-overs that do not agree with the last year that the file itself has.
    pub fn carry_breaks(&self) -> impl Iterator<Item = &Said> {
        self.findings.iter().filter(|said| said.kind == CARRY_OVER)
    }
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How bad it is.
    pub severity: Severity,
    /// The kind of relation, or of cell finding.
    pub kind: &'static str,
    /// The cell that it is about.
    pub cell: Option<CellId>,
    /// The sentence.
    pub text: String,
}

/// What is wrong with a filing, in words: the violations that nothing settles, and its blanks.
pub fn said(filing: &Filing, violations: &[Finding]) -> Vec<Said> {
    let form = filing.form();
    let open = violations.iter().filter(|finding| !finding.is_settled() && finding.severity != Severity::Notice);
    let mut said: Vec<Said> = open
        .map(|finding| Said {
            severity: finding.severity,
            kind: finding.kind,
            cell: finding.cells.first().map(|cell| form.cell(*cell).id.clone()),
            text: finding.message.clone(),
        })
        .collect();
    said.sort_by_key(|said| said.severity != Severity::Error);
    let blanks: Vec<_> = form.cell_indices().filter(|cell| filing.value(*cell).is_blank()).collect();
    if let Some(first) = blanks.first() {
        let names = blanks.iter().take(NAMED_BLANKS).map(|cell| &*form.cell(*cell).name);
        let rest = if blanks.len() > NAMED_BLANKS { " 等" } else { "" };
        said.push(Said {
            severity: Severity::Warning,
            kind: BLANK,
            cell: Some(form.cell(*first).id.clone()),
            text: format!(
                "有 {} 格空着没有填，没有数据的请填 0：{}{rest}",
                blanks.len(),
                names.collect::<Vec<_>>().join("、")
            ),
        });
    }
    said
}
