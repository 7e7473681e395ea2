//! Looking for guilty cells after a pause of typing, and going through what was found (Alt with arrows and Enter).

use egui::Context;

use super::Window;
use crate::app::model::steps::{Step, stepped};
use crate::form::Severity;

/// So long nothing has to be typed before the search begins, in seconds.
const PAUSE: f64 = 0.3;

impl Window {
    /// Orders a search of what is on the screen, once it has stood there for a moment.
    pub(crate) fn follow_suspects(&mut self, ctx: &Context) {
        let Some(document) = self.tabs.current() else { return };
        let Some(edition) = document.suspicions.unknown_edition().filter(|_| document.is_suspicious()) else { return };
        let shown = (document.tab, edition);
        if !self.search.is_over(ctx, shown, PAUSE) {
            return;
        }
        let (filing, engine) = document.shown();
        self.worker.suspect(document.tab, edition, filing.clone(), engine.clone());
    }

    /// Does what is proposed for the active cell, as one step that can be undone.
    pub(crate) fn apply_proposal(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        let Some(looked) = document.looked_at() else {
            return self.say("当前格没有疑似的改法".to_owned(), Some(Severity::Notice));
        };
        let Some(changes) = looked.proposal.changes() else {
            let sentence = "这里该是多少，勾稽不能确定，请核对原始数据后填写";
            return self.say(sentence.to_owned(), Some(Severity::Notice));
        };
        let values: Option<Vec<_>> = changes.iter().map(|change| Some((change.cell, change.value()?))).collect();
        let Some(values) = values else { return };
        let count = values.len();
        self.edit(|filing| filing.cells_edit(values));
        self.say(format!("已按疑似的改法改了 {count} 格；可以撤销"), None);
    }

    /// Shows the next way to put the active cell right, or the one before, over the ends.
    pub(crate) fn step_proposal(&mut self, step: Step) {
        let Some(document) = self.tabs.current() else { return };
        match document.looked_at() {
            Some(looked) => {
                let (case, count) = (looked.at, looked.case.proposals.len());
                let way = stepped(Some(looked.way), count, step).unwrap_or(0);
                self.show_proposal(case, way);
            }
            None => self.step_case(step),
        }
    }

    /// Shows the likeliest way of the next case or the one before, over the ends.
    pub(crate) fn step_case(&mut self, step: Step) {
        let Some(document) = self.tabs.current() else { return };
        let current = document.looked_at().map(|looked| looked.at);
        match stepped(current, document.suspicions.cases().len(), step) {
            Some(case) => self.show_proposal(case, 0),
            None => self.say("没有疑似有误的格子".to_owned(), None),
        }
    }

    /// Shows the likeliest way to put a case right.
    pub(crate) fn show_case(&mut self, case: usize) {
        self.commit_running_edit();
        self.show_proposal(case, 0);
    }

    /// Shows a proposal in the sheet, and goes to its first cell.
    fn show_proposal(&mut self, case: usize, way: usize) {
        let Some(document) = self.tabs.current_mut() else { return };
        if let Some(cell) = document.suspicions.show(case, way) {
            document.sheet.activate(cell);
        }
    }
}
