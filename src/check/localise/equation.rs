//! A sparse weighted sum of cells, and taking a cell out of it with the help of another.

use crate::form::CellIndex;

/// `Σ coefficient · cell`, ordered by cell, in whole coefficients without a common divisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Equation {
    terms: Vec<(CellIndex, i128)>,
}

impl Equation {
    pub(super) fn new(terms: Vec<(CellIndex, i128)>) -> Self {
        Self { terms }
    }

    /// The cells with their coefficients.
    pub(super) fn terms(&self) -> &[(CellIndex, i128)] {
        &self.terms
    }

    /// The cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellIndex> + '_ {
        self.terms.iter().map(|(cell, _)| *cell)
    }

    /// How many cells take part.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The coefficient of a cell; zero when it does not take part.
    pub(super) fn coefficient(&self, cell: CellIndex) -> i128 {
        self.terms.binary_search_by_key(&cell, |(cell, _)| *cell).map_or(0, |at| self.terms[at].1)
    }

    /// The sum with each cell's value.
    pub(super) fn value(&self, value_of: impl Fn(CellIndex) -> i128) -> i128 {
        self.terms
            .iter()
            .fold(0, |sum, (cell, coefficient)| sum.saturating_add(coefficient.saturating_mul(value_of(*cell))))
    }

    /// This sum without `cell`, which `pivot` expresses by others. The sign is kept: a positive multiple of this sum plus
    /// a multiple of the pivot, so that an inequality stays one.
    pub(super) fn without(&self, cell: CellIndex, pivot: &Self) -> Self {
        let (here, there) = (self.coefficient(cell), pivot.coefficient(cell));
        if here == 0 || there == 0 {
            return self.clone();
        }
        let keep = there.abs();
        let take = -here * there.signum();
        let mut terms = Vec::with_capacity(self.terms.len() + pivot.terms.len());
        let (mut mine, mut other) = (self.terms.iter().peekable(), pivot.terms.iter().peekable());
        loop {
            let next = match (mine.peek(), other.peek()) {
                (None, None) => break,
                (Some((cell, _)), None) | (None, Some((cell, _))) => *cell,
                (Some((cell, _)), Some((another, _))) => *cell.min(another),
            };
            let mut coefficient = 0;
            if let Some((_, factor)) = mine.next_if(|(cell, _)| *cell == next) {
                coefficient += factor.saturating_mul(keep);
            }
            if let Some((_, factor)) = other.next_if(|(cell, _)| *cell == next) {
                coefficient += factor.saturating_mul(take);
            }
            if coefficient != 0 {
                terms.push((next, coefficient));
            }
        }
        let divisor = terms.iter().fold(0, |divisor, (_, coefficient)| gcd(divisor, coefficient.abs()));
        if divisor > 1 {
            for (_, coefficient) in &mut terms {
                *coefficient /= divisor;
            }
        }
        Self { terms }
    }
}

/// The greatest common divisor; of zero and a number, the number.
pub(in crate::check) fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
