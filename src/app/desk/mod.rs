//! The desk of an office in a tab of its own: who is expected and how far everybody is, the table of units, the aggregate
//! and where its figures come from, what deserves a look, several years.
//!
//! Reading order: this file (what a tab knows), `shown` (what the lists show of it), `view` (the parts of the window),
//! `grid` (the one table that all lists are), `head`, `tree`, `lists`, `figures` and `inspector` (the parts), `wish` (what can be
//! asked for), `unit_form` (a unit as a dialog asks for it), `pick` (file dialogs), `actions` and `decisions` (doing it), `opening` (opening, making, saving), `work` (threads), `news` (what
//! they say).
//!
//! The aggregate is a filing that nobody types into: it is shown by the sheet, checked, printed and exported as any other.

mod actions;
mod decisions;
mod figures;
mod grid;
mod head;
mod inspector;
mod lists;
mod news;
mod opening;
mod pick;
mod shown;
mod tree;
mod unit_form;
mod view;
mod wish;
mod work;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) use inspector::reason_ui;
pub(super) use news::DeskNews;
pub(super) use opening::NewDesk;
pub use pick::DeskPick;
pub(super) use unit_form::UnitForm;
pub(super) use view::{KEYS, desk_ui};
pub(super) use wish::DeskWish;
pub(super) use work::DeskOrder;

use super::state::Document;
use super::tabs::TabId;
use super::worker::Access;
use crate::aggregate::desk::Desk;
use crate::aggregate::desk::scope::Scope;
use crate::aggregate::explain::Comparison;
use crate::aggregate::key_figures::key_figures;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;
use crate::aggregate::years::Years;
use crate::aggregate::{Aggregate, Part};
use crate::check::Rulebook;
use crate::filing::{Filing, Unit, Value};
use crate::form::{CellIndex, Form};
use crate::jobs::collecting::Collector;
use figures::{Origin, Past, YearsBy};
use shown::Shown;

/// What stands in the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum View {
    /// The units with their key figures.
    #[default]
    Units,
    /// The aggregate as the official table, with the origin of the active cell.
    Sheet,
    /// The files that came, those that wait for a decision first.
    Files,
    /// What deserves a look.
    Review,
    /// A typed aggregate against the sum.
    Compare,
    /// Several years.
    Years,
}

impl View {
    /// Every view, in the order of the bar.
    pub(crate) const ALL: [Self; 6] = [Self::Units, Self::Sheet, Self::Files, Self::Review, Self::Compare, Self::Years];

    /// Its words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Units => "单位",
            Self::Sheet => "汇总表",
            Self::Files => "来件",
            Self::Review => "核对",
            Self::Compare => "比对",
            Self::Years => "历年",
        }
    }
}

/// What the table of units is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortBy {
    /// The order of the list.
    List,
    /// How far the units are.
    State,
    /// How much is wrong.
    Findings,
    /// A key figure, by its position.
    Figure(usize),
}

/// What deserves a look: a unit, a cell where it is about one, the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// The unit.
    pub(crate) unit: Option<NodeId>,
    /// The cell.
    pub(crate) cell: Option<CellIndex>,
    /// The sentence.
    pub(crate) sentence: String,
}

/// A typed aggregate that is compared with the sum.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// The file.
    pub(crate) name: String,
    /// Its values in the order of the form's cells.
    pub(crate) values: Arc<Vec<Value>>,
    /// What came of it, once that is known.
    pub(crate) found: Option<Arc<Compared>>,
}

/// What came of a comparison, with what its explanations speak of.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    /// The differences.
    pub(crate) comparison: Comparison,
    /// The sum.
    pub(crate) whole: Aggregate,
    /// Filings beside the sum.
    pub(crate) others: Vec<Part>,
}

