//! Every label of every form, ready to be found in a text: exactly, or alike.
//!
//! The labels of all forms are entered once; a text of a file is then compared with each distinct label, and the result
//! ([`Likeness`]) serves rows, columns, and the recognition of the form.

mod likeness;
mod model;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(in crate::import::understanding) use likeness::{CLOSE, Likeness};
pub(in crate::import::understanding) use model::{Column, Model, Part};
pub(in crate::import::understanding) use words::WordId;
use words::Words;

use super::labels::Label;
use super::labels::similarity::{self, SAME};
use super::text::Text;
use crate::form::{Catalogue, Form};

/// Labels less alike than this are not worth a thought.
const LEAST: u8 = 50;

/// A text longer than this is running text, no label.
const LONGEST: usize = 90;

/// The forms at hand as labels. It is made once and serves every file.
#[derive(Debug)]
pub struct Lexicon {
    /// The forms.
    pub(in crate::import::understanding) models: Vec<Model>,
    words: Words,
    /// The characters of every label as a set: a cheap bound of what two labels share.
    sets: Vec<CharSet>,
    /// For every label whether it stands over columns, beside rows, or opens a part.
    heads: Vec<bool>,
    /// Whether it is a column's own label.
    columns: Vec<bool>,
    stubs: Vec<bool>,
    openings: Vec<bool>,
    /// For every label whether no form has two rows of it.
    singles: Vec<bool>,
    /// What the texts say that stand so in a form: most of the texts of most files.
    printed: BTreeMap<String, Arc<Text>>,
}
impl Likeness {
    /// Whether it is a label of a row, word by word.
    pub(in crate::import::understanding) fn is_known_stub(&self, lexicon: &Lexicon) -> bool {
        self.known().is_some_and(|word| lexicon.stubs[word])
    }
}

impl Lexicon {
    /// The labels of all forms of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        Self::of(catalogue.all())
    }

    fn of(forms: Vec<Arc<Form>>) -> Self {
        let mut words = Words::default();
        let mut models: Vec<Model> = forms.into_iter().map(|form| Model::of(form, &mut words)).collect();
        let marked = |ids: Vec<WordId>| {
            let mut marks = vec![false; words.labels.len()];
            for word in ids {
                marks[word] = true;
            }
            marks
        };
        for model in &mut models {
            let of_groups = model.rows.iter().zip(&model.form.rows).filter(|(_, row)| row.is_group);
            model.group_marks = marked(of_groups.flat_map(|(labels, _)| labels).copied().collect());
            model.row_marks = marked(model.rows.iter().flatten().copied().collect());
            for part in &mut model.parts {
                part.marks = marked(part.columns.iter().flat_map(|column| &column.labels).copied().collect());
            }
        }
        let parts = || models.iter().flat_map(|model| &model.parts);
        let columns = parts().flat_map(|part| &part.columns).flat_map(|column| &column.labels);
        let of_columns = marked(columns.clone().copied().collect());
        let heads = marked(columns.chain(parts().flat_map(|part| &part.parents)).copied().collect());
        let stubs = marked(models.iter().flat_map(|model| model.rows.iter().flatten().copied()).collect());
        let openings = marked(models.iter().flat_map(|model| model.openings.iter().copied()).collect());
        let rows_with = |model: &Model, word| model.rows.iter().filter(|labels| labels.contains(&word)).count();
        let is_single = |word| models.iter().all(|model| rows_with(model, word) <= 1);
        let singles = (0..words.labels.len()).map(is_single).collect();
        let sets = words.labels.iter().map(|word| CharSet::of(word)).collect();
        let printed = std::mem::take(&mut words.printed);
        let mut lexicon = Self {
            models,
            words,
            sets,
            heads,
            columns: of_columns,
            stubs,
            openings,
            singles,
            printed: BTreeMap::new(),
        };
        let boxes = lexicon.models.iter().flat_map(|it| &it.form.tables).flat_map(|table| &table.boxes);
        let texts: Vec<String> = boxes.map(|it| it.text.clone()).chain(printed).collect();
        for text in texts {
            let read = Text::of(&text, |label| lexicon.likeness(label));
            lexicon.printed.insert(text, Arc::new(read));
        }
        lexicon
    }

    /// What a text says that stands so in a form.
    pub(in crate::import::understanding) fn printed(&self, text: &str) -> Option<&Arc<Text>> {
        self.printed.get(text)
    }

    /// Whether a label is that of one row at most in every form.
    pub(in crate::import::understanding) fn is_single(&self, word: WordId) -> bool {
        self.singles[word]
    }

    /// Which label a text is word by word; cheaper than [`Self::likeness`].
    pub(in crate::import::understanding) fn exact(&self, label: &Label) -> Likeness {
        let near = self.words.index.get(&label.core).map(|word| (*word, SAME));
        Likeness { near: near.into_iter().collect(), slipped: Vec::new() }
    }

    /// How alike a label is to every label of the forms.
    pub(in crate::import::understanding) fn likeness(&self, label: &Label) -> Likeness {
        if label.is_empty() {
            return Likeness::default();
        }
        // A text that is a label word by word is not compared with the others: they are other labels.
        let exact = self.exact(label);
        if exact.is_known() {
            return exact;
        }
        let text: Vec<char> = label.core.chars().collect();
        if text.len() > LONGEST {
            return Likeness::default();
        }
        let mut likeness = Likeness::default();
        let set = CharSet::of(&text);
        for (word, (other, others)) in self.words.labels.iter().zip(&self.sets).enumerate() {
            if !may_share_half(&text, set, other, *others) || !share_half(&text, other) {
                continue;
            }
            let score = similarity::similarity(&text, other);
            if score >= LEAST {
                likeness.near.push((word, score));
            }
            if similarity::is_one_slip(&text, other) {
                likeness.slipped.push(word);
            }
        }
        likeness
    }

    /// The label that a normalised text is.
    pub(in crate::import::understanding) fn word(&self, core: &str) -> Option<WordId> {
        self.words.index.get(core).copied()
    }

    /// The labels of rows that are long enough to be told inside a text.
    pub(in crate::import::understanding) fn long_labels(&self) -> impl Iterator<Item = (WordId, String)> + '_ {
        const FEWEST: usize = 4;
        let long = self.words.labels.iter().zip(&self.stubs).enumerate();
        long.filter(|(_, (label, is_stub))| **is_stub && label.len() >= FEWEST)
            .map(|(word, (label, _))| (word, label.iter().collect()))
    }

    /// Whether a text may stand over a column of some form.
    pub(in crate::import::understanding) fn may_head(&self, likeness: &Likeness) -> bool {
        likeness.is_close(&self.heads)
    }

    /// Whether a label stands over columns of some form.
    pub(in crate::import::understanding) fn is_head(&self, word: WordId) -> bool {
        self.heads[word]
    }

    /// Whether a label over columns begins so.
    pub(in crate::import::understanding) fn begins_head(&self, core: &str) -> bool {
        let behind = self.words.index.range::<str, _>((std::ops::Bound::Excluded(core), std::ops::Bound::Unbounded));
        behind.take_while(|(label, _)| label.starts_with(core)).any(|(_, word)| self.heads[*word])
    }

    /// Whether a text may be a column's own label.
    pub(in crate::import::understanding) fn may_be_column(&self, likeness: &Likeness) -> bool {
        likeness.is_close(&self.columns)
    }

    /// Whether a text may name a row of some form.
    pub(in crate::import::understanding) fn may_stub(&self, likeness: &Likeness) -> bool {
        likeness.is_close(&self.stubs)
    }

    /// Whether a text opens a part of some form: a band or a section heading.
    pub(in crate::import::understanding) fn may_open(&self, likeness: &Likeness) -> bool {
        likeness.is_close(&self.openings)
    }

    /// The words of a label.
    pub(in crate::import::understanding) fn label(&self, word: WordId) -> String {
        self.words.labels.get(word).map(|label| label.iter().collect()).unwrap_or_default()
    }

    /// The model of a form.
    pub(in crate::import::understanding) fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.form.id == id)
    }
}

