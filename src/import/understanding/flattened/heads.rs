//! The columns that a run of heads makes.
//!
//! Heads on one line stand in the order of their columns. Heads on several lines are written line by line, so that a
//! column of the lower line comes behind one to its right; then the form's own order is taken, and a column that the form
//! does not have may stand in a few places, each of which is a reading.

use std::collections::VecDeque;

use super::token::Token;
use crate::import::understanding::align::sequence::{Score, Scores, matched};
use crate::import::understanding::labels::Label;
use crate::import::understanding::labels::variants::variants;
use crate::import::understanding::lexicon::{Lexicon, Part};

/// More readings than this are not tried.
const MOST_READINGS: usize = 16;

/// A head broken over two lines has its second half at most so many cells behind the first.
const FARTHEST_HALF: usize = 20;

/// A head is broken into so many parts at most.
const MOST_PARTS: usize = 3;

/// Words before figures of which the last ones may be heads; what stands above them is text.
pub(super) const MOST_WORDS: usize = 120;

/// More words than this that are no heads of the form are no columns.
const MOST_EXTRAS: usize = 3;

/// A column under some heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its head as the source writes it.
    pub(super) text: String,
    /// Whether the form has it.
    pub(super) is_known: bool,
}

/// The heads of a run of words.
pub(super) struct Heads {
    /// The words that belong to them.
    pub(super) words: std::ops::Range<usize>,
    /// What stands over the labels.
    pub(super) corner: Option<String>,
    /// The columns, left to right, in every reading.
    pub(super) readings: Vec<Vec<Column>>,
    /// Whether their order is the form's, because that of the source is lost.
    pub(super) is_assumed: bool,
    /// Whether every head of the form is there, and nothing else.
    pub(super) is_exact: bool,
    /// How many of the part's columns were found.
    found: usize,
}

/// The heads in a run of words, if there are any: those of the part of which most columns are there.
///
/// `width` is how many figures the lines behind them have, where that is known.
pub(super) fn heads(words: &[Token], width: Option<usize>, lexicon: &Lexicon) -> Option<Heads> {
    let above = words.len().saturating_sub(MOST_WORDS);
    let words = words.get(above..).unwrap_or_default();
    let parts = lexicon.models.iter().flat_map(|model| &model.parts);
    let all = parts.filter_map(|part| in_order(words, part, lexicon).or_else(|| by_lines(words, part, width, lexicon)));
    let best = all.reduce(|best, next| if next.found > best.found { next } else { best })?;
    Some(Heads { words: best.words.start + above..best.words.end + above, ..best })
}

/// The words of a run with the parts of broken heads put together: 商业 … 企业, 社会 … 公益 … 组织.
pub(super) fn joined(words: Vec<Token>, lexicon: &Lexicon) -> Vec<Token> {
    let mut joined = Vec::with_capacity(words.len());
    let mut rest = VecDeque::from(words);
    while let Some(mut word) = rest.pop_front() {
        if !word.likeness.is_known()
            && !word.label.is_empty()
            && let Some(parts) = parts_of(&word, &rest, lexicon)
        {
            let texts =
                parts.iter().filter_map(|at| rest.get(*at)).map(|part| (part.text.as_str(), part.label.core.as_str()));
            let (text, core): (String, String) = texts.unzip();
            let label = Label { core: format!("{}{core}", word.label.core), ..Label::default() };
            word.likeness = lexicon.exact(&label);
            word.label = label;
            word.text.push_str(&text);
            // From the last one on, so that the places before it stay.
            parts.iter().rev().for_each(|at| drop(rest.remove(*at)));
        }
        joined.push(word);
    }
    joined
}

/// The places of the words behind one with which it makes a head.
fn parts_of(word: &Token, rest: &VecDeque<Token>, lexicon: &Lexicon) -> Option<Vec<usize>> {
    let near: Vec<&Token> = rest.iter().take(FARTHEST_HALF * (MOST_PARTS - 1)).collect();
    parts_behind(&word.label.core, &near, lexicon, MOST_PARTS - 1)
}

