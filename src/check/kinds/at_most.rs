//! *Finds* a part, or a sum of parts, that is greater than the whole.
//! *Source*: rows that begin with 其中, and reviewing practice.

use super::kind::{Kind, Outcome, some_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::check::linear::{Linear, Sense};
use crate::form::Relation;

pub(super) struct AtMost;

impl Kind for AtMost {
    fn name(&self) -> &'static str {
        "at_most"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        some_against_some(relation)
    }

    fn linear(&self, relation: &Relation) -> Vec<Linear> {
        vec![Linear::between(&relation.left, &relation.right, Sense::AtMostZero)]
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (part, whole) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if part <= whole {
            return Outcome::Holds;
        }
        let names = (subject(&relation.left, relation, facts), subject(&relation.right, relation, facts));
        violated(part, whole, format!("{} {part} 不应超过{} {whole}，多出 {}。", names.0, names.1, part - whole))
    }
}
