//! The words of `assets/import/variants.toml`: what files write for the words of a form, and what tables add.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    words: Vec<(String, String)>,
    numbering: Vec<String>,
    extras: Vec<String>,
    figures: Vec<String>,
    prior: Vec<String>,
    unit_fields: Vec<String>,
}

/// The words that the alignment knows beside those of the forms.
pub(in crate::import::understanding) struct Variants {
    words: Vec<(String, String)>,
    numbering: BTreeSet<String>,
    extras: BTreeSet<String>,
    figures: BTreeSet<String>,
    /// Words of the year before.
    pub(in crate::import::understanding) prior: Vec<String>,
    /// The names of the field that holds the unit.
    pub(in crate::import::understanding) unit_fields: Vec<String>,
}

impl Variants {
    /// Whether a label is one that tables add to the form.
    pub(in crate::import::understanding) fn is_extra(&self, core: &str) -> bool {
        self.extras.contains(core) || self.is_numbering(core)
    }

    /// Whether a label stands over a column that numbers the lines.
    pub(in crate::import::understanding) fn is_numbering(&self, core: &str) -> bool {
        self.numbering.contains(core)
    }

    /// Whether a label may stand over the one number column of a form.
    pub(in crate::import::understanding) fn is_figure(&self, core: &str) -> bool {
        self.figures.contains(core)
    }
}

/// The shipped words.
pub(in crate::import::understanding) fn variants() -> &'static Variants {
    static VARIANTS: OnceLock<Variants> = OnceLock::new();
    VARIANTS.get_or_init(|| {
        // A test holds that the file can be read.
        let source: Source =
            toml::from_str(include_str!("../../../../assets/import/variants.toml")).unwrap_or_default();
        // The lists are looked up by labels, in which the words are replaced already.
        let cores = |texts: &[String]| texts.iter().map(|text| replace_with(text, &source.words)).collect();
        let (numbering, extras) = (cores(&source.numbering), cores(&source.extras));
        let figures = cores(&source.figures);
        let Source { words, prior, unit_fields, .. } = source;
        Variants { words, numbering, extras, figures, prior, unit_fields }
    })
}

/// A text with the words of forms in place of their variants.
pub(super) fn replace(text: &str) -> String {
    replace_with(text, &variants().words)
}

fn replace_with(text: &str, words: &[(String, String)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in words {
        // Most labels hold none of these words, which their first character tells sooner.
        if from.chars().next().is_some_and(|first| text.contains(first)) && text.contains(from.as_str()) {
            text = text.replace(from.as_str(), to);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::variants;

    #[test]
    fn the_words_are_read() {
        let variants = variants();
        assert!(variants.is_extra("序号") && variants.is_figure("统计数"));
        assert!(!variants.prior.is_empty() && !variants.unit_fields.is_empty());
    }
}
