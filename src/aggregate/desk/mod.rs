//! The desk of the office: a workspace with every file that came, the aggregate kept current file by file.
//!
//! Reading order: this file (what stands there, and what comes), [`sent`] (one file and what became of it), `decide` (what
//! the office decides), [`scope`] (which units are added up).
//!
//! A file costs its own cells: what other units sent is neither read nor added again.

mod decide;
pub mod scope;
pub mod sent;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::aggregated::{Aggregate, PartId};
use super::intake::{Gate, Refused, form_of_most, twice, year_of_most};
use super::part::Part;
use super::received::Received;
use super::units::{Node, NodeId, Recognised};
use super::workspace::{Decision, State, Workspace};
use crate::filing::Value;
use crate::form::{CellIndex, Form};
use sent::{Content, Fate, Sent};

/// A cell that a new file of a unit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The cell.
    pub cell: CellIndex,
    /// What stood there.
    pub old: Value,
    /// What stands there now.
    pub new: Value,
}

/// How many units stand how, by the order of [`State::ALL`].
pub type Tally = [usize; State::ALL.len()];

/// The desk.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    workspace: Workspace,
    form: Option<Arc<Form>>,
    files: BTreeMap<String, Sent>,
    /// The files of every unit, those that do not count among them.
    of_unit: BTreeMap<NodeId, BTreeSet<String>>,
    aggregate: Option<Aggregate>,
    parts: BTreeMap<NodeId, PartId>,
    /// What the last new file of a unit changed.
    changed: BTreeMap<NodeId, Vec<Changed>>,
    revision: u64,
    sums: u64,
}

impl Desk {
    /// A desk on which nothing came yet; `form` is that of the workspace, where it says one.
    pub fn new(workspace: Workspace, form: Option<Arc<Form>>) -> Self {
        let mut desk = Self { workspace, form, ..Self::default() };
        desk.begin();
        desk
    }

    /// The aggregate begins as soon as form and year are known.
    fn begin(&mut self) {
        if let (None, Some(form), Some(year)) = (&self.aggregate, &self.form, self.workspace.year) {
            self.aggregate = Some(Aggregate::new(Arc::clone(form), year));
        }
    }

    /// The workspace as it is to be written.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Changes what the workspace says of itself, such as its sources; units and files are changed by what follows.
    pub fn change(&mut self, change: impl FnOnce(&mut Workspace)) {
        change(&mut self.workspace);
        self.revision += 1;
    }

    /// Counts what changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Counts what changed any sum.
    pub fn sums(&self) -> u64 {
        self.sums
    }

    /// The form that is added up, once it is known.
    pub fn form(&self) -> Option<&Arc<Form>> {
        self.form.as_ref()
    }

    /// The aggregate of all units, once form and year are known.
    pub fn aggregate(&self) -> Option<&Aggregate> {
        self.aggregate.as_ref()
    }

