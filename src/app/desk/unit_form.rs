//! A unit of the list as a dialog asks for it: what it is called, and for a new one where it stands.

use std::collections::BTreeMap;

use super::{Asked, DeskTab};
use crate::aggregate::desk::scope::Scope;
use crate::aggregate::units::{Node, NodeId, Tree};

/// Separates other names of a unit.
const MARKS: [char; 5] = ['、', ',', '，', ';', '；'];

/// The fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitForm {
    /// The unit; `None` for a new one.
    pub(crate) unit: Option<NodeId>,
    /// Its name.
    pub(crate) name: String,
    /// Other names that mean it, one behind the other.
    pub(crate) aliases: String,
    /// The unit by which a new one stands.
    pub(crate) near: Option<NodeId>,
    /// Whether it stands below that one, or beside it.
    pub(crate) is_below: bool,
}

impl UnitForm {
    /// A new unit by another one: below a heading, beside a unit that sends a table.
    pub(crate) fn new(near: Option<NodeId>, units: &Tree) -> Self {
        let is_below = near.and_then(|near| units.node(near)).is_some_and(|node| node.is_heading);
        Self { near, is_below, ..Self::default() }
    }

    /// A unit as it is called now.
    pub(crate) fn of(unit: NodeId, units: &Tree) -> Self {
        let aliases = units.node(unit).map(|node| node.aliases.join("、")).unwrap_or_default();
        Self { unit: Some(unit), name: units.name(unit).to_owned(), aliases, ..Self::default() }
    }

    /// The unit above it.
    fn parent(&self, units: &Tree) -> Option<NodeId> {
        match (self.unit.or(self.near), self.unit.is_none() && self.is_below) {
            (Some(near), true) => Some(near),
            (near, _) => units.node(near?)?.parent,
        }
    }

    fn aliases(&self) -> Vec<String> {
        let names = self.aliases.split(MARKS).map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    /// Why it cannot be so.
    pub(crate) fn objection(&self, units: &Tree) -> Option<String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some("请填单位名称".to_owned());
        }
        let mut beside = units.children(self.parent(units)).filter(|id| Some(*id) != self.unit);
        beside.any(|id| units.name(id) == name).then(|| format!("同一上级下面已经有“{name}”"))
    }
}

impl DeskTab {
    /// Adds a unit, or changes what one is called; gives the sentence that says so.
    pub(super) fn put_unit(&mut self, form: &UnitForm) -> String {
        let units = self.desk.workspace().units();
        let name = form.name.trim().to_owned();
        let Some(unit) = form.unit else {
            let node = Node { name, aliases: form.aliases(), parent: form.parent(units), is_heading: false };
            let sentence = format!("名单增加了“{}”", node.name);
            self.unit = Some(self.desk.add_unit(node));
            self.is_moved = true;
            return sentence;
        };
        let places = self.desk.rename(unit, &name, &form.aliases());
        self.moved(&places);
        format!("“{name}”的名称已改")
    }

    /// Takes a unit and those below it from the list; gives the sentence that says so.
    pub(super) fn remove_unit(&mut self, unit: NodeId) -> String {
        let name = self.desk.workspace().units().name(unit).to_owned();
        let places = self.desk.remove_unit(unit);
        self.moved(&places);
        format!("“{name}”已移出名单")
    }

    /// Units stand elsewhere in the list: what is looked at, marked, folded and added up follows.
    fn moved(&mut self, places: &BTreeMap<NodeId, NodeId>) {
        let now = |unit: &NodeId| places.get(unit).copied();
        self.unit = self.unit.as_ref().and_then(now);
        self.marked = self.marked.iter().filter_map(now).collect();
        self.folded = self.folded.iter().filter_map(now).collect();
        self.scope = match &self.scope {
            Scope::Below(above) => now(above).map_or(Scope::All, Scope::Below),
            Scope::Chosen(units) if units.iter().any(|unit| now(unit).is_some()) => {
                Scope::Chosen(units.iter().filter_map(now).collect())
            }
            Scope::All | Scope::Chosen(_) => Scope::All,
        };
        self.asked = Asked::default();
        self.review = None;
        self.follow();
    }
}
