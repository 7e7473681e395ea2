//! What no page knows is done here: panels say what the user wants, this changes the state.
//!
//! The clock is read here; pages ask [`Window::now`].

use std::path::PathBuf;

use egui::{Context, Theme};
use jiff::Timestamp;

use super::Window;
use super::editing;
use crate::app::model::document::Document;
use crate::app::model::leaving::Leaving;
use crate::app::model::pick::{Pick, is_ours};
use crate::app::model::running::{FromClipboard, Notice};
use crate::app::model::saving::Access;
use crate::app::model::steps::{self, Step};
use crate::app::threads::job::Job;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::check::{Stage, remarks};
use crate::export::html;
use crate::filing::{Edit, Filing};
use crate::form::{CellIndex, Severity};
use crate::jobs::settings::Pane;

fn toggle(pane: &mut Pane) {
    pane.is_open = !pane.is_open;
}

/// The zoom goes up and down by this factor.
const ZOOM_STEP: f32 = 1.1;

impl Window {
    /// The time it is: the clock is read here and by the store thread.
    pub(crate) fn now() -> Timestamp {
        Timestamp::now()
    }

    /// Asks for something that is done when this is done.
    pub(crate) fn ask(&mut self, request: Request) {
        self.asked.push(request);
    }

    /// Does what no page knows.
    pub(crate) fn perform(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::Run(command) => self.run_command(ctx, command),
            Request::OpenPath(path) => self.open(path),
            Request::GiveUp(leaving) => self.give_up(leaving),
            Request::ShowTab(tab) => self.show_tab(tab),
            Request::CloseTab(tab) => self.want_to_leave(Leaving::of_tab(tab)),
            Request::Refused => self.refuse_change(),
            Request::Dropped(path) if is_ours(&path) => self.open(path),
            Request::Dropped(path) => self.ask(Request::Import(path)),
            Request::CopyText(text) => ctx.copy_text(text),
            Request::Reread => self.reread(),
            Request::WriteAgain => self.write_again(),
            Request::CancelJob(job) => {
                self.running.iter().filter(|it| it.job == job).for_each(|it| it.cancel.wish());
            }
            Request::ShowInFolder(file) => self.worker.show_in_folder(file),
            Request::CloseToast(id) => self.toasts.close(id),
            Request::CompletePath(text) => self.complete_path(text),
            Request::TakePath(text) => self.check_path(text),
            Request::CloseDialog => self.close_dialog(),
            Request::ForgetNotice => self.notice = None,
            other => self.perform_on_document(ctx, other),
        }
    }

    fn perform_on_document(&mut self, ctx: &Context, request: Request) {
        let Some(document) = self.tabs.current_mut() else { return };
        match request {
            Request::Activate(cell) => {
                if document.sheet.is_composing() {
                    // The composition belongs to the cell that is left.
                    ctx.memory_mut(egui::Memory::interrupt_ime);
                }
                if document.sheet.active != cell || document.sheet.is_editing() {
                    self.commit_and_go(cell);
                } else {
                    self.commit_remark();
                }
            }
            Request::GoTo(cell) => self.commit_and_go(cell),
            Request::Go(step) => self.commit_and_step(step),
            Request::Accept(step) if document.sheet.is_editing() => self.commit_and_step(step),
            Request::Accept(step) => self.accept_ghost(step),
            Request::BeginEdit => self.begin_edit(),
            Request::Typed => editing::typed_so_far(document),
            Request::CancelEdit => {
                let was_editing = document.sheet.is_editing();
                let active = document.sheet.active;
                document.sheet.activate(active);
                document.end_preview();
                if !was_editing {
                    document.marked = None;
                    document.suspicions.end_showing();
                    self.commit_remark();
                }
            }
            Request::Fill(value) => {
                let active = document.sheet.active;
                self.edit(|filing| filing.cells_edit([(active, value)]));
            }
            Request::Extend(step) => {
                let corner = steps::target(&document.filing, document.sheet.moving_corner(), step);
                self.select_to(corner);
            }
            Request::SelectTo(corner) => self.select_to(corner),
            Request::Select { from, to } => {
                if document.sheet.is_composing() {
                    ctx.memory_mut(egui::Memory::interrupt_ime);
                }
                self.select(from, to);
            }
            Request::SelectAll => self.select_table(),
            Request::Clear => self.clear_selected(),
            Request::Copy | Request::Cut => {
                if let Some(text) = self.copied() {
                    ctx.copy_text(text);
                }
                if matches!(request, Request::Cut) {
                    self.clear_selected();
                }
            }
            Request::Paste(text) => self.paste(&text),
            Request::ShowSection(section) => {
                if let Some(cell) = document.sections.get(section).map(|section| CellIndex(section.cells.start)) {
                    self.commit_and_go(cell);
                }
            }
            Request::Finding(relation) => self.mark_finding(relation),
            Request::Answer(relation) => self.answer_finding(&relation),
            Request::Suspect(case) => self.show_case(case),
            Request::NextBlank(section) => self.next_blank(Some(section)),
            Request::FindStep(step) => self.step_hit(step),
            Request::FindGo(cell) => self.go_to_hit(cell),
            Request::CloseFind => self.close_find(ctx),
            Request::ForgetFinding => {
                document.marked = None;
                self.commit_remark();
            }
            Request::Remark { relation, text } => {
                let of_text = document.writing.findings().iter().map(|found| &found.finding);
                let mut findings = document.view.findings.iter().chain(of_text);
                let finding = findings.find(|finding| finding.relation == relation).cloned();
                self.edit(|filing| Some(remarks::answer_edit(&finding?, filing, &text)));
            }
            Request::Stage(stage) => document.set_stage(stage),
            _ => {}
        }
    }

    /// What comes before every command: false where it is not to be run. What is being typed is committed.
    pub(crate) fn may_run(&mut self, command: Command) -> bool {
        if command.needs_document() && self.tabs.current().is_none() {
            return false;
        }
        self.commit_running_edit();
        let is_step = matches!(command, Command::NextFinding | Command::PreviousFinding);
        if command == Command::Remark || command.leads_to_cells() && !(is_step && self.is_writing()) {
            self.close_report();
        }
        // What may be done with a sum its page knows.
        let is_locked = self.tabs.current().is_some_and(|document| !document.is_editable() && !document.is_sum());
        if command.is_change() && is_locked {
            self.refuse_change();
            return false;
        }
        true
    }

    fn run_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::New => self.show_tab(None),
            Command::Open => self.pick(Pick::Filing),
            Command::Import => self.pick(Pick::Import),
            Command::ImportClipboard => self.ask_for_clipboard(ctx, FromClipboard::Table),
            Command::CompareClipboard => self.ask_for_clipboard(ctx, FromClipboard::Text),
            Command::FromLastYear => self.pick(Pick::LastYear),
            Command::CloseTab => self.close_current(),
            Command::NextTab => self.step_tab(Step::Next),
            Command::PreviousTab => self.step_tab(Step::Previous),
            Command::ToggleTheme => {
                let is_dark = ctx.theme() != Theme::Dark;
                ctx.set_theme(if is_dark { Theme::Dark } else { Theme::Light });
                self.settings.is_dark = Some(is_dark);
            }
            Command::ToggleRail => toggle(&mut self.settings.rail),
            Command::ToggleInspector => toggle(&mut self.settings.inspector),
            Command::ToggleFindings => toggle(&mut self.settings.findings),
            Command::ZoomIn => ctx.set_zoom_factor((ctx.zoom_factor() * ZOOM_STEP).min(3.0)),
            Command::ZoomOut => ctx.set_zoom_factor((ctx.zoom_factor() / ZOOM_STEP).max(0.5)),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            Command::CopyHtml => self.copy_as_html(ctx),
            Command::NextFinding => self.step_finding(Step::Next),
            Command::PreviousFinding => self.step_finding(Step::Previous),
            Command::CopyFindings => self.copy_findings(ctx),
            Command::NextPane => self.next_pane(ctx),
            other => self.run_on_document(other),
        }
    }

    fn run_on_document(&mut self, command: Command) {
        let Some(document) = self.tabs.current_mut() else { return };
        if command.is_change() && !document.is_editable() {
            return self.refuse_change();
        }
        match command {
            Command::Save => document.saving.failed = None,
            Command::SaveAs => {
                let name = document.file_name("tianbao");
                self.pick(Pick::SaveAs(name));
            }
            Command::Undo | Command::Redo => {
                let now = Timestamp::now();
                let edit = if command == Command::Undo { document.undo(now) } else { document.redo(now) };
                let cell = edit.as_ref().and_then(|edit| edit.cells().next());
                document.sheet.activate(cell.unwrap_or(document.sheet.active));
                let name = cell
                    .filter(|_| document.writing.is_open)
                    .map(|cell| document.filing.form().cell(cell).name.clone());
                if let Some(name) = name {
                    let what = command.text();
                    self.say(format!("{what}了表格里的改动：{name}"), None);
                } else if edit.is_none() {
                    let what = command.text();
                    self.say(format!("没有可以{what}的步骤"), Some(Severity::Notice));
                }
            }
            Command::FillZeros => self.fill_zeros(),
            Command::CarryOver => self.carry_over(),
            Command::Find => self.open_find(),
            Command::NextBlank => self.next_blank(None),
            Command::Remark => self.answer_active(),
            Command::ApplyProposal => self.apply_proposal(),
            Command::NextProposal => self.step_proposal(Step::Next),
            Command::PreviousProposal => self.step_proposal(Step::Previous),
            Command::NextCase => self.step_case(Step::Next),
            Command::PreviousCase => self.step_case(Step::Previous),
            Command::MarkChanged => self.toggle_changed(),
            Command::Check => self.check_for_handing_in(),
            other => {
                if let Some(extension) = other.extension() {
                    let shape = other.shape();
                    let name = document.export_name(extension, shape);
                    self.pick(Pick::Export { name, extension, shape });
                }
            }
        }
    }

    fn copy_as_html(&mut self, ctx: &Context) {
        let Some(document) = self.tabs.current() else { return };
        ctx.copy_text(html::fragment(&document.filing));
        self.say("网页代码已放入剪贴板，可以粘贴到网站编辑器的源代码视图".to_owned(), None);
    }

    fn check_for_handing_in(&mut self) {
        let Some(document) = self.tabs.current_mut() else { return };
        document.set_stage(Stage::Final);
        let counts = document.view.counts;
        let sentence = format!(
            "审核完毕：错误 {}，空格 {}，警告 {}，提示 {}",
            counts.errors, counts.blanks, counts.warnings, counts.notices
        );
        let severity = if counts.errors + counts.blanks > 0 { Some(Severity::Error) } else { None };
        self.say(sentence, severity);
    }

    /// Opens a file in a tab of its own, or shows the tab that has it.
    pub(crate) fn open(&mut self, path: PathBuf) {
        self.hand_over(Job::Open(path));
    }

    /// Asks for a path, beginning beside the file that is shown.
    pub(crate) fn pick(&mut self, what: Pick) {
        let document = self.tabs.current();
        let folder = document.and_then(|it| it.folder()).map(Into::into);
        self.worker.pick(document.map(|it| it.tab), what, folder);
    }

    /// Makes and applies an edit; nothing happens when there is nothing to change or the file is read-only.
    pub(crate) fn edit(&mut self, make: impl FnOnce(&Filing) -> Option<Edit>) {
        if let Some(sum) = self.tabs.current().filter(|document| document.is_sum()) {
            self.by_hand.extend(make(&sum.filing));
            return;
        }
        if !self.may_edit() {
            return;
        }
        let Some(document) = self.tabs.current_mut() else { return };
        if let Some(edit) = make(&document.filing) {
            document.apply(&edit, Timestamp::now());
        }
    }

    /// Whether edits are taken now; if not, the status line says why.
    pub(crate) fn may_edit(&mut self) -> bool {
        let is_editable = self.tabs.current().is_some_and(Document::is_editable);
        if !is_editable {
            self.refuse_change();
        }
        is_editable
    }

    /// Says why nothing was changed.
    pub(crate) fn refuse_change(&mut self) {
        let document = self.tabs.current();
        let sentence = match document.filter(|document| document.is_ours()).and_then(Document::lock_words) {
            Some(sentence) => sentence,
            None if document.is_some_and(|document| document.access == Access::Sum) => {
                "汇总表由各单位的数相加得出，不能直接改".to_owned()
            }
            None => "文件是只读打开的，没有改动".to_owned(),
        };
        self.say(sentence, Some(Severity::Warning));
    }

    /// Puts a sentence into the status line.
    pub(crate) fn say(&mut self, text: String, severity: Option<Severity>) {
        self.notice = Some(Notice { text, severity });
    }

    /// Hands a job to the store thread, or says why not.
    pub(crate) fn hand_over(&mut self, job: Job) {
        if let Err(sentence) = self.worker.hand_over(job) {
            self.say(sentence, Some(Severity::Error));
        }
    }

    /// Hands the newest revisions to the disk that are not there yet.
    pub(crate) fn save_if_needed(&mut self) {
        self.hand_over_newest(false);
    }

    /// Hands the newest revisions over even if older ones are still being written: the window is about to be closed.
    pub(crate) fn flush(&mut self) {
        self.hand_over_newest(true);
    }

    fn hand_over_newest(&mut self, is_last: bool) {
        let documents = self.tabs.iter_mut();
        for document in documents.filter(|document| document.is_ours() && document.saving.is_due(is_last)) {
            let revision = document.saving.revision;
            let job = Job::Save {
                tab: document.tab,
                revision,
                filing: Box::new(document.filing.clone()),
                at: Timestamp::now(),
            };
            document.saving.handed_over(revision, self.worker.hand_over(job));
        }
    }
}
