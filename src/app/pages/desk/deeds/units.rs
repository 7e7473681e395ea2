//! A unit of the list as a dialog asks for it: what it is called, and for a new one where it stands.

use std::collections::BTreeMap;

use crate::aggregate::desk::scope::Scope;
use crate::aggregate::units::{Node, NodeId};
use crate::app::pages::desk::tab::{Asked, OpenDesk};
use crate::app::pages::desk::unit_form::UnitForm;

impl OpenDesk<'_> {
    /// Adds a unit, or changes what one is called; gives the sentence that says so.
    pub(crate) fn put_unit(&mut self, form: &UnitForm) -> String {
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
    pub(crate) fn remove_unit(&mut self, unit: NodeId) -> String {
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
