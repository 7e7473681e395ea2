//! What the threads said, taken into the state at the start of a frame.

use std::path::PathBuf;

use jiff::Timestamp;

use super::Window;
use crate::app::model::document::Document;
use crate::app::model::pick::{Answer, Pick, is_ours};
use crate::app::model::running::Running;
use crate::app::model::saving::{Access, SaveState};
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;
use crate::app::threads::report::Report;
use crate::filing::Snapshot;
use crate::filing::store::Outside;
use crate::form::Severity;
use crate::jobs;
use crate::jobs::progress::{Cancel, Progress};

impl Window {
    /// Takes what no page knows; what has to go along the list of pages once more is given back.
    pub(crate) fn take(&mut self, report: Report) -> Option<Report> {
        match report {
            Report::Opened { tab, filing, path, access, has_unwritten } => {
                let document = Document::new(tab, *filing, path, access.clone());
                self.add_tab(document);
                if let Access::ReadOnly(sentence) = access {
                    self.say(sentence, Some(Severity::Warning));
                } else if has_unwritten {
                    let sentence = "上次有改动没能写进这个文件，已收进“历史版本”（最新的一个），可以在那里比较和恢复";
                    self.say(sentence.to_owned(), Some(Severity::Warning));
                }
            }
            Report::AlreadyOpen(tab) => {
                self.show_tab(Some(tab));
                let what = if self.tabs.is_sum_shown() { "汇总" } else { "填报" };
                self.say(format!("这份{what}已经打开，就在这里"), None);
            }
            Report::Renamed { tab, path } => {
                self.toast(format!("已另存为 {}", path.display()), None, Some(path.clone()));
                if let Some(document) = self.tabs.get_mut(tab) {
                    document.outside = Outside::Same;
                    document.path = path;
                    document.access = Access::Edit;
                    // What was typed while the file got its name could not be written under the old one.
                    document.saving.failed = None;
                }
            }
            Report::Saved { tab, revision, at } => self.saved(tab, revision, at),
            Report::NotSaved { tab, revision, sentence } => self.not_saved(tab, revision, sentence),
            Report::Prior { tab, year, snapshot } => {
                self.show_tab(Some(tab));
                self.attach_prior(year, *snapshot);
            }
            Report::Recent(list) => self.recent = list,
            Report::Picked { tab, what, answer: Answer::Path(path) } => self.picked(tab, &what, path),
            Report::Picked { answer: Answer::Nothing, .. } => {}
            Report::Picked { tab, what, answer: Answer::NoDialog } => self.ask_for_path(tab, what),
            Report::PathChecked { path, verdict } => return self.path_checked(path, verdict),
            Report::PathCompleted(text) => self.path_completed(text),
            Report::Reread { tab, filing, access, kept } => self.take_reread(tab, *filing, access, kept),
            Report::Recovered { opened, lost, last_saved } => self.recovered(opened, lost, last_saved),
            Report::Outside { tab, outside } => self.note_outside(tab, outside),
            Report::Progress { job, progress } => self.job_goes_on(job, &progress),
            Report::Ended { job, end } => self.job_ended(job, end),
            Report::Printed(sentence) => self.toast(sentence, None, None),
            Report::Suspects { tab, edition, cases } => {
                if let Some(document) = self.tabs.get_mut(tab) {
                    document.learn(edition, cases);
                }
            }
            Report::Failed(sentence) => self.toast(sentence, Some(Severity::Error), None),
            // Of a page that took it.
            Report::DeskOpened { .. }
            | Report::Versions { .. }
            | Report::Submitted { .. }
            | Report::Returned { .. }
            | Report::Attached { .. }
            | Report::Scans { .. }
            | Report::Compared { .. } => {}
        }
        None
    }

    fn saved(&mut self, tab: TabId, revision: u64, at: Timestamp) {
        let Some(document) = self.tabs.get_mut(tab) else { return };
        // A newer revision may have been handed over since.
        if document.saving.in_flight == Some(revision) {
            document.saving.in_flight = None;
            document.saving.saved = revision;
            document.saving.state = SaveState::Saved(Some(at));
        }
    }

