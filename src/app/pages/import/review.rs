//! A plan while it is looked at: what it is for, what was corrected, what is selected. It writes nothing.

use std::sync::Arc;

use super::aim::{Aim, Choosing, Role};
use super::board::Key;
use super::boards::Kept;
use super::door::Door;
use super::facts::{Entry, Facts, Section};
use crate::app::model::document::Document;
use crate::app::model::tab_id::TabId;
use crate::app::model::tabs::Tabs;
use crate::filing::{Edit, Filing};
use crate::form::CellIndex;
use crate::import::grid::{Block, Document as Source, FileKind};
use crate::import::plan::Plan;
use crate::import::plan::change::Change;
use crate::import::{Understood, Wishes};
use crate::jobs::importing::Imported;

/// What was there before a correction.
#[derive(Clone, Debug)]
struct Step {
    plan: usize,
    before: Plan,
    selected: Option<Entry>,
}

/// An import that waits for the user.
pub(super) struct Review {
    /// What was read; empty for data of this program.
    pub(super) source: Source,
    /// The same with flattened tables in rows and columns, where there were any: what the places refer to.
    laid_out: Option<Box<Source>>,
    /// The name of the file.
    pub(super) name: String,
    /// SM3 of its bytes.
    pub(super) hash: String,
    /// What was said about the file as a whole.
    pub(super) notes: Vec<String>,
    /// The form and sheet that the user wants.
    pub(super) wishes: Wishes,
    /// The wishes that the plans follow.
    pub(super) understood_as: Wishes,
    /// The filings in the file.
    pub(super) plans: Vec<Plan>,
    /// The one that is looked at.
    pub(super) shown: usize,
    /// What its figures become.
    pub(super) role: Role,
    /// Where they go.
    pub(super) aim: Aim,
    /// The tab that may be the aim.
    pub(super) tab: Option<TabId>,
    /// The unit of a new filing.
    pub(super) unit: String,
    /// The year of the figures.
    pub(super) year: Option<u16>,
    /// The line of the list that is active.
    pub(super) selected: Option<Entry>,
    /// The parts of the list that are unfolded.
    pub(super) open: Vec<Section>,
    /// The list and the tables have to show what is active.
    pub(super) is_moved: bool,
    /// The room that the plan had last; in another one what is active may have gone out of sight.
    pub(super) size: egui::Vec2,
    /// A cell is being chosen for the active value.
    pub(super) choosing: Option<Choosing>,
    /// The block of the source that is shown.
    pub(super) block: Option<usize>,
    /// The tables as they were laid out last.
    pub(super) boards: Kept,
    steps: Vec<Step>,
    /// Counts what changes the facts.
    version: u64,
    facts: Option<((u64, u64), Arc<Facts>)>,
}

impl Review {
    /// The plan of what was understood, with what is most likely meant.
    pub(super) fn new(imported: Imported, door: Door, target: Option<&Document>) -> Self {
        let Imported { document, understood, name, hash } = imported;
        let empty = || Source { kind: FileKind::Filing, blocks: Vec::new(), embedded: None, notes: Vec::new() };
        let mut review = Self {
            source: document.unwrap_or_else(empty),
            laid_out: understood.laid_out,
            name,
            hash,
            notes: understood.notes,
            wishes: Wishes::default(),
            understood_as: Wishes::default(),
            plans: understood.plans,
            shown: 0,
            role: Role::This,
            aim: target.map_or(Aim::New, |document| Aim::Tab(document.tab)),
            tab: target.map(|document| document.tab),
            unit: String::new(),
            year: None,
            selected: None,
            open: Section::ALL.into_iter().filter(|it| it.is_open_at_first()).collect(),
            is_moved: true,
            size: egui::Vec2::ZERO,
            choosing: None,
            block: None,
            boards: Kept::default(),
            steps: Vec::new(),
            version: 0,
            facts: None,
        };
        review.guess(door, target);
        review
    }

