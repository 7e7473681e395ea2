//! Going from place to place: through the findings (F8), and through the hits of a search (Ctrl+F).

use egui::Context;

use super::App;
use super::find;
use super::sheet::{Step, editor_id};
use crate::check::Verdict;
use crate::form::CellIndex;

impl App {
    /// Marks a finding and goes to its main cell.
    pub(super) fn mark_finding(&mut self, relation: String) {
        let Some(document) = self.state.tabs.current() else { return };
        let finding = document.view.findings.iter().find(|finding| finding.relation == relation);
        let Some((cell, remark)) = finding.and_then(|finding| {
            let remark = finding.answer.as_ref().map_or_else(String::new, |answer| answer.text.clone());
            Some((*finding.cells.first()?, remark))
        }) else {
            return;
        };
        self.commit_and_go(cell);
        if let Some(document) = self.state.tabs.current_mut() {
            document.marked = Some(relation);
            document.remark = remark;
        }
    }

    /// Marks the next finding or the one before, over the ends of the list.
    pub(super) fn step_finding(&mut self, step: Step) {
        let Some(document) = self.state.tabs.current() else { return };
        let all = document.view.findings.iter();
        let findings: Vec<_> = all.filter(|finding| finding.verdict == Verdict::Violated).collect();
        let current = findings.iter().position(|it| Some(&it.relation) == document.marked.as_ref());
        let Some(next) = stepped(current, findings.len(), step) else {
            self.say("没有需要处理的审核结果".to_owned(), None);
            return;
        };
        let relation = findings[next].relation.clone();
        self.mark_finding(relation);
    }

    /// Opens the find bar, or gives the keyboard back to it.
    pub(super) fn open_find(&mut self) {
        if let Some(document) = self.state.tabs.current_mut() {
            document.find.get_or_insert_default().wants_focus = true;
        }
    }

    /// Closes the find bar; typing goes into the active cell again.
    pub(super) fn close_find(&mut self, ctx: &Context) {
        if let Some(document) = self.state.tabs.current_mut() {
            document.find = None;
            ctx.memory_mut(|memory| memory.request_focus(editor_id()));
        }
    }

    /// Goes to the next hit or the one before, over the ends of the list.
    pub(super) fn step_hit(&mut self, step: Step) {
        let Some(document) = self.state.tabs.current() else { return };
        let Some(find) = &document.find else { return };
        let hits = find::hits(&document.filing, &find.query);
        let current = hits.iter().position(|hit| find.current == Some(*hit));
        if let Some(next) = stepped(current, hits.len(), step) {
            self.go_to_hit(hits[next]);
        }
    }

    /// Goes to a hit, in whichever table it is.
    pub(super) fn go_to_hit(&mut self, cell: CellIndex) {
        self.commit_and_go(cell);
        let find = self.state.tabs.current_mut().and_then(|document| document.find.as_mut());
        if let Some(find) = find {
            find.current = Some(cell);
            find.is_moved = true;
        }
    }
}

/// The next place in a list, or the one before, over its ends; `None` in an empty list.
fn stepped(current: Option<usize>, count: usize, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (current, step) {
        (None, Step::Next) => 0,
        (Some(at), Step::Next) => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        (None | Some(0), _) => last,
        (Some(at), _) => at - 1,
    })
}
