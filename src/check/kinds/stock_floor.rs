//! *Finds* a stock below what this year's movements alone allow.
//! *Source*: 现行有效件数 ≥ 制发 − 废止; 上一年项目数量 + 本年增/减 ≥ 0. Without a right side the bound is zero.

use super::kind::{Kind, Outcome, violated};
use crate::check::facts::Facts;
use crate::check::linear::{Linear, Sense};
use crate::form::Relation;

pub(super) struct StockFloor;

impl Kind for StockFloor {
    fn name(&self) -> &'static str {
        "stock_floor"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        if relation.left.is_empty() { Err("左边至少要有一个单元格") } else { Ok(()) }
    }

    fn linear(&self, relation: &Relation) -> Vec<Linear> {
        vec![Linear::between(&relation.right, &relation.left, Sense::AtMostZero)]
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let (stock, floor) = (facts.sum(&relation.left), facts.sum(&relation.right));
        if stock >= floor {
            return Outcome::Holds;
        }
        let left = if let [_] = relation.left.as_slice() {
            facts.spelled(&relation.left)
        } else {
            format!("{} ＝ {stock}", facts.spelled(&relation.left))
        };
        let right = if relation.right.is_empty() {
            "0".to_owned()
        } else {
            format!("{} ＝ {floor}", facts.spelled(&relation.right))
        };
        violated(stock, floor, format!("{left}，不应小于 {right}，少 {}。", floor - stock))
    }
}
