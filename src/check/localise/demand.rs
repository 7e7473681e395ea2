//! What an implied relation asks for: how many more cells must be free before it can hold, and which could help.
//!
//! A cell moves only as far as its legal values reach: 5 too many cannot be taken away where a 2 stands. So a relation
//! that misses its sum by more than the free cells can give needs further ones, at least as many as the greatest reserves
//! among the others have to be put together.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::equation::Equation;
use super::numbers::Numbers;
use crate::check::linear::Sense;
use crate::form::CellIndex;

/// The cells that can help a relation which the free cells cannot mend, and how much is missing.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    /// The cells with what each can give, greatest first.
    pub(super) reserves: Vec<(CellIndex, i128)>,
    missing: i128,
    /// How many of them are needed at least.
    pub(super) count: usize,
}

/// Whether a relation can hold.
pub(super) enum Answer {
    /// With the cells that are free.
    Met,
    /// Only with further ones.
    Wants(Demand),
    /// Not at all: too many cells are held.
    Never,
}

/// What a relation with a sum of `value` asks for.
pub(super) fn of(
    equation: &Equation,
    sense: Sense,
    value: i128,
    numbers: &Numbers,
    is_free: impl Fn(CellIndex) -> bool,
    held: &BTreeSet<CellIndex>,
) -> Answer {
    // How far one cell can move the sum down and up.
    let reach = |cell: CellIndex, coefficient: i128| {
        let (legal, stands) = (numbers.legal(cell), numbers.value(cell));
        let ends = [legal.least, legal.greatest].map(|end| coefficient.saturating_mul(end.saturating_sub(stands)));
        (ends[0].min(ends[1]), ends[0].max(ends[1]))
    };
    let free = equation.terms().iter().filter(|(cell, _)| is_free(*cell));
    let (least, greatest) = free.fold((value, value), |(least, greatest), (cell, coefficient)| {
        let (down, up) = reach(*cell, *coefficient);
        (least.saturating_add(down), greatest.saturating_add(up))
    });
    let is_low = greatest < 0 && sense == Sense::Zero;
    if !is_low && least <= 0 {
        return Answer::Met;
    }
    let missing = if is_low { -greatest } else { least };
    let open = equation.terms().iter().filter(|(cell, _)| !is_free(*cell) && !held.contains(cell));
    let gives = open.map(|(cell, coefficient)| {
        let (down, up) = reach(*cell, *coefficient);
        (*cell, if is_low { up } else { -down })
    });
    let mut reserves: Vec<(CellIndex, i128)> = gives.filter(|(_, gives)| *gives > 0).collect();
    reserves.sort_unstable_by_key(|(cell, gives)| (Reverse(*gives), *cell));
    let mut demand = Demand { reserves, missing, count: 0 };
    if demand.recount() { Answer::Wants(demand) } else { Answer::Never }
}

impl Demand {
    /// How many branches it opens: one of so many cells has to be free.
    pub(super) fn branches(&self) -> usize {
        self.reserves.len() + 1 - self.count
    }

    /// Keeps only some of its cells; tells whether they are enough.
    pub(super) fn retain(&mut self, is_left: impl Fn(CellIndex) -> bool) -> bool {
        self.reserves.retain(|(cell, _)| is_left(*cell));
        self.recount()
    }

    /// Leaves out cells that are too small when no more than `count` may be used; tells whether any was left out.
    pub(super) fn sharpen(&mut self) -> bool {
        let others: i128 = self.reserves.iter().take(self.count - 1).fold(0, |sum, (_, it)| sum.saturating_add(*it));
        let before = self.reserves.len();
        let mut place = 0;
        let (count, missing) = (self.count, self.missing);
        self.reserves.retain(|(_, gives)| {
            place += 1;
            place < count || others.saturating_add(*gives) >= missing
        });
        self.reserves.len() < before
    }

    fn recount(&mut self) -> bool {
        let mut sum = 0_i128;
        let enough = self.reserves.iter().position(|(_, gives)| {
            sum = sum.saturating_add(*gives);
            sum >= self.missing
        });
        self.count = enough.map_or(0, |last| last + 1);
        enough.is_some()
    }
}
