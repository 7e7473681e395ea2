//! What is done in the report: opened, committed, drafted, compared, and gone through.

use egui::Context;
use jiff::Timestamp;

use super::wish::Ask;
use crate::app::kit::pause::wake_at;
use crate::app::model::document::Document;
use crate::app::model::known::Known;
use crate::app::model::steps::{Step, stepped};
use crate::app::model::tab_id::TabId;
use crate::app::model::writing::{List, Other};
use crate::app::window::Window;
use crate::filing::Edit;
use crate::form::Severity;
use crate::jobs::comparer::Compared;
use crate::report::draft;
use crate::report::text::Standing;

/// What is typed goes into the filing after so many seconds without a key.
const COMMIT_AFTER: f64 = 0.6;

/// The comparison begins when nothing was edited for so many seconds.
const PAUSE: f64 = 0.25;

impl Window {
    /// Does what was asked for in the report.
    pub(crate) fn act_on_report(&mut self, ctx: &Context, ask: Ask) {
        let Some(document) = self.tabs.current_mut() else { return };
        match ask {
            Ask::Open => self.open_report(),
            Ask::Close => self.close_report(),
            Ask::Redraft(place) => self.redraft(&place),
            Ask::Show(standing, relation) => {
                document.writing.reveal = true;
                document.writing.shown = Some(standing);
                if relation.is_some() {
                    self.mark_text_finding(relation);
                }
            }
            Ask::Cell(cell) => {
                self.close_covering_preview(ctx);
                self.commit_and_go(cell);
            }
            Ask::Commit(place) => {
                self.commit_writing();
                if let Some(document) = self.tabs.current_mut() {
                    document.writing.scratches.remove(&place);
                }
            }
            Ask::LeaveOther => document.writing.turn_to(None),
        }
    }

    /// Shows the report in the place of the sheet.
    pub(crate) fn open_report(&mut self) {
        self.commit_running_edit();
        if let Some(document) = self.tabs.current_mut() {
            document.writing.is_open = true;
        }
    }

    /// Shows the sheet again.
    pub(crate) fn close_report(&mut self) {
        self.commit_writing();
        if let Some(document) = self.tabs.current_mut() {
            document.writing.is_open = false;
            document.writing.scratches.clear();
        }
    }

    /// Whether the report stands in the place of the sheet.
    pub(crate) fn is_writing(&self) -> bool {
        self.tabs.current().is_some_and(|document| document.writing.is_open)
    }

    /// Puts what is being typed into the filing.
    pub(crate) fn commit_writing(&mut self) {
        if let Some(document) = self.tabs.current_mut() {
            document.commit_writing(Timestamp::now());
        }
    }

    /// Looks at a text from elsewhere in the place of the report.
    pub(crate) fn look_at_text(&mut self, tab: TabId, name: String, text: Vec<String>) {
        self.show_tab(Some(tab));
        self.open_report();
        if let Some(document) = self.tabs.get_mut(tab) {
            document.writing.turn_to(Some(Other { name, text: text.into() }));
        }
    }

    /// Commits what was typed after a pause, and has it compared with the tables after another.
    pub(crate) fn follow_text(&mut self, ctx: &Context) {
        let Some(document) = self.tabs.current_mut() else { return };
        let scratches = document.writing.scratches.values();
        if let Some(changed_at) = scratches.filter(|it| !it.is_composing).find_map(|it| it.changed_at) {
            let due = changed_at + COMMIT_AFTER;
            if ctx.input(|input| input.time) < due {
                wake_at(ctx, due);
            } else {
                document.commit_writing(Timestamp::now());
            }
        }
        let Some(edition) = document.writing.unknown_edition() else { return };
        if self.reading.is_over(ctx, (document.tab, edition), PAUSE) {
            let text = document.writing.other.as_ref().map(|other| other.text.clone());
            self.worker.compare(document.tab, edition, document.filing.clone(), document.engine.clone(), text);
        }
    }

    /// Puts a draft into one place, also over what was written there.
    fn redraft(&mut self, place: &str) {
        let Some(document) = self.tabs.current() else { return };
        match draft::redraft_edit(&document.filing, &document.engine, place) {
            Some(edit) => {
                self.edit(|_filing| Some(edit));
                self.say("已按表中的数起草这一处；可以撤销".to_owned(), None);
            }
            None => self.say("这一处已经是按现在的数起草的".to_owned(), None),
        }
    }

    /// Puts drafts into all places that can be drafted, also over what was written there.
    pub(crate) fn redraft_all(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        let Some(edit) = draft::redraft_all_edit(&document.filing, &document.engine) else {
            return self.say(
                "没有可以重新起草的：句子都与现在的数相符，或要用的数还没有填".to_owned(),
                Some(Severity::Notice),
            );
        };
        let count = if let Edit::Report(changes) = &edit { changes.len() } else { 0 };
        self.edit(|_filing| Some(edit));
        self.say(format!("已重新起草 {count} 处；自己写的段落没有动，可以撤销"), None);
    }

    /// Goes to the next place where the text is wrong, or the one before.
    pub(crate) fn step_text_finding(&mut self, step: Step) {
        let Some(document) = self.tabs.current_mut() else { return };
        let writing = &document.writing;
        let current = writing.findings().iter().position(|it| Some(&it.finding.relation) == writing.marked.as_ref());
        let Some(next) = stepped(current, writing.findings().len(), step) else {
            return self.say("文字与表没有不一致的地方".to_owned(), None);
        };
        let found = &writing.findings()[next];
        let (relation, standing) =
            (found.finding.relation.clone(), writing.known.as_ref().and_then(|it| it.standing(found)));
        document.writing.list = List::Wrong;
        document.writing.reveal = true;
        document.writing.shown = standing;
        self.mark_text_finding(Some(relation));
    }

    /// Marks a finding about the text, and takes its remark into the box.
    fn mark_text_finding(&mut self, relation: Option<String>) {
        let Some(document) = self.tabs.current_mut() else { return };
        let found = document.writing.findings().iter().find(|it| Some(&it.finding.relation) == relation.as_ref());
        let answer = found.and_then(|it| it.finding.answer.as_ref());
        document.remark = answer.map_or_else(String::new, |answer| answer.text.clone());
        document.writing.marked = relation;
    }
}

impl Document {
    fn commit_writing(&mut self, at: Timestamp) {
        let mut changed = Vec::new();
        for (place, scratch) in &mut self.writing.scratches {
            if scratch.changed_at.take().is_none() {
                continue;
            }
            let there = self.filing.report().get(place).map_or("", |it| it.text.as_str());
            // What was drafted and typed back to what it was is still a draft.
            if there != scratch.text.trim() {
                changed.push((place.clone(), scratch.text.clone(), std::mem::replace(&mut scratch.goes_on, true)));
            }
        }
        for (place, text, goes_on) in changed {
            match draft::write_edit(&self.filing, &place, &text) {
                Some(edit) if goes_on => self.go_on(&edit, at),
                Some(edit) => self.apply(&edit, at),
                None => {}
            }
        }
    }

    /// Takes what a comparison found, unless something was edited since.
    pub(crate) fn learn_text(&mut self, edition: u64, compared: Compared) {
        if edition != self.writing.edition {
            return;
        }
        let text_of = |place: &str| self.filing.report().get(place).map_or_else(String::new, |it| it.text.clone());
        let known = Known::of(edition, compared, text_of);
        let is_gone = |standing: &Standing| known.compared.paragraphs.get(standing.paragraph).is_none();
        if self.writing.shown.as_ref().is_some_and(is_gone) {
            self.writing.shown = None;
        }
        self.writing.known = Some(known);
    }
}
