//! An open filing: its values with their check, what is being typed, and everything that is remembered of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::find::Find;
use super::listed::{AnswerAt, Answering, Listed, Pane};
use super::past::Past;
use super::place::Sheet;
use super::remark::RemarkDraft;
use super::saving::{Access, SaveState, Saving};
use super::sections::{self, Section};
use super::suspicions::Suspicions;
use super::tab_id::TabId;
use super::view::{Ghost, Origin, View};
use super::writing::Writing;
use crate::check::{Engine, Finding, Rulebook, Stage, totals};
use crate::filing::store::{Outside, file_name_of};
use crate::filing::{Edit, Filing, Value};
use crate::form::CellIndex;
use crate::jobs::export::Shape;
use crate::jobs::submitting::lock_sentence;

/// A filing with values that are still being typed, and its check.
pub(crate) struct Preview {
    /// The filing as it would be.
    pub(crate) filing: Filing,
    /// Its check.
    pub(crate) engine: Engine,
}

/// The open document.
pub(crate) struct Document {
    /// Its tab.
    pub(crate) tab: TabId,
    /// What it is called in the place of its unit and year: the aggregate of a workspace.
    pub(crate) name: Option<String>,
    /// The filing.
    pub(crate) filing: Filing,
    /// Its check.
    pub(crate) engine: Engine,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Whether it may be changed.
    pub(crate) access: Access,
    /// What is on the disk.
    pub(crate) saving: Saving,
    /// What happened to the file from outside.
    pub(crate) outside: Outside,
    /// The parts of the form.
    pub(crate) sections: Vec<Section>,
    /// Filling, or about to be handed in.
    pub(crate) stage: Stage,
    /// What the check says now, with what is being typed.
    pub(crate) view: View,
    /// The sheet.
    pub(crate) sheet: Sheet,
    /// The filing as it would be with what is being typed.
    pub(crate) preview: Option<Preview>,
    /// The marked finding.
    pub(crate) marked: Option<String>,
    /// The remark being written, about the marked finding.
    pub(crate) remark: RemarkDraft,
    /// Where it is written.
    pub(crate) answering: AnswerAt,
    /// The box of the remark takes the keyboard when it is painted next.
    pub(crate) wants_remark: bool,
    /// What the list of findings shows.
    pub(crate) listed: Listed,
    /// The part of the window that takes the keyboard when it is painted next.
    pub(crate) wants_pane: Option<Pane>,
    /// The part of the window that took the keyboard last.
    pub(crate) last_pane: Option<Pane>,
    /// Whether cells that differ from last year's are marked.
    pub(crate) marks_changed: bool,
    /// The annual report.
    pub(crate) writing: Writing,
    /// Whether the folder that goes up is being made.
    pub(crate) is_handing: bool,
    /// The point of the district that is being answered.
    pub(crate) answering_point: Option<Answering>,
    /// What may be wrong, as far as it is known.
    pub(crate) suspicions: Suspicions,
    /// What happened to the active cell.
    pub(crate) past: Past,
    /// The search, while its bar is open.
    pub(crate) find: Option<Find>,
}

