//! From what is typed to an edit: committing, refusing, ghost sums, and the preview while typing.

use jiff::Timestamp;

use super::Window;
use crate::app::model::document::Document;
use crate::app::model::running::Notice;
use crate::app::model::steps::{self, Step};
use crate::check::remarks;
use crate::filing::{calculator, typed};
use crate::form::{CellIndex, Severity};

impl Window {
    /// Commits what is being typed; false when it was refused and the cell keeps its old value.
    pub(crate) fn commit_running_edit(&mut self) -> bool {
        self.commit_writing();
        self.commit_remark();
        let Some(document) = self.tabs.current_mut() else { return true };
        if !document.sheet.is_editing() {
            return true;
        }
        let active = document.sheet.active;
        let text = document.sheet.scratch.clone();
        let entry = match typed::enter(&text, document.filing.form().cell(active)) {
            Ok(entry) => entry,
            Err(sentence) => {
                if calculator::is_calculation(&text) {
                    // It stays to be mended; a long calculation is not typed twice.
                    document.sheet.begin(text);
                } else {
                    document.sheet.settle();
                }
                document.end_preview();
                document.sheet.refusal = Some(sentence.clone());
                self.say(sentence, Some(Severity::Error));
                return false;
            }
        };
        document.sheet.settle();
        document.end_preview();
        self.edit(|filing| filing.noted_edit([(active, entry.value, entry.note)]));
        self.notice = entry.notice.map(|text| Notice { text, severity: Some(Severity::Notice) });
        true
    }

    /// Takes the remark that is being written: it is left for something else.
    pub(crate) fn commit_remark(&mut self) {
        let Some((finding, text)) = self.tabs.current().and_then(Document::written_remark) else { return };
        self.edit(|filing| Some(remarks::answer_edit(&finding, filing, &text)));
    }

    /// Puts the content of the active cell into its text field: the calculation where the number comes from one.
    pub(crate) fn begin_edit(&mut self) {
        let Some(document) = self.tabs.current_mut() else { return };
        if !document.is_editable_at(document.sheet.active) || document.sheet.is_editing() {
            return;
        }
        let (active, value) = (document.sheet.active, document.filing.value(document.sheet.active));
        let note = document.filing.notes().get(&active).filter(|note| calculator::explains(note, value));
        let content = note.cloned().unwrap_or_else(|| value.to_string());
        document.sheet.begin(content);
    }

    /// Commits and goes a step; stays where the text was refused.
    pub(crate) fn commit_and_step(&mut self, step: Step) {
        if !self.commit_running_edit() {
            return;
        }
        if let Some(document) = self.tabs.current_mut() {
            let form = document.filing.form();
            match document.sheet.selection.and_then(|selection| selection.step(form, document.sheet.active, step)) {
                // Inside a selection Enter and Tab go round.
                Some(cell) => document.sheet.go_within(cell),
                None => document.sheet.activate(steps::target(&document.filing, document.sheet.active, step)),
            }
        }
    }

    /// Commits and goes to a cell; stays where the text was refused.
    pub(crate) fn commit_and_go(&mut self, cell: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        self.close_report();
        if let Some(document) = self.tabs.current_mut() {
            document.sheet.activate(cell);
        }
    }

    /// Takes the number that belongs into the active cell, if it is blank and there is one, and goes on.
    pub(crate) fn accept_ghost(&mut self, step: Step) {
        let Some(document) = self.tabs.current() else { return };
        let active = document.sheet.active;
        if let Some(ghost) = document.ghost(active).filter(|_| document.is_editable()) {
            self.edit(|filing| filing.cells_edit([(active, ghost.value)]));
        }
        self.commit_and_step(step);
    }
}

/// Shows what would be if what is typed so far were committed.
pub(crate) fn typed_so_far(document: &mut Document) {
    if !document.sheet.is_editing() {
        // The key that committed it was in the same frame; the text field is empty for the next cell already.
        document.end_preview();
        return;
    }
    document.sheet.refusal = None;
    let active = document.sheet.active;
    match typed::enter(&document.sheet.scratch, document.filing.form().cell(active)) {
        Ok(entry) => document.preview(active, entry.value, Timestamp::now()),
        // `-` may become `-5`, and `=12+` be finished; until then the old value stays.
        Err(_unfinished) => document.end_preview(),
    }
}
