//! *Finds* figures that a unit of this level cannot have: 规章 of a county.
//! *Source*: 立法法; governments of provinces and of cities divided into districts make 规章, as do ministries.

use super::kind::{Kind, Outcome, violated};
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::Relation;

pub(super) struct LevelZero;

impl Kind for LevelZero {
    fn name(&self) -> &'static str {
        "level"
    }

    fn accepts(&self, relation: &Relation) -> Result<(), &'static str> {
        if relation.left.is_empty() {
            return Err("左边至少要有一个单元格");
        }
        let known = |level: &String| crate::filing::Level::parse(level).is_some();
        let are_known = relation.levels.iter().chain(&relation.exempt_levels).all(known);
        if are_known { Ok(()) } else { Err("levels 中有不认识的单位层级") }
    }

    fn judge(&self, relation: &Relation, facts: &Facts<'_>) -> Outcome {
        let there = facts.not_zero(&relation.left);
        if there.is_empty() {
            return Outcome::Holds;
        }
        let Some(level) = facts.unit.level else { return Outcome::Unknown("没有填单位层级") };
        let is_among = |levels: &[String]| levels.iter().any(|known| known == level.as_str());
        let reports_for_government = is_among(&relation.exempt_levels)
            && relation.exempt_name_endings.iter().any(|end| facts.unit.name.ends_with(end));
        if is_among(&relation.levels) || reports_for_government {
            return Outcome::Holds;
        }
        let message = format!("本单位是{}，{}，但{}。", level.label(), relation.text, facts.listed(&there));
        violated(facts.sum(&there), Amount::ZERO, message)
    }
}
