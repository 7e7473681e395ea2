//! The work plan in the window: imported, filtered, noted task by task, its sentences put into the report.

pub(crate) mod dialog;
pub(crate) mod wish;

use std::collections::BTreeSet;
use std::path::Path;

use crate::app::model::pick::Pick;
use crate::app::model::tab_id::TabId;
use crate::app::window::Window;
use crate::app::window::dialog::Dialog;
use crate::filing::{Edit, Task};
use crate::form::Severity;
use crate::report::plan;
use dialog::PlanView;
use wish::PlanRequest;

impl Window {
    /// Does what the dialog asks for.
    pub(crate) fn plan_request(&mut self, request: PlanRequest) {
        match request {
            PlanRequest::Choose => self.pick(Pick::Plan),
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
    pub(crate) fn plan_read(&mut self, tab: TabId, path: &Path, tasks: Result<Vec<Task>, String>) {
        let tasks = match tasks {
            Ok(tasks) => tasks,
            Err(sentence) => return self.toast(sentence, Some(Severity::Error), None),
        };
        self.show_tab(Some(tab));
        let count = tasks.len();
        self.edit(|filing| filing.plan_edit(plan::with_notes(filing, tasks)));
        if !matches!(self.shown_dialog(), Some(Dialog::Plan(_))) {
            self.open_dialog(Dialog::Plan(PlanView::default()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.say(format!("已从 {name} 导入 {count} 项任务"), None);
    }

    fn put_sentences(&mut self, tasks: &BTreeSet<u32>, place: &str) {
        let Some(document) = self.tabs.current() else { return };
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
