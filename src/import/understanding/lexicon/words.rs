//! The distinct labels while they are collected.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::understanding::labels::Label;

/// A distinct label, as a position in the lexicon.
pub(in crate::import::understanding) type WordId = usize;

/// The distinct labels while they are collected.
#[derive(Debug, Default)]
pub(in crate::import::understanding) struct Words {
    pub(super) labels: Vec<Vec<char>>,
    pub(super) index: BTreeMap<String, WordId>,
    /// The texts as the forms print them.
    pub(super) printed: BTreeSet<String>,
}

impl Words {
    /// Enters texts and gives their distinct labels; those without words are left out.
    pub(super) fn all(&mut self, texts: impl IntoIterator<Item = String>) -> Vec<WordId> {
        let mut ids = Vec::new();
        for text in texts {
            let core = Label::of(&text).core;
            self.printed.insert(text);
            if core.is_empty() {
                continue;
            }
            let next = self.labels.len();
            let id = *self.index.entry(core.clone()).or_insert(next);
            if id == next {
                self.labels.push(core.chars().collect());
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}
