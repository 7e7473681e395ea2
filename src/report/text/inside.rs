//! What a text says about its own figures: changes against last year, shares, sums.

use super::linker::Linker;
use super::numbers::{Number, Precision};
use super::reading::{Count, Reading, Role, Sum};
use crate::check::Amount;
use crate::form::{Figure, Period, Term};

/// A hundred per cent in billionths.
const HUNDRED: i128 = 100_000_000_000;

/// A total that the text states beside parts that do not add up to it.
pub(super) struct WrongSum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    pub(super) sum: Amount,
}

/// Judges changes and growths against last year's values.
pub(super) fn judge_trends(linker: &Linker<'_>, reading: &mut Reading) {
    for linked in &mut reading.linked {
        let (is_fall, is_growth) = match linked.role {
            Role::Change { is_fall } => (is_fall, false),
            Role::Growth { is_fall } => (is_fall, true),
            _ => continue,
        };
        let number = Number {
            start: 0,
            end: 0,
            amount: linked.amount,
            step: Amount::ZERO,
            precision: Precision::Exact,
            measure: if linked.written.ends_with('元') { "元".to_owned() } else { String::new() },
            nature: super::numbers::Nature::Count,
        };
        let this = linker.value(linked.figure, false, &number);
        let prior = linker.value(linked.figure, true, &number);
        let (Some(this), Some(prior)) = (this, prior) else {
            linked.expected = None;
            continue;
        };
        let change = if is_fall { prior - this } else { this - prior };
        if is_growth {
            linked.expected = per_cent(change, prior);
            linked.agrees = linked.expected.map(|it| is_rounded(it, linked.amount, &linked.written));
        } else {
            linked.expected = Some(change);
            linked.agrees = Some(change == linked.amount || (!linked.is_exact && change > Amount::ZERO));
        }
    }
}

/// A part of a whole in per cent, cut off after nine places; `None` when the whole is not more than zero.
fn per_cent(part: Amount, whole: Amount) -> Option<Amount> {
    if whole <= Amount::ZERO {
        return None;
    }
    let scaled = part.billionths().checked_mul(HUNDRED)?;
    Some(Amount::from_billionths(scaled / whole.billionths()))
}

/// Whether a written percentage is a value rounded or cut off to the places that are written.
fn is_rounded(value: Amount, shown: Amount, written: &str) -> bool {
    let places = written.trim_end_matches('%').split_once('.').map_or(0, |(_, places)| places.len());
    let step = (0..places).fold(1_000_000_000_i128, |step, _| step / 10);
    (value - shown).abs() < Amount::from_billionths(step)
}

/// Judges the shares of each paragraph: of the figures beside them, of their own sum, of the totals of their tables.
pub(super) fn judge_shares(linker: &Linker<'_>, reading: &mut Reading) {
    for paragraph in &reading.paragraphs {
        let counts: Vec<&Count> = paragraph.iter().flat_map(|(_, counts)| counts).collect();
        let sharing: Amount = counts.iter().filter(|it| it.share.is_some()).map(|it| it.number.amount).sum();
        for count in &counts {
            let (Some(share), Some(at)) = (&count.share, count.share_at) else { continue };
            let part = count.number.amount;
            let mut wholes: Vec<Amount> = counts.iter().map(|it| it.number.amount).collect();
            wholes.push(sharing);
            wholes.extend(totals_over(linker, reading.linked[at].figure));
            let written = reading.linked[at].written.clone();
            let fits = |whole: &Amount| {
                *whole >= part && per_cent(part, *whole).is_some_and(|it| is_rounded(it, share.amount, &written))
            };
            let it = &mut reading.linked[at];
            if part.is_zero() {
                it.agrees = Some(share.amount.is_zero());
                it.expected = Some(Amount::ZERO);
                continue;
            }
            it.agrees = Some(wholes.iter().any(fits));
            it.expected = per_cent(part, sharing.max(part));
        }
    }
}

/// The values of the cells that are totals over the cells of a figure, directly or with other terms.
fn totals_over(linker: &Linker<'_>, figure: Figure) -> Vec<Amount> {
    let form = linker.form();
    let own = form.terms_of(figure);
    let has_own = |terms: &[Term]| terms.iter().any(|term| own.iter().any(|it| it.cell == term.cell));
    let mut totals = Vec::new();
    for relation in form.relations.iter().filter(|relation| !relation.needs_prior()) {
        if has_own(&relation.left) || has_own(&relation.right) {
            for side in [&relation.left, &relation.right] {
                totals.extend(side.iter().filter_map(|term| linker.facts.number(*term)));
                totals.push(linker.facts.sum(side));
            }
        }
    }
    // The intake and the outcomes of a table are wholes for everything in it.
    for derived in form.derived.iter().filter(|derived| derived.terms.iter().all(|term| !term.is_minus)) {
        totals.push(linker.facts.sum(&derived.terms));
    }
    totals
}

