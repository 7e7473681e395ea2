//! *Finds* a stock that does not follow from last year's stock and this year's movements.
//! *Source*: reviewing practice; 现行有效件数 = last year's + 制发 − 废止. Needs last year's filing.

use super::kind::{Kind, Outcome, one_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::form::Relation;

pub(super) struct Stock;

impl Kind for Stock {
    fn name(&self) -> &'static str {
        "stock"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        one_against_some(relation)
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (stock, expected) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if stock == expected {
            return Outcome::Holds;
        }
        let name = subject(&relation.left, relation, facts);
        let message = format!(
            "{name}应为 {expected}（{}），表中 {stock}，相差 {}。",
            facts.spelled(&relation.right),
            (stock - expected).abs()
        );
        violated(stock, expected, message)
    }
}
