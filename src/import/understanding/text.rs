//! A text of a source or of a form, with what it may mean.

use super::labels::Label;
use super::lexicon::Likeness;
use crate::import::reading::look::{Kind, kind_of};

/// A text of the source with what it may mean.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// What it seems to be.
    pub(super) kind: Kind,
    /// As a label.
    pub(super) label: Label,
    /// The labels of forms that it is like.
    pub(super) likeness: Likeness,
}

impl Text {
    /// A text that names nothing.
    pub(super) fn of_kind(kind: Kind) -> Self {
        Self { kind, label: Label::default(), likeness: Likeness::default() }
    }

    /// What a text says, compared with labels in one way or another.
    pub(super) fn of(text: &str, compare: impl FnOnce(&Label) -> Likeness) -> Self {
        let kind = kind_of(text);
        if kind != Kind::Words {
            return Self::of_kind(kind);
        }
        let label = Label::of(text);
        let likeness = compare(&label);
        Self { kind, label, likeness }
    }
}
