//! *Finds* a count of zero with an amount, or a count without one.
//! *Source*: reviewing practice; 采购项目数量 is 0 exactly when 采购总金额 is.

use super::kind::{Kind, Outcome, some_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::form::Relation;

pub(super) struct ZeroTogether;

impl Kind for ZeroTogether {
    fn name(&self) -> &'static str {
        "zero_together"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        some_against_some(relation)
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (left, right) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if left.is_zero() == right.is_zero() {
            return Outcome::Holds;
        }
        let names = (subject(&relation.left, relation, facts), subject(&relation.right, relation, facts));
        violated(left, right, format!("{} {left} 与{} {right} 应同时为 0 或同时不为 0。", names.0, names.1))
    }
}