/// Sums that hold in the text itself, and totals linked to figures whose parts, all of them named, do not add up.
pub(super) fn judge_sums(linker: &Linker<'_>, reading: &mut Reading) -> Vec<WrongSum> {
    let mut wrong = Vec::new();
    let mut sums = Vec::new();
    for paragraph in &reading.paragraphs {
        for (at, (sentence, counts)) in paragraph.iter().enumerate() {
            for (position, total) in counts.iter().enumerate() {
                // The parts stand right behind, or open one of the next two sentences.
                let next = paragraph[at + 1..].iter().take(2).map(|(_, counts)| counts.as_slice());
                for behind in std::iter::once(&counts[position + 1..]).chain(next) {
                    let Some(parts) = holding(total, behind) else { continue };
                    let shown: Vec<String> = parts.iter().map(|it| it.number.amount.to_string()).collect();
                    let shown = format!("{} = {}", shown.join(" + "), total.number.amount);
                    sums.push(Sum { sentence: *sentence, shown });
                }
            }
            let shares: Vec<&Number> = counts.iter().filter_map(|it| it.share.as_ref()).collect();
            let sum: Amount = shares.iter().map(|it| it.amount).sum();
            if shares.len() > 1 && sum == Amount::whole(100) {
                let shown: Vec<String> = shares.iter().map(|it| format!("{}%", it.amount)).collect();
                sums.push(Sum { sentence: *sentence, shown: format!("{} = 100%", shown.join(" + ")) });
            }
            wrong.extend(contradicting(linker, reading, counts));
        }
    }
    reading.sums = sums;
    wrong
}

/// The figures in the same measure, from the first on, that add up to a total.
fn holding<'a>(total: &Count, behind: &'a [Count]) -> Option<Vec<&'a Count>> {
    let whole = total.number.amount;
    let mut sum = Amount::ZERO;
    let mut parts = Vec::new();
    for count in behind.iter().take(16).take_while(|it| it.number.measure == total.number.measure) {
        sum = sum + count.number.amount;
        parts.push(count);
        if sum >= whole {
            break;
        }
    }
    let is_made_of_parts = parts.iter().filter(|it| !it.number.amount.is_zero()).count() > 1;
    (sum == whole && is_made_of_parts).then_some(parts)
}

/// Totals of a sentence whose parts are all named in it and add up to something else.
fn contradicting(linker: &Linker<'_>, reading: &Reading, counts: &[Count]) -> Vec<WrongSum> {
    let form = linker.form();
    let exact = |count: &Count| {
        let at = count.linked?;
        let it = &reading.linked[at];
        (it.role == Role::Value && !it.is_prior && it.is_exact).then_some((at, it.figure, it.amount))
    };
    let known: Vec<(usize, Figure, Amount)> = counts.iter().filter_map(exact).collect();
    let mut wrong = Vec::new();
    for (total_at, figure, total) in &known {
        let derived = match figure {
            Figure::Derived(position) => vec![form.derived[*position].terms.clone()],
            Figure::Cell(cell) => {
                let is_total = |it: &&crate::form::Relation| {
                    it.kind == crate::check::kinds::TOTAL && it.left.len() == 1 && it.left[0].cell == *cell
                };
                form.relations.iter().filter(is_total).map(|it| it.right.clone()).collect()
            }
        };
        for terms in derived {
            let mut parts = Vec::new();
            let mut sum = Amount::ZERO;
            let is_complete = terms.iter().all(|term| {
                let found = known.iter().find(|(_, figure, _)| *figure == Figure::Cell(term.cell));
                match found {
                    Some((at, _, amount)) => {
                        parts.push(*at);
                        sum = sum + if term.is_minus { -*amount } else { *amount };
                        true
                    }
                    // A part that is zero need not be named.
                    None => term.period == Period::This && linker.facts.number(*term).is_some_and(Amount::is_zero),
                }
            });
            if is_complete && parts.len() > 1 && sum != *total {
                wrong.push(WrongSum { total: *total_at, parts, sum });
            }
        }
    }
    wrong
}
