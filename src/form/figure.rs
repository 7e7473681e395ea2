//! What a text can speak of, and how it calls it.

use super::cell::CellIndex;
use super::relation::Term;

/// A figure without a cell of its own, such as 法人或其他组织 (Σ b…f): quoted in texts, printed by others as 小计.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Its name in the form file, `refused.g`.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The cells that make it up.
    pub terms: Vec<Term>,
}

/// What a text can speak of: a cell, or a figure without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// A number cell.
    Cell(CellIndex),
    /// A derived figure, as a position in [`Form::derived`](super::Form::derived).
    Derived(usize),
}

/// What a text calls a figure.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The figure spoken of.
    pub figure: Figure,
    /// The wordings: `收到~申请` with room between, `(收到|接到)` with a choice.
    pub says: Vec<String>,
    /// The wordings mean this figure only when the text spoke of one of these last; always when empty.
    pub after: Vec<Figure>,
    /// The wordings count only near one of these words; anywhere when empty.
    pub near: Vec<String>,
    /// The measures with which they count; those that fit the figure's own when empty.
    pub measures: Vec<String>,
    /// What a check says when a text means this figure.
    pub notice: String,
}
