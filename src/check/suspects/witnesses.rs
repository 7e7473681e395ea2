//! What speaks from outside the table: last year's figures, figures quoted in a text, and what the clerk has explained.

use std::collections::BTreeSet;

use crate::check::facts::Facts;
use crate::check::{Amount, kinds, remarks};
use crate::filing::Filing;
use crate::form::{CellIndex, Period};

/// Where a witness comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Last year's filing carries it over.
    LastYear,
    /// A text quotes it.
    Text,
}

/// A figure from elsewhere that says what a cell should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The cell.
    pub cell: CellIndex,
    /// What it should hold.
    pub value: Amount,
    /// Where it comes from.
    pub source: Source,
}

/// Everything outside the table that speaks for or against its figures.
#[derive(Clone, Debug, Default)]
pub struct Testimony {
    pub(super) witnesses: Vec<Witness>,
    /// The cells whose figures the clerk has explained in a remark.
    pub(super) explained: BTreeSet<CellIndex>,
}

impl Testimony {
    /// What a filing bears by itself, last year's figures and remarks, and witnesses from elsewhere.
    ///
    /// A witness that the clerk has contradicted in a remark is not heard: the carry-over that was answered, and a text
    /// where a remark says why it differs.
    pub fn of(filing: &Filing, facts: &Facts<'_>, others: &[Witness]) -> Self {
        let explained = remarks::explained(filing);
        let mut witnesses = carried_over(facts, &explained.relations);
        witnesses.extend(others.iter().filter(|witness| !explained.outside.contains(&witness.cell)));
        Self { witnesses, explained: explained.cells }
    }

    /// Whether a witness of some source says that a cell should hold a value.
    pub(super) fn says(&self, source: Source, cell: CellIndex, value: Amount) -> bool {
        self.witnesses.contains(&Witness { cell, value, source })
    }
}

/// What carry-overs say of this year's cells, but for the relations that were answered.
fn carried_over(facts: &Facts<'_>, answered: &BTreeSet<usize>) -> Vec<Witness> {
    let relations = facts.form().relations.iter().enumerate();
    let heard = relations.filter(|(at, relation)| relation.kind == kinds::CARRY_OVER && !answered.contains(at));
    let witness = |(_, relation): (usize, &crate::form::Relation)| {
        let [this] = relation.left.as_slice() else { return None };
        let is_known = relation.right.iter().all(|term| term.period == Period::Prior && facts.number(*term).is_some());
        is_known.then(|| Witness { cell: this.cell, value: facts.sum(&relation.right), source: Source::LastYear })
    };
    heard.filter_map(witness).collect()
}