/// The places of the words that make a head of the beginning of one, in their order.
fn parts_behind(begin: &str, rest: &[&Token], lexicon: &Lexicon, most: usize) -> Option<Vec<usize>> {
    let unknown = || rest.iter().take(FARTHEST_HALF).enumerate().filter(|(_, word)| !word.likeness.is_known());
    let with = |word: &Token| format!("{begin}{}", word.label.core);
    let is_head = |core: &str| lexicon.word(core).is_some_and(|word| lexicon.is_head(word));
    if let Some((at, _)) = unknown().find(|(_, word)| is_head(&with(word))) {
        return Some(vec![at]);
    }
    if most < 2 {
        return None;
    }
    unknown().filter(|(_, word)| !word.label.core.is_empty()).find_map(|(at, word)| {
        let begin = with(word);
        let behind = rest.get(at + 1..).filter(|_| lexicon.begins_head(&begin))?;
        let further = parts_behind(&begin, behind, lexicon, most - 1)?;
        Some([at].into_iter().chain(further.into_iter().map(|next| at + 1 + next)).collect())
    })
}

/// Heads that stand in the order of the columns.
fn in_order(words: &[Token], part: &Part, lexicon: &Lexicon) -> Option<Heads> {
    let is_column = |word: &Token, column: usize| {
        let column = &part.columns[column];
        let is_the_figure = part.columns.len() == 1 && !part.is_across && variants().is_figure(&word.label.core);
        word.may_be(&column.labels) || (is_the_figure && !lexicon.may_stub(&word.likeness))
    };
    let is_any = |word: &Token| (0..part.columns.len()).any(|column| is_column(word, column));
    let last = words.iter().rposition(|word| is_column(word, part.columns.len() - 1) || is_any(word))?;
    // Upwards from the last one, as long as the columns come in order; what is between them may be anything but a head.
    let mut column = (0..part.columns.len()).rev().find(|column| is_column(&words[last], *column))?;
    let (mut first, mut found) = (last, 1);
    for at in (0..last).rev() {
        let word = &words[at];
        if word.text == words[at + 1].text && first == at + 1 {
            first = at;
        } else if let Some(next) = (0..column).rev().find(|next| is_column(word, *next)) {
            (first, column, found) = (at, next, found + 1);
        } else if lexicon.may_head(&word.likeness) || lexicon.may_open(&word.likeness) || column == 0 {
            break;
        }
    }
    let is_enough = if part.parents.is_empty() { found * 2 >= part.columns.len() } else { found == part.columns.len() };
    if !is_enough {
        return None;
    }
    // Columns to the left of the first one that was found have heads that nobody knows; before them stands the corner.
    let is_plain = |at: usize| {
        let word = words.get(at);
        word.is_some_and(|word| {
            !lexicon.may_open(&word.likeness) && !lexicon.may_stub(&word.likeness) && !word.is_extra()
        })
    };
    while part.parents.is_empty() && column > 0 && first > 1 && is_plain(first - 1) && is_plain(first - 2) {
        (first, column) = (first - 1, column - 1);
    }
    let end = behind(words, last, lexicon);
    let (start, corner) = before(words, first, lexicon);
    // Columns that tables add may stand between the corner and the first known head.
    let from = (0..first).rev().take_while(|at| words[*at].is_extra()).last().unwrap_or(first);
    let from = from.max(corner.map_or(0, |corner| corner + 1)).max(start);
    let mut columns: Vec<Column> = Vec::new();
    for word in &words[from..end] {
        // A head that is repeated over its columns is one head.
        if columns.last().is_none_or(|last| last.text != word.text) {
            columns.push(Column { text: word.text.clone(), is_known: is_any(word) });
        }
    }
    let corner = corner.map(|corner| words[corner].text.clone());
    Some(Heads { words: start..end, corner, readings: vec![columns], is_assumed: false, is_exact: false, found })
}

