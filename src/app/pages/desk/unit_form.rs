//! The fields of a unit of the list, as they are typed.

use crate::aggregate::units::{NodeId, Tree};

/// Separates other names of a unit.
const MARKS: [char; 5] = ['、', ',', '，', ';', '；'];

/// The fields.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitForm {
    /// The unit; `None` for a new one.
    pub(super) unit: Option<NodeId>,
    /// Its name.
    pub(super) name: String,
    /// Other names that mean it, one behind the other.
    pub(super) aliases: String,
    /// The unit by which a new one stands.
    pub(super) near: Option<NodeId>,
    /// Whether it stands below that one, or beside it.
    pub(super) is_below: bool,
}

impl UnitForm {
    /// A new unit by another one: below a heading, beside a unit that sends a table.
    pub(super) fn new(near: Option<NodeId>, units: &Tree) -> Self {
        let is_below = near.and_then(|near| units.node(near)).is_some_and(|node| node.is_heading);
        Self { near, is_below, ..Self::default() }
    }

    /// A unit as it is called now.
    pub(super) fn of(unit: NodeId, units: &Tree) -> Self {
        let aliases = units.node(unit).map(|node| node.aliases.join("、")).unwrap_or_default();
        Self { unit: Some(unit), name: units.name(unit).to_owned(), aliases, ..Self::default() }
    }

    /// The unit above it.
    pub(super) fn parent(&self, units: &Tree) -> Option<NodeId> {
        match (self.unit.or(self.near), self.unit.is_none() && self.is_below) {
            (Some(near), true) => Some(near),
            (near, _) => units.node(near?)?.parent,
        }
    }

    pub(super) fn aliases(&self) -> Vec<String> {
        let names = self.aliases.split(MARKS).map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    /// Why it cannot be so.
    pub(super) fn objection(&self, units: &Tree) -> Option<String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some("请填单位名称".to_owned());
        }
        let mut beside = units.children(self.parent(units)).filter(|id| Some(*id) != self.unit);
        beside.any(|id| units.name(id) == name).then(|| format!("同一上级下面已经有“{name}”"))
    }
}
