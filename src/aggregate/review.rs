//! What deserves a look before an aggregate is accepted: figures unlike those of other units or of last year, and copies.
//!
//! Counts of offices are skewed: one bureau has a hundred times the cases of the next. So an alarm needs a figure far from
//! the middle of its peers in units of their own spread, more than chance moves counts of that size, and not explained by
//! the unit's own last year. A part is silent when its total already speaks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::aggregated::{Aggregate, PartId};
use super::part::Part;
use super::units::Tree;
use crate::check::copied::{self, FEWEST_FIGURES};
use crate::check::kinds::CARRY_OVER;
use crate::check::{Amount, Engine, Rulebook};
use crate::form::CellIndex;

/// Why a figure deserves a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was zero last year (0 → n).
    Appeared,
    /// It is zero and was not last year (n → 0).
    Vanished,
    /// Far more or less than last year.
    Jumped,
    /// Far above its peers.
    FarAbove,
    /// Zero where three of four peers have many.
    ZeroAmongMany,
}

/// One figure that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// The unit.
    pub part: PartId,
    /// The cell.
    pub cell: CellIndex,
    /// Why.
    pub reason: Reason,
    /// Its figure.
    pub value: Amount,
    /// What it is compared with: last year's figure, or the middle (the lower quarter) of the peers.
    pub against: Amount,
    /// The sentence.
    pub message: String,
}

/// Fewer peers say nothing about a figure.
const FEWEST_PEERS: usize = 8;

/// So many spreads from the middle of the peers are far.
const FAR_SPREADS: i128 = 50;

/// So many standard deviations are more than chance, for the difference of two counts.
const CHANCE_DEVIATIONS: i128 = 6;

/// A figure this many times another is unlike it.
const UNLIKE_TIMES: i64 = 3;

/// A figure below this appears and vanishes by chance.
const FEW: Amount = Amount::whole(10);

/// Peers of which three quarters have at least this many do not have zero by chance.
const MANY: Amount = Amount::whole(20);

/// The alarms of an aggregate, in the form's order. Units are compared with those of the same `group`, such as a level.
pub fn alarms(aggregate: &Aggregate, book: &Rulebook, group: impl Fn(PartId, &Part) -> String) -> Vec<Alarm> {
    let mut groups: BTreeMap<String, Vec<(PartId, &Part)>> = BTreeMap::new();
    for (id, part) in aggregate.parts() {
        groups.entry(group(id, part)).or_default().push((id, part));
    }
    let mut alarms: BTreeMap<(PartId, CellIndex), Alarm> = BTreeMap::new();
    for cell in aggregate.form().cell_indices() {
        for peers in groups.values() {
            let peers: Vec<_> =
                peers.iter().filter_map(|(id, part)| Some((*id, *part, part.column.number(cell)?))).collect();
            let middle = Middle::of(peers.iter().map(|(_, _, number)| *number).collect());
            for (part, it, value) in peers {
                let last = it.last_year(cell).as_number().map(Amount::from);
                let found = against_last_year(value, last).or_else(|| against_peers(value, last, &middle));
                if let Some((reason, against)) = found {
                    let name = &aggregate.form().cell(cell).name;
                    let message = sentence(&it.unit, name, reason, value, against);
                    alarms.insert((part, cell), Alarm { part, cell, reason, value, against, message });
                }
            }
        }
    }
    let speaks = |part, cell, reason| alarms.get(&(part, cell)).is_some_and(|it: &Alarm| it.reason == reason);
    let is_said = |it: &Alarm| book.totals_of(it.cell).iter().any(|total| speaks(it.part, *total, it.reason));
    let mut alarms: Vec<Alarm> = alarms.values().filter(|it| !is_said(it)).cloned().collect();
    alarms.sort_by_key(|it| (it.cell, it.part));
    alarms
}

fn sentence(unit: &str, name: &str, reason: Reason, value: Amount, against: Amount) -> String {
    match reason {
        Reason::Appeared => format!("{unit}：{name} 上年是 0，本年 {value}"),
        Reason::Vanished => format!("{unit}：{name} 上年 {against}，本年是 0"),
        Reason::Jumped => format!("{unit}：{name} 本年 {value}，上年 {against}，变化很大"),
        Reason::FarAbove => format!("{unit}：{name} 填 {value}，同类单位居中的是 {against}，远远超出"),
        Reason::ZeroAmongMany => format!("{unit}：{name} 填 0，同类单位四分之三都不少于 {against}"),
    }
}

