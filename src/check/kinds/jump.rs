//! *Finds* a figure more than ten times, or less than a tenth of, last year's, and at least 20 apart.
//! *Source*: reviewing practice. Never for both a part and its total. Needs last year's filing.

use super::kind::{Kind, Outcome, subject, violated};
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::{Period, Relation};

/// How many times last year's figure is still ordinary.
const TIMES: i64 = 10;

/// Smaller differences are ordinary whatever the ratio.
const LEAST_DIFFERENCE: Amount = Amount::whole(20);

pub(super) struct Jump;

impl Kind for Jump {
    fn name(&self) -> &'static str {
        "jump"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        match (relation.left.as_slice(), relation.right.as_slice()) {
            ([this], [last]) if this.period == Period::This && last.period == Period::Prior => Ok(()),
            _ => Err("左边应是本年的一个单元格，右边应是上年的一个单元格"),
        }
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (this, last) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if !is_jump(this, last) {
            return Outcome::Holds;
        }
        let totals = relation.left.iter().flat_map(|term| facts.book.totals_of(term.cell));
        let mut totals = totals.filter_map(|total| Some((facts.this_number(*total)?, facts.prior_number(*total)?)));
        if relation.unless_total && totals.any(|(this, last)| is_jump(this, last)) {
            return Outcome::Holds;
        }
        let name = subject(&relation.left, relation, facts);
        let direction = if this > last { "增加" } else { "减少" };
        violated(
            this,
            last,
            format!("{name}与上年相差悬殊：上年 {last}，本年 {this}，{direction} {}。", (this - last).abs()),
        )
    }
}

fn is_jump(this: Amount, last: Amount) -> bool {
    let (this_size, last_size) = (this.abs(), last.abs());
    let is_far = this_size > last_size.times(TIMES) || this_size.times(TIMES) < last_size;
    is_far && (this - last).abs() >= LEAST_DIFFERENCE
}
