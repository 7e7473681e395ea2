//! A filing (填报): a filled form, with its unit, year, remarks, last year's values, sign-off fields and history.
//!
//! Reading order: [`value`] (what a cell holds), [`typed`] (reading what is typed), [`calculator`] (`=12+7`),
//! [`mod@unit`], [`remark`], [`report`], [`plan`] (the work plan), [`snapshot`] (last year inside this file), [`code`]
//! (校验码), [`handing`] (报送 and 更正), [`returned`] (退回意见), [`attachment`] (scans beside the file), [`edit`] (the one way
//! to change), this file, `acts` (handing in and what follows), [`mod@format`] (the `.tianbao` file), `fields` and
//! `json` (reading JSON with sentences), [`store`] (open, save, versions, lock: the only part that touches the disk).

mod acts;
pub mod attachment;
pub mod calculator;
pub mod code;
pub mod edit;
mod error;
pub(crate) mod fields;
pub mod format;
pub mod handing;
mod json;
mod narrow;
pub mod plan;
pub mod remark;
pub mod report;
pub mod returned;
pub mod snapshot;
pub mod store;
mod taken;
pub mod typed;
pub mod unit;
pub mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

pub use attachment::Attachment;
pub use code::Code;
pub use edit::{CellChange, Edit, Origin, Record};
pub use handing::Handing;
pub use plan::{Plan, Progress, Task, TaskChange};
pub use remark::Remark;
pub use report::{Report, Sentence, SentenceChange};
pub use returned::Returned;
pub use snapshot::Snapshot;
pub use typed::{Entry, Typed};
pub use unit::{Level, Rank, SignOff, Unit};
pub use value::Value;

use crate::form::{CellIndex, Form};

/// A filled form. Values change through [`Filing::apply`] only, so undo, saving and re-checking hang on one place.
///
/// It is copied for every save and for what would be while one types, so what grows with use is shared between copies.
#[derive(Clone, Debug)]
pub struct Filing {
    form: Arc<Form>,
    unit: Unit,
    year: u16,
    values: Vec<Value>,
    notes: BTreeMap<CellIndex, String>,
    signoff: SignOff,
    remarks: BTreeMap<String, Remark>,
    report: Report,
    charts: BTreeMap<String, bool>,
    plan: Plan,
    priors: BTreeMap<u16, Snapshot>,
    incomparable: Option<String>,
    handing: Arc<Handing>,
    returns: Arc<[Returned]>,
    attachments: Arc<[Attachment]>,
    history: Vec<Arc<Record>>,
    extra: Map<String, Json>,
    undo: Vec<Arc<Edit>>,
    redo: Vec<Arc<Edit>>,
}

