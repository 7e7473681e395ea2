//! A hard relation as arithmetic: linear equations and inequalities over the cells of one filing, in whole coefficients.

use crate::form::{CellIndex, Period, Relation, Severity, Term};

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
}

/// Whether a relation binds this filing by itself: an error, and nothing of last year.
pub fn is_hard(relation: &Relation) -> bool {
    relation.severity == Severity::Error && relation.terms().all(|term| term.period == Period::This)
}