    /// Which of the filings in the file is meant, and what for.
    fn guess(&mut self, door: Door, target: Option<&Document>) {
        let filing = target.map(|document| &document.filing);
        let year = filing.map(Filing::year);
        let this = |plan: &Plan| !plan.is_prior && (plan.year == year || plan.year.is_none());
        let prior = |plan: &Plan| plan.is_prior || plan.year.is_some_and(|it| Some(it + 1) == year);
        let find = |wanted: &dyn Fn(&Plan) -> bool| self.plans.iter().position(wanted);
        let newest = (0..self.plans.len()).max_by_key(|at| (!self.plans[*at].is_prior, self.plans[*at].year));
        let newest = newest.unwrap_or(0);
        let unit = filing.map_or("", |filing| filing.unit().name.as_str());
        let is_same_unit = |plan: &Plan| unit.is_empty() || plan.unit.is_empty() || plan.unit == unit;
        let (role, shown) = match door {
            Door::Prior(_) => (Role::Prior, find(&prior).unwrap_or(newest)),
            Door::LastYear => (Role::Prior, newest),
            _ if filing.is_none() => (Role::This, newest),
            _ => match (find(&|plan| is_same_unit(plan) && this(plan)), find(&|it| is_same_unit(it) && prior(it))) {
                (Some(at), _) => (Role::This, at),
                (None, Some(at)) => (Role::Prior, at),
                (None, None) => {
                    self.aim = Aim::New;
                    (Role::This, newest)
                }
            },
        };
        self.role = role;
        self.show(shown);
        if self.role == Role::Prior && self.year.is_none() {
            self.year = year.map(|year| year.saturating_sub(1));
        }
    }

    /// The plan that is looked at.
    pub(super) fn plan(&self) -> &Plan {
        // There is no review without a plan.
        &self.plans[self.shown]
    }

    /// The source as it is shown.
    pub(super) fn shown_source(&self) -> &Source {
        self.laid_out.as_deref().unwrap_or(&self.source)
    }

    /// Looks at another filing of the file.
    pub(super) fn show(&mut self, plan: usize) {
        self.shown = plan.min(self.plans.len().saturating_sub(1));
        self.unit = self.plan().unit.clone();
        self.year = self.plan().year;
        self.selected = None;
        self.choosing = None;
        self.block = None;
        self.touch();
    }

    /// Takes what was understood anew; corrections of before are gone with what they were about.
    pub(super) fn take_again(&mut self, understood: Understood) {
        self.understood_as = self.wishes.clone();
        self.plans = understood.plans;
        self.notes = understood.notes;
        self.laid_out = understood.laid_out;
        self.boards = Kept::default();
        self.steps.clear();
        let (unit, year) = (self.unit.clone(), self.year);
        self.show(self.shown);
        if self.unit.is_empty() {
            self.unit = unit;
        }
        self.year = self.year.or(year);
    }

    /// Says that something changed that the facts depend on.
    pub(super) fn touch(&mut self) {
        self.version += 1;
        self.is_moved = true;
    }

    /// What there is to say, reckoned anew when something changed.
    pub(super) fn facts(&mut self, tabs: &Tabs) -> Arc<Facts> {
        let revision = self.target(tabs).map_or(0, |document| document.saving.revision);
        let key = (self.version, revision);
        let facts = match self.facts.take() {
            Some((known, facts)) if known == key => facts,
            _ => {
                let facts = Arc::new(Facts::of(self, self.target(tabs)));
                self.selected = self.selected.filter(|entry| facts.has(*entry));
                if self.selected.is_none()
                    && let Some(first) = facts.first()
                {
                    self.select(first);
                }
                facts
            }
        };
        self.facts = Some((key, Arc::clone(&facts)));
        facts
    }

