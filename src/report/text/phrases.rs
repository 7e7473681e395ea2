//! The phrases of a form, ready to be found: every choice spelled out, with the room that they leave between their parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::language::{covered, language};
use super::plain::phrase;
use crate::form::{Figure, Form};

/// How far before a number the last word of its item may end.
const FURTHEST: usize = 40;

/// How far behind a number a word of its item may begin.
const FURTHEST_BEHIND: usize = 24;

/// One way to speak of a figure.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    /// Its phrase, as a position in [`Form::phrases`].
    pub(super) phrase: usize,
    /// Its parts; the text may put harmless words, or the number, between them.
    pub(super) parts: Vec<Vec<char>>,
}

/// All wordings of a form, spelled out, and found by what they begin and end with: a form has thousands.
#[derive(Clone, Debug)]
pub struct Wordings {
    all: Vec<Wording>,
    /// The wordings by the first character of their first part, and of their last.
    by_start: BTreeMap<char, Vec<usize>>,
    /// The wordings by the last two characters of their last part.
    by_end: BTreeMap<[char; 2], Vec<usize>>,
    /// The words near which a phrase counts, by phrase.
    near: Vec<Vec<Vec<char>>>,
}

/// The wordings of the form that was asked for last: who compares again and again spells them out once.
#[derive(Debug, Default)]
pub struct LastWordings {
    known: Option<(Arc<Form>, Wordings)>,
}

impl LastWordings {
    /// The wordings of a form.
    pub fn of(&mut self, form: &Arc<Form>) -> &Wordings {
        let known = self.known.take().filter(|(known, _)| Arc::ptr_eq(known, form));
        &self.known.insert(known.unwrap_or_else(|| (Arc::clone(form), Wordings::of(form)))).1
    }
}

/// Where a wording stands before a number.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The phrase.
    pub(super) phrase: usize,
    /// Where it begins in the words before the number; their length when all of it stands behind.
    pub(super) start: usize,
    /// How much of it was found, for the choice of the most specific.
    pub(super) weight: usize,
    /// The first part, when it was found: a verb that the next items of a list may leave out.
    pub(super) verb: Option<Vec<char>>,
}

impl Wordings {
    /// The wordings of a form.
    pub fn of(form: &Form) -> Self {
        let mut wordings = Vec::new();
        for (position, it) in form.phrases.iter().enumerate() {
            for text in it.says.iter().flat_map(|says| spelled_out(says)) {
                let parts: Vec<Vec<char>> = text.split('~').map(phrase).filter(|part| !part.is_empty()).collect();
                if !parts.is_empty() {
                    wordings.push(Wording { phrase: position, parts });
                }
            }
        }
        let near = form.phrases.iter().map(|it| it.near.iter().map(|word| phrase(word)).collect()).collect();
        let mut by_start: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        let mut by_end: BTreeMap<[char; 2], Vec<usize>> = BTreeMap::new();
        for (position, Wording { parts, .. }) in wordings.iter().enumerate() {
            let (first, last) = (&parts[0], &parts[parts.len() - 1]);
            by_start.entry(first[0]).or_default().push(position);
            if last[0] != first[0] {
                by_start.entry(last[0]).or_default().push(position);
            }
            by_end.entry(end_of(last)).or_default().push(position);
        }
        Self { all: wordings, by_start, by_end, near }
    }

    /// The wordings whose first or last part may stand at the start of a text.
    pub(super) fn at(&self, text: &[char]) -> impl Iterator<Item = &Wording> {
        let found = text.first().and_then(|first| self.by_start.get(first));
        found.into_iter().flatten().map(|position| &self.all[*position])
    }

    /// Whether a phrase may be meant: after what was spoken of last, and near its words.
    pub(super) fn is_meant(&self, form: &Form, phrase: usize, last: Option<Figure>, near: &[char]) -> bool {
        let after = &form.phrases[phrase].after;
        let words = &self.near[phrase];
        (after.is_empty() || last.is_some_and(|last| after.contains(&last)))
            && (words.is_empty() || words.iter().any(|word| near.windows(word.len()).any(|it| it == word)))
    }

    /// Every wording that stands around a number: `left` is before it, `right` behind, `verb` was said before.
    pub(super) fn around(&self, left: &[char], right: &[char], verb: Option<&[char]>) -> Vec<Place> {
        let words = language();
        // What a list goes on with is no item of the number before: 重复申请2件、反复申请1件.
        let right = if right.first() == Some(&'、') { &[] } else { right };
        let around = Around { left, right, verb, ends: words.behind.cover_from(left) };
        // The last part of a wording ends where nothing but harmless words comes before the number, or behind it.
        let tails = words.tail.cover_from(right);
        let ends = around.ends.iter().enumerate().filter(|(end, fits)| **fits && left.len() - end <= FURTHEST);
        let keys = ends.flat_map(|(end, _)| keys_of(&left[..end]));
        let behind = tails.iter().enumerate().filter(|(_, fits)| **fits);
        let keys = keys.chain(behind.flat_map(|(end, _)| keys_of(&right[..end])));
        let mut found: Vec<usize> = keys.filter_map(|key| self.by_end.get(&key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|position| self.all[position].around(&around)).collect()
    }
}

/// The key of a part: its last two characters.
fn end_of(part: &[char]) -> [char; 2] {
    match part {
        [.., before, last] => [*before, *last],
        [last] => [NOTHING, *last],
        [] => [NOTHING; 2],
    }
}

/// Stands in a key for the character that a part of one character lacks.
const NOTHING: char = '\0';

/// The keys of all parts with which a text may end.
fn keys_of(text: &[char]) -> impl Iterator<Item = [char; 2]> {
    let alone = text.last().map(|last| [NOTHING, *last]);
    alone.into_iter().chain((text.len() > 1).then(|| end_of(text)))
}

/// The words around a number, as wordings are held against them.
struct Around<'a> {
    left: &'a [char],
    right: &'a [char],
    verb: Option<&'a [char]>,
    /// For every place on the left whether harmless words lead from there to the number.
    ends: Vec<bool>,
}

