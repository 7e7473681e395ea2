//! Free cells that no equation determines: whether all bounds leave room for them, in values that cells can hold.
//!
//! Everything is counted in steps of each free cell (1 for a count, a millionth for money), so that values are whole
//! numbers. Fourier and Motzkin's elimination takes the cells out one by one; dividing a bound by the common divisor of its
//! coefficients rounds it to the next whole number. Where one of two combined bounds has the coefficient 1 the
//! elimination is exact for whole numbers too (Pugh, *The Omega test*, 1991), as it always is in tables with row and column
//! totals. Elsewhere a whole point is looked for, one cell after the other; when that takes too long the answer is
//! [`Room::Unknown`], never a guess.
//!
//! Every bound remembers the staying cells it came from, so that an answer of "no" says which of them would have to move.

use std::collections::BTreeSet;

use super::equation::{Equation, gcd};
use super::numbers::Numbers;
use crate::form::CellIndex;

/// More bounds than this are not followed up.
const MOST_BOUNDS: usize = 4_000;

/// More values than this are not tried when a whole point is looked for.
const MOST_VALUES: usize = 500;

/// Greater coefficients than this are not followed up: with constants below 10^30 nothing overflows.
const GREATEST_COEFFICIENT: i128 = 1_000_000;

/// Whether there are legal values for the free cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// There are.
    Yes,
    /// There are none unless one of these staying cells moves.
    No(Vec<CellIndex>),
    /// It could not be settled.
    Unknown,
}

/// `Σ coefficient · steps of a loose cell + constant`, which is at most zero, or a multiple of something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bound {
    coefficients: Vec<i128>,
    constant: i128,
    from: BTreeSet<CellIndex>,
}

/// The bounds on the loose cells.
pub(super) struct Ranges<'a> {
    loose: &'a [CellIndex],
    numbers: &'a Numbers,
    bounds: Vec<Bound>,
    /// Sums that have to be a multiple of a number, so that an expressed cell is legal.
    multiples: Vec<(Bound, i128)>,
}

impl<'a> Ranges<'a> {
    /// The loose cells within their legal ranges.
    pub(super) fn new(loose: &'a [CellIndex], numbers: &'a Numbers) -> Self {
        let mut ranges = Self { loose, numbers, bounds: Vec::new(), multiples: Vec::new() };
        for cell in loose {
            let legal = numbers.legal(*cell);
            let alone = Equation::new(vec![(*cell, 1)]);
            let (below, above) =
                (ranges.sum(&alone, None, -1, legal.least), ranges.sum(&alone, None, 1, -legal.greatest));
            ranges.bounds.extend([below.rounded(), above.rounded()]);
        }
        ranges
    }

    /// A sum that is at most zero.
    pub(super) fn at_most_zero(&mut self, sum: &Equation) {
        let bound = self.sum(sum, None, 1, 0);
        self.bounds.push(bound.rounded());
    }

    /// A cell that an equation expresses by others: it has to hold a legal value.
    pub(super) fn expressed(&mut self, cell: CellIndex, equation: &Equation) {
        let coefficient = equation.coefficient(cell);
        let legal = self.numbers.legal(cell);
        // coefficient · x + rest = 0, so x = −rest / coefficient.
        let size = coefficient.abs();
        let sign = coefficient.signum();
        // x ≥ least: sign · rest + size · least ≤ 0; x ≤ greatest: −sign · rest − size · greatest ≤ 0.
        let below = self.sum(equation, Some(cell), sign, size.saturating_mul(legal.least));
        let above = self.sum(equation, Some(cell), -sign, -size.saturating_mul(legal.greatest));
        self.bounds.extend([below.rounded(), above.rounded()]);
        let rest = self.sum(equation, Some(cell), 1, 0);
        let divisor = size.saturating_mul(legal.step);
        if rest.coefficients.iter().chain([&rest.constant]).any(|part| part % divisor != 0) {
            self.multiples.push((rest, divisor));
        }
    }

    /// `sign · sum + constant`, with the values of the cells that stay put in.
    fn sum(&self, sum: &Equation, without: Option<CellIndex>, sign: i128, constant: i128) -> Bound {
        let mut bound = Bound { coefficients: vec![0; self.loose.len()], constant, from: BTreeSet::new() };
        for (cell, coefficient) in sum.terms().iter().filter(|(cell, _)| Some(*cell) != without) {
            if let Some(place) = self.loose.iter().position(|loose| loose == cell) {
                bound.coefficients[place] += sign * coefficient * self.numbers.legal(*cell).step;
            } else {
                let part = coefficient.saturating_mul(self.numbers.value(*cell));
                bound.constant = bound.constant.saturating_add(sign * part);
                bound.from.insert(*cell);
            }
        }
        bound
    }

