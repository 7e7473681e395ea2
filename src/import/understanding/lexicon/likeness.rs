//! How alike a text is to the labels of all forms.

use super::words::WordId;
use crate::import::understanding::labels::similarity::SAME;

/// From this likeness on a text may stand for a label.
pub(in crate::import::understanding) const CLOSE: u8 = 75;

/// How alike a text is to every label.
#[derive(Clone, Debug, Default)]
pub(in crate::import::understanding) struct Likeness {
    /// The labels that are alike, each with how much, in the order of the lexicon.
    pub(super) near: Vec<(WordId, u8)>,
    /// The labels that differ by one slip.
    pub(super) slipped: Vec<WordId>,
}

impl Likeness {
    /// How alike the text is to the best of some labels.
    pub(in crate::import::understanding) fn best(&self, labels: &[WordId]) -> u8 {
        let likes = self.near.iter().filter(|(word, _)| labels.contains(word)).map(|(_, score)| *score);
        likes.max().unwrap_or(0)
    }

    /// How alike the text is to the best of the marked labels.
    pub(in crate::import::understanding) fn best_marked(&self, marks: &[bool]) -> u8 {
        self.near.iter().filter(|(word, _)| marks[*word]).map(|(_, score)| *score).max().unwrap_or(0)
    }

    /// Whether it is one of some labels but for a slip.
    pub(in crate::import::understanding) fn is_slip_of(&self, labels: &[WordId]) -> bool {
        self.slipped.iter().any(|word| labels.contains(word))
    }

    /// Whether it is near enough to one of the marked labels to be taken for it.
    pub(in crate::import::understanding) fn is_close(&self, marks: &[bool]) -> bool {
        self.near.iter().any(|(word, score)| *score >= CLOSE && marks[*word])
            || self.slipped.iter().any(|word| marks[*word])
    }

    /// The label that it is, word by word.
    pub(in crate::import::understanding) fn known(&self) -> Option<WordId> {
        self.near.iter().find(|(_, score)| *score == SAME).map(|(word, _)| *word)
    }

    /// Whether it is a label of some form, word by word.
    pub(in crate::import::understanding) fn is_known(&self) -> bool {
        self.near.iter().any(|(_, score)| *score == SAME)
    }
}