fn against_last_year(value: Amount, last: Option<Amount>) -> Option<(Reason, Amount)> {
    let last = last?;
    match (value.is_zero(), last.is_zero()) {
        (true, true) => None,
        (false, true) => (value >= FEW).then_some((Reason::Appeared, last)),
        (true, false) => (last >= FEW).then_some((Reason::Vanished, last)),
        (false, false) => {
            let is_unlike = value >= last.times(UNLIKE_TIMES) || last >= value.times(UNLIKE_TIMES);
            (is_unlike && is_beyond_chance(value, last)).then_some((Reason::Jumped, last))
        }
    }
}

fn against_peers(value: Amount, last: Option<Amount>, middle: &Middle) -> Option<(Reason, Amount)> {
    if middle.count < FEWEST_PEERS {
        return None;
    }
    // It was so last year: then it is so, and somebody has looked at it.
    if last.is_some_and(|last| !last.is_zero() || value.is_zero()) {
        return None;
    }
    if value.is_zero() {
        return (middle.lower_quarter >= MANY).then_some((Reason::ZeroAmongMany, middle.lower_quarter));
    }
    let distance = (value - middle.median).billionths();
    let spread = middle.spread.billionths().max(Amount::whole(1).billionths());
    let is_far = distance > spread.saturating_mul(FAR_SPREADS);
    (is_far && is_beyond_chance(value, middle.median)).then_some((Reason::FarAbove, middle.median))
}

/// Whether two counts differ by more than chance: d² > k²·(a + b), the variance of the difference of two counts.
fn is_beyond_chance(value: Amount, other: Amount) -> bool {
    // Thousandths are fine enough, and their squares fit.
    let thousandths = |amount: Amount| amount.billionths() / 1_000_000;
    let distance = thousandths(value - other);
    let variance = thousandths(value.abs() + other.abs()).saturating_mul(1000);
    distance.saturating_mul(distance) > variance.saturating_mul(CHANCE_DEVIATIONS * CHANCE_DEVIATIONS)
}

/// The middle of some figures, and their spread: the median, and the median distance from it.
#[derive(Debug)]
struct Middle {
    count: usize,
    median: Amount,
    lower_quarter: Amount,
    spread: Amount,
}

impl Middle {
    fn of(mut numbers: Vec<Amount>) -> Self {
        numbers.sort_unstable();
        let count = numbers.len();
        let median = median(&numbers);
        let lower_quarter = numbers.get(count / 4).copied().unwrap_or_default();
        let mut distances: Vec<Amount> = numbers.into_iter().map(|number| (number - median).abs()).collect();
        distances.sort_unstable();
        Self { count, median, lower_quarter, spread: self::median(&distances) }
    }
}

/// The middle of sorted amounts; of two in the middle the greater one, so that it is a figure of some unit.
fn median(sorted: &[Amount]) -> Amount {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// What deserves a look, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The unit; of several the first.
    pub part: PartId,
    /// The cell, where it is about one.
    pub cell: Option<CellIndex>,
    /// The sentence, with the unit's name.
    pub message: String,
}

/// Everything that deserves a look: copies, tables of last year, broken carry-overs, alarms. Units of one parent are
/// alike; without a list all are.
pub fn looks(aggregate: &Aggregate, book: &Arc<Rulebook>, units: Option<&Tree>) -> Vec<Look> {
    let name = |id: PartId| aggregate.part(id).map_or("", |part| part.unit.as_str());
    let parent = |_: PartId, part: &Part| {
        let parent = units.zip(part.node).and_then(|(units, id)| units.node(id)?.parent);
        parent.zip(units).map_or_else(String::new, |(parent, units)| units.path(parent))
    };
    let copies = copies(aggregate).into_iter().filter_map(|group| {
        let names: Vec<&str> = group.iter().map(|id| name(*id)).collect();
        let message = format!("{} 的表每一格都相同；请核对是不是抄了别的单位", names.join("、"));
        Some(Look { part: *group.first()?, cell: None, message })
    });
    let repeated = repeated(aggregate).into_iter().map(|part| {
        let message = format!("{} 的表与它上年的完全相同；请核对是不是报了上年的", name(part));
        Look { part, cell: None, message }
    });
    let alarms = alarms(aggregate, book, parent).into_iter();
    let alarms = alarms.map(|it| Look { part: it.part, cell: Some(it.cell), message: it.message });
    copies.chain(repeated).chain(carry_overs(aggregate, book)).chain(alarms).collect()
}

