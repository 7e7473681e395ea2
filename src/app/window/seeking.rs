//! Going from place to place: through the findings (F8), and through the hits of a search (Ctrl+F).

use egui::Context;

use super::Window;
use crate::app::model::listed::{AnswerAt, Pane};
use crate::app::model::steps::{Step, stepped};
use crate::app::sheet::edit::editor_id;
use crate::check::{Finding, listing};
use crate::form::CellIndex;

impl Window {
    /// Marks a finding and goes to its main cell.
    pub(crate) fn mark_finding(&mut self, relation: String) {
        let Some(document) = self.tabs.current() else { return };
        let finding = document.view.findings.iter().find(|finding| finding.relation == relation);
        let Some(cell) = finding.and_then(|finding| finding.cells.first().copied()) else { return };
        self.commit_and_go(cell);
        if let Some(document) = self.tabs.current_mut() {
            document.open_remark(&relation);
            document.marked = Some(relation);
            document.answering = AnswerAt::List;
            document.listed.reveal = true;
        }
    }

    /// Marks a finding and opens the box for its remark, beside the cell.
    pub(crate) fn answer_finding(&mut self, relation: &str) {
        self.mark_finding(relation.to_owned());
        let Some(document) = self.tabs.current_mut() else { return };
        if document.marked.as_deref() == Some(relation) {
            document.answering = AnswerAt::Inspector;
            document.wants_remark = true;
        }
    }

    /// Opens the box for a remark about the marked finding, or about the first one of the active cell.
    pub(crate) fn answer_active(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        let active = document.sheet.active;
        let about = |finding: &&Finding| finding.cells.first() == Some(&active);
        let marked = document.marked_finding().filter(about);
        let finding = marked.or_else(|| document.view.findings.iter().find(about));
        match finding.map(|finding| finding.relation.clone()) {
            Some(relation) => self.answer_finding(&relation),
            None => self.say("当前格没有需要说明的审核结果".to_owned(), None),
        }
    }

    /// Goes to the next blank after the active cell, in one section or in the whole form, over the end.
    pub(crate) fn next_blank(&mut self, section: Option<usize>) {
        let Some(document) = self.tabs.current() else { return };
        let (filing, active) = (&document.filing, document.sheet.active);
        let range = match section.and_then(|section| document.sections.get(section)) {
            Some(section) => section.cells.clone(),
            None => 0..u32::try_from(filing.form().cells.len()).unwrap_or(u32::MAX),
        };
        let blank = |cell: &CellIndex| *cell != active && filing.value(*cell).is_blank();
        let after = range.clone().map(CellIndex).filter(|cell| *cell > active).find(blank);
        match after.or_else(|| range.map(CellIndex).find(blank)) {
            Some(cell) => self.commit_and_go(cell),
            None => self.say("没有别的空格了".to_owned(), None),
        }
    }

    /// Sends the keyboard to the next part of the window.
    pub(crate) fn next_pane(&mut self, ctx: &Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let Some(document) = self.tabs.current_mut() else { return };
        if document.writing.is_open {
            // Tab goes on from the heading of the list, and from the first place.
            document.last_pane = if document.last_pane == Some(Pane::Findings) { None } else { Some(Pane::Findings) };
            document.wants_pane = document.last_pane;
            return document.writing.wants_field(document.last_pane.is_none());
        }
        let is_on_sheet = focused.is_none_or(|focused| focused == editor_id());
        document.last_pane = match document.last_pane {
            _ if is_on_sheet => Some(Pane::Inspector),
            Some(Pane::Inspector) => Some(Pane::Findings),
            Some(Pane::Findings) | None => None,
        };
        document.wants_pane = document.last_pane;
        if document.last_pane.is_none() {
            ctx.memory_mut(|memory| memory.request_focus(editor_id()));
        }
    }

    /// Marks the next finding or the one before, over the ends of the list.
    pub(crate) fn step_finding(&mut self, step: Step) {
        let Some(document) = self.tabs.current() else { return };
        let (all, form) = (document.view.findings.iter(), document.filing.form());
        let findings: Vec<_> = all.filter(|finding| document.listed.shows(finding, form)).collect();
        let current = findings.iter().position(|it| Some(&it.relation) == document.marked.as_ref());
        let Some(next) = stepped(current, findings.len(), step) else {
            self.say("没有需要处理的审核结果".to_owned(), None);
            return;
        };
        let relation = findings[next].relation.clone();
        self.mark_finding(relation);
    }

    /// Copies all findings as a text, whatever the list shows of them.
    pub(crate) fn copy_findings(&mut self, ctx: &Context) {
        let Some(document) = self.tabs.current() else { return };
        let (filing, engine) = document.shown();
        ctx.copy_text(listing::text(filing, engine, &document.view.findings, document.stage));
        let count = document.view.findings.len();
        self.say(format!("已复制 {count} 条审核结果，可以粘贴到别处"), None);
    }

    /// Marks the cells that differ from last year's, or marks them no longer.
    pub(crate) fn toggle_changed(&mut self) {
        let Some(document) = self.tabs.current_mut() else { return };
        document.marks_changed = !document.marks_changed;
        let words = match (document.marks_changed, document.engine.prior().is_some()) {
            (true, true) => "与上年不同的格子左上角有小三角",
            (true, false) => "附上上年的表以后，与上年不同的格子左上角有小三角",
            (false, _) => "不再标出与上年不同的格子",
        };
        self.say(words.to_owned(), None);
    }

    /// Opens the find bar, or gives the keyboard back to it.
    pub(crate) fn open_find(&mut self) {
        if let Some(document) = self.tabs.current_mut() {
            document.find.get_or_insert_default().wants_focus = true;
        }
    }

    /// Closes the find bar; typing goes into the active cell again.
    pub(crate) fn close_find(&mut self, ctx: &Context) {
        if let Some(document) = self.tabs.current_mut() {
            document.find = None;
            ctx.memory_mut(|memory| memory.request_focus(editor_id()));
        }
    }

    /// Goes to the next hit or the one before, over the ends of the list.
    pub(crate) fn step_hit(&mut self, step: Step) {
        let Some(document) = self.tabs.current_mut() else { return };
        let Some(find) = &mut document.find else { return };
        let hits = find.hits(&document.filing);
        let current = hits.iter().position(|hit| find.current == Some(*hit));
        if let Some(next) = stepped(current, hits.len(), step) {
            self.go_to_hit(hits[next]);
        }
    }

    /// Goes to a hit, in whichever table it is.
    pub(crate) fn go_to_hit(&mut self, cell: CellIndex) {
        self.commit_and_go(cell);
        let find = self.tabs.current_mut().and_then(|document| document.find.as_mut());
        if let Some(find) = find {
            find.current = Some(cell);
            find.is_moved = true;
        }
    }
}
