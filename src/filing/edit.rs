//! The one way a filing changes: an [`Edit`] that holds the old and the new, so that it can be undone and told.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::{Attachment, Handing, Remark, Returned, SentenceChange, SignOff, Snapshot, TaskChange, Unit, Value};
use crate::form::{CellId, CellIndex};

/// One cell before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct CellChange {
    /// Which cell.
    pub cell: CellIndex,
    /// What it held.
    pub old: Value,
    /// What it holds now.
    pub new: Value,
    /// The note it had.
    pub old_note: Option<String>,
    /// The note it has now; a new value without a calculation takes the note away.
    pub new_note: Option<String>,
}

impl CellChange {
    fn inverse(self) -> Self {
        Self { cell: self.cell, old: self.new, new: self.old, old_note: self.new_note, new_note: self.old_note }
    }
}

/// One undoable step.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Values of one or more cells: typing, a paste, filling with zeros.
    Cells(Vec<CellChange>),
    /// The reporting unit.
    Unit {
        /// Before.
        old: Unit,
        /// After.
        new: Unit,
    },
    /// The reporting year.
    Year {
        /// Before.
        old: u16,
        /// After.
        new: u16,
    },
    /// The sign-off fields.
    SignOff {
        /// Before.
        old: SignOff,
        /// After.
        new: SignOff,
    },
    /// A remark about one finding.
    Remark {
        /// The finding: a relation id, or `blank:3.1.a`.
        about: String,
        /// Before; `None` when there was none.
        old: Option<Remark>,
        /// After; `None` takes it away.
        new: Option<Remark>,
    },
    /// Sentences of the annual report: one that was written, or all that were drafted.
    Report(Vec<SentenceChange>),
    /// An earlier year's filing, attached or taken away.
    Prior {
        /// The reporting year of that filing.
        year: u16,
        /// Before.
        old: Option<Snapshot>,
        /// After.
        new: Option<Snapshot>,
    },
    /// Why last year is not comparable (上年不可比).
    Incomparable {
        /// Before.
        old: Option<String>,
        /// After; `None` makes it comparable.
        new: Option<String>,
    },
    /// Whether a chart stands in the report.
    Chart {
        /// Which.
        id: String,
        /// Before; `None` when nobody chose.
        old: Option<bool>,
        /// After.
        new: Option<bool>,
    },
    /// Tasks of the work plan: a plan that was imported, or one task.
    Plan(Vec<TaskChange>),
    /// Handed in, or opened for a correction; a formal act that is not undone.
    Handing {
        /// Before.
        old: Box<Handing>,
        /// After.
        new: Box<Handing>,
    },
    /// What the district sent back, with the answers.
    Returns {
        /// Before.
        old: Vec<Returned>,
        /// After.
        new: Vec<Returned>,
    },
    /// The scans of signed pages.
    Attachments {
        /// Before.
        old: Vec<Attachment>,
        /// After.
        new: Vec<Attachment>,
    },
    /// Several edits in one step, such as an import; none of them is `Several` itself.
    Several(Vec<Edit>),
}

impl Edit {
    /// Several edits as one step; `None` when there are none.
    pub fn several(edits: Vec<Self>) -> Option<Self> {
        let mut edits: Vec<Self> = edits
            .into_iter()
            .flat_map(|edit| match edit {
                Self::Several(edits) => edits,
                edit => vec![edit],
            })
            .collect();
        if edits.len() > 1 { Some(Self::Several(edits)) } else { edits.pop() }
    }

    /// The edits that this one is made of; itself, if it is one.
    pub fn parts(&self) -> &[Self] {
        if let Self::Several(edits) = self { edits } else { std::slice::from_ref(self) }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Cells(changes) => Self::Cells(changes.into_iter().rev().map(CellChange::inverse).collect()),
            Self::Unit { old, new } => Self::Unit { old: new, new: old },
            Self::Year { old, new } => Self::Year { old: new, new: old },
            Self::SignOff { old, new } => Self::SignOff { old: new, new: old },
            Self::Remark { about, old, new } => Self::Remark { about, old: new, new: old },
            Self::Report(changes) => Self::Report(
                changes.into_iter().rev().map(|it| SentenceChange { id: it.id, old: it.new, new: it.old }).collect(),
            ),
            Self::Prior { year, old, new } => Self::Prior { year, old: new, new: old },
            Self::Incomparable { old, new } => Self::Incomparable { old: new, new: old },
            Self::Chart { id, old, new } => Self::Chart { id, old: new, new: old },
            Self::Plan(changes) => Self::Plan(
                changes.into_iter().rev().map(|it| TaskChange { at: it.at, old: it.new, new: it.old }).collect(),
            ),
            Self::Handing { old, new } => Self::Handing { old: new, new: old },
            Self::Returns { old, new } => Self::Returns { old: new, new: old },
            Self::Attachments { old, new } => Self::Attachments { old: new, new: old },
            Self::Several(edits) => Self::Several(edits.iter().rev().map(Self::inverse).collect()),
        }
    }

    /// The cells whose values it changes; empty for the other edits.
    pub fn cells(&self) -> impl Iterator<Item = CellIndex> + '_ {
        let changes = self.parts().iter().filter_map(|edit| if let Self::Cells(it) = edit { Some(it) } else { None });
        changes.flatten().map(|change| change.cell)
    }
}

/// How a recorded change came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Done by the user.
    Edit,
    /// Taken back.
    Undo,
    /// Done again.
    Redo,
}

impl Origin {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Edit, Self::Undo, Self::Redo].into_iter().find(|origin| origin.as_str() == text)
    }
}

/// One line of a filing's history: what changed, from what to what.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// How.
    pub origin: Origin,
    /// The changed cells.
    pub cells: Vec<(CellId, Value, Value)>,
    /// Another changed field with its old and new content in short: `unit`, `year`, `remark row-total.3.1`.
    pub field: Option<(String, String, String)>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}
