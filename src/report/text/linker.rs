//! What linking looks at, and what it remembers through a paragraph and through a sentence.

use std::ops::Range;

use super::phrases::Wordings;
use super::plain::Plain;
use super::reading::Count;
use crate::check::facts::Facts;
use crate::form::{Figure, Form};

/// Why a figure that no phrase is near to is not linked.
pub(super) const NO_ITEM: &str = "没有对应的指标";

/// What linking looks at.
pub(super) struct Linker<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) wordings: &'a Wordings,
    pub(super) unit: Vec<char>,
}

/// What is remembered through a paragraph.
#[derive(Default)]
pub(super) struct Run {
    /// The heading and the sentences so far.
    pub(super) near: Vec<char>,
    pub(super) last: Option<Figure>,
    pub(super) year: Option<u16>,
    pub(super) counts: Vec<(usize, Vec<Count>)>,
}

/// What is remembered through a sentence.
#[derive(Default)]
pub(super) struct Sentence {
    pub(super) at: usize,
    /// Where it begins in its paragraph, in characters.
    pub(super) start: usize,
    pub(super) verb: Option<Vec<char>>,
    pub(super) is_foreign: bool,
    /// It speaks of some months only.
    pub(super) is_partial: bool,
    /// The rows of which a part was spoken of, by the first piece of their code.
    pub(super) narrowed: Option<String>,
    pub(super) has_compared: bool,
    /// A clause without a number, which the next one may go on.
    pub(super) carried: Vec<char>,
    pub(super) counts: Vec<Count>,
}

impl Sentence {
    /// Where a part of it stands in its paragraph.
    pub(super) fn span(&self, plain: &Plain, part: Range<usize>) -> Range<usize> {
        let span = plain.span(part);
        self.start + span.start..self.start + span.end
    }
}

impl<'a> Linker<'a> {
    pub(super) fn form(&self) -> &'a Form {
        self.facts.form()
    }
}
