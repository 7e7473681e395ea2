//! *Finds* a count of distinct items outside its bounds: not below the greatest part, not above the sum of the parts.
//!
//! The same item on several channels counts once, so such a total is *not* a sum: 7718 items on channels that add to 7744
//! is right. *Source*: the notes of rows 1.1 and 2.1 of the form of 2014.

use super::kind::{Kind, Outcome, one_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::check::linear::{Linear, Sense};
use crate::form::Relation;

pub(super) struct DistinctTotal;

impl Kind for DistinctTotal {
    fn name(&self) -> &'static str {
        "distinct_total"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        one_against_some(relation)
    }

    fn linear(&self, relation: &Relation) -> Vec<Linear> {
        let floor = if relation.floor.is_empty() { &relation.right } else { &relation.floor };
        let least = floor.iter().map(|part| Linear::between(&[*part], &relation.left, Sense::AtMostZero));
        std::iter::once(Linear::between(&relation.left, &relation.right, Sense::AtMostZero)).chain(least).collect()
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let total = facts.sum(&relation.left);
        let sum = facts.sum(&relation.right);
        let name = || subject(&relation.left, relation, facts);
        if total > sum {
            let (name, parts) = (name(), Facts::parts(relation));
            let message = format!("{name}不应大于{parts}之和：表中 {total}，{parts}之和 {sum}，多出 {}。", total - sum);
            return violated(total, sum, message);
        }
        let floor = if relation.floor.is_empty() { &relation.right } else { &relation.floor };
        let greatest = floor.iter().max_by_key(|term| facts.signed(**term));
        let Some((greatest, least)) = greatest.map(|term| (term, facts.signed(*term))) else { return Outcome::Holds };
        if total >= least {
            return Outcome::Holds;
        }
        let message = format!(
            "{}不应小于其中最大的一项：表中 {total}，{} {least}，少 {}。",
            name(),
            facts.name(*greatest),
            least - total
        );
        violated(total, least, message)
    }
}
