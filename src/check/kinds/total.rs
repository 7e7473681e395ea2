//! *Finds* a total (合计) that differs from the sum of its parts.
//! *Source*: the forms themselves; 3.3.7 is the sum of all outcomes, g the sum of a to f.

use super::kind::{Kind, Outcome, TOTAL, one_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::check::linear::{Linear, Sense};
use crate::form::Relation;

pub(super) struct Total;

impl Kind for Total {
    fn name(&self) -> &'static str {
        TOTAL
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        one_against_some(relation)
    }

    fn linear(&self, relation: &Relation) -> Vec<Linear> {
        vec![Linear::between(&relation.left, &relation.right, Sense::Zero)]
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (total, sum) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if total == sum {
            return Outcome::Holds;
        }
        let name = subject(&relation.left, relation, facts);
        let parts = Facts::parts(relation);
        violated(
            total,
            sum,
            format!("{name}应等于{parts}之和：表中 {total}，各项之和 {sum}，相差 {}。", (total - sum).abs()),
        )
    }
}
