//! Which units are added up: all (完全汇总), a unit with those below it (节点汇总), or chosen ones (选择汇总).

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use crate::aggregate::aggregated::{Aggregate, Beside};
use crate::aggregate::units::NodeId;
use crate::aggregate::years::Years;
use crate::filing::{Filing, Unit};
use crate::import::plan::Note;

/// Which units are added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// A unit and those below it.
    Below(NodeId),
    /// These.
    Chosen(BTreeSet<NodeId>),
}

impl Desk {
    /// Whether a unit is in a scope.
    pub fn is_in(&self, unit: NodeId, scope: &Scope) -> bool {
        match scope {
            Scope::All => true,
            Scope::Below(above) => self.workspace().units().is_within(unit, *above),
            Scope::Chosen(units) => units.contains(&unit),
        }
    }

    /// The aggregate of a scope; `None` until form and year are known.
    pub fn aggregate_of(&self, scope: &Scope) -> Option<Aggregate> {
        let all = self.aggregate()?;
        if *scope == Scope::All {
            return Some(all.clone());
        }
        Some(all.of_some(|_, part| part.node.is_some_and(|unit| self.is_in(unit, scope))))
    }

    /// The aggregate of a scope as a filing, with its earlier years and, for all units, what was entered by hand; and
    /// what has to be said of it.
    pub fn filing_of(&self, scope: &Scope, years: &Years) -> Option<(Aggregate, Filing, Vec<Note>)> {
        let whole = self.aggregate_of(scope)?;
        let is_all = *scope == Scope::All;
        let by_hand = if is_all { self.workspace().by_hand_in(whole.form()) } else { BTreeMap::new() };
        let beside = Beside { by_hand, earlier: years.snapshots(&whole, is_all) };
        let unit = Unit::named(self.name_of(scope));
        let (filing, notes) = whole.filing_with(unit, &beside, jiff::Timestamp::UNIX_EPOCH);
        Some((whole, filing, notes))
    }

    /// What the aggregate of a scope is called.
    pub fn name_of(&self, scope: &Scope) -> String {
        let name = self.workspace().name.as_str();
        match scope {
            Scope::All => name.to_owned(),
            Scope::Below(above) => self.workspace().units().name(*above).to_owned(),
            Scope::Chosen(units) => format!("{name}（选择 {} 个单位）", units.len()),
        }
    }
}