impl Wording {
    fn weight(parts: &[Vec<char>]) -> usize {
        parts.iter().map(Vec::len).sum()
    }

    fn around(&self, around: &Around<'_>) -> Option<Place> {
        let Around { left, right, verb, ends } = around;
        let before_number = |parts: &[Vec<char>]| backwards(parts, left, &|end| ends[end]);
        let count = self.parts.len();
        let place = |start: usize, found: &[Vec<char>]| Place {
            phrase: self.phrase,
            start,
            weight: Self::weight(found),
            verb: (count > 1 && found.len() == count).then(|| self.parts[0].clone()),
        };
        // All of it before the number.
        if let Some(start) = before_number(&self.parts) {
            return Some(place(start, &self.parts));
        }
        // The number in the middle, or before all of it.
        for middle in (0..count).rev() {
            let (before, behind) = self.parts.split_at(middle);
            if !forwards(behind, right) {
                continue;
            }
            if before.is_empty() {
                return Some(place(left.len(), &self.parts));
            }
            if let Some(start) = before_number(before) {
                return Some(place(start, &self.parts));
            }
        }
        // The verb was said before, for an item earlier in the list.
        let rest = self.parts.get(1..).filter(|rest| !rest.is_empty() && *verb == Some(self.parts[0].as_slice()))?;
        if let Some(start) = before_number(rest) {
            return Some(place(start, rest));
        }
        (rest.len() == 1 && forwards(rest, right)).then(|| place(left.len(), rest))
    }
}

/// Where parts begin that end before the end of a text, at a place from which harmless words lead to it.
fn backwards(parts: &[Vec<char>], text: &[char], leads_on: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (last, before) = parts.split_last()?;
    let furthest = last.len().max(text.len().saturating_sub(FURTHEST));
    for end in (furthest..=text.len()).rev() {
        let start = end - last.len();
        if text[start..end] == last[..] && leads_on(end) {
            if before.is_empty() {
                return Some(start);
            }
            let text = &text[..start];
            let found = backwards(before, text, &|end| language().inside.cover(&text[end..]));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether a text behind a number is these parts, with covered words between and behind.
fn forwards(parts: &[Vec<char>], text: &[char]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return language().tail.cover(text) };
    (0..text.len().min(FURTHEST_BEHIND)).any(|at| {
        text[at..].starts_with(first)
            && language().inside.cover(&text[..at])
            && forwards(rest, &text[at + first.len()..])
    })
}

/// Every choice of a wording: `(收到|接到)~申请` is two.
fn spelled_out(says: &str) -> Vec<String> {
    let Some((before, rest)) = says.split_once('(') else { return vec![says.to_owned()] };
    let (choices, behind) = rest.split_once(')').unwrap_or((rest, ""));
    let endings = spelled_out(behind);
    choices.split('|').flat_map(|choice| endings.iter().map(move |end| format!("{before}{choice}{end}"))).collect()
}

/// Whose figures the words before an item are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing narrows them down; it is not said whose they are.
    Open,
    /// It is said that they are the unit's.
    Own,
    /// They are of a part, of another office, or not understood.
    Other,
}

/// Reads the words before an item; `unit` is the unit's name.
pub(super) fn scope(before: &[char], unit: &[char]) -> Scope {
    let words = &language().before;
    let is_covered = covered(before, |rest| {
        let mut lengths: Vec<usize> = words.at(rest).collect();
        lengths.extend(period_length(rest));
        lengths.extend(reason_length(rest));
        lengths.extend((2..=unit.len().min(rest.len())).filter(|length| is_name_of(&rest[..*length], unit)));
        lengths
    });
    let names_unit = |at: usize| {
        (2..=unit.len().min(before.len() - at)).any(|length| {
            let name = &before[at..at + length];
            is_name_of(name, unit) && name.last() == unit.last()
        })
    };
    match is_covered {
        false => Scope::Other,
        true if language().scopes.stands_in(before) || (0..before.len()).any(names_unit) => Scope::Own,
        true => Scope::Open,
    }
}

/// Whether some words are the unit's name, a piece of it, or a short form that ends alike.
fn is_name_of(name: &[char], unit: &[char]) -> bool {
    if unit.windows(name.len()).any(|piece| piece == name) {
        return true;
    }
    let mut rest = unit.iter();
    name.last() == unit.last() && name.iter().all(|c| rest.any(|it| it == c))
}

/// How long the reason is that a text begins with: 因…等原因.
fn reason_length(text: &[char]) -> Option<usize> {
    let is_reason = text.starts_with(&['因']) || text.starts_with(&['由', '于']);
    let end = |text: &[char]| text.windows(2).take(23).position(|pair| pair == ['原', '因']);
    is_reason.then(|| end(text)).flatten().map(|end| end + 2)
}

/// How long the mention of a year or of the whole year is that a text begins with.
pub(super) fn period_length(text: &[char]) -> Option<usize> {
    let fits = |pattern: &str| {
        let mut length = 0;
        for c in pattern.chars() {
            let here = text.get(length)?;
            let is_met = if c == '#' { here.is_ascii_digit() } else { *here == c };
            if !is_met {
                return None;
            }
            length += 1;
        }
        Some(length)
    };
    let patterns = [
        "####年1月1日至####年12月31日",
        "####年1月1日至12月31日",
        "1月1日至12月31日",
        "####年12月31日",
        "####年度",
        "####年",
        "12月31日",
    ];
    patterns.into_iter().find_map(fits)
}
