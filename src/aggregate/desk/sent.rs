//! One file that came, and what became of it.

use std::sync::Arc;

use crate::aggregate::part::Part;
use crate::aggregate::received::Said;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;

/// A file that came.
#[derive(Clone, Debug)]
pub struct Sent {
    /// SM3 of its bytes; empty when it could not be read.
    pub hash: String,
    /// What stands in it, or why it cannot be read.
    pub content: Result<Content, String>,
    /// The unit that sent it.
    pub unit: Option<NodeId>,
    /// What became of it.
    pub fate: Fate,
}

/// What stands in a file.
#[derive(Clone, Debug)]
pub struct Content {
    /// What it gives; `None` when it is of another form or year.
    pub part: Option<Arc<Part>>,
    /// Why it may not be added.
    pub refusal: Option<String>,
    /// The unit as the file names it.
    pub unit: String,
    /// How its check stands.
    pub state: State,
    /// How many errors it has.
    pub errors: usize,
    /// How many unanswered warnings.
    pub warnings: usize,
    /// What somebody should know of how it was read.
    pub notes: Vec<String>,
    /// What is wrong with it.
    pub findings: Vec<Said>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is the file of its unit.
    Counted,
    /// Another file of its unit counts; holds the sentence.
    Second(String),
    /// The office left it aside.
    Aside,
    /// Nobody is known to have sent it; holds the sentence.
    Unknown(String),
    /// It is of another form or year; holds the sentence.
    Refused(String),
    /// It cannot be read.
    Unread,
}

impl Sent {
    /// What it gives to an aggregate.
    pub fn part(&self) -> Option<&Arc<Part>> {
        self.content.as_ref().ok()?.part.as_ref()
    }

    /// Why it does not count, when it does not.
    pub fn objection(&self) -> Option<&str> {
        match (&self.fate, &self.content) {
            (Fate::Counted, _) => None,
            (Fate::Aside, _) => Some("已搁置，不计入"),
            (_, Err(sentence)) => Some(sentence),
            (Fate::Second(sentence) | Fate::Unknown(sentence) | Fate::Refused(sentence), _) => Some(sentence),
            (Fate::Unread, _) => Some("没有读出来"),
        }
    }

    /// Whether somebody has to decide about it.
    pub fn is_open(&self) -> bool {
        !matches!(self.fate, Fate::Counted | Fate::Aside)
    }
}
