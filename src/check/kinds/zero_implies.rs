//! *Finds* figures that can hardly be there because what they come from is zero: replies without an application.
//! *Source*: reviewing practice.

use super::{Kind, Outcome, some_against_some, violated};
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
        let there: Vec<_> = relation.right.iter().copied().filter(|term| !facts.signed(*term).is_zero()).collect();
        if !source.is_zero() || there.is_empty() {
            return Outcome::Holds;
        }
        let list = there
            .iter()
            .map(|term| format!("{} {}", facts.name(*term), facts.signed(*term)))
            .collect::<Vec<_>>()
            .join("，");
        violated(
            source,
            facts.sum(&there),
            format!("{}为 0，但{list}。", super::subject(&relation.left, relation, facts)),
        )
    }
}
