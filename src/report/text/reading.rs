//! What a text was found to say: figures linked to cells, and figures left aside with the reason.

use std::ops::Range;

use super::numbers::Number;
use crate::check::Amount;
use crate::form::Figure;

/// How a figure of the text speaks of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It states the value.
    Value,
    /// The sentence says that there was none.
    None,
    /// It states by how much the value rose (or fell, when negative is set).
    Change {
        /// Whether the text says that it fell.
        is_fall: bool,
    },
    /// It states by how many per cent the value rose or fell.
    Growth {
        /// Whether the text says that it fell.
        is_fall: bool,
    },
    /// It states that the value is last year's.
    Level,
    /// It states the share of a whole.
    Share,
}

impl Role {
    /// What it is called in a list of figures.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "数",
            Self::None => "没有",
            Self::Change { .. } => "增减数",
            Self::Growth { .. } => "增减幅度",
            Self::Level => "持平",
            Self::Share => "占比",
        }
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::None => "none",
            Self::Change { .. } => "change",
            Self::Growth { .. } => "growth",
            Self::Level => "level",
            Self::Share => "share",
        }
    }
}

/// A figure of the text with the figure of the form that it speaks of.
#[derive(Clone, Debug)]
pub struct Linked {
    /// What it speaks of.
    pub figure: Figure,
    /// How.
    pub role: Role,
    /// Whether it is last year's.
    pub is_prior: bool,
    /// The figure as it is written: 990件.
    pub written: String,
    /// Whether the tables agree; `None` where they are blank.
    pub agrees: Option<bool>,
    /// What the tables hold, in the measure of the text.
    pub expected: Option<Amount>,
    /// What it amounts to, in the measure of the text.
    pub amount: Amount,
    /// Whether it is meant exactly.
    pub is_exact: bool,
    /// Whether the words alone say which figure it is, and not the values.
    pub is_alone: bool,
    /// Its sentence, as a position in [`Reading::sentences`].
    pub sentence: usize,
    /// Where it stands in its paragraph, in characters.
    pub span: Range<usize>,
    /// What a check says even though the figure agrees.
    pub notice: String,
}

/// A figure of the text that speaks of no cell, as far as is known.
#[derive(Clone, Debug)]
pub struct Unlinked {
    /// The figure as it is written.
    pub written: String,
    /// Its sentence.
    pub sentence: usize,
    /// Where it stands in its paragraph, in characters.
    pub span: Range<usize>,
    /// Why it was left aside.
    pub reason: &'static str,
}

/// A sum or a set of shares that the text itself states rightly: 17 + 5 = 22.
#[derive(Clone, Debug)]
pub struct Sum {
    /// Its sentence.
    pub sentence: usize,
    /// It in signs: `17 + 5 = 22`.
    pub shown: String,
}

/// A count of a sentence, linked or not.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) number: Number,
    pub(super) linked: Option<usize>,
    /// The shares that the text states of it.
    pub(super) share: Option<Number>,
    /// The position of the share among the linked, when it is.
    pub(super) share_at: Option<usize>,
}

/// Where a sentence stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its paragraph, as a position in the text.
    pub paragraph: usize,
    /// Its place there, in characters.
    pub span: Range<usize>,
}

/// What a text says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The sentences, as written.
    pub sentences: Vec<String>,
    /// Where each of them stands.
    pub standings: Vec<Standing>,
    /// Figures with their cells, in the order of the text.
    pub linked: Vec<Linked>,
    /// Figures left aside.
    pub unlinked: Vec<Unlinked>,
    /// Sums that hold.
    pub sums: Vec<Sum>,
    /// The counts by paragraph and sentence, for sums and shares.
    pub(super) paragraphs: Vec<Vec<(usize, Vec<Count>)>>,
}