    fn not_saved(&mut self, tab: TabId, revision: u64, sentence: String) {
        let Some(document) = self.tabs.get_mut(tab) else {
            self.say(sentence, Some(Severity::Error));
            return;
        };
        if document.saving.in_flight == Some(revision) {
            document.saving.in_flight = None;
            document.saving.failed = Some(revision);
            document.saving.state = SaveState::Failed(sentence);
        }
    }

    fn attach_prior(&mut self, year: u16, snapshot: Snapshot) {
        let Some(document) = self.tabs.current() else { return };
        let needed = document.filing.year().saturating_sub(1);
        if year > needed {
            let sentence = format!("选的文件是 {year} 年度的，这里需要 {needed} 年度或更早的；没有附上");
            self.say(sentence, Some(Severity::Error));
            return;
        }
        let (own, other) = (document.filing.unit().name.clone(), snapshot.unit.clone());
        self.edit(|filing| Some(filing.prior_edit(year, Some(snapshot))));
        if own == other && year < needed {
            self.say(format!("已附上 {year} 年度的数据，用来看逐年变化；审核只看 {needed} 年度的"), None);
        } else if own == other {
            self.say(format!("已附上 {year} 年度的数据"), None);
        } else {
            let sentence = format!("已附上 {year} 年度的数据；注意：那份表的单位是“{other}”");
            self.say(sentence, Some(Severity::Warning));
        }
    }

    /// Shows a long job in the foot; gives its number, which names it in reports, and the wish to stop it.
    pub(crate) fn begin_job(&mut self, sentence: String) -> (u64, Cancel) {
        let (job, cancel) = (self.next_job(), Cancel::default());
        let progress = Progress { done: 0, total: 1, sentence };
        self.running.push(Running { job, progress, cancel: cancel.clone() });
        (job, cancel)
    }

    /// Shows how far a long job is.
    pub(crate) fn job_goes_on(&mut self, job: u64, progress: &Progress) {
        self.running.iter_mut().filter(|it| it.job == job).for_each(|it| it.progress = progress.clone());
    }

    /// Takes a long job out of the foot; true when somebody wished to stop it.
    pub(crate) fn job_over(&mut self, job: u64) -> bool {
        let is_stopped = self.running.iter().any(|it| it.job == job && it.cancel.is_wished());
        self.running.retain(|it| it.job != job);
        is_stopped
    }

    /// A number for the next long job.
    pub(crate) fn next_job(&self) -> u64 {
        self.running.last().map_or(1, |job| job.job + 1)
    }

    fn job_ended(&mut self, job: u64, end: Result<Option<PathBuf>, String>) {
        self.job_over(job);
        match end {
            Ok(Some(path)) => self.toast(format!("已导出 {}", path.display()), None, Some(path)),
            Ok(None) => self.toast(jobs::Error::Cancelled.to_string(), None, None),
            Err(sentence) => self.toast(sentence, Some(Severity::Error), None),
        }
    }

    /// Does what a path was chosen for.
    pub(crate) fn picked(&mut self, tab: Option<TabId>, what: &Pick, path: PathBuf) {
        if what == &Pick::Filing {
            return self.open(path);
        }
        let Some(document) = tab.and_then(|tab| self.tabs.get(tab)) else { return };
        let (tab, filing) = (document.tab, document.filing.clone());
        match what {
            Pick::Prior if is_ours(&path) => self.hand_over(Job::ReadPrior { tab, path }),
            // Some are done above, others by pages.
            Pick::Filing
            | Pick::Import
            | Pick::LastYear
            | Pick::Prior
            | Pick::Desk(_)
            | Pick::Plan
            | Pick::Text
            | Pick::SubmitInto
            | Pick::Scan
            | Pick::Return => {}
            Pick::SaveAs(_) => self.hand_over(Job::SaveAs { tab, path, filing: Box::new(filing) }),
            Pick::Export { shape, .. } => {
                let engine = document.engine.clone();
                let (job, cancel) = self.begin_job(String::new());
                self.worker.export(job, cancel, (filing, engine), *shape, path);
            }
        }
    }
}
