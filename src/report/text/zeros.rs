//! Sentences that say that there was none: 未收到政府信息公开申请, 没有行政复议和行政诉讼.

use super::language::language;
use super::linker::{Linker, Run};
use super::phrases::Place;

/// What a clause says there was none of.
pub(super) struct None {
    /// Where the denial begins.
    pub(super) start: usize,
    /// The items, each with the phrases that it may be.
    pub(super) items: Vec<Vec<Place>>,
}

/// Which nouns are items: 申请 by itself is generic.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nouns {
    Specific,
    Generic,
}

/// A step of the reading of a denial.
#[derive(Clone)]
struct Step {
    /// How many characters the items cover so far: more is better, in fewer items.
    weight: usize,
    items: usize,
    from: usize,
    places: Vec<Place>,
}

/// Reads a denial; every word of it has to be understood.
pub(super) fn none_of(clause: &[char], linker: &Linker<'_>, run: &Run) -> Option<None> {
    let words = language();
    for start in 0..clause.len() {
        let rest = &clause[start..];
        let absences = words.absences.at(rest).map(|length| (length, true));
        let negations = words.negations.at(rest).map(|length| (length, false));
        for (length, is_absence) in absences.chain(negations) {
            // 申请 by itself is an item only where no other is named.
            let specific = items(&rest[length..], is_absence, Nouns::Specific, linker, run);
            let found = specific.or_else(|| items(&rest[length..], is_absence, Nouns::Generic, linker, run));
            if let Some(items) = found {
                return Some(None { start, items });
            }
        }
    }
    Option::None
}

/// The items of which a text is made, with harmless words around them; none when anything is left.
fn items(text: &[char], is_absence: bool, nouns: Nouns, linker: &Linker<'_>, run: &Run) -> Option<Vec<Vec<Place>>> {
    let words = language();
    let mut steps: Vec<Option<Step>> = vec![Option::None; text.len() + 1];
    steps[0] = Some(Step { weight: 0, items: 0, from: 0, places: Vec::new() });
    let mut verbs: Vec<&[char]> = Vec::new();
    for at in 0..text.len() {
        let Some(here) = steps[at].clone() else { continue };
        let rest = &text[at..];
        let mut offer = |length: usize, places: Vec<Place>| {
            let weight = places.first().map_or(0, |place| place.weight);
            let covered = if weight > 0 { length } else { 0 };
            let step =
                Step { weight: here.weight + covered, items: here.items + usize::from(weight > 0), from: at, places };
            let slot = &mut steps[at + length];
            if slot.as_ref().is_none_or(|old| (old.weight, step.items) < (step.weight, old.items)) {
                *slot = Some(step);
            }
        };
        for lists in [&words.inside, &words.closings] {
            for length in lists.at(rest) {
                offer(length, Vec::new());
            }
        }
        let mut found: Vec<(usize, Place)> = Vec::new();
        for wording in linker.wordings.at(rest) {
            let (Some(first), Some(last)) = (wording.parts.first(), wording.parts.last()) else { continue };
            if wording.parts.len() > 1 && rest.starts_with(first) {
                verbs.push(first);
                offer(first.len(), Vec::new());
            }
            let is_whole = wording.parts.len() == 1
                || (wording.parts.len() == 2
                    && (is_absence && words.events.is(first) || verbs.contains(&first.as_slice())));
            let is_generic = words.inside.is(last) || last.len() < 2;
            // A sum of items is denied item by item.
            let is_sum = last.contains(&'、')
                && matches!(linker.form().phrases[wording.phrase].figure, crate::form::Figure::Derived(_));
            if is_whole
                && is_generic == (nouns == Nouns::Generic)
                && !is_sum
                && rest.starts_with(last)
                && linker.wordings.is_meant(linker.form(), wording.phrase, run.last, &run.near)
            {
                let weight = wording.parts.iter().map(Vec::len).sum();
                found.push((last.len(), Place { phrase: wording.phrase, start: at, weight, verb: Option::None }));
            }
        }
        let mut lengths: Vec<usize> = found.iter().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        lengths.dedup();
        for length in lengths {
            let of_length = || found.iter().filter(|(it, _)| *it == length).map(|(_, place)| place);
            let best = of_length().map(|place| place.weight).max().unwrap_or(0);
            offer(length, of_length().filter(|place| place.weight == best).cloned().collect());
        }
    }
    let mut at = text.len();
    let mut items = Vec::new();
    while at > 0 {
        let step = steps[at].as_ref()?;
        if !step.places.is_empty() {
            items.push(step.places.clone());
        }
        at = step.from;
    }
    items.reverse();
    (!items.is_empty()).then_some(items)
}