    /// All files with what became of them, in the order of names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Sent)> {
        self.files.iter().map(|(name, sent)| (name.as_str(), sent))
    }

    /// A file.
    pub fn file(&self, name: &str) -> Option<&Sent> {
        self.files.get(name)
    }

    /// The file of a unit that counts, or else that could not be read.
    pub fn sent_by(&self, unit: NodeId) -> Option<(&str, &Sent)> {
        let name = self.workspace.standing(unit)?.file.as_deref()?;
        self.files.get_key_value(name).map(|(name, sent)| (name.as_str(), sent))
    }

    /// The files of a unit that do not count.
    pub fn beside(&self, unit: NodeId) -> Vec<&str> {
        let counts = self.workspace.standing(unit).and_then(|it| it.file.as_deref());
        let files = self.of_unit.get(&unit).into_iter().flatten().map(String::as_str);
        files.filter(|file| Some(*file) != counts).collect()
    }

    /// What a unit adds to the aggregate.
    pub fn part(&self, unit: NodeId) -> Option<(PartId, &Arc<Part>)> {
        let id = *self.parts.get(&unit)?;
        Some((id, self.aggregate.as_ref()?.part(id)?))
    }

    /// What the last new file of a unit changed, since the desk was opened.
    pub fn changed(&self, unit: NodeId) -> &[Changed] {
        self.changed.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// How far a unit is.
    pub fn state(&self, unit: NodeId) -> State {
        self.workspace.standing(unit).map(|it| it.state).unwrap_or_default()
    }

    /// How the expected units below a unit stand, or all.
    pub fn tally(&self, above: Option<NodeId>) -> Tally {
        let mut tally = Tally::default();
        let units = self.workspace.units();
        for id in self.workspace.expected().filter(|id| above.is_none_or(|above| units.is_within(*id, above))) {
            let at = State::ALL.iter().position(|state| *state == self.state(id));
            if let Some(count) = at.and_then(|at| tally.get_mut(at)) {
                *count += 1;
            }
        }
        tally
    }

    /// Units that may be meant by a file that nobody is known to have sent, the likest first.
    pub fn proposals(&self, file: &str) -> Vec<NodeId> {
        let Some(received) = self.files.get(file).and_then(Sent::received) else { return Vec::new() };
        match self.workspace.units().recognise(received.unit()) {
            Recognised::Unit(id) => vec![id],
            Recognised::Several(ids) | Recognised::Unknown(ids) => ids,
        }
    }

    /// Takes files that were read, and those that could not be. Form and year are those of most files where the workspace
    /// does not say them.
    pub fn arrive(&mut self, received: Vec<Received>, failed: Vec<Refused>) {
        if self.aggregate.is_none() && !received.is_empty() {
            let all = || received.iter().map(|it| &it.contribution);
            self.form = self.form.take().or_else(|| form_of_most(all(), self.workspace.converts));
            let year = self.form.as_ref().and_then(|form| year_of_most(&all(), form));
            self.workspace.year = self.workspace.year.or(year);
            self.workspace.form = self.form.as_ref().map(|form| form.id.clone());
            self.begin();
        }
        for it in received {
            self.arrived(it);
        }
        for Refused { file, message } in failed {
            self.put(&file, Sent::new(Err(message)));
        }
        self.revision += 1;
    }

    fn arrived(&mut self, received: Received) {
        let file = received.contribution.part.file.clone();
        let there = self.files.get(&file).and_then(Sent::received);
        if there.is_some_and(|there| there.hash == received.hash) {
            return;
        }
        let Some(gate) = self.gate() else { return };
        self.put(&file, Sent::new(Ok(Content::of(received, &gate))));
    }

    /// What may be added, once form and year are known.
    fn gate(&self) -> Option<Gate> {
        let (form, year) = self.form.clone().zip(self.workspace.year)?;
        Some(Gate { form, year, converts: self.workspace.converts })
    }

    /// Puts a file in the place of the one of that name.
    fn put(&mut self, file: &str, sent: Sent) {
        let before = self.files.insert(file.to_owned(), sent).and_then(|sent| sent.unit);
        if let Some(unit) = before {
            self.leave(unit, file);
        }
        self.place(file);
        if let Some(unit) = before.filter(|unit| self.files.get(file).is_some_and(|sent| sent.unit != Some(*unit))) {
            self.settle(unit);
        }
    }

    fn leave(&mut self, unit: NodeId, file: &str) {
        if let Some(files) = self.of_unit.get_mut(&unit) {
            files.remove(file);
        }
    }

    /// A file is there no more.
    pub fn gone(&mut self, file: &str) {
        let Some(sent) = self.files.remove(file) else { return };
        if let Some(unit) = sent.unit {
            self.leave(unit, file);
            self.settle(unit);
        }
        self.revision += 1;
    }

    /// Files that the desk remembers of an earlier time and that were not found now.
    pub fn forget_missing(&mut self) {
        let units: Vec<NodeId> = self.workspace.expected().collect();
        for unit in units {
            let file = self.workspace.standing(unit).and_then(|it| it.file.clone());
            if file.is_some_and(|file| !self.files.contains_key(&file)) {
                self.settle(unit);
                self.revision += 1;
            }
        }
    }

    /// Finds the unit of a file and settles which of its files counts.
    fn place(&mut self, file: &str) {
        let found = self.unit_of(file);
        let Some(sent) = self.files.get_mut(file) else { return };
        match found {
            Ok(unit) => {
                sent.unit = Some(unit);
                self.of_unit.entry(unit).or_default().insert(file.to_owned());
                self.settle(unit);
            }
            Err(fate) => {
                sent.unit = None;
                sent.fate = fate;
                // It was the file of a unit when the workspace was written.
                let of = |unit: &NodeId| self.workspace.standing(*unit).and_then(|it| it.file.as_deref());
                let sender = self.workspace.expected().find(|unit| of(unit) == Some(file));
                if let Some(unit) = sender {
                    self.settle(unit);
                }
            }
        }
    }

    /// The unit that sent a file, or what becomes of it.
    fn unit_of(&mut self, file: &str) -> Result<NodeId, Fate> {
        let units = self.workspace.units();
        let sent = self.files.get(file).ok_or(Fate::Unread)?;
        match self.workspace.files.get(file) {
            Some(Decision::Aside) => return Err(Fate::Aside),
            Some(Decision::Of(names)) => {
                if let Some(unit) = units.at(names.iter().map(String::as_str)) {
                    return Ok(unit);
                }
            }
            None => {}
        }
        let Ok(content) = &sent.content else {
            let of = |id: &NodeId| self.workspace.standing(*id).and_then(|it| it.file.as_deref());
            return self.workspace.expected().find(|id| of(id) == Some(file)).ok_or(Fate::Unread);
        };
        if let Err(sentence) = &content.given {
            return Err(Fate::Refused(sentence.clone()));
        }
        let name = content.received.unit().to_owned();
        match units.known(&name) {
            [one] if units.node(*one).is_some_and(|node| node.is_heading) => {
                Err(Fate::Unknown(format!("“{name}”在名单里是上级，由它下面的单位汇总，它自己的表没有计入")))
            }
            [one] => Ok(*one),
            [] if name.is_empty() => Err(Fate::Unknown("没有写明填报单位".to_owned())),
            [] if self.workspace.takes_any => Ok(self.workspace.add(Node { name, ..Node::default() })),
            [] => Err(Fate::Unknown(format!("“{name}”不在单位名单里"))),
            several => Err(Fate::Unknown(format!("单位名单里有 {} 个“{name}”", several.len()))),
        }
    }

    /// Decides which file of a unit counts: the one that counted before, else the first by name.
    fn settle(&mut self, unit: NodeId) {
        let files: Vec<String> = self.of_unit.get(&unit).into_iter().flatten().cloned().collect();
        let counted_before = self.workspace.standing(unit).and_then(|it| it.file.clone());
        let part_of = |file: &String| self.files.get(file).and_then(|sent| sent.part().cloned());
        let counts = files.iter().find(|file| Some(*file) == counted_before.as_ref() && part_of(file).is_some());
        let counts = counts.or_else(|| files.iter().find(|file| part_of(file).is_some()));
        let first = counts.and_then(|file| Some((file.clone(), part_of(file)?)));
        for file in &files {
            let fate = match (self.files.get(file), &first) {
                (Some(_), Some((counts, _))) if counts == file => Fate::Counted,
                (Some(sent), Some((_, first))) => {
                    sent.part().map_or(Fate::Unread, |part| Fate::Second(twice(first, part)))
                }
                _ => Fate::Unread,
            };
            if let Some(sent) = self.files.get_mut(file) {
                sent.fate = fate;
            }
        }
        let unread = files.first().cloned();
        self.count(unit, first.as_ref().map(|(_, part)| part));
        let judged = first.as_ref().and_then(|(file, _)| {
            let received = self.files.get(file)?.received()?;
            Some((received.hash.clone(), received.state))
        });
        let Some(standing) = self.workspace.standing_mut(unit) else { return };
        match (first, judged, unread) {
            (Some((file, _)), Some((hash, state)), _) => standing.receive(&file, &hash, state),
            (_, _, Some(file)) => {
                standing.state = State::Doubtful;
                standing.file = Some(file);
                standing.hash = None;
            }
            _ => {
                // What was sent back is waited for.
                if standing.state != State::Returned {
                    standing.state = State::Missing;
                }
                standing.file = None;
                standing.hash = None;
            }
        }
    }

    /// Counts a part for a unit, in the place of the one that counted.
    fn count(&mut self, unit: NodeId, part: Option<&Arc<Part>>) {
        let Some(aggregate) = &mut self.aggregate else { return };
        let part = part.map(|part| {
            let name = self.workspace.units().name(unit).to_owned();
            Arc::new(Part { node: Some(unit), unit: name, ..Part::clone(part) })
        });
        self.sums += 1;
        match (self.parts.get(&unit).copied(), part) {
            (None, Some(part)) => {
                self.parts.insert(unit, aggregate.add(part));
            }
            (Some(id), None) => {
                aggregate.remove(id);
                self.parts.remove(&unit);
            }
            (Some(id), Some(part)) => {
                let new = Arc::clone(&part);
                let Some(old) = aggregate.replace(id, part) else { return };
                if old.column != new.column {
                    let cells = old.column.values().zip(new.column.values());
                    let changed = cells.filter(|(old, new)| old != new);
                    let changed = changed.map(|((cell, old), (_, new))| Changed { cell, old, new }).collect();
                    self.changed.insert(unit, changed);
                }
            }
            (None, None) => {}
        }
    }
}
