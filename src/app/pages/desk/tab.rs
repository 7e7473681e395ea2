//! One open workspace.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;

use super::look::{Look, SortBy, Typed, View};
use super::origin::{Origin, Past, YearsBy};
use super::shown::Shown;
use crate::aggregate::Aggregate;
use crate::aggregate::desk::Desk;
use crate::aggregate::desk::scope::Scope;
use crate::aggregate::key_figures::key_figures;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;
use crate::aggregate::years::Years;
use crate::app::model::document::Document;
use crate::app::model::saving::Access;
use crate::app::model::tab_id::TabId;
use crate::app::model::tabs::Tabs;
use crate::app::sheet::memory::Memory;
use crate::check::Rulebook;
use crate::filing::{Filing, Unit};
use crate::form::{CellIndex, Form};
use crate::jobs::collecting::Collector;

/// Lists longer than this open folded.
const MOST_OPEN: usize = 400;

/// One open workspace.
pub(super) struct DeskTab {
    /// The desk.
    pub(super) desk: Desk,
    /// Its tab: the aggregate of the scope as a filing that nobody types into; its path is that of the workspace.
    pub(super) tab: TabId,
    /// The aggregate of the scope, with last year's figures as the office has them.
    pub(super) whole: Option<Aggregate>,
    /// Counts how often it was made.
    pub(super) made: u64,
    /// What has to be said of the sums.
    pub(super) notes: Vec<String>,
    /// What stands in the middle.
    pub(super) view: View,
    /// Which units are added up.
    pub(super) scope: Scope,
    /// The unit that is looked at.
    pub(super) unit: Option<NodeId>,
    /// The units that are marked for a sum of their own.
    pub(super) marked: BTreeSet<NodeId>,
    pub(super) folded: BTreeSet<NodeId>,
    pub(super) filter: Option<State>,
    pub(super) query: String,
    pub(super) sort: (SortBy, bool),
    pub(super) figures: Vec<CellIndex>,
    pub(super) shown: Shown,
    /// The active line of the list in the middle, where that is not the list of units.
    pub(super) line: usize,
    /// The active line is scrolled to in the next frame.
    pub(super) is_moved: bool,
    /// The list of origins below the sheet has the keyboard.
    pub(super) is_in_origin: bool,
    pub(super) review: Option<(u64, Vec<Look>)>,
    pub(super) typed: Option<Typed>,
    pub(super) years: Years,
    /// How the page of years shows them.
    pub(super) years_by: YearsBy,
    /// Where the figure of the active cell comes from.
    pub(super) origin: Origin,
    /// What the page of years shows.
    pub(super) past: Past,
    pub(super) collector: Option<Collector>,
    /// The running job of reading, and when nothing is read what stands in its place.
    pub(super) reading: Option<u64>,
    pub(super) away: Option<String>,
    /// What painting remembers of the sheet.
    pub(super) memory: Memory,
    /// What was asked of the threads about which revision.
    pub(super) asked: Asked,
}

/// Which revisions were handed to threads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    lists: Option<u64>,
    document: Option<u64>,
    pub(super) review: Option<u64>,
    pub(super) compare: Option<u64>,
}

impl DeskTab {
    /// A workspace that was just opened, and its aggregate.
    pub(super) fn new(tab: TabId, path: PathBuf, desk: Desk, form: &Arc<Form>) -> (Self, Document) {
        let filing =
            Filing::new(Arc::clone(form), Unit::named(&desk.workspace().name), desk.workspace().year.unwrap_or(0));
        let mut document = Document::new(tab, filing, path, Access::Sum);
        document.saving.revision = desk.revision();
        document.saving.saved = desk.revision();
        let figures = figures(&desk, form);
        let mut folded = BTreeSet::new();
        // A long list opens with its first levels only.
        if desk.workspace().units().len() > MOST_OPEN {
            let units = desk.workspace().units();
            folded.extend(units.ids().filter(|id| units.names(*id).len() == 2));
        }
        let desk = Self {
            desk,
            tab,
            whole: None,
            made: 0,
            notes: Vec::new(),
            view: View::Units,
            scope: Scope::All,
            unit: None,
            marked: BTreeSet::new(),
            folded,
            filter: None,
            query: String::new(),
            sort: (SortBy::List, true),
            figures,
            shown: Shown::default(),
            line: 0,
            is_moved: false,
            is_in_origin: false,
            review: None,
            typed: None,
            years: Years::default(),
            years_by: YearsBy::default(),
            origin: Origin::default(),
            past: Past::default(),
            collector: None,
            reading: None,
            away: None,
            memory: Memory::default(),
            asked: Asked::default(),
        };
        document.name = Some(desk.title());
        (desk, document)
    }