    /// Whether there is room.
    pub(super) fn decide(self) -> Room {
        let divisible = |(sum, divisor): &&(Bound, i128)| {
            let common = sum.coefficients.iter().fold(*divisor, |common, it| gcd(common, it.abs()));
            sum.constant % common == 0
        };
        if let Some((sum, _)) = self.multiples.iter().find(|it| !divisible(it)) {
            return Room::No(sum.from.iter().copied().collect());
        }
        let eliminated = eliminated(self.bounds.clone(), 0..self.loose.len());
        let Some((left, is_exact)) = eliminated else { return Room::Unknown };
        if let Some(bound) = left.into_iter().filter(|bound| bound.constant > 0).min_by_key(|bound| bound.from.len()) {
            return Room::No(bound.from.into_iter().collect());
        }
        if is_exact && self.multiples.is_empty() {
            return Room::Yes;
        }
        let mut budget = MOST_VALUES;
        match whole_point(&self.bounds, &self.multiples, 0, &mut budget) {
            Some(true) => Room::Yes,
            Some(false) => {
                let sums = self.multiples.into_iter().map(|(sum, _)| sum).chain(self.bounds);
                Room::No(sums.flat_map(|sum| sum.from).collect::<BTreeSet<_>>().into_iter().collect())
            }
            None => Room::Unknown,
        }
    }
}

impl Bound {
    /// The same for whole numbers: without a common divisor, the constant rounded up.
    fn rounded(mut self) -> Self {
        let divisor = self.coefficients.iter().fold(0, |divisor, it| gcd(divisor, it.abs()));
        if divisor > 1 {
            for coefficient in &mut self.coefficients {
                *coefficient /= divisor;
            }
            self.constant = -(-self.constant).div_euclid(divisor);
        }
        self
    }

    /// The same with a loose cell at so many steps.
    fn fixed(&self, place: usize, steps: i128) -> Self {
        let mut fixed = self.clone();
        fixed.constant = fixed.constant.saturating_add(fixed.coefficients[place].saturating_mul(steps));
        fixed.coefficients[place] = 0;
        fixed
    }
}

/// The bounds without the loose cells at some places, and whether nothing was lost for whole numbers; `None` when there
/// are too many, or too great ones.
fn eliminated(mut bounds: Vec<Bound>, places: impl Iterator<Item = usize>) -> Option<(Vec<Bound>, bool)> {
    let mut is_exact = true;
    for place in places {
        let (with, mut next): (Vec<Bound>, Vec<Bound>) = bounds.into_iter().partition(|it| it.coefficients[place] != 0);
        let (upper, lower): (Vec<&Bound>, Vec<&Bound>) = with.iter().partition(|it| it.coefficients[place] > 0);
        if next.len() + lower.len() * upper.len() > MOST_BOUNDS {
            return None;
        }
        for low in &lower {
            for high in &upper {
                is_exact &= low.coefficients[place] == -1 || high.coefficients[place] == 1;
                next.push(combined(low, high, place));
            }
        }
        next.sort();
        next.dedup();
        if next.iter().flat_map(|it| &it.coefficients).any(|it| it.abs() > GREATEST_COEFFICIENT) {
            return None;
        }
        bounds = next;
    }
    Some((bounds, is_exact))
}

/// The two bounds without the loose cell at a place, of which one bounds it from below and the other from above.
fn combined(low: &Bound, high: &Bound, place: usize) -> Bound {
    let (of_low, of_high) = (high.coefficients[place], -low.coefficients[place]);
    let divisor = gcd(of_low, of_high);
    let (of_low, of_high) = (of_low / divisor, of_high / divisor);
    let mix = |low: i128, high: i128| low.saturating_mul(of_low).saturating_add(high.saturating_mul(of_high));
    let bound = Bound {
        coefficients: low.coefficients.iter().zip(&high.coefficients).map(|(low, high)| mix(*low, *high)).collect(),
        constant: mix(low.constant, high.constant),
        from: low.from.union(&high.from).copied().collect(),
    };
    bound.rounded()
}

/// Whether whole numbers meet all bounds and multiples, from the loose cell at `place` on; `None` when the budget ran out.
fn whole_point(bounds: &[Bound], multiples: &[(Bound, i128)], place: usize, budget: &mut usize) -> Option<bool> {
    let count = bounds.first().map_or(0, |bound| bound.coefficients.len());
    if place == count {
        let is_met = bounds.iter().all(|bound| bound.constant <= 0);
        return Some(is_met && multiples.iter().all(|(sum, divisor)| sum.constant % divisor == 0));
    }
    let (left, _) = eliminated(bounds.to_vec(), place + 1..count)?;
    if left.iter().any(|bound| bound.coefficients[place] == 0 && bound.constant > 0) {
        return Some(false);
    }
    // a · x + c ≤ 0: x ≤ −c / a where a > 0, x ≥ c / −a where a < 0; after rounding a is 1 or −1.
    let highest = left.iter().filter(|it| it.coefficients[place] > 0).map(|it| -it.constant).min()?;
    let lowest = left.iter().filter(|it| it.coefficients[place] < 0).map(|it| it.constant).max()?;
    let mut steps = lowest;
    while steps <= highest {
        *budget = budget.checked_sub(1)?;
        let bounds: Vec<Bound> = bounds.iter().map(|bound| bound.fixed(place, steps).rounded()).collect();
        let multiples: Vec<(Bound, i128)> = multiples.iter().map(|(sum, by)| (sum.fixed(place, steps), *by)).collect();
        if whole_point(&bounds, &multiples, place + 1, budget)? {
            return Some(true);
        }
        steps += 1;
    }
    Some(false)
}
