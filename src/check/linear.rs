//! A hard relation as arithmetic: linear equations and inequalities over the cells of one filing, in whole coefficients.
//! The numbers that a cell may hold belong here too: they are the bounds of that arithmetic.

use super::{Amount, cells};
use crate::form::{Cell, CellIndex, Period, Relation, Severity, Term};

/// What the weighted sum of the cells has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Zero.
    Zero,
    /// Zero or less.
    AtMostZero,
}

/// One equation or inequality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// Cells with their coefficients, by cell, none of them zero.
    pub terms: Vec<(CellIndex, i128)>,
    /// What the sum has to be.
    pub sense: Sense,
}

impl Linear {
    /// `left − right`, against zero.
    pub fn between(left: &[Term], right: &[Term], sense: Sense) -> Self {
        let mut terms: Vec<(CellIndex, i128)> = Vec::new();
        for (sign, side) in [(1, left), (-1, right)] {
            terms.extend(side.iter().map(|term| (term.cell, if term.is_minus { -sign } else { sign })));
        }
        terms.sort_unstable_by_key(|(cell, _)| *cell);
        terms.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                earlier.1 += later.1;
            }
            is_same
        });
        terms.retain(|(_, coefficient)| *coefficient != 0);
        Self { terms, sense }
    }

    /// Whether a value of the sum, in billionths, is what it has to be.
    pub fn is_met_by(&self, sum: i128) -> bool {
        match self.sense {
            Sense::Zero => sum == 0,
            Sense::AtMostZero => sum <= 0,
        }
    }

    /// The coefficient of a cell; zero when it does not take part.
    pub fn coefficient(&self, cell: CellIndex) -> i128 {
        self.terms.binary_search_by_key(&cell, |(cell, _)| *cell).map_or(0, |at| self.terms[at].1)
    }
}

/// The numbers that a cell may hold, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legal {
    /// The least one.
    pub least: i128,
    /// The greatest one.
    pub greatest: i128,
    /// The distance between two: 1 for counts.
    pub step: i128,
}

impl Legal {
    /// What a cell of a form may hold.
    pub fn of(cell: &Cell) -> Self {
        let greatest = Amount::from(cells::GREATEST).billionths();
        let least = if cell.signed { -greatest } else { 0 };
        Self { least, greatest, step: Amount::whole(1).billionths() / 10_i128.pow(cell.decimals) }
    }

    /// Whether a value is one of them.
    pub fn contains(self, billionths: i128) -> bool {
        (self.least..=self.greatest).contains(&billionths) && billionths % self.step == 0
    }
}

/// Whether a relation binds this filing by itself: an error, and nothing of last year.
pub fn is_hard(relation: &Relation) -> bool {
    relation.severity == Severity::Error && relation.terms().all(|term| term.period == Period::This)
}
