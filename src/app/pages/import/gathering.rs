//! What there is to say about a plan, gathered from the plan that is looked at and the filing that it goes into.

use super::aim::{Aim, Role};
use super::facts::{Entry, Facts, Section};
use super::review::Review;
use crate::app::model::document::Document;
use crate::filing::{Edit, Value};
use crate::form::CellIndex;
use crate::import::plan::{Placement, State, Statement};
use std::collections::BTreeMap;

impl Facts {
    pub(super) fn of(review: &Review, target: Option<&Document>) -> Self {
        let plan = review.plan();
        let warnings = warnings(review, target);
        // What is asked above the list is not said in it again.
        let is_asked = |kind: &str| review.aim == Aim::New && matches!(kind, "unit_doubtful" | "year_doubtful");
        let notes = plan.notes.iter().filter(|note| !is_asked(note.kind));
        let mut notes: Vec<_> = notes.map(|note| (note.cell, note.message.clone())).collect();
        notes.extend(review.notes.iter().chain(&review.source.notes).map(|message| (None, message.clone())));
        notes.dedup_by(|one, other| one.1 == other.1);
        let replaced = replaced(review, target);
        let mut items: BTreeMap<Section, Vec<usize>> = BTreeMap::new();
        let mut put = |section: Section, item: usize| items.entry(section).or_default().push(item);
        // Where nothing stands in the source, nothing is put in.
        let holds_any = |it: &&Placement| it.state == State::Doubtful || !it.text.trim().is_empty();
        for it in plan.placements.iter().filter(holds_any) {
            put(if it.state == State::Doubtful { Section::Doubtful } else { Section::Sure }, it.cell.position());
        }
        (0..plan.unplaced.len()).for_each(|at| put(Section::Unplaced, at));
        (0..plan.extras.len()).for_each(|at| put(Section::Extras, at));
        (0..notes.len()).for_each(|at| put(Section::Notes, at));
        plan.missing().into_iter().for_each(|cell| put(Section::Missing, cell.position()));
        for cell in replaced.keys() {
            put(Section::Replaced, cell.position());
        }
        let mut facts = Self {
            items,
            counts: plan.counts(),
            notes,
            warnings,
            replaced,
            by_place: BTreeMap::new(),
            by_cell: BTreeMap::new(),
        };
        facts.index(review);
        facts
    }

    /// Notes which line a place and a cell belong to; a doubt weighs more than what else is said of them.
    fn index(&mut self, review: &Review) {
        let plan = review.plan();
        let mut entries: Vec<Entry> = self.entries().collect();
        entries.sort();
        for entry in entries.into_iter().filter(|it| !matches!(it.section, Section::Notes | Section::Replaced)) {
            let source = match entry.section {
                Section::Unplaced => Some(&plan.unplaced[entry.item].source),
                Section::Extras => Some(&plan.extras[entry.item].source),
                _ => {
                    let Some(cell) = review.cell_of(entry) else { continue };
                    self.by_cell.entry(cell).or_insert(entry);
                    None
                }
            };
            if let Some(source) = source {
                self.by_place.entry((source.block, source.row, source.column)).or_insert(entry);
            }
        }
        for it in &plan.placements {
            if let Some(entry) = self.by_cell.get(&it.cell) {
                let place = (it.source.block, it.source.row, it.source.column);
                self.by_place.entry(place).or_insert(*entry);
            }
        }
    }

    /// All lines in the order of the list.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.items.iter().flat_map(|(section, items)| items.iter().map(|item| Entry { section: *section, item: *item }))
    }

    pub(super) fn has(&self, entry: Entry) -> bool {
        self.items.get(&entry.section).is_some_and(|items| items.contains(&entry.item))
    }

    pub(super) fn first(&self) -> Option<Entry> {
        self.entries().next()
    }

    /// How many lines a part has.
    pub(super) fn count(&self, section: Section) -> usize {
        self.items.get(&section).map_or(0, Vec::len)
    }
}

/// The values of the open filing that the import would replace.
fn replaced(review: &Review, target: Option<&Document>) -> BTreeMap<CellIndex, (Value, Value)> {
    let (Some(document), (Some(plan), _)) = (target, review.roles()) else { return BTreeMap::new() };
    if plan.form.id != document.filing.form().id || !std::ptr::eq(plan, review.plan()) {
        return BTreeMap::new();
    }
    let edit = plan.edit(&document.filing);
    let changes = edit.iter().flat_map(Edit::parts).filter_map(|edit| match edit {
        Edit::Cells(changes) => Some(changes),
        _ => None,
    });
    let changes = changes.flatten().filter(|change| !change.old.is_blank() && change.old != change.new);
    changes.map(|change| (change.cell, (change.old.clone(), change.new.clone()))).collect()
}

/// Unit and year of a new filing, where the file does not say them for sure and the user has not said them yet.
fn questions(review: &Review) -> Vec<String> {
    let plan = review.plan();
    let weak = |said: &Option<Statement>| said.as_ref().filter(|said| !said.is_sure).map(|said| said.reason.clone());
    let unit = weak(&plan.unit_said).filter(|_| review.unit == plan.unit);
    let year = weak(&plan.year_said).filter(|_| review.year == plan.year);
    let unit = unit.map(|reason| format!("{reason}。把握不大，请在上面核对单位"));
    unit.into_iter().chain(year.map(|reason| format!("{reason}。把握不大，请在上面核对年度"))).collect()
}

/// Unit, year and form, where file and filing do not agree.
fn warnings(review: &Review, target: Option<&Document>) -> Vec<String> {
    let plan = review.plan();
    if review.aim == Aim::New {
        return questions(review);
    }
    let mut warnings = Vec::new();
    let Some(document) = target else { return warnings };
    let filing = &document.filing;
    let unit = filing.unit().name.as_str();
    if !plan.unit.is_empty() && !unit.is_empty() && plan.unit != unit {
        warnings.push(format!("文件的单位是“{}”，这份填报的单位是“{unit}”", plan.unit));
    }
    let is_this = review.role == Role::This;
    if let Some(year) = plan.year.filter(|year| is_this && *year != filing.year()) {
        warnings.push(format!("文件是 {year} 年度的，这份填报是 {} 年度的", filing.year_text()));
    }
    if let (_, Some(year)) = review.years(target)
        && let Some(prior) = filing.priors().get(&year)
    {
        warnings.push(format!("已附上的 {year} 年度的数（来自 {}）会被换掉", prior.source));
    }
    if plan.form.id != filing.form().id {
        let without = plan.without_counterpart(filing.form());
        let lost = if without.is_empty() {
            String::new()
        } else {
            format!("，其中 {} 格在本表式中没有对应的格子：{}", without.len(), listed(&without))
        };
        warnings.push(format!("文件用的是另一套表式，意思相同的格子照放{lost}"));
    }
    warnings
}

/// The first few ids, and how many more.
fn listed(ids: &[crate::form::CellId]) -> String {
    const FEW: usize = 6;
    let first = ids.iter().take(FEW).map(ToString::to_string).collect::<Vec<_>>().join("、");
    if ids.len() > FEW { format!("{first} 等") } else { first }
}
