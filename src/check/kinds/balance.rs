//! *Finds* two sums that should be equal and are not: 第一项加第二项 against 第三项加第四项.
//! *Source*: printed in the corner of table 三 of the forms of 2019 and 2021.

use super::kind::{Kind, Outcome, some_against_some, violated};
use crate::check::facts::Facts;
use crate::check::linear::{Linear, Sense};
use crate::form::Relation;

pub(super) struct Balance;

impl Kind for Balance {
    fn name(&self) -> &'static str {
        "balance"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        some_against_some(relation)
    }

    fn linear(&self, relation: &Relation) -> Vec<Linear> {
        vec![Linear::between(&relation.left, &relation.right, Sense::Zero)]
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (left, right) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if left == right {
            return Outcome::Holds;
        }
        let side = |terms: &[_], sum| {
            if let [_] = terms { facts.spelled(terms) } else { format!("{} ＝ {sum}", facts.spelled(terms)) }
        };
        let says = if relation.says.is_empty() { &relation.text } else { &relation.says };
        let message = format!(
            "{says}：{}，而{}，相差 {}。",
            side(&relation.left, left),
            side(&relation.right, right),
            (left - right).abs()
        );
        violated(left, right, message)
    }
}
