//! What the window knows: the start page, and the open filings, each with its check, its save state and its sheet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::clipboard::Pasted;
use super::desk::{NewDesk, UnitForm};
use super::find::Find;
use super::handing::{Answering, HandingForm};
use super::importing::Review;
use super::kept::KeptVersions;
use super::leaving::Leaving;
use super::listed::{AnswerAt, Listed};
use super::manual::Reading;
use super::panels::Pane;
use super::past::Past;
use super::planning::PlanView;
use super::print_preview::{Look, PrintPreview};
use super::printing::PrintForm;
use super::sections::{self, Section};
use super::sheet::Sheet;
use super::suspicions::Suspicions;
use super::tabs::{TabId, Tabs};
use super::toasts::Toasts;
use super::typed_path::PathBox;
use super::view::{Ghost, Origin, View};
use super::worker::Access;
use super::writing::Writing;
use crate::aggregate::NodeId;
use crate::check::{Engine, Finding, Rulebook, Stage, totals};
use crate::filing::attachment::Attachment;
use crate::filing::store::{Outside, file_name_of};
use crate::filing::{Edit, Filing, Level, SignOff, Unit, Value};
use crate::form::{Catalogue, CellIndex, Form, Problem, Severity};
use crate::jobs::attaching;
use crate::jobs::export::Shape;
use crate::jobs::progress::{Cancel, Progress};
use crate::jobs::recent::Recent;
use crate::jobs::settings::Settings;

/// Everything but the threads.
pub(crate) struct State {
    /// The forms at hand.
    pub(crate) catalogue: Catalogue,
    /// The year it is.
    pub(crate) today_year: u16,
    /// The fields of the start page.
    pub(crate) start: Start,
    /// The recent files.
    pub(crate) recent: Vec<Recent>,
    /// The open filings; the start page is shown while none is current.
    pub(crate) tabs: Tabs,
    /// What is wrong with the user's own forms.
    pub(crate) problems: Vec<Problem>,
    /// What the user wants to close once it is saved.
    pub(crate) leaving: Vec<Leaving>,
    /// The open dialog of the tab that is shown.
    pub(crate) dialog: Option<Dialog>,
    /// The pages to print, while they are looked at.
    pub(crate) print_preview: Option<PrintPreview>,
    /// How pages to print were looked at last.
    pub(crate) print_look: Look,
    /// The sentence in the status line.
    pub(crate) notice: Option<Notice>,
    /// The messages in the corner.
    pub(crate) toasts: Toasts,
    /// The long jobs that run, the oldest first.
    pub(crate) running: Vec<Running>,
    /// The plans of imports that wait for the user; the first is shown in the place of everything else.
    pub(crate) reviews: Vec<Review>,
    /// A workspace that waits for its place on the disk.
    pub(crate) new_desk: Option<NewDesk>,
    /// The text of the clipboard was asked for, and for what.
    pub(crate) wants_clipboard: Option<FromClipboard>,
    /// Panels, zoom, light or dark.
    pub(crate) settings: Settings,
    /// Whether a face for Chinese was found.
    pub(crate) has_chinese_face: bool,
}

/// What the text of the clipboard is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FromClipboard {
    /// To be imported.
    Table,
    /// To be compared with the shown filing.
    Text,
}

/// A sentence for the user.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// The words.
    pub(crate) text: String,
    /// How to show it; `None` for good news.
    pub(crate) severity: Option<Severity>,
}

/// A long job that runs.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    /// Names it in reports.
    pub(crate) job: u64,
    /// How far it is.
    pub(crate) progress: Progress,
    /// Stops it.
    pub(crate) cancel: Cancel,
}

/// The fields of the start page.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// The unit's name.
    pub(crate) unit: String,
    /// The reporting year.
    pub(crate) year: u16,
    /// The form, when the user chose another than the year's.
    pub(crate) chosen_form: Option<String>,
    /// The level, when the user chose another than the suggested.
    pub(crate) chosen_level: Option<Level>,
}

impl Start {
    /// The form of the new filing.
    pub(crate) fn form(&self, catalogue: &Catalogue) -> Option<Arc<Form>> {
        match &self.chosen_form {
            Some(id) => catalogue.get(id),
            None => catalogue.for_year(self.year),
        }
    }

