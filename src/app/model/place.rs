//! The place on the sheet: the active cell, what is selected, what is being typed.

use super::selection::Selection;
use crate::form::{CellIndex, Form};

/// How a cell came to be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// Typed over: the old content is gone unless Esc is pressed.
    Typed,
    /// Opened with F2 or a double click: the old content is there to be changed.
    Content,
}

/// What the sheet remembers between frames.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The active cell.
    pub(crate) active: CellIndex,
    /// The selected cells, when they are more than the active one, which is among them.
    pub(crate) selection: Option<Selection>,
    /// What is in the text field.
    pub(crate) scratch: String,
    /// Whether and how the active cell is being edited.
    pub(crate) draft: Option<Draft>,
    /// Why what was typed last was refused, shown at the active cell.
    pub(crate) refusal: Option<String>,
    /// An input method has an unfinished composition in the text field.
    pub(crate) is_composing: bool,
    /// The text field has to forget its caret and its undo steps.
    pub(crate) is_fresh: bool,
    /// A cell that may be outside the window and has to be scrolled to.
    pub(crate) reveal: Option<CellIndex>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            active: CellIndex(0),
            selection: None,
            scratch: String::new(),
            draft: None,
            refusal: None,
            is_composing: false,
            is_fresh: true,
            reveal: Some(CellIndex(0)),
        }
    }
}

impl Sheet {
    /// Makes a cell active, with nothing typed and nothing else selected.
    pub(crate) fn activate(&mut self, cell: CellIndex) {
        self.active = cell;
        self.selection = None;
        self.refusal = None;
        self.reveal = Some(cell);
        self.leave();
    }

    /// Ends the editing of the active cell; what is selected stays selected.
    pub(crate) fn settle(&mut self) {
        self.refusal = None;
        self.reveal = Some(self.active);
        self.leave();
    }

    /// Makes another cell of the selection active.
    pub(crate) fn go_within(&mut self, cell: CellIndex) {
        self.active = cell;
        self.settle();
    }

    /// Selects from the active cell to another.
    pub(crate) fn extend(&mut self, to: CellIndex) {
        self.selection = (to != self.active).then_some(Selection { from: self.active, to });
        self.refusal = None;
        self.reveal = Some(to);
    }

    /// The corner of the selection that moves; the active cell where nothing else is selected.
    pub(crate) fn moving_corner(&self) -> CellIndex {
        self.selection.filter(|it| it.from == self.active).map_or(self.active, |it| it.to)
    }

    /// The selected cells in printed order, the active one at least.
    pub(crate) fn selected(&self, form: &Form) -> Vec<CellIndex> {
        self.selection.map_or_else(|| vec![self.active], |selection| selection.cells(form))
    }

    /// Puts a text into the text field to be changed.
    pub(crate) fn begin(&mut self, content: String) {
        self.scratch = content;
        self.draft = Some(Draft::Content);
        self.refusal = None;
        self.is_fresh = true;
        self.selection = None;
        self.reveal = Some(self.active);
    }

    /// Empties the text field.
    pub(crate) fn leave(&mut self) {
        self.scratch.clear();
        self.draft = None;
        self.is_composing = false;
        self.is_fresh = true;
    }

    /// Whether an input method has an unfinished composition.
    pub(crate) fn is_composing(&self) -> bool {
        self.is_composing
    }

    /// Whether something is being typed.
    pub(crate) fn is_editing(&self) -> bool {
        self.draft.is_some() || !self.scratch.is_empty()
    }
}
