//! Which of all that is said about the unit and the year is meant, and how sure that is.
//!
//! What counts most is taken. Another place that says the same makes it surer; one that says something else and counts
//! nearly as much makes it doubtful, and both are named. What is known only from weak places is asked.

use super::names::{are_alike, are_one};
use super::{Basis, Said};
use crate::import::understanding::plan::Statement;

/// From this confidence on nobody is asked.
const SURE: u8 = 75;

/// What other places may add.
const WITNESS: u8 = 11;

/// A contradiction counts when it is nearly as strong as what it contradicts.
const NEARLY: u8 = 20;

/// The least that contradicts.
const LEAST_RIVAL: u8 = 60;

/// How sure something contradicted is.
const CONTRADICTED: u8 = 60;

/// The year that is meant, with how sure that is.
pub(in crate::import::understanding) fn choose_year(all: &[Said<u16>]) -> Option<(u16, Statement)> {
    // The first paragraph that opens with a year tells of the report's; further ones may tell of any.
    let mut first_opening = None;
    let is_heard = |said: &&Said<u16>| {
        if said.basis != Basis::Opening {
            return true;
        }
        *first_opening.get_or_insert(said.what) == said.what
    };
    let heard: Vec<&Said<u16>> = all.iter().filter(is_heard).collect();
    // A date alone says nothing.
    heard.iter().find(|said| said.basis != Basis::Page)?;
    let chosen = choose(&heard, |one, other| one == other, |_, _| false)?;
    Some((chosen.0, statement(&chosen, "年度", |year| year.to_string())))
}

/// The unit that is meant, with how sure that is.
pub(in crate::import::understanding) fn choose_unit(all: &[Said<String>]) -> Option<(String, Statement)> {
    let all: Vec<&Said<String>> = all.iter().collect();
    let chosen = choose(&all, |one, other| are_one(one, other), |one, other| are_alike(one, other))?;
    let statement = statement(&chosen, "单位", |unit| format!("“{unit}”"));
    Some((chosen.0, statement))
}

/// What was chosen: itself, where it is said, how sure, a witness, and what contradicts it.
type Chosen<'a, T> = (T, &'a Said<T>, u8, Option<&'a Said<T>>, Option<&'a Said<T>>);

fn choose<'a, T: Clone>(
    all: &[&'a Said<T>],
    are_one: impl Fn(&T, &T) -> bool,
    are_alike: impl Fn(&T, &T) -> bool,
) -> Option<Chosen<'a, T>> {
    let best = *all.iter().reduce(|best, next| if next.weight > best.weight { next } else { best })?;
    let is_other = |said: &&&Said<T>| said.text != best.text || said.basis != best.basis;
    let agrees = |said: &&&Said<T>| are_one(&said.what, &best.what);
    let witness = all.iter().filter(is_other).filter(agrees).max_by_key(|said| said.weight).copied();
    let own = own_confidence(best);
    let added = witness.map_or(0, |witness| WITNESS + witness.weight / 10);
    // Two weak places of the same kind are hardly more than one.
    let mut confidence = own.saturating_add(added).min(99);
    let rival = all
        .iter()
        .filter(|said| !are_one(&said.what, &best.what) && !are_alike(&said.what, &best.what))
        .filter(|said| said.weight >= LEAST_RIVAL && said.weight + NEARLY >= best.weight)
        .max_by_key(|said| said.weight)
        .copied();
    if rival.is_some() {
        confidence = confidence.min(CONTRADICTED);
    }
    Some((best.what.clone(), best, confidence, witness, rival))
}

/// How sure one place makes by itself.
fn own_confidence<T>(said: &Said<T>) -> u8 {
    match said.basis {
        // A sheet that is called by the unit or by the year is meant so.
        Basis::Sheet => said.weight.max(76),
        Basis::File => said.weight.max(60),
        _ => said.weight,
    }
}

fn statement<T>(
    (what, best, confidence, witness, rival): &Chosen<'_, T>,
    name: &str,
    shown: impl Fn(&T) -> String,
) -> Statement {
    let place = |said: &Said<T>| format!("{}“{}”", said.basis.words(), said.text);
    let mut reason = format!("{name} {}：{}", shown(what), place(best));
    if let Some(witness) = witness {
        reason = format!("{reason}，{}也这样写", place(witness));
    }
    if let Some(rival) = rival {
        reason = format!("{reason}；但{}写的是 {}", place(rival), shown(&rival.what));
    }
    Statement { confidence: *confidence, reason, is_sure: *confidence >= SURE && rival.is_none() }
}