/// Heads that were written line by line: all columns of the part are there, and the heads above them.
fn by_lines(words: &[Token], part: &Part, given: Option<usize>, lexicon: &Lexicon) -> Option<Heads> {
    let is_near =
        |column: &&crate::import::understanding::lexicon::Column| words.iter().any(|word| word.may_be(&column.labels));
    if part.parents.is_empty() || part.columns.iter().filter(is_near).count() < part.columns.len() {
        return None;
    }
    // Words that stand several times over their columns are one head.
    let mut kept: Vec<usize> = Vec::new();
    for at in 0..words.len() {
        let is_repeated = kept.last().is_some_and(|last| words[*last].text == words[at].text);
        if !is_repeated {
            kept.push(at);
        }
    }
    let cells = kept.iter().flat_map(|at| {
        let likeness = &words[*at].likeness;
        part.heads.iter().map(move |head| Score {
            label: likeness.best(&head.labels),
            context: 0,
            is_slip: likeness.is_slip_of(&head.labels),
        })
    });
    let scores = Scores { width: part.heads.len(), cells: cells.collect() };
    let found: Vec<Option<usize>> = matched(&scores).into_iter().map(|it| it.map(|(head, _)| head)).collect();
    let texts = part.columns.iter().enumerate().map(|(column, _)| {
        let is_leaf = |head: &Option<usize>| head.is_some_and(|head| part.heads[head].leaf == Some(column));
        let at = found.iter().position(is_leaf)?;
        Some(Column { text: words[kept[at]].text.clone(), is_known: true })
    });
    let columns: Vec<Column> = texts.collect::<Option<_>>()?;
    let first = found.iter().position(Option::is_some)?;
    let last = found.iter().rposition(Option::is_some)?;
    let end = behind(words, kept[last], lexicon);
    let (start, corner) = before(words, kept[first], lexicon);
    // Columns that the form does not have, each with the places where it may stand.
    let mut readings = vec![columns];
    let width = part.columns.len();
    let unknown = (first..kept.len()).filter(|at| found.get(*at).copied().flatten().is_none());
    let unknown = unknown.filter(|at| kept[*at] < end && Some(kept[*at]) != corner).count();
    // Where the lines have as many figures as the form has columns, other words are no columns; and so many are none.
    let is_text = given == Some(width) || unknown > MOST_EXTRAS;
    let known_corner = corner.map(|corner| words[corner].text.as_str());
    for (at, word) in kept.iter().copied().filter(|at| *at < end).enumerate().skip(first) {
        let is_corner = known_corner == Some(words[word].text.as_str());
        if is_text || found.get(at).copied().flatten().is_some() || is_corner {
            continue;
        }
        let left = found[..at.min(found.len())].iter().rev().flatten().next().map(|head| part.heads[*head].columns.end);
        let right =
            found.get(at..).unwrap_or_default().iter().flatten().next().map(|head| part.heads[*head].columns.start);
        let mut places: Vec<usize> = [left, right, Some(width)].into_iter().flatten().collect();
        places.sort_unstable();
        places.dedup();
        readings = with_extra(&readings, &words[word].text, &places);
        readings.truncate(MOST_READINGS);
    }
    let corner = corner.map(|corner| words[corner].text.clone());
    let is_exact = given.is_none_or(|given| given == width) && readings.len() == 1 && unknown == 0;
    Some(Heads { words: start..end, corner, readings, is_assumed: true, is_exact, found: width })
}

/// Every reading with another column before the known one of a place, or behind the last.
fn with_extra(readings: &[Vec<Column>], text: &str, places: &[usize]) -> Vec<Vec<Column>> {
    let mut all = Vec::new();
    for reading in readings {
        for place in places {
            let mut known = reading.iter().enumerate().filter(|(_, column)| column.is_known);
            let at = known.nth(*place).map_or(reading.len(), |(at, _)| at);
            let mut columns = reading.clone();
            columns.insert(at, Column { text: text.to_owned(), is_known: false });
            if !all.contains(&columns) {
                all.push(columns);
            }
        }
    }
    all
}

/// Where the heads end: behind the last known one and the columns that tables add.
fn behind(words: &[Token], last: usize, lexicon: &Lexicon) -> usize {
    let is_known = |word: &Token| lexicon.may_stub(&word.likeness) || lexicon.may_open(&word.likeness);
    let mut end = last + 1;
    while let Some(word) = words.get(end) {
        let is_before_labels = words.get(end + 1).is_some_and(is_known);
        if word.is_extra() || (!is_known(word) && is_before_labels) || word.text == words[last].text {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Where the heads begin, and the word over the labels: what stands right before the first known head. Heads above,
/// which a converter may have repeated over all their columns, belong to them.
fn before(words: &[Token], first: usize, lexicon: &Lexicon) -> (usize, Option<usize>) {
    let mut start = first;
    let mut corner = None;
    while let Some(at) = start.checked_sub(1) {
        let word = &words[at];
        let is_head = lexicon.may_head(&word.likeness) && !lexicon.may_open(&word.likeness);
        let is_corner_again = corner.is_some_and(|corner: usize| words[corner].text == word.text);
        let may_be_corner = corner.is_none()
            && !is_head
            && !lexicon.may_open(&word.likeness)
            && !lexicon.may_stub(&word.likeness)
            && !word.text.contains(['：', ':']);
        let is_corner_note =
            corner.is_none() && word.text.trim().starts_with(['(', '（']) && word.text.chars().count() > 12;
        if word.is_extra() || is_head || is_corner_again {
            start = at;
        } else if may_be_corner || is_corner_note {
            (start, corner) = (at, Some(at));
        } else {
            break;
        }
    }
    (start, corner)
}
