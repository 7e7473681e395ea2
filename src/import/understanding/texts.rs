//! What the texts of a source may mean. A text is read once, however often it occurs; one that stands so in a form was
//! read with the form.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::labels::Label;
use super::lexicon::Lexicon;
pub(super) use super::text::Text;
use super::work::{self, Work};
use crate::import::reading::grid::{GridCell, Nature};
pub(super) use crate::import::reading::look::{Kind, kind_of};

/// So many different texts of a document are compared with all labels; further ones have to be labels word by word.
const MOST_COMPARED: usize = 1_500;

/// Reads texts once, however often they occur.
pub(super) struct Texts<'a> {
    lexicon: &'a Lexicon,
    work: &'a Work,
    known: BTreeMap<String, Arc<Text>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, work: &'a Work) -> Self {
        Self { lexicon, work, known: BTreeMap::new() }
    }

    /// The steps that are left.
    pub(super) fn work(&self) -> &'a Work {
        self.work
    }

    /// The labels that texts are compared with.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// What a cell says.
    pub(super) fn cell(&mut self, cell: &GridCell) -> Arc<Text> {
        if cell.nature != Nature::Text && !cell.text.trim().is_empty() { figure() } else { self.read(&cell.text) }
    }

    /// What a text says.
    pub(super) fn read(&mut self, text: &str) -> Arc<Text> {
        if is_digits(text) {
            return figure();
        }
        if let Some(known) = self.lexicon.printed(text).or_else(|| self.known.get(text)) {
            return Arc::clone(known);
        }
        self.work.count(work::TEXT + text.len() / 3);
        let may_compare = self.known.len() < MOST_COMPARED && self.work.spend(work::COMPARED);
        let compare = |label: &Label| {
            if may_compare { self.lexicon.likeness(label) } else { self.lexicon.exact(label) }
        };
        let read = Arc::new(Text::of(text, compare));
        self.known.insert(text.to_owned(), Arc::clone(&read));
        read
    }
}

fn figure() -> Arc<Text> {
    static FIGURE: LazyLock<Arc<Text>> = LazyLock::new(|| Arc::new(Text::of_kind(Kind::Figure)));
    Arc::clone(&FIGURE)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
