//! One file that came, and what became of it.

use std::sync::Arc;

use crate::aggregate::intake::Gate;
use crate::aggregate::part::Part;
use crate::aggregate::received::Received;
use crate::aggregate::units::NodeId;

/// A file that came.
#[derive(Clone, Debug)]
pub struct Sent {
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
    /// The file as it was read.
    pub received: Received,
    /// What it gives in the form and the year that are added up, or why it may not be added.
    pub given: Result<Arc<Part>, String>,
    /// What has to be said of how it was brought there.
    pub notes: Vec<String>,
}

impl Content {
    /// What a file gives to an aggregate.
    pub fn of(received: Received, gate: &Gate) -> Self {
        match gate.admit(received.contribution.clone()) {
            Ok((admitted, notes)) => Self { received, given: Ok(Arc::new(admitted.part)), notes },
            Err(sentence) => Self { received, given: Err(sentence), notes: Vec::new() },
        }
    }

    /// What somebody should know of how it was read and brought there.
    pub fn notes(&self) -> impl Iterator<Item = &String> {
        self.received.notes.iter().chain(&self.notes)
    }
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
    /// A file of which nothing was settled yet.
    pub fn new(content: Result<Content, String>) -> Self {
        Self { content, unit: None, fate: Fate::Unread }
    }

    /// The file as it was read; `None` when it could not be.
    pub fn received(&self) -> Option<&Received> {
        self.content.as_ref().ok().map(|content| &content.received)
    }

    /// What it gives to an aggregate.
    pub fn part(&self) -> Option<&Arc<Part>> {
        self.content.as_ref().ok()?.given.as_ref().ok()
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
