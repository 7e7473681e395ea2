//! The work plan in the window: imported, filtered, noted task by task, its sentences put into the report.

mod dialog;
mod wish;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::kit::modal::modal;
use crate::app::model::by_tab::ByTab;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::tab_id::TabId;
use crate::app::threads::mailbox::Mailbox;
use crate::app::threads::mouth::Wake;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::page::Page;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Edit, Task};
use crate::form::Severity;
use crate::jobs;
use crate::report::plan;
use dialog::PlanView;
use wish::Wish;

/// The page of the work plan: its dialog.
pub(crate) struct PlanPage {
    views: ByTab<PlanView>,
    wishes: Vec<Wish>,
    mailbox: Mailbox<PlanFile>,
}

/// The tasks of a file that was chosen for the filing of a tab, or a sentence why there are none.
struct PlanFile {
    tab: TabId,
    path: PathBuf,
    tasks: Result<Vec<Task>, String>,
}

impl PlanPage {
    pub(crate) fn new(wake: &Wake) -> Self {
        Self { views: ByTab::default(), wishes: Vec::new(), mailbox: Mailbox::new(wake) }
    }
}

impl Page for PlanPage {
    fn follow(&mut self, window: &mut Window, _ctx: &Context) {
        for PlanFile { tab, path, tasks } in self.mailbox.read() {
            match tasks {
                Ok(tasks) => self.take_tasks(window, tab, &path, tasks),
                Err(sentence) => window.toast(sentence, Some(Severity::Error), None),
            }
        }
    }

    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        let Report::Picked { tab, what: Pick::Plan, answer: Answer::Path(path) } = report else { return Some(report) };
        if let Some(document) = tab.and_then(|tab| window.tabs.get(tab)) {
            self.read(window, document.tab, path, document.filing.year());
        }
        None
    }

    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        let Request::Run(Command::Plan) = request else { return Some(request) };
        window.show(&mut self.views, PlanView::default());
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Choose => window.pick(Pick::Plan),
                Wish::Progress(at, progress) => {
                    window.edit(|filing| plan::task_edit(filing, at, |task| task.progress = progress));
                }
                Wish::Sentence(at, text) => {
                    window
                        .edit(|filing| plan::task_edit(filing, at, |task| text.trim().clone_into(&mut task.sentence)));
                }
                Wish::Put(tasks, place) => put_sentences(window, &tasks, &place),
            }
        }
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(view) = window.shown(&mut self.views) else { return };
        let Some(document) = window.tabs.current() else { return };
        let wishes = &mut self.wishes;
        if modal(ctx, dialog::WIDTH, |ui| dialog::plan_ui(ui, document, view, wishes, requests)) {
            requests.push(Request::CloseDialog);
        }
    }
}

impl PlanPage {
    /// Reads the work plan in a file on a thread of its own.
    fn read(&self, window: &Window, tab: TabId, path: PathBuf, year: u16) {
        let (mouth, pool) = (self.mailbox.mouth(), window.worker.pool());
        window.worker.spawn("tianbao-import", Report::Failed, move || {
            let tasks = jobs::plan::tasks(&path, year, &pool).map_err(|error| error.to_string());
            mouth.say(PlanFile { tab, path, tasks });
        });
    }

    /// Takes the tasks of a file into the filing, and shows them.
    fn take_tasks(&mut self, window: &mut Window, tab: TabId, path: &Path, tasks: Vec<Task>) {
        window.show_tab(Some(tab));
        let count = tasks.len();
        window.edit(|filing| filing.plan_edit(plan::with_notes(filing, tasks)));
        if window.shown(&mut self.views).is_none() {
            window.show(&mut self.views, PlanView::default());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        window.say(format!("已从 {name} 导入 {count} 项任务"), None);
    }
}

fn put_sentences(window: &mut Window, tasks: &BTreeSet<u32>, place: &str) {
    let Some(document) = window.tabs.current() else { return };
    let edit: Option<Edit> = plan::put_edit(&document.filing, tasks, place);
    let sentence = match edit {
        Some(_) => "句子已放入年度报告的总体情况，可以撤销",
        None => "没有可以放入的句子：列出的任务都没有写，或已经在报告里",
    };
    let severity = if edit.is_some() { None } else { Some(Severity::Notice) };
    window.edit(|_filing| edit);
    window.say(sentence.to_owned(), severity);
}
