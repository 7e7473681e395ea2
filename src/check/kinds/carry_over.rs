//! *Finds* an opening figure that differs from last year's closing figure: 上年结转 against last year's 结转下年度.
//! *Source*: follows from the labels of table 三; needs last year's filing.

use super::kind::{CARRY_OVER, Kind, Outcome, one_against_some, subject, violated};
use crate::check::facts::Facts;
use crate::form::{Period, Relation};

pub(super) struct CarryOver;

impl Kind for CarryOver {
    fn name(&self) -> &'static str {
        CARRY_OVER
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        one_against_some(relation)?;
        if relation.right.iter().all(|term| term.period == Period::Prior) {
            Ok(())
        } else {
            Err("右边应是上年的单元格（写作 prior:编号）")
        }
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (this, last) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if this == last {
            return Outcome::Holds;
        }
        let names = (subject(&relation.left, relation, facts), subject(&relation.right, relation, facts));
        violated(
            this,
            last,
            format!("{}应等于{}：本年填 {this}，上年为 {last}，相差 {}。", names.0, names.1, (this - last).abs()),
        )
    }
}
