//! What a kind of relation is, what it says of a relation, and what the kinds share.

use std::fmt;

use crate::check::Amount;
use crate::check::facts::Facts;
use crate::check::linear::Linear;
use crate::form::{Relation, Term};

/// The kind whose relations make totals: the ghost sums, the exported formulas and the totals of a part.
pub const TOTAL: &str = "total";

/// The kind whose relations make last year's filing a witness for this year's cells.
pub const CARRY_OVER: &str = "carry_over";

/// What judging a relation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is met.
    Holds,
    /// It is broken.
    Violated(Violation),
    /// Something that is no cell is not known, such as the unit's level; holds what it is.
    Unknown(&'static str),
}

/// How a relation is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The left side.
    pub left: Option<Amount>,
    /// The right side, or the bound that is broken.
    pub right: Option<Amount>,
    /// The sentence.
    pub message: String,
}

/// A kind of relation.
pub trait Kind: Sync {
    /// The name in form files and JSON.
    fn name(&self) -> &'static str;

    /// Whether the relation has the sides that the kind needs; if not, the sentence for the form's author.
    fn accepts(&self, relation: &Relation) -> Result<(), &'static str>;

    /// The relation as equations and inequalities, for kinds that are linear.
    fn linear(&self, _relation: &Relation) -> Vec<Linear> {
        Vec::new()
    }

    /// Judges a relation whose cells all hold numbers.
    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome;
}

impl fmt::Debug for dyn Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A violation of an equation or bound with both sides known.
pub(super) fn violated(left: Amount, right: Amount, message: String) -> Outcome {
    Outcome::Violated(Violation { left: Some(left), right: Some(right), message })
}

/// For kinds that need one left cell and at least one on the right.
pub(super) fn one_against_some(relation: &Relation) -> Result<(), &'static str> {
    match (relation.left.as_slice(), relation.right.as_slice()) {
        ([_], [_, ..]) => Ok(()),
        ([_], []) => Err("右边至少要有一个单元格"),
        _ => Err("左边要有且只有一个单元格"),
    }
}

/// For kinds that need cells on both sides.
pub(super) fn some_against_some(relation: &Relation) -> Result<(), &'static str> {
    if relation.left.is_empty() || relation.right.is_empty() { Err("两边都要有单元格") } else { Ok(()) }
}

/// A side as the subject of a sentence: the name of its only cell, or 各分项之和.
pub(super) fn subject<'a>(terms: &[Term], relation: &'a Relation, facts: &Facts<'a>) -> String {
    match terms {
        [term] => facts.name(*term).into_owned(),
        _ => format!("{}之和", Facts::parts(relation)),
    }
}
