//! A cell of a flattened table.

use std::sync::Arc;

use crate::import::reading::grid::{GridCell, Nature};
use crate::import::understanding::labels::Label;
use crate::import::understanding::labels::variants::variants;
use crate::import::understanding::lexicon::{CLOSE, Lexicon, Likeness};
use crate::import::understanding::texts::{Kind, Text, Texts};

/// A cell of a flattened table.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) label: Label,
    pub(super) likeness: Likeness,
    /// The cell of the source, where it says more than its text.
    cell: Option<Box<GridCell>>,
}

impl Token {
    pub(super) fn of(text: &str, texts: &mut Texts<'_>) -> Self {
        let Text { kind, label, likeness } = Arc::unwrap_or_clone(texts.read(text));
        Self { text: text.to_owned(), kind, label, likeness, cell: None }
    }

    /// The cell of a grid.
    pub(super) fn of_cell(cell: &GridCell, texts: &mut Texts<'_>) -> Self {
        let Text { kind, label, likeness } = Arc::unwrap_or_clone(texts.cell(cell));
        let says_more = cell.nature != Nature::Text || !cell.left_out.is_empty() || !cell.doubts.is_empty();
        let own = says_more.then(|| Box::new(cell.clone()));
        Self { text: cell.text.clone(), kind, label, likeness, cell: own }
    }

    /// A blank cell.
    pub(super) fn blank() -> Self {
        let (label, likeness) = (Label::default(), Likeness::default());
        Self { text: String::new(), kind: Kind::Blank, label, likeness, cell: None }
    }

    /// The cell at another place.
    pub(super) fn at(&self, row: u32, column: u32) -> GridCell {
        match &self.cell {
            Some(cell) => GridCell { row, column, row_span: 1, column_span: 1, ..(**cell).clone() },
            None => GridCell::new(row, column, self.text.clone()),
        }
    }

    /// Takes a measure for what it says as a word.
    pub(super) fn take_as_words(&mut self, lexicon: &Lexicon) {
        if self.kind == Kind::Measure {
            self.kind = Kind::Words;
            self.label = Label::of(&self.text);
            self.likeness = lexicon.exact(&self.label);
        }
    }

    /// Whether the text may be one of some labels.
    pub(super) fn may_be(&self, labels: &[usize]) -> bool {
        self.likeness.best(labels) >= CLOSE || self.likeness.is_slip_of(labels)
    }

    /// Whether tables add such a head or label to a form.
    pub(super) fn is_extra(&self) -> bool {
        variants().is_extra(&self.label.core)
    }
}