/// One open workspace.
pub(crate) struct DeskTab {
    /// The desk.
    pub(crate) desk: Desk,
    /// The aggregate of the scope as a filing that nobody types into; its path is that of the workspace.
    pub(crate) document: Document,
    /// The aggregate of the scope, with last year's figures as the office has them.
    whole: Option<Aggregate>,
    /// Counts how often it was made.
    made: u64,
    /// What has to be said of the sums.
    notes: Vec<String>,
    /// What stands in the middle.
    pub(crate) view: View,
    /// Which units are added up.
    scope: Scope,
    /// The unit that is looked at.
    unit: Option<NodeId>,
    /// The units that are marked for a sum of their own.
    marked: BTreeSet<NodeId>,
    folded: BTreeSet<NodeId>,
    filter: Option<State>,
    query: String,
    sort: (SortBy, bool),
    figures: Vec<CellIndex>,
    shown: Shown,
    /// The active line of the list in the middle, where that is not the list of units.
    line: usize,
    /// The active line is scrolled to in the next frame.
    is_moved: bool,
    /// The list of origins below the sheet has the keyboard.
    is_in_origin: bool,
    review: Option<(u64, Vec<Look>)>,
    typed: Option<Typed>,
    years: Years,
    /// How the page of years shows them.
    years_by: YearsBy,
    /// Where the figure of the active cell comes from.
    origin: Origin,
    /// What the page of years shows.
    past: Past,
    collector: Option<Collector>,
    /// The running job of reading, and when nothing is read what stands in its place.
    reading: Option<u64>,
    away: Option<String>,
    /// What was asked of the threads about which revision.
    asked: Asked,
}

/// Which revisions were handed to threads.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    lists: Option<u64>,
    document: Option<u64>,
    review: Option<u64>,
    compare: Option<u64>,
}

impl DeskTab {
    /// A workspace that was just opened.
    fn new(tab: TabId, path: PathBuf, desk: Desk, form: &Arc<Form>) -> Self {
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
        Self {
            desk,
            document,
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
            asked: Asked::default(),
        }
    }

    /// What it is called in a tab and in the title of the window.
    pub(crate) fn title(&self) -> String {
        let workspace = self.desk.workspace();
        match workspace.year {
            Some(year) => format!("汇总 {} {year}年度", workspace.name),
            None => format!("汇总 {}", workspace.name),
        }
    }

    /// Whether the sheet is shown and has the keyboard.
    pub(crate) fn is_on_sheet(&self) -> bool {
        self.view == View::Sheet && !self.is_in_origin
    }

    /// How many files wait for a decision.
    pub(crate) fn open_files(&self) -> usize {
        self.shown.open_files
    }

    /// Makes the lists anew when the desk changed, and the aggregate when a figure did.
    fn follow(&mut self) {
        let revision = self.desk.revision();
        if self.asked.lists == Some(revision) {
            return;
        }
        self.asked.lists = Some(revision);
        self.document.saving.revision = revision;
        if self.asked.document != Some(self.desk.sums()) {
            self.asked.document = Some(self.desk.sums());
            self.years.settle(self.desk.workspace().units());
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
        let old = &mut self.document;
        let mut document = Document::new(old.tab, filing, old.path.clone(), old.access.clone());
        document.saving = old.saving.clone();
        document.listed = std::mem::take(&mut old.listed);
        document.find = old.find.take();
        document.dialog = old.dialog.take();
        if !is_other_form {
            document.sheet = std::mem::take(&mut old.sheet);
        }
        *old = document;
    }

    /// Another scope.
    fn set_scope(&mut self, scope: Scope) {
        if self.scope != scope {
            self.scope = scope;
            self.asked = Asked::default();
            self.follow();
        }
    }
}

/// Whether what has the keyboard is a list of a desk.
pub(super) fn is_list(focused: egui::Id) -> bool {
    const LISTS: [&str; 6] = ["units", "origin", "files", "review", "compare", "years"];
    LISTS.iter().any(|salt| grid::keys_id(salt) == focused)
}

/// Lists longer than this open folded.
const MOST_OPEN: usize = 400;

/// The cells that the table of units shows: those that were chosen, else the key figures of the form.
fn figures(desk: &Desk, form: &Arc<Form>) -> Vec<CellIndex> {
    let chosen: Vec<CellIndex> = desk.workspace().columns.iter().filter_map(|id| form.cell_index(id)).collect();
    if chosen.is_empty() { key_figures(form, &Rulebook::new(Arc::clone(form))) } else { chosen }
}