    /// The open filing that the figures go to.
    pub(super) fn target<'a>(&self, tabs: &'a Tabs) -> Option<&'a Document> {
        match self.aim {
            Aim::Tab(tab) => tabs.get(tab),
            Aim::New => None,
        }
    }

    /// The other filing of the file that is last year's, or this year's where last year's is looked at.
    pub(super) fn other(&self) -> Option<usize> {
        let shown = self.plan();
        let is_pair = |plan: &Plan| {
            let is_same_unit = plan.unit == shown.unit || plan.unit.is_empty() || shown.unit.is_empty();
            let years = plan.year.zip(shown.year);
            let is_year_apart = years.is_some_and(|(one, other)| one.abs_diff(other) == 1);
            is_same_unit && (is_year_apart || years.is_none() && plan.is_prior != shown.is_prior)
        };
        (0..self.plans.len()).find(|at| *at != self.shown && is_pair(&self.plans[*at]))
    }

    /// The plans of this year's and of last year's figures.
    pub(super) fn roles(&self) -> (Option<&Plan>, Option<&Plan>) {
        match self.role {
            Role::This => (Some(self.plan()), None),
            Role::Prior => (None, Some(self.plan())),
            Role::Both => {
                let Some(other) = self.other().map(|at| &self.plans[at]) else { return (Some(self.plan()), None) };
                let is_prior = self.plan().is_prior || self.plan().year < other.year;
                if is_prior { (Some(other), Some(self.plan())) } else { (Some(self.plan()), Some(other)) }
            }
        }
    }

    /// The year of this year's figures, and of last year's, as the user left them.
    pub(super) fn years(&self, target: Option<&Document>) -> (Option<u16>, Option<u16>) {
        let (this, prior) = self.roles();
        let before = |year: Option<u16>| year.and_then(|year| year.checked_sub(1));
        let is_shown = |plan: Option<&Plan>| plan.is_some_and(|plan| std::ptr::eq(plan, self.plan()));
        let own = target.map(|document| document.filing.year());
        let of_this = match this {
            _ if own.is_some() => own,
            Some(plan) => {
                if is_shown(this) {
                    self.year
                } else {
                    plan.year
                }
            }
            None => self.year.map(|year| year + 1),
        };
        let of_prior = prior.and_then(|plan| if is_shown(prior) { self.year } else { plan.year.or(before(of_this)) });
        (of_this, of_prior)
    }

    /// Why nothing can be written yet.
    pub(super) fn obstacle(&self, target: Option<&Document>) -> Option<String> {
        if matches!(self.aim, Aim::Tab(_)) && target.is_none_or(|document| !document.is_editable()) {
            return Some("那份填报已经关闭或只读，请改为新建填报".to_owned());
        }
        let (this, prior) = self.years(target);
        match (this, prior) {
            (None, _) => Some("文件没有写明年度，请先选定报告年度".to_owned()),
            (Some(this), Some(prior)) if prior >= this => {
                Some(format!("{prior} 年度不在 {this} 年度以前，不能作为上年数"))
            }
            (_, None) if self.roles().1.is_some() => Some("文件没有写明年度，请先选定上年的年度".to_owned()),
            _ if self.unit.trim().is_empty() && target.is_none() => Some("请先填写单位名称".to_owned()),
            _ => None,
        }
    }

    /// The one step that writes the figures into a filing.
    pub(super) fn edit(&self, filing: &Filing, prior_year: Option<u16>) -> Option<Edit> {
        let (this, prior) = self.roles();
        let mut edits: Vec<Edit> = this.and_then(|plan| plan.edit(filing)).into_iter().collect();
        if let (Some(plan), Some(year)) = (prior, prior_year) {
            edits.push(filing.prior_edit(year, Some(plan.snapshot(&self.name, &self.hash))));
        }
        Edit::several(edits)
    }

    /// Corrects the plan.
    pub(super) fn change(&mut self, change: Change) {
        let before = self.plan().clone();
        let after = before.changed(change, self.shown_source());
        let is_changed = (&before.placements, &before.unplaced, &before.extras)
            != (&after.placements, &after.unplaced, &after.extras);
        if is_changed {
            self.steps.push(Step { plan: self.shown, before, selected: self.selected });
            self.plans[self.shown] = after;
            self.touch();
        }
        self.choosing = None;
    }

    /// Whether a correction can be taken back.
    pub(super) fn can_undo(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Takes the last correction back.
    pub(super) fn undo(&mut self) {
        let Some(step) = self.steps.pop() else { return };
        if step.plan != self.shown {
            self.show(step.plan);
        }
        self.plans[step.plan] = step.before;
        self.selected = step.selected;
        self.choosing = None;
        self.touch();
    }

    /// Gives the active value another cell.
    pub(super) fn place(&mut self, to: CellIndex) {
        let Some(entry) = self.selected else { return };
        self.place_entry(entry, to);
    }

    /// Gives the value of a line another cell, and goes there.
    pub(super) fn place_entry(&mut self, entry: Entry, to: CellIndex) {
        match entry.section {
            Section::Unplaced => self.change(Change::Place { unplaced: entry.item, to }),
            section if section.is_of_placements() => {
                if let Some(from) = self.cell_of(entry) {
                    self.change(Change::Retarget { from, to });
                }
            }
            _ => {}
        }
    }

    /// Says that the active value is right where it is.
    pub(super) fn confirm(&mut self) {
        if let Some(cell) = self.selected.and_then(|entry| self.cell_of(entry)) {
            self.change(Change::Confirm(cell));
        }
    }

    /// Leaves the active value out.
    pub(super) fn ignore(&mut self) {
        let Some(entry) = self.selected else { return };
        match entry.section {
            Section::Unplaced => self.change(Change::Drop(entry.item)),
            _ => {
                if let Some(cell) = self.cell_of(entry) {
                    self.change(Change::Ignore(cell));
                }
            }
        }
    }

    /// The cell of the form that a line is about.
    pub(super) fn cell_of(&self, entry: Entry) -> Option<CellIndex> {
        let plan = self.plan();
        match entry.section {
            Section::Unplaced => plan.unplaced.get(entry.item)?.proposal,
            Section::Extras => plan.extras.get(entry.item)?.proposal,
            Section::Notes => None,
            _ => u32::try_from(entry.item).ok().map(CellIndex),
        }
    }

    /// The place in the source that a line is about.
    pub(super) fn place_of(&self, entry: Entry) -> Option<Key> {
        let plan = self.plan();
        let source = match entry.section {
            Section::Unplaced => &plan.unplaced.get(entry.item)?.source,
            Section::Extras => &plan.extras.get(entry.item)?.source,
            Section::Notes | Section::Missing => return None,
            _ => &plan.placement(self.cell_of(entry)?)?.source,
        };
        Some(Key::Place { block: source.block, row: source.row, column: source.column })
    }

    /// Makes a line active.
    pub(super) fn select(&mut self, entry: Entry) {
        if self.selected != Some(entry) {
            self.choosing = None;
        }
        self.selected = Some(entry);
        if !self.open.contains(&entry.section) {
            self.open.push(entry.section);
        }
        if let Some(Key::Place { block, .. }) = self.place_of(entry) {
            self.block = Some(block);
        }
        self.is_moved = true;
    }

    /// The block of the source that is shown: the one that was chosen, or that of the first value.
    pub(super) fn shown_block(&self) -> Option<usize> {
        let is_grid = |at: &usize| matches!(self.shown_source().blocks.get(*at), Some(Block::Grid(_)));
        let of_entry = self.selected.and_then(|entry| self.place_of(entry)).and_then(|key| match key {
            Key::Place { block, .. } => Some(block),
            _ => None,
        });
        let first = || self.plan().placements.first().map(|it| it.source.block);
        let any = || self.shown_source().blocks.iter().position(|block| matches!(block, Block::Grid(_)));
        self.block.or(of_entry).filter(is_grid).or_else(first).filter(is_grid).or_else(any)
    }
}
