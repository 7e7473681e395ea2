//! *Finds* figures that can hardly be there because what they come from is zero: replies without an application.
//! *Source*: reviewing practice.

use super::kind::{Kind, Outcome, some_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::form::Relation;

pub(super) struct ZeroImplies;

impl Kind for ZeroImplies {
    fn name(&self) -> &'static str {
        "zero_implies"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        some_against_some(relation)
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let source = facts.sum(&relation.left);
        let there = facts.not_zero(&relation.right);
        if !source.is_zero() || there.is_empty() {
            return Outcome::Holds;
        }
        let name = subject(&relation.left, relation, facts);
        violated(source, facts.sum(&there), format!("{name}为 0，但{}。", facts.listed(&there)))
    }
}