    /// The level of the new filing's unit.
    pub(crate) fn level(&self) -> Option<Level> {
        self.chosen_level.or_else(|| Level::suggest(&self.unit))
    }
}

/// The open dialog, with its fields as they stand.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// Unit, year and foot.
    FilingData {
        /// The unit.
        unit: Unit,
        /// The year.
        year: u16,
        /// The foot.
        signoff: SignOff,
    },
    /// Last year's values; holds the reason why they are not comparable.
    Prior {
        /// The reason as typed.
        reason: String,
    },
    /// The last edit cannot be saved, and the user wants to leave.
    AtRisk {
        /// Why it cannot be saved.
        sentence: String,
        /// What is to be closed.
        leaving: Leaving,
    },
    /// All commands by name.
    Palette {
        /// What is typed.
        query: String,
        /// The marked command in the list.
        chosen: usize,
    },
    /// The charts of the filing.
    Charts,
    /// All keys.
    Keys,
    /// Whether a printed page and the filing agree.
    Verify {
        /// The code or the text of the QR code, as typed.
        typed: String,
    },
    /// The user's manual.
    Manual(Reading),
    /// The work plan.
    Plan(PlanView),
    /// What a paste could not put into its cells.
    Pasted(Pasted),
    /// Handing in and correcting.
    Handing(HandingForm),
    /// The scans of signed pages; `None` until they were looked at.
    Scans(Option<Vec<(Attachment, attaching::State)>>),
    /// How to print.
    Print(PrintForm),
    /// The kept versions; `None` until they are read.
    Versions(Option<KeptVersions>),
    /// A path, where the desktop has no file dialog.
    Path(PathBox),
    /// A new workspace of an office.
    NewDesk(Box<NewDesk>),
    /// A list of units to be added, as it is pasted.
    AddList {
        /// What is pasted.
        text: String,
    },
    /// Why a unit gets its table back.
    GiveBack {
        /// The unit.
        unit: NodeId,
        /// The reason as typed.
        reason: String,
    },
    /// A unit of the list: a new one, or what one is called.
    Unit(UnitForm),
    /// Whether a unit goes from the list.
    RemoveUnit(NodeId),
    /// Whose file one is.
    WhoseFile {
        /// The file.
        file: String,
        /// What is typed to find the unit.
        query: String,
        /// The unit that is marked.
        chosen: Option<NodeId>,
    },
}

/// How the file on the disk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// It holds everything.
    Saved(Option<Timestamp>),
    /// It is being written.
    Saving,
    /// It could not be written.
    Failed(String),
}

/// What is on the disk, by revision.
#[derive(Clone, Debug)]
pub(crate) struct Saving {
    /// Counts the edits.
    pub(crate) revision: u64,
    /// The revision on the disk.
    pub(crate) saved: u64,
    /// The revision being written.
    pub(crate) in_flight: Option<u64>,
    /// The last revision that failed; it is not tried again by itself.
    pub(crate) failed: Option<u64>,
    /// What the top bar says.
    pub(crate) state: SaveState,
}

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
    pub(crate) remark: String,
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
    /// The dialog that was open when another tab was shown.
    pub(crate) dialog: Option<Dialog>,
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
            remark: String::new(),
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
            dialog: None,
        }
    }

    /// Whether it may be changed.
    pub(crate) fn is_editable(&self) -> bool {
        self.is_ours() && !self.is_handing && !self.filing.is_locked()
    }

    /// Whether a cell may be changed: of an aggregate those that do not add up.
    pub(crate) fn is_editable_at(&self, cell: CellIndex) -> bool {
        self.is_editable() || (self.access == Access::Sum && !self.filing.form().cell(cell).is_additive)
    }

    /// Whether its file may not be written; the aggregate of a desk is no such file.
    pub(crate) fn is_read_only(&self) -> bool {
        matches!(self.access, Access::ReadOnly(_))
    }

    /// What it is called in a tab and in the title of the window.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.unit_words(), self.filing.year_words())
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
