//! *Finds* money that is so much that it was probably entered in 元 where the form wants 万元.
//! *Source*: reviewing practice.

use super::kind::{Kind, Outcome, violated};
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::Relation;

pub(super) struct Magnitude;

impl Kind for Magnitude {
    fn name(&self) -> &'static str {
        "magnitude"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        match (relation.left.as_slice(), relation.limit) {
            ([_], Some(_)) => Ok(()),
            _ => Err("左边要有且只有一个单元格，并写明 limit"),
        }
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (Some(limit), [term]) = (relation.limit.map(Amount::from), relation.left.as_slice()) else {
            return Outcome::Holds;
        };
        let amount = facts.signed(*term);
        if amount < limit {
            return Outcome::Holds;
        }
        let measure = &facts.form().cell(term.cell).measure;
        violated(
            amount,
            limit,
            format!("{}为 {amount} {measure}，数额过大，疑似把元填成了{measure}。", facts.name(*term)),
        )
    }
}
