//! The work plan in the window: imported, filtered, noted task by task, its sentences put into the report.

use std::collections::BTreeSet;
use std::path::Path;

use super::App;
use super::state::Dialog;
use super::tabs::TabId;
use crate::filing::{Edit, Filing, Progress, Task};
use crate::form::Severity;
use crate::report::plan::deadline::typed_day;
use crate::report::plan::{self, Filter};

/// What the dialog of the plan shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanView {
    /// Part of the name of a unit.
    pub(crate) unit: String,
    /// Whether tasks for units that are not named are listed too.
    pub(crate) with_general: bool,
    /// The day as typed: 10月底.
    pub(crate) before: String,
    /// Only tasks that are so far.
    pub(crate) progress: Option<Progress>,
    /// The place of the report that takes the sentences; the usual one when empty.
    pub(crate) place: String,
    /// The sentence that is being written, and the task that it is about.
    pub(crate) writing: Option<(u32, String)>,
}

impl PlanView {
    /// What is asked of the plan; a day that cannot be read asks nothing.
    pub(crate) fn filter(&self, filing: &Filing) -> Filter {
        Filter {
            unit: self.unit.clone(),
            with_general: self.with_general,
            until: typed_day(&self.before, filing.year()),
            progress: self.progress,
        }
    }

    /// Whether a day is typed that cannot be read.
    pub(crate) fn has_unread_day(&self, filing: &Filing) -> bool {
        !self.before.trim().is_empty() && typed_day(&self.before, filing.year()).is_none()
    }
}

/// A change that the dialog of the plan asks for.
#[derive(Clone, Debug)]
pub(crate) enum PlanRequest {
    /// Choose a file with a work plan.
    Choose,
    /// How far a task is.
    Progress(u32, Progress),
    /// What the report says about it.
    Sentence(u32, String),
    /// The sentences of these tasks into a place of the report.
    Put(BTreeSet<u32>, String),
}

impl App {
    /// Does what the dialog asks for.
    pub(super) fn plan_request(&mut self, request: PlanRequest) {
        match request {
            PlanRequest::Choose => self.pick(super::Pick::Plan),
            PlanRequest::Progress(at, progress) => {
                self.edit(|filing| plan::task_edit(filing, at, |task| task.progress = progress));
            }
            PlanRequest::Sentence(at, text) => {
                self.edit(|filing| plan::task_edit(filing, at, |task| text.trim().clone_into(&mut task.sentence)));
            }
            PlanRequest::Put(tasks, place) => self.put_sentences(&tasks, &place),
        }
    }

    /// The tasks of a file that was chosen were read, or not.
    pub(super) fn plan_read(&mut self, tab: TabId, path: &Path, tasks: Result<Vec<Task>, String>) {
        let tasks = match tasks {
            Ok(tasks) => tasks,
            Err(sentence) => return self.toast(sentence, Some(Severity::Error), None),
        };
        self.show_tab(Some(tab));
        let count = tasks.len();
        self.edit(|filing| filing.plan_edit(plan::with_notes(filing, tasks)));
        if !matches!(self.state.dialog, Some(Dialog::Plan(_))) {
            self.state.dialog = Some(Dialog::Plan(PlanView::default()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.say(format!("已从 {name} 导入 {count} 项任务"), None);
    }

    fn put_sentences(&mut self, tasks: &BTreeSet<u32>, place: &str) {
        let Some(document) = self.state.tabs.current() else { return };
        let edit: Option<Edit> = plan::put_edit(&document.filing, tasks, place);
        let sentence = match edit {
            Some(_) => "句子已放入年度报告的总体情况，可以撤销",
            None => "没有可以放入的句子：列出的任务都没有写，或已经在报告里",
        };
        let severity = if edit.is_some() { None } else { Some(Severity::Notice) };
        self.edit(|_filing| edit);
        self.say(sentence.to_owned(), severity);
    }
}
