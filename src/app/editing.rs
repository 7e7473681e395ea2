//! From what is typed to an edit: committing, refusing, ghost sums, and the preview while typing.

use jiff::Timestamp;

use super::App;
use super::sheet::{self, Step};
use super::state::{Document, Notice};
use crate::filing::{Typed, typed};
use crate::form::{CellIndex, Severity};

impl App {
    /// Commits what is being typed; false when it was refused and the cell keeps its old value.
    pub(super) fn commit_running_edit(&mut self) -> bool {
        let Some(document) = self.state.tabs.current_mut() else { return true };
        if !document.sheet.is_editing() {
            return true;
        }
        let active = document.sheet.active;
        let text = document.sheet.scratch.clone();
        let read = typed::read(&text, document.filing.form().cell(active));
        document.sheet.activate(active);
        document.end_preview();
        match read {
            Typed::Taken { value, notice } => {
                self.edit(|filing| filing.cells_edit([(active, value)]));
                self.state.notice = notice.map(|text| Notice { text, severity: Some(Severity::Notice) });
                true
            }
            Typed::Refused(sentence) => {
                document.sheet.refusal = Some(sentence.clone());
                self.say(sentence, Some(Severity::Error));
                false
            }
        }
    }

    /// Commits and goes a step; stays where the text was refused.
    pub(super) fn commit_and_step(&mut self, step: Step) {
        if !self.commit_running_edit() {
            return;
        }
        if let Some(document) = self.state.tabs.current_mut() {
            let cell = sheet::target(&document.filing, document.sheet.active, step);
            document.sheet.activate(cell);
        }
    }

    /// Commits and goes to a cell; stays where the text was refused.
    pub(super) fn commit_and_go(&mut self, cell: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        if let Some(document) = self.state.tabs.current_mut() {
            document.sheet.activate(cell);
        }
    }

    /// Takes the computed sum of the active cell, if it has one and is blank, and goes on.
    pub(super) fn accept_ghost(&mut self, step: Step) {
        let Some(document) = self.state.tabs.current() else { return };
        let active = document.sheet.active;
        let ghost = document.view.ghosts.get(active.position()).cloned().flatten();
        if let Some(sum) = ghost.filter(|_| document.is_editable()) {
            self.edit(|filing| filing.cells_edit([(active, sum)]));
        }
        self.commit_and_step(step);
    }
}

/// Shows what would be if what is typed so far were committed.
pub(super) fn typed_so_far(document: &mut Document) {
    if !document.sheet.is_editing() {
        // The key that committed it was in the same frame; the text field is empty for the next cell already.
        document.end_preview();
        return;
    }
    document.sheet.refusal = None;
    let active = document.sheet.active;
    match typed::read(&document.sheet.scratch, document.filing.form().cell(active)) {
        Typed::Taken { value, .. } => document.preview(active, value, Timestamp::now()),
        // `-` may become `-5`; until then the old value stays.
        Typed::Refused(_) => document.end_preview(),
    }
}