/// Characters as a set that may say yes to a character that is not in it, and never no to one that is.
#[derive(Clone, Copy, Debug, Default)]
struct CharSet(u128);

impl CharSet {
    fn of(text: &[char]) -> Self {
        Self(text.iter().fold(0, |set, c| set | Self::bit(*c)))
    }

    fn bit(c: char) -> u128 {
        1 << (u32::from(c).wrapping_mul(0x9e37_79b1) >> 25)
    }

    fn may_hold(self, c: char) -> bool {
        self.0 & Self::bit(c) != 0
    }
}

/// Whether two labels may have at least half of their characters in common; a cheap bound of [`share_half`].
fn may_share_half(left: &[char], of_left: CharSet, right: &[char], of_right: CharSet) -> bool {
    let (short, long, set) = if left.len() <= right.len() { (left, right, of_right) } else { (right, left, of_left) };
    is_half(short.iter().filter(|c| set.may_hold(**c)).count(), short, long)
}

/// Whether two labels have at least half of the shorter one's characters in common; a cheap bound.
fn share_half(left: &[char], right: &[char]) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    is_half(short.iter().filter(|c| long.contains(c)).count(), short, long)
}

fn is_half(shared: usize, short: &[char], long: &[char]) -> bool {
    shared * 2 >= short.len() && (shared * 2 >= long.len() || shared == short.len())
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::form::Catalogue;

    #[test]
    fn the_rows_under_one_heading_have_labels_of_their_own() {
        let lexicon = Lexicon::new(&Catalogue::shipped());
        for model in &lexicon.models {
            for (at, labels) in model.rows.iter().enumerate() {
                assert!(!labels.is_empty(), "{} row {at}", model.form.id);
                let row = &model.form.rows[at];
                for (other, others) in model.rows.iter().enumerate().take(at) {
                    let is_near =
                        model.form.rows[other].parent == row.parent && model.form.rows[other].table == row.table;
                    let shared = labels.iter().find(|label| others.contains(label));
                    assert!(
                        !is_near || shared.is_none(),
                        "{}: {:?}",
                        model.form.id,
                        shared.map(|it| lexicon.label(*it))
                    );
                }
            }
        }
    }

    #[test]
    fn parts_follow_the_bands() {
        let lexicon = Lexicon::new(&Catalogue::shipped());
        let parts = |id: &str| {
            let model = lexicon.model(id).expect("a shipped form");
            model.parts.iter().map(|part| (part.columns.len(), part.is_across)).collect::<Vec<_>>()
        };
        assert_eq!(parts("zfxxgk-2014"), [(1, false)]);
        let four = [(7, false), (5, false), (15, true)];
        assert_eq!(parts("zfxxgk-2021"), [&[(3, false), (1, false), (1, false), (1, false)][..], &four].concat());
        assert_eq!(
            parts("zfxxgk-2019"),
            [&[(3, false), (3, false), (3, false), (2, false), (2, false)][..], &four].concat()
        );
    }
}
