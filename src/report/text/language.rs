//! The words of `assets/report/language.toml`, and whether they cover a stretch of text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    words: Vec<(String, String)>,
    before: Vec<String>,
    partial_periods: Vec<String>,
    whole_periods: Vec<String>,
    scopes: Vec<String>,
    inside: Vec<String>,
    behind: Vec<String>,
    tail: Vec<String>,
    negations: Vec<String>,
    absences: Vec<String>,
    events: Vec<String>,
    closings: Vec<String>,
    current: Vec<String>,
    prior: Vec<String>,
    comparisons: Vec<String>,
    rises: Vec<String>,
    falls: Vec<String>,
    level: Vec<String>,
    trend_fillers: Vec<String>,
    share: String,
    share_fillers: Vec<String>,
    offices: Vec<String>,
    periods: Vec<String>,
    measures: BTreeMap<String, Vec<String>>,
}

/// A set of words, found by their first character.
#[derive(Debug, Default)]
pub(super) struct Words {
    by_first: BTreeMap<char, Vec<Vec<char>>>,
}

impl Words {
    fn of<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let mut by_first: BTreeMap<char, Vec<Vec<char>>> = BTreeMap::new();
        for word in words {
            let word = comparable(word);
            if let Some(first) = word.first() {
                by_first.entry(*first).or_default().push(word);
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Self { by_first }
    }

    /// The lengths of the words that stand at the start of a text, the longest first.
    pub(super) fn at<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        let words = text.first().and_then(|first| self.by_first.get(first));
        words.into_iter().flatten().filter(|word| text.starts_with(word)).map(Vec::len)
    }

    /// Whether a text is one of the words.
    pub(super) fn is(&self, text: &[char]) -> bool {
        self.at(text).any(|length| length == text.len())
    }

    /// Whether one of the words stands anywhere in a text.
    pub(super) fn stands_in(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| self.at(&text[at..]).next().is_some())
    }

    /// Whether a text ends with one of the words.
    pub(super) fn ends(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| self.at(&text[at..]).any(|length| at + length == text.len()))
    }

    /// Whether the words cover a text without rest; nothing is covered by nothing.
    pub(super) fn cover(&self, text: &[char]) -> bool {
        text.is_empty() || self.at(text).any(|length| length == text.len()) || self.cover_from(text)[0]
    }

    /// For every place of a text, and its end, whether the words cover it from there on without rest.
    pub(super) fn cover_from(&self, text: &[char]) -> Vec<bool> {
        let mut covers = vec![false; text.len() + 1];
        covers[text.len()] = true;
        for at in (0..text.len()).rev() {
            covers[at] = self.at(&text[at..]).any(|length| covers[at + length]);
        }
        covers
    }
}

/// Whether steps, each given by the lengths that fit at a place, lead from the start of a text to its end.
pub(super) fn covered(text: &[char], steps: impl Fn(&[char]) -> Vec<usize>) -> bool {
    let mut is_reached = vec![false; text.len() + 1];
    is_reached[0] = true;
    for at in 0..text.len() {
        if is_reached[at] {
            for length in steps(&text[at..]) {
                is_reached[(at + length).min(text.len())] = true;
            }
        }
    }
    is_reached[text.len()]
}

/// The lists, ready to be used.
#[derive(Debug, Default)]
pub(super) struct Language {
    /// Wordings read as others; already comparable.
    pub(super) words: Vec<(Vec<char>, Vec<char>)>,
    pub(super) before: Words,
    pub(super) partial_periods: Words,
    pub(super) whole_periods: Words,
    pub(super) scopes: Words,
    pub(super) inside: Words,
    pub(super) behind: Words,
    pub(super) tail: Words,
    pub(super) negations: Words,
    pub(super) absences: Words,
    pub(super) events: Words,
    pub(super) closings: Words,
    pub(super) current: Words,
    pub(super) prior: Words,
    pub(super) comparisons: Words,
    pub(super) rises: Words,
    pub(super) falls: Words,
    pub(super) level: Words,
    pub(super) trends: Words,
    pub(super) share: Vec<char>,
    pub(super) shares: Words,
    pub(super) offices: Words,
    pub(super) periods: Vec<String>,
    /// The measure of a form → the measures with which a text counts the same.
    pub(super) measures: BTreeMap<String, Vec<String>>,
    /// Every measure, the longest first.
    pub(super) all_measures: Vec<Vec<char>>,
}

/// The shipped words.
pub(super) fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        // A test holds that the file can be read.
        let source: Source = toml::from_str(include_str!("../../../assets/report/language.toml")).unwrap_or_default();
        Language::of(source)
    })
}

impl Language {
    fn of(source: Source) -> Self {
        let pairs = source.words.iter().map(|(from, to)| (from.chars().collect(), to.chars().collect()));
        let trends = [&source.comparisons, &source.rises, &source.falls, &source.trend_fillers];
        let mut all_measures: Vec<Vec<char>> =
            source.measures.values().flatten().map(|measure| measure.chars().collect()).collect();
        all_measures.sort_by(|a: &Vec<char>, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        all_measures.dedup();
        Self {
            words: pairs.collect(),
            before: Words::of(source.before.iter().chain(&source.prior).chain(&source.scopes)),
            partial_periods: Words::of(&source.partial_periods),
            whole_periods: Words::of(&source.whole_periods),
            scopes: Words::of(&source.scopes),
            inside: Words::of(&source.inside),
            behind: Words::of(&source.behind),
            tail: Words::of(&source.tail),
            negations: Words::of(&source.negations),
            absences: Words::of(&source.absences),
            events: Words::of(&source.events),
            closings: Words::of(&source.closings),
            current: Words::of(&source.current),
            prior: Words::of(&source.prior),
            comparisons: Words::of(&source.comparisons),
            rises: Words::of(&source.rises),
            falls: Words::of(&source.falls),
            level: Words::of(&source.level),
            trends: Words::of(trends.into_iter().flatten()),
            share: source.share.chars().collect(),
            shares: Words::of(source.share_fillers.iter().chain([&source.share])),
            offices: Words::of(&source.offices),
            periods: source.periods,
            measures: source.measures,
            all_measures,
        }
    }

    /// Whether a text that counts in `written` may speak of a figure whose measure is `measure`.
    pub(super) fn fits(&self, measure: &str, written: &str) -> bool {
        measure == written || self.measures.get(measure).is_some_and(|all| all.iter().any(|it| it == written))
    }
}

/// A word of the lists as texts are compared: the joining words are one sign.
fn comparable(word: &str) -> Vec<char> {
    word.chars().map(|c| if matches!(c, '和' | '及' | '与' | '或') { '、' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read() {
        let read: Result<Source, _> = toml::from_str(include_str!("../../../assets/report/language.toml"));
        assert!(read.is_ok(), "{:?}", read.err());
    }

    #[test]
    fn words_cover_without_rest() {
        let covers = |text: &str| language().behind.cover(&text.chars().collect::<Vec<_>>());
        assert!(covers("") && covers("数量共计") && !covers("数量网"));
        let text: Vec<char> = "网数量共计".chars().collect();
        assert_eq!(language().behind.cover_from(&text), [false, true, false, true, true, true]);
    }
}
