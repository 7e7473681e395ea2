//! Sentences as templates: `{3.1.g}` is a figure, `{3.1.g:change}` its change against last year, `{parts:shares}` a
//! list of parts with shares that add to exactly a hundred.

use super::figures::Figures;
use super::shares::shares;
use crate::check::Amount;
use crate::report::outline::{Draft, Part, Slot};

/// The first draft of a place whose conditions hold and whose figures are all there.
pub(super) fn drafted(slot: &Slot, figures: &Figures<'_>) -> Option<String> {
    slot.drafts.iter().filter(|draft| holds(draft, figures)).find_map(|draft| filled(&draft.says, slot, figures))
}

/// Whether all conditions of a draft hold: `3.1.g > 0`, `4.1.e = 0`.
fn holds(draft: &Draft, figures: &Figures<'_>) -> bool {
    draft.when.iter().all(|condition| {
        let mut words = condition.split(' ');
        let value = words.next().and_then(|id| figures.value(id));
        match (value, words.next(), words.next()) {
            (Some(value), Some("="), Some("0")) => value.is_zero(),
            (Some(value), Some(">"), Some("0")) => value > Amount::ZERO,
            _ => false,
        }
    })
}

/// A template with everything put in; `None` when something is missing.
fn filled(says: &str, slot: &Slot, figures: &Figures<'_>) -> Option<String> {
    let mut text = String::new();
    let mut rest = says;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}')?;
        text.push_str(before);
        text.push_str(&put(name, slot, figures)?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

fn put(name: &str, slot: &Slot, figures: &Figures<'_>) -> Option<String> {
    match name.split_once(':') {
        None => match name {
            "year" => Some(figures.year_text()),
            "unit" => Some(figures.unit().to_owned()).filter(|unit| !unit.is_empty()),
            id => Some(figures.value(id)?.to_string()),
        },
        Some(("parts", how)) => parts(slot, how == "shares", figures),
        Some((id, "change")) => Some(change(id, figures)),
        Some(_) => None,
    }
}

/// The parts that are not zero, with their shares if wanted; `None` when they do not add up to their whole.
fn parts(slot: &Slot, has_shares: bool, figures: &Figures<'_>) -> Option<String> {
    let values: Option<Vec<(&Part, Amount)>> =
        slot.parts.iter().map(|part| figures.value(&part.figure).map(|value| (part, value))).collect();
    let values = values?;
    let sum: Amount = values.iter().map(|(_, value)| *value).sum();
    if sum.is_zero() || slot.whole.as_ref().is_some_and(|whole| figures.value(whole) != Some(sum)) {
        return None;
    }
    let named: Vec<(&Part, Amount)> = values.into_iter().filter(|(_, value)| !value.is_zero()).collect();
    let amounts: Vec<Amount> = named.iter().map(|(_, value)| *value).collect();
    let shares = shares(&amounts)?;
    let texts = named.iter().zip(shares).map(|((part, value), share)| {
        match has_shares {
            false => format!("{}{value}件", part.says),
            // Something is never nothing.
            true if share.is_zero() => format!("{}{value}件，占不足0.1%", part.says),
            true => format!("{}{value}件，占{share}%", part.says),
        }
    });
    Some(texts.collect::<Vec<_>>().join(if has_shares { "；" } else { "，" }))
}

/// How a figure changed: `，比上年增加14件，增长0.4%`; nothing when last year is not known or not comparable.
fn change(id: &str, figures: &Figures<'_>) -> String {
    let (Some(this), Some(prior)) = (figures.value(id), figures.prior(id)) else { return String::new() };
    let measure = figures.measure(id);
    let difference = this - prior;
    if difference.is_zero() {
        return if this.is_zero() { String::new() } else { "，与上年持平".to_owned() };
    }
    let is_fall = difference < Amount::ZERO;
    let (by, grew) = if is_fall { ("减少", "下降") } else { ("增加", "增长") };
    let change = format!("，比上年{by}{}{measure}", difference.abs());
    // From zero there is no percentage, and to zero nobody writes 100 %.
    match tenths_of_per_cent(difference.abs(), prior).filter(|_| !this.is_zero()) {
        Some(tenths) => format!("{change}，{grew}{}%", Amount::from_billionths(i128::from(tenths) * 100_000_000)),
        None => change,
    }
}

/// A part of a whole in tenths of a per cent, rounded; `None` for no whole, for nothing to show, and for what is too large.
fn tenths_of_per_cent(part: Amount, whole: Amount) -> Option<i64> {
    if whole <= Amount::ZERO {
        return None;
    }
    let scaled = part.billionths().checked_mul(2_000)?.checked_add(whole.billionths())?;
    let tenths = scaled / whole.billionths().checked_mul(2)?;
    i64::try_from(tenths).ok().filter(|tenths| *tenths != 0 && *tenths < 100_000)
}
