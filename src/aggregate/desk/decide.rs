//! What the office decides: accept, return, whose file one is, which of two counts, who is expected.

use super::Desk;
use super::sent::Fate;
use crate::aggregate::units::{Node, NodeId, Tree};
use crate::aggregate::workspace::{Decision, State};

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
        let judged = self.sent_by(unit).and_then(|(_, sent)| Some(sent.content.as_ref().ok()?.state));
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
        let names = self.workspace.units().names(unit).into_iter().map(str::to_owned).collect();
        self.workspace.files.insert(file.to_owned(), Decision::Of(names));
        self.place_again(file);
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
        self.revision += 1;
    }
}
