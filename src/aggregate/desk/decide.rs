//! What the office decides: accept, return, whose file one is, which of two counts, who is expected.

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use super::sent::{Content, Fate, Sent};
use crate::aggregate::received::Received;
use crate::aggregate::units::{Node, NodeId, Tree};
use crate::aggregate::workspace::{Decision, State};
use crate::filing::Value;
use crate::form::CellIndex;

impl Desk {
    /// Accepts what a unit sent; nothing happens where nothing counts.
    pub fn accept(&mut self, unit: NodeId) -> bool {
        let is_there = self.part(unit).is_some();
        if is_there {
            self.decide(unit, State::Accepted, None);
        }
        is_there
    }

    /// Sends a unit its table back, with the reason.
    pub fn give_back(&mut self, unit: NodeId, reason: &str) {
        self.decide(unit, State::Returned, Some(reason));
    }

    /// Takes back that a unit was accepted or its table returned.
    pub fn reopen(&mut self, unit: NodeId) {
        let judged = self.sent_by(unit).and_then(|(_, sent)| Some(sent.received()?.state));
        self.decide(unit, judged.unwrap_or_default(), None);
    }

    fn decide(&mut self, unit: NodeId, state: State, remark: Option<&str>) {
        if let Some(standing) = self.workspace.standing_mut(unit) {
            standing.state = state;
            if let Some(remark) = remark {
                remark.clone_into(&mut standing.remark);
            }
            self.revision += 1;
        }
    }

    /// Writes down what the office has to say of a unit.
    pub fn remark(&mut self, unit: NodeId, remark: &str) {
        let state = self.state(unit);
        self.decide(unit, state, Some(remark));
    }

    /// Says whose file one is.
    pub fn assign(&mut self, file: &str, unit: NodeId) {
        self.workspace.files.insert(file.to_owned(), Decision::Of(self.names(unit)));
        self.place_again(file);
    }

    /// A unit as decisions name it.
    fn names(&self, unit: NodeId) -> Vec<String> {
        self.workspace.units().names(unit).into_iter().map(str::to_owned).collect()
    }

    /// Leaves a file aside: it counts for nobody.
    pub fn put_aside(&mut self, file: &str) {
        self.workspace.files.insert(file.to_owned(), Decision::Aside);
        self.place_again(file);
    }

    /// Forgets what was decided about a file.
    pub fn undecide(&mut self, file: &str) {
        self.workspace.files.remove(file);
        self.place_again(file);
    }

    /// Of several files of a unit, this one counts; the others are left aside.
    pub fn prefer(&mut self, file: &str) {
        let Some(unit) = self.files.get(file).and_then(|sent| sent.unit) else { return };
        let others: Vec<String> =
            self.of_unit.get(&unit).into_iter().flatten().filter(|it| *it != file).cloned().collect();
        for other in others {
            self.put_aside(&other);
        }
    }

    fn place_again(&mut self, file: &str) {
        let before = self.files.get(file).and_then(|sent| sent.unit);
        if let Some(unit) = before {
            self.leave(unit, file);
        }
        self.place(file);
        if let Some(unit) = before {
            self.settle(unit);
        }
        self.revision += 1;
    }

    /// Gives a unit another name, by which its files are known from now on.
    pub fn add_alias(&mut self, unit: NodeId, alias: &str) {
        self.workspace.units_mut().add_alias(unit, alias);
        self.look_again();
    }

    /// Adds the units of a list that are not there yet; gives how many.
    pub fn add_list(&mut self, list: &Tree) -> usize {
        let added = self.workspace.add_list(list);
        self.look_again();
        added
    }

    /// Adds a unit, such as the office itself (本级).
    pub fn add_unit(&mut self, node: Node) -> NodeId {
        let unit = self.workspace.add(node);
        self.look_again();
        unit
    }

    /// Gives a unit another name and other names that mean it. What was known to be a unit's file stays it. Gives where
    /// every unit stands now.
    pub fn rename(&mut self, unit: NodeId, name: &str, aliases: &[String]) -> BTreeMap<NodeId, NodeId> {
        self.change_units(|id, node| {
            let mut node = node.clone();
            if id == unit {
                name.clone_into(&mut node.name);
                node.aliases = aliases.to_vec();
            }
            Some(node)
        })
    }