    /// What it is called in a tab and in the title of the window.
    pub(super) fn title(&self) -> String {
        let workspace = self.desk.workspace();
        match workspace.year {
            Some(year) => format!("汇总 {} {year}年度", workspace.name),
            None => format!("汇总 {}", workspace.name),
        }
    }

    /// Whether the sheet is shown and has the keyboard.
    pub(super) fn is_on_sheet(&self) -> bool {
        self.view == View::Sheet && !self.is_in_origin
    }

    /// How many files wait for a decision.
    pub(super) fn open_files(&self) -> usize {
        self.shown.open_files
    }
}

/// A workspace with its aggregate.
pub(super) struct OpenDesk<'a> {
    it: &'a mut DeskTab,
    /// The aggregate.
    pub(super) document: &'a mut Document,
}

impl Deref for OpenDesk<'_> {
    type Target = DeskTab;

    fn deref(&self) -> &DeskTab {
        self.it
    }
}

impl DerefMut for OpenDesk<'_> {
    fn deref_mut(&mut self) -> &mut DeskTab {
        self.it
    }
}

impl<'a> OpenDesk<'a> {
    /// The workspace of a tab.
    pub(super) fn of(desks: &'a mut [DeskTab], tabs: &'a mut Tabs, tab: TabId) -> Option<Self> {
        let it = desks.iter_mut().find(|desk| desk.tab == tab)?;
        Some(Self { document: tabs.get_mut(tab)?, it })
    }

    /// The workspace that is shown.
    pub(super) fn shown(desks: &'a mut [DeskTab], tabs: &'a mut Tabs) -> Option<Self> {
        let tab = tabs.current_tab()?;
        Self::of(desks, tabs, tab)
    }

    /// Both by themselves.
    pub(super) fn parts(self) -> (&'a mut DeskTab, &'a mut Document) {
        (self.it, self.document)
    }
}

impl OpenDesk<'_> {
    /// Makes the lists anew when the desk changed, and the aggregate when a figure did.
    pub(super) fn follow(&mut self) {
        let revision = self.desk.revision();
        if self.asked.lists == Some(revision) {
            return;
        }
        self.asked.lists = Some(revision);
        self.document.saving.revision = revision;
        self.document.name = Some(self.title());
        if self.asked.document != Some(self.desk.sums()) {
            self.asked.document = Some(self.desk.sums());
            let it = &mut *self.it;
            it.years.settle(it.desk.workspace().units());
            self.add_up();
        }
        self.refresh();
    }

    /// Makes the aggregate anew; the place on the sheet stays.
    fn add_up(&mut self) {
        self.made += 1;
        let Some((whole, filing, notes)) = self.desk.filing_of(&self.scope, &self.years) else { return };
        self.whole = Some(self.years.with_last_year(&whole));
        self.notes = notes.into_iter().map(|note| note.message).collect();
        let is_other_form = filing.form().id != self.document.filing.form().id;
        if is_other_form {
            self.figures = figures(&self.desk, filing.form());
        }
        let old = &mut *self.document;
        let mut document = Document::new(old.tab, filing, old.path.clone(), old.access.clone());
        document.saving = old.saving.clone();
        document.listed = std::mem::take(&mut old.listed);
        document.find = old.find.take();
        document.name = old.name.take();
        if !is_other_form {
            document.sheet = std::mem::take(&mut old.sheet);
        }
        *old = document;
    }

    /// Another scope.
    pub(super) fn set_scope(&mut self, scope: Scope) {
        if self.scope != scope {
            self.scope = scope;
            self.asked = Asked::default();
            self.follow();
        }
    }
}

/// The cells that the table of units shows: those that were chosen, else the key figures of the form.
fn figures(desk: &Desk, form: &Arc<Form>) -> Vec<CellIndex> {
    let chosen: Vec<CellIndex> = desk.workspace().columns.iter().filter_map(|id| form.cell_index(id)).collect();
    if chosen.is_empty() { key_figures(form, &Rulebook::new(Arc::clone(form))) } else { chosen }
}