impl Document {
    /// A document that was just read from, or written to, `path`.
    pub(crate) fn new(tab: TabId, filing: Filing, path: PathBuf, access: Access) -> Self {
        let engine = Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), &filing);
        let sections = sections::of(filing.form());
        let view = View::of(&filing, &engine, &sections, Stage::Filling);
        let saving = Saving { revision: 0, saved: 0, in_flight: None, failed: None, state: SaveState::Saved(None) };
        Self {
            tab,
            name: None,
            filing,
            engine,
            path,
            access,
            saving,
            outside: Outside::Same,
            sections,
            stage: Stage::Filling,
            view,
            sheet: Sheet::default(),
            preview: None,
            marked: None,
            remark: RemarkDraft::default(),
            answering: AnswerAt::List,
            wants_remark: false,
            listed: Listed::default(),
            wants_pane: None,
            last_pane: None,
            marks_changed: true,
            writing: Writing::default(),
            is_handing: false,
            answering_point: None,
            suspicions: Suspicions::default(),
            past: Past::default(),
            find: None,
        }
    }

    /// Whether the file may be written: it is ours, even if it is locked.
    pub(crate) fn is_ours(&self) -> bool {
        self.access == Access::Edit
    }

    /// Why the filing cannot be changed, where its being handed in is the reason.
    pub(crate) fn lock_words(&self) -> Option<String> {
        if self.is_handing {
            return Some("正在报送，请稍候".to_owned());
        }
        lock_sentence(&self.filing)
    }

    /// Whether it may be changed.
    pub(crate) fn is_editable(&self) -> bool {
        self.is_ours() && !self.is_handing && !self.filing.is_locked()
    }

    /// Whether a cell may be changed: of an aggregate those that do not add up.
    pub(crate) fn is_editable_at(&self, cell: CellIndex) -> bool {
        self.is_editable() || (self.access == Access::Sum && !self.filing.form().cell(cell).is_additive)
    }

    /// Whether it is the aggregate of a workspace, into which nobody types.
    pub(crate) fn is_sum(&self) -> bool {
        self.access == Access::Sum
    }

    /// Whether its file may not be written; the aggregate of a desk is no such file.
    pub(crate) fn is_read_only(&self) -> bool {
        matches!(self.access, Access::ReadOnly(_))
    }

    /// What it is called in a tab and in the title of the window.
    pub(crate) fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| format!("{} {}", self.unit_words(), self.filing.year_words()))
    }

    /// The unit's name, or that it has none yet.
    pub(crate) fn unit_words(&self) -> &str {
        let unit = self.filing.unit().name.as_str();
        if unit.is_empty() { "（未填单位名称）" } else { unit }
    }

    /// Does an edit; the one door for all changes from the window.
    pub(crate) fn apply(&mut self, edit: &Edit, at: Timestamp) {
        self.filing.apply(edit.clone(), at);
        self.follow(edit);
    }

    /// The same for an edit that goes on where the last one ended.
    pub(crate) fn go_on(&mut self, edit: &Edit, at: Timestamp) {
        self.filing.go_on(edit.clone(), at);
        self.follow(edit);
    }

    /// Takes the last step back and gives the edit that did it.
    pub(crate) fn undo(&mut self, at: Timestamp) -> Option<Edit> {
        let edit = self.filing.undo(at)?;
        self.follow(&edit);
        Some(edit)
    }

    /// Does the last undone step again.
    pub(crate) fn redo(&mut self, at: Timestamp) -> Option<Edit> {
        let edit = self.filing.redo(at)?;
        self.follow(&edit);
        Some(edit)
    }

    fn follow(&mut self, edit: &Edit) {
        self.engine.follow(&self.filing, edit);
        self.saving.revision += 1;
        self.preview = None;
        self.suspicions.forget_unless_of_cells(edit);
        self.writing.follow(edit, &self.filing);
        self.follow_remark();
        self.refresh();
    }

    /// Shows what would be if `value` stood in `cell`; nothing is changed.
    pub(crate) fn preview(&mut self, cell: CellIndex, value: Value, at: Timestamp) {
        let preview =
            self.preview.get_or_insert_with(|| Preview { filing: self.filing.clone(), engine: self.engine.clone() });
        if let Some(edit) = preview.filing.cells_edit([(cell, value)]) {
            preview.filing.apply(edit.clone(), at);
            preview.engine.follow(&preview.filing, &edit);
            self.refresh();
        }
    }

    /// Forgets what was being typed.
    pub(crate) fn end_preview(&mut self) {
        if self.preview.take().is_some() {
            self.refresh();
        }
    }

    /// Chooses between filling and handing in.
    pub(crate) fn set_stage(&mut self, stage: Stage) {
        self.stage = stage;
        self.refresh();
    }

    fn refresh(&mut self) {
        let (filing, engine) = self.shown();
        self.view = View::of(filing, engine, &self.sections, self.stage);
        let filing = self.preview.as_ref().map_or(&self.filing, |preview| &preview.filing);
        self.suspicions.follow(filing.values());
        // A finding that goes and comes back while a number is being typed stays marked.
        if self.preview.is_none() && self.marked_finding().is_none() {
            self.marked = None;
        }
    }

    /// The number that belongs into a blank cell: the sum of a total's parts, or what follows from last year's figures.
    pub(crate) fn ghost(&self, cell: CellIndex) -> Option<Ghost> {
        let (filing, engine) = self.shown();
        if !filing.value(cell).is_blank() {
            return None;
        }
        let sum = totals::computed_total(engine.book(), filing.values(), cell);
        let of_parts = sum.map(|value| Ghost { value, origin: Origin::Parts });
        let of_last_year =
            || self.view.carried.get(&cell).cloned().map(|value| Ghost { value, origin: Origin::LastYear });
        of_parts.or_else(of_last_year)
    }

    /// The filing and the check that are on the screen: with what is being typed.
    pub(crate) fn shown(&self) -> (&Filing, &Engine) {
        match &self.preview {
            Some(preview) => (&preview.filing, &preview.engine),
            None => (&self.filing, &self.engine),
        }
    }

    /// The marked finding.
    pub(crate) fn marked_finding(&self) -> Option<&Finding> {
        let marked = self.marked.as_ref()?;
        self.view.findings.iter().find(|finding| finding.relation == *marked)
    }

    /// The section of the active cell, as a position in `sections`.
    pub(crate) fn active_section(&self) -> usize {
        self.sections.iter().position(|section| section.contains(self.sheet.active)).unwrap_or(0)
    }

    /// The folder that file dialogs begin in: where the file lies, unless that is the drafts folder.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.path.parent().filter(|folder| !folder.ends_with("drafts"))
    }

    /// A name for a file made of this filing.
    pub(crate) fn file_name(&self, extension: &str) -> String {
        format!("{}.{extension}", file_name_of(&self.filing))
    }

    /// The name that is proposed for an export.
    pub(crate) fn export_name(&self, extension: &str, shape: Shape) -> String {
        format!("{}.{extension}", shape.file_name(&self.filing))
    }
}