    /// Takes a unit and those below it from the list. Their files wait for a decision, or are left aside where every file
    /// would add its unit again. Gives where every other unit stands now.
    pub fn remove_unit(&mut self, unit: NodeId) -> BTreeMap<NodeId, NodeId> {
        if self.workspace.takes_any {
            let units = self.workspace.units().within(unit);
            let files: Vec<String> =
                units.iter().filter_map(|unit| self.of_unit.get(unit)).flatten().cloned().collect();
            self.workspace.files.extend(files.into_iter().map(|file| (file, Decision::Aside)));
        }
        self.change_units(|id, node| (id != unit).then(|| node.clone()))
    }

    fn change_units(&mut self, change: impl Fn(NodeId, &Node) -> Option<Node>) -> BTreeMap<NodeId, NodeId> {
        let places = self.workspace.change_units(change);
        let now = |unit: NodeId| places.get(&unit).copied();
        let changed = std::mem::take(&mut self.changed);
        self.changed = changed.into_iter().filter_map(|(unit, it)| Some((now(unit)?, it))).collect();
        let senders: Vec<(String, NodeId)> =
            self.files.iter().filter_map(|(file, sent)| Some((file.clone(), now(sent.unit?)?))).collect();
        for (file, unit) in senders {
            let called = self.files.get(&file).and_then(Sent::received).map(Received::unit);
            let is_known = called.is_some_and(|called| self.workspace.units().known(called) == [unit]);
            if !is_known && !self.workspace.files.contains_key(&file) {
                self.workspace.files.insert(file, Decision::Of(self.names(unit)));
            }
        }
        (self.aggregate, self.parts, self.of_unit) = (None, BTreeMap::new(), BTreeMap::new());
        self.begin();
        self.place_all();
        places
    }

    /// Says whether files of another form are brought into the cells of the same meaning.
    pub fn set_converts(&mut self, converts: bool) {
        self.workspace.converts = converts;
        let Some(gate) = self.gate() else { return };
        for sent in self.files.values_mut() {
            if let Ok(content) = &mut sent.content {
                *content = Content::of(content.received.clone(), &gate);
            }
        }
        self.place_all();
    }

    /// Enters a number into a cell that does not add up, or with a blank takes it out again; false where the units'
    /// figures are added up, or for words.
    pub fn enter_by_hand(&mut self, cell: CellIndex, value: &Value) -> bool {
        let Some(it) = self.form.as_ref().map(|form| form.cell(cell)).filter(|it| !it.is_additive) else {
            return false;
        };
        match value {
            Value::Blank => drop(self.workspace.by_hand.remove(it.id.as_str())),
            Value::Number(_) => drop(self.workspace.by_hand.insert(it.id.to_string(), value.clone())),
            Value::Text(_) => return false,
        }
        (self.revision, self.sums) = (self.revision + 1, self.sums + 1);
        true
    }

    /// Finds the unit of every file anew, then settles every unit once.
    fn place_all(&mut self) {
        let before = std::mem::take(&mut self.of_unit);
        let names: Vec<String> = self.files.keys().cloned().collect();
        for file in names {
            let found = self.unit_of(&file);
            let Some(sent) = self.files.get_mut(&file) else { continue };
            match found {
                Ok(unit) => {
                    sent.unit = Some(unit);
                    self.of_unit.entry(unit).or_default().insert(file);
                }
                Err(fate) => (sent.unit, sent.fate) = (None, fate),
            }
        }
        let units: BTreeSet<NodeId> =
            self.parts.keys().chain(before.keys()).chain(self.of_unit.keys()).copied().collect();
        for unit in units {
            self.settle(unit);
        }
        (self.revision, self.sums) = (self.revision + 1, self.sums + 1);
    }

    /// Says whether a unit sends a table or is only a heading over others.
    pub fn set_heading(&mut self, unit: NodeId, is_heading: bool) {
        self.workspace.units_mut().set_heading(unit, is_heading);
        let files: Vec<String> = self.of_unit.get(&unit).into_iter().flatten().cloned().collect();
        for file in files {
            self.place_again(&file);
        }
        self.look_again();
    }

    /// Looks anew whose the files are that nobody was known to have sent.
    fn look_again(&mut self) {
        let open = self.files.iter().filter(|(_, sent)| matches!(sent.fate, Fate::Unknown(_)));
        let open: Vec<String> = open.map(|(file, _)| file.clone()).collect();
        for file in open {
            self.place_again(&file);
        }
        (self.revision, self.sums) = (self.revision + 1, self.sums + 1);
    }
}