impl Filing {
    /// An empty filing.
    pub fn new(form: Arc<Form>, unit: Unit, year: u16) -> Self {
        let values = vec![Value::Blank; form.cells.len()];
        Self {
            form,
            unit,
            year,
            values,
            notes: BTreeMap::new(),
            signoff: SignOff::default(),
            remarks: BTreeMap::new(),
            report: Report::new(),
            charts: BTreeMap::new(),
            plan: Plan::new(),
            priors: BTreeMap::new(),
            incomparable: None,
            handing: Arc::default(),
            returns: Arc::default(),
            attachments: Arc::default(),
            history: Vec::new(),
            extra: Map::new(),
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// The form that is filled.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The reporting unit.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The reporting year (报告年度); 0 while nobody stated it.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The reporting year, once it is known.
    pub fn known_year(&self) -> Option<u16> {
        Some(self.year).filter(|year| *year != 0)
    }

    /// The reporting year as it is printed: `2023`, or a line to write it on while nobody stated it.
    pub fn year_text(&self) -> String {
        self.known_year().map_or_else(|| "____".to_owned(), |year| year.to_string())
    }

    /// The year before in words, for sentences about last year's figures: `2022 年度`, or `上年`.
    pub fn year_before_words(&self) -> String {
        self.known_year().map_or_else(|| "上年".to_owned(), |year| format!("{} 年度", year.saturating_sub(1)))
    }

    /// The reporting year in words: `2023年度`.
    pub fn year_words(&self) -> String {
        self.known_year().map_or_else(|| "年度未填".to_owned(), |year| format!("{year}年度"))
    }

    /// What a cell holds.
    pub fn value(&self, cell: CellIndex) -> &Value {
        &self.values[cell.position()]
    }

    /// All values in the order of the form's cells.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The notes of the cells: the calculation that gave the value, `=12+7`.
    pub fn notes(&self) -> &BTreeMap<CellIndex, String> {
        &self.notes
    }

    /// The sign-off fields.
    pub fn signoff(&self) -> &SignOff {
        &self.signoff
    }

    /// The remarks by what they answer: a relation id, or `blank:3.1.a`.
    pub fn remarks(&self) -> &BTreeMap<String, Remark> {
        &self.remarks
    }

    /// The text of the annual report, by the ids of its places.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Which charts the user put into the report or took out of it; nothing about those left as they come.
    pub fn charts(&self) -> &BTreeMap<String, bool> {
        &self.charts
    }

    /// The tasks of the work plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The attached filings of earlier years.
    pub fn priors(&self) -> &BTreeMap<u16, Snapshot> {
        &self.priors
    }

    /// Last year's filing, if it is attached.
    pub fn prior(&self) -> Option<&Snapshot> {
        self.priors.get(&self.year.checked_sub(1)?)
    }

    /// Why last year is not comparable; `None` when it is.
    pub fn incomparable(&self) -> Option<&str> {
        self.incomparable.as_deref()
    }

    /// When it was handed in, and what is being corrected.
    pub fn handing(&self) -> &Handing {
        &self.handing
    }

    /// What was sent back, the oldest first.
    pub fn returns(&self) -> &[Returned] {
        &self.returns
    }

    /// The scans of signed pages.
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// The same without what was edited when: what goes up.
    #[must_use]
    pub fn without_history(&self) -> Self {
        Self { history: Vec::new(), undo: Vec::new(), redo: Vec::new(), ..self.clone() }
    }

    /// Every change since the filing was made, oldest first.
    pub fn history(&self) -> &[Arc<Record>] {
        &self.history
    }

    /// The edit that gives cells new values; `None` when nothing would change.
    pub fn cells_edit(&self, changes: impl IntoIterator<Item = (CellIndex, Value)>) -> Option<Edit> {
        self.noted_edit(changes.into_iter().map(|(cell, value)| (cell, value, None)))
    }

    /// The edit that gives cells new values, some with the calculation they come from; `None` when nothing would change.
    ///
    /// The note of a cell that gets another value without a calculation is taken away: it would explain a number that is
    /// no longer there.
    pub fn noted_edit(&self, changes: impl IntoIterator<Item = (CellIndex, Value, Option<String>)>) -> Option<Edit> {
        let changes = changes.into_iter().map(|(cell, value, note)| (cell, (value, note)));
        let last_of_each: BTreeMap<CellIndex, (Value, Option<String>)> = changes.collect();
        let cells = last_of_each.into_iter().filter_map(|(cell, (new, new_note))| {
            let (old, old_note) = (self.value(cell).clone(), self.notes.get(&cell).cloned());
            let is_changed = old != new || (new_note.is_some() && new_note != old_note);
            is_changed.then_some(CellChange { cell, old, new, old_note, new_note })
        });
        let changes: Vec<CellChange> = cells.collect();
        (!changes.is_empty()).then_some(Edit::Cells(changes))
    }

    /// The edit that sets the unit.
    pub fn unit_edit(&self, new: Unit) -> Edit {
        Edit::Unit { old: self.unit.clone(), new }
    }

    /// The edit that sets one sign-off field.
    pub fn signoff_edit(&self, field: &str, text: &str) -> Edit {
        let mut new = self.signoff.clone();
        new.set(field, text);
        Edit::SignOff { old: self.signoff.clone(), new }
    }

    /// The edit that answers a finding, or takes the answer away.
    pub fn remark_edit(&self, about: &str, new: Option<Remark>) -> Edit {
        Edit::Remark { about: about.to_owned(), old: self.remarks.get(about).cloned(), new }
    }

    /// The edit that gives places of the report new sentences; `None` when nothing would change.
    pub fn report_edit(&self, changes: impl IntoIterator<Item = (String, Option<Sentence>)>) -> Option<Edit> {
        let changes: Vec<SentenceChange> = changes
            .into_iter()
            .map(|(id, new)| SentenceChange { old: self.report.get(&id).cloned(), id, new })
            .filter(|change| change.old != change.new)
            .collect();
        (!changes.is_empty()).then_some(Edit::Report(changes))
    }

    /// The edit that puts a chart into the report or takes it out; `None` when it is so already.
    pub fn chart_edit(&self, id: &str, new: Option<bool>) -> Option<Edit> {
        let old = self.charts.get(id).copied();
        (old != new).then(|| Edit::Chart { id: id.to_owned(), old, new })
    }

    /// The edit that gives tasks of the work plan a new content; `None` when nothing would change.
    pub fn tasks_edit(&self, changes: impl IntoIterator<Item = (u32, Option<Task>)>) -> Option<Edit> {
        let changes: Vec<TaskChange> = changes
            .into_iter()
            .map(|(at, new)| TaskChange { at, old: self.plan.get(&at).cloned(), new })
            .filter(|change| change.old != change.new)
            .collect();
        (!changes.is_empty()).then_some(Edit::Plan(changes))
    }

    /// The edit that puts a whole work plan in the place of what there is; `None` when it is the same.
    pub fn plan_edit(&self, tasks: Vec<Task>) -> Option<Edit> {
        let count = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let surplus = self.plan.keys().copied().filter(|at| *at >= count).map(|at| (at, None));
        let surplus: Vec<(u32, Option<Task>)> = surplus.collect();
        self.tasks_edit((0..).zip(tasks.into_iter().map(Some)).chain(surplus))
    }

    /// The edit that attaches or detaches an earlier year.
    pub fn prior_edit(&self, year: u16, new: Option<Snapshot>) -> Edit {
        Edit::Prior { year, old: self.priors.get(&year).cloned(), new }
    }

    /// The edit that says why last year is not comparable.
    pub fn incomparable_edit(&self, new: Option<String>) -> Edit {
        Edit::Incomparable { old: self.incomparable.clone(), new }
    }

    /// Does an edit, as a step that can be undone.
    pub fn apply(&mut self, edit: Edit, at: Timestamp) {
        self.perform(&edit, Origin::Edit, at);
        self.redo.clear();
        if edit.parts().iter().any(|part| matches!(part, Edit::Handing { .. })) {
            // What came before a formal act is not taken back behind it.
            self.undo.clear();
        } else {
            self.undo.push(Arc::new(edit));
        }
    }

    /// The same for an edit that goes on where the last one ended, as one goes on writing a paragraph: a step of its own,
    /// but in the history both are one change.
    pub fn go_on(&mut self, edit: Edit, at: Timestamp) {
        let before = self.history.len().checked_sub(1).map(|last| Arc::clone(&self.history[last]));
        self.apply(edit, at);
        let (Some(before), Some(last)) = (before, self.history.pop()) else { return };
        match (&before.field, &last.field) {
            (Some((field, old, _)), Some((same, _, new))) if before.origin == Origin::Edit && field == same => {
                let field = Some((field.clone(), old.clone(), new.clone()));
                self.history.pop();
                self.history.push(Arc::new(Record { field, ..Record::clone(&last) }));
            }
            _ => self.history.push(last),
        }
    }

    /// Takes the last step back and gives the edit that was performed for it.
    pub fn undo(&mut self, at: Timestamp) -> Option<Edit> {
        let edit = self.undo.pop()?;
        let inverse = edit.inverse();
        self.perform(&inverse, Origin::Undo, at);
        self.redo.push(edit);
        Some(inverse)
    }

    /// Does the last undone step again.
    pub fn redo(&mut self, at: Timestamp) -> Option<Edit> {
        let edit = self.redo.pop()?;
        self.perform(&edit, Origin::Redo, at);
        self.undo.push(Arc::clone(&edit));
        Some(Edit::clone(&edit))
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    fn perform(&mut self, edit: &Edit, origin: Origin, at: Timestamp) {
        edit.parts().iter().for_each(|edit| self.perform_one(edit, origin, at));
    }

    fn perform_one(&mut self, edit: &Edit, origin: Origin, at: Timestamp) {
        let mut cells = Vec::new();
        let mut field = None;
        let level =
            |unit: &Unit| format!("{} {}", unit.name, unit.level.map_or("", Level::as_str)).trim_end().to_owned();
        match edit {
            Edit::Cells(changes) => {
                for change in changes {
                    self.values[change.cell.position()] = change.new.clone();
                    put(&mut self.notes, change.cell, change.new_note.clone());
                    cells.push((self.form.cell(change.cell).id.clone(), change.old.clone(), change.new.clone()));
                }
            }
            Edit::Unit { old, new } => {
                field = Some(("unit".to_owned(), level(old), level(new)));
                self.unit = new.clone();
            }
            Edit::Year { old, new } => {
                field = Some(("year".to_owned(), old.to_string(), new.to_string()));
                self.year = *new;
            }
            Edit::SignOff { old, new } => {
                let texts = |signoff: &SignOff| {
                    signoff.iter().map(|(name, text)| format!("{name}：{text}")).collect::<Vec<_>>().join("；")
                };
                field = Some(("signoff".to_owned(), texts(old), texts(new)));
                self.signoff = new.clone();
            }
            Edit::Remark { about, old, new } => {
                let text = |remark: &Option<Remark>| remark.as_ref().map_or_else(String::new, |it| it.text.clone());
                field = Some((format!("remark {about}"), text(old), text(new)));
                put(&mut self.remarks, about.clone(), new.clone());
            }
            Edit::Report(changes) => field = Some(self.write_report(changes)),
            Edit::Chart { id, old, new } => {
                let word = |choice: &Option<bool>| choice.map_or_else(String::new, |is_in| is_in.to_string());
                field = Some((format!("chart {id}"), word(old), word(new)));
                put(&mut self.charts, id.clone(), *new);
            }
            Edit::Plan(changes) => field = Some(self.write_plan(changes)),
            Edit::Prior { year, old, new } => {
                let hash = |prior: &Option<Snapshot>| prior.as_ref().map_or_else(String::new, |it| it.hash.clone());
                field = Some((format!("prior {year}"), hash(old), hash(new)));
                put(&mut self.priors, *year, new.clone());
            }
            Edit::Incomparable { old, new } => {
                field =
                    Some(("incomparable".to_owned(), old.clone().unwrap_or_default(), new.clone().unwrap_or_default()));
                self.incomparable.clone_from(new);
            }
            Edit::Handing { old, new } => {
                field = Some(("handing".to_owned(), old.words(), new.words()));
                self.handing = Arc::new(Handing::clone(new));
            }
            Edit::Returns { old, new } => {
                let count = |returns: &[Returned]| returns.iter().map(|it| it.points.len()).sum::<usize>().to_string();
                field = Some(("returns".to_owned(), count(old), count(new)));
                self.returns = new.as_slice().into();
            }
            Edit::Attachments { old, new } => {
                let names = |list: &[Attachment]| list.iter().map(|it| it.name.clone()).collect::<Vec<_>>().join("；");
                field = Some(("attachments".to_owned(), names(old), names(new)));
                self.attachments = new.as_slice().into();
            }
            // Performed part by part.
            Edit::Several(_) => return,
        }
        self.history.push(Arc::new(Record { at, origin, cells, field, extra: Map::new() }));
    }

    /// Puts sentences into the report; what the history says of it: the field, before, after.
    fn write_report(&mut self, changes: &[SentenceChange]) -> (String, String, String) {
        let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let texts = |of: fn(&SentenceChange) -> &Option<Sentence>| {
            let texts: Vec<&str> = changes.iter().map(|it| of(it).as_ref().map_or("", |it| it.text.as_str())).collect();
            texts.join("\n")
        };
        for change in changes {
            put(&mut self.report, change.id.clone(), change.new.clone());
        }
        (format!("report {}", ids.join(" ")), texts(|it| &it.old), texts(|it| &it.new))
    }

    /// Puts tasks into the work plan; what the history says of it: the field, before, after.
    fn write_plan(&mut self, changes: &[TaskChange]) -> (String, String, String) {
        let tasks = changes.iter().filter_map(|change| change.new.as_ref().or(change.old.as_ref()));
        let numbers: Vec<&str> = tasks.map(|task| task.number.as_str()).collect();
        let told = |of: fn(&TaskChange) -> &Option<Task>| {
            let tasks = changes.iter().filter_map(|change| of(change).as_ref());
            tasks.map(|it| format!("{} {}", it.progress.word(), it.sentence)).collect::<Vec<_>>().join("\n")
        };
        for change in changes {
            put(&mut self.plan, change.at, change.new.clone());
        }
        (format!("plan {}", numbers.join(" ")), told(|it| &it.old), told(|it| &it.new))
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}