/// Units whose opening figures are not last year's closing ones.
pub fn carry_overs(aggregate: &Aggregate, book: &Arc<Rulebook>) -> Vec<Look> {
    let mut looks = Vec::new();
    for (id, part) in aggregate.parts().filter(|(_, part)| part.prior.is_some()) {
        let filing = part.filing(aggregate.form(), aggregate.year());
        let findings = Engine::new(Arc::clone(book), &filing).violations(&filing);
        looks.extend(findings.into_iter().filter(|finding| finding.kind == CARRY_OVER).map(|finding| Look {
            part: id,
            cell: finding.cells.first().copied(),
            message: format!("{}：{}", part.unit, finding.message),
        }));
    }
    looks
}

/// Units whose tables are equal in every cell, together: one of them is probably a copy.
pub fn copies(aggregate: &Aggregate) -> Vec<Vec<PartId>> {
    let mut alike: BTreeMap<Vec<Amount>, Vec<PartId>> = BTreeMap::new();
    for (id, part) in aggregate.parts() {
        let figures = |cell| part.column.number(cell);
        let cells = || aggregate.form().cell_indices();
        let filled = cells().filter_map(figures).filter(|number| !number.is_zero()).count();
        if filled >= FEWEST_FIGURES {
            alike.entry(cells().map(|cell| figures(cell).unwrap_or_default()).collect()).or_default().push(id);
        }
    }
    let mut groups: Vec<Vec<PartId>> = alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    groups
}

/// Units whose table repeats every figure of their own last year: probably last year's file was sent again.
pub fn repeated(aggregate: &Aggregate) -> Vec<PartId> {
    let is_repeated = |part: &Part| {
        let pairs: Vec<_> =
            aggregate.form().cell_indices().map(|cell| (part.column.value(cell), part.last_year(cell))).collect();
        copied::repeats(pairs.iter().map(|(this, last)| (this, last)))
    };
    aggregate.parts().filter(|(_, part)| is_repeated(part)).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::{Amount, Middle, Reason, against_last_year, against_peers};

    fn amount(number: i64) -> Amount {
        Amount::whole(number)
    }

    #[test]
    fn last_year_is_compared_as_counts_are() {
        let of = |value, last| against_last_year(amount(value), Some(amount(last))).map(|(reason, _)| reason);
        assert_eq!(of(0, 0), None);
        assert_eq!(of(9, 0), None);
        assert_eq!(of(10, 0), Some(Reason::Appeared));
        assert_eq!(of(0, 9), None);
        assert_eq!(of(0, 30), Some(Reason::Vanished));
        assert_eq!(of(9, 2), None, "chance");
        assert_eq!(of(300, 120), None, "not three times");
        assert_eq!(of(300, 20), Some(Reason::Jumped));
        assert_eq!(of(20, 300), Some(Reason::Jumped));
        assert_eq!(against_last_year(amount(5000), None), None);
    }

    #[test]
    fn peers_are_compared_in_their_own_spread() {
        let middle = |numbers: &[i64]| Middle::of(numbers.iter().map(|number| amount(*number)).collect());
        let skewed = middle(&[1, 2, 3, 5, 8, 13, 21, 34, 55, 89]);
        assert_eq!(against_peers(amount(89), None, &skewed), None, "skewed, not strange");
        assert_eq!(against_peers(amount(8900), None, &skewed).map(|it| it.0), Some(Reason::FarAbove));
        assert_eq!(against_peers(amount(8900), Some(amount(8000)), &skewed), None, "it was so last year");
        assert_eq!(against_peers(amount(0), None, &skewed), None);
        let busy = middle(&[0, 25, 30, 31, 33, 40, 41, 50, 60]);
        assert_eq!(against_peers(amount(0), None, &busy).map(|it| it.0), Some(Reason::ZeroAmongMany));
        assert_eq!(against_peers(amount(0), Some(amount(0)), &busy), None);
        assert_eq!(against_peers(amount(8900), None, &middle(&[1, 2, 3])), None, "too few peers");
        let zeros = middle(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
        assert_eq!(against_peers(amount(4), None, &zeros), None);
        assert_eq!(against_peers(amount(60), None, &zeros).map(|it| it.0), Some(Reason::FarAbove));
    }
}
