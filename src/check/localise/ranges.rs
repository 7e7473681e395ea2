//! Free cells that no equation determines: whether all bounds leave room for them (Fourier and Motzkin's elimination).
//!
//! Every bound remembers the staying cells it came from, so that an answer of "no" says which of them would have to move.

use std::collections::BTreeSet;

use super::equation::{Equation, gcd};
use super::system::Numbers;
use crate::form::CellIndex;

/// More bounds than this are not followed up: the answer is then "yes", and the caller checks the form itself.
const MOST_BOUNDS: usize = 4_000;

/// `Σ coefficient · loose cell + constant ≤ 0`.
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
}

impl<'a> Ranges<'a> {
    /// The loose cells within their legal ranges.
    pub(super) fn new(loose: &'a [CellIndex], numbers: &'a Numbers) -> Self {
        let mut ranges = Self { loose, numbers, bounds: Vec::new() };
        for (place, cell) in loose.iter().enumerate() {
            let unit = |sign| (0..loose.len()).map(|at| if at == place { sign } else { 0 }).collect::<Vec<_>>();
            let (least, greatest) = (numbers.least[cell.position()], numbers.greatest[cell.position()]);
            ranges.bounds.push(Bound { coefficients: unit(-1), constant: least, from: BTreeSet::new() });
            ranges.bounds.push(Bound { coefficients: unit(1), constant: -greatest, from: BTreeSet::new() });
        }
        ranges
    }

    /// A sum that is at most zero.
    pub(super) fn at_most_zero(&mut self, sum: &Equation) {
        self.push(sum, None, 1, 0);
    }

    /// A cell that an equation expresses by others: it has to be within its legal range.
    pub(super) fn expressed(&mut self, cell: CellIndex, equation: &Equation) {
        let coefficient = equation.coefficient(cell);
        let (least, greatest) = (self.numbers.least[cell.position()], self.numbers.greatest[cell.position()]);
        // coefficient · x + rest = 0, so x = −rest / coefficient.
        let size = coefficient.abs();
        let sign = coefficient.signum();
        // x ≥ least: sign · rest + size · least ≤ 0; x ≤ greatest: −sign · rest − size · greatest ≤ 0.
        self.push(equation, Some(cell), sign, size.saturating_mul(least));
        self.push(equation, Some(cell), -sign, -size.saturating_mul(greatest));
    }

    fn push(&mut self, sum: &Equation, without: Option<CellIndex>, sign: i128, constant: i128) {
        let mut bound = Bound { coefficients: vec![0; self.loose.len()], constant, from: BTreeSet::new() };
        for (cell, coefficient) in sum.terms().iter().filter(|(cell, _)| Some(*cell) != without) {
            if let Some(place) = self.loose.iter().position(|loose| loose == cell) {
                bound.coefficients[place] += sign * coefficient;
            } else {
                let part = coefficient.saturating_mul(self.numbers.value(*cell));
                bound.constant = bound.constant.saturating_add(sign * part);
                bound.from.insert(*cell);
            }
        }
        self.bounds.push(bound);
    }

    /// Whether there is room; if not, the staying cells of which one would have to move.
    pub(super) fn decide(mut self) -> Result<(), Vec<CellIndex>> {
        for place in 0..self.loose.len() {
            let (with, mut next): (Vec<Bound>, Vec<Bound>) =
                self.bounds.into_iter().partition(|it| it.coefficients[place] != 0);
            let (upper, lower): (Vec<&Bound>, Vec<&Bound>) = with.iter().partition(|it| it.coefficients[place] > 0);
            for low in &lower {
                for high in &upper {
                    next.push(combined(low, high, place));
                }
            }
            next.sort();
            next.dedup();
            if next.len() > MOST_BOUNDS {
                return Ok(());
            }
            self.bounds = next;
        }
        let broken = self.bounds.into_iter().filter(|bound| bound.constant > 0).min_by_key(|bound| bound.from.len());
        broken.map_or(Ok(()), |bound| Err(bound.from.into_iter().collect()))
    }
}

/// The two bounds without the loose cell at a place, of which one bounds it from below and the other from above.
fn combined(low: &Bound, high: &Bound, place: usize) -> Bound {
    let (of_low, of_high) = (high.coefficients[place], -low.coefficients[place]);
    let divisor = gcd(of_low, of_high);
    let (of_low, of_high) = (of_low / divisor, of_high / divisor);
    let mix = |low: i128, high: i128| low.saturating_mul(of_low).saturating_add(high.saturating_mul(of_high));
    Bound {
        coefficients: low.coefficients.iter().zip(&high.coefficients).map(|(low, high)| mix(*low, *high)).collect(),
        constant: mix(low.constant, high.constant),
        from: low.from.union(&high.from).copied().collect(),
    }
}
