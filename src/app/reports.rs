//! What the threads said, taken into the state at the start of a frame.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::App;
use super::leaving::Leaving;
use super::picker::Pick;
use super::state::{Dialog, Document, SaveState};
use super::worker::{Access, Job, Report};
use crate::filing::{Filing, Snapshot};
use crate::form::Severity;

impl App {
    /// Takes everything that was said since the last frame.
    pub(super) fn take_reports(&mut self) {
        for report in self.worker.reports() {
            self.take(report);
        }
        self.save_if_needed();
    }

    fn take(&mut self, report: Report) {
        match report {
            Report::Opened { filing, path, access } => {
                let document = Document::new(*filing, path, access);
                self.state.notice = None;
                self.state.dialog = None;
                self.state.is_opening = false;
                if let Access::ReadOnly(sentence) = &document.access {
                    self.say(sentence.clone(), Some(Severity::Warning));
                }
                self.state.document = Some(document);
            }
            Report::Renamed { path } => {
                self.say(format!("已另存为 {}", path.display()), None);
                if let Some(document) = &mut self.state.document {
                    document.path = path;
                    document.access = Access::Edit;
                    // What was typed while the file got its name could not be written under the old one.
                    document.saving.failed = None;
                }
            }
            Report::Saved { revision, at } => self.saved(revision, at),
            Report::NotSaved { revision, sentence } => self.not_saved(revision, sentence),
            Report::Prior { year, snapshot } => self.attach_prior(year, *snapshot),
            Report::Versions(list) => {
                if let Some(Dialog::Versions(versions)) = &mut self.state.dialog {
                    *versions = Some(list);
                }
            }
            Report::Version(filing) => self.restore(&filing),
            Report::Recent(list) => self.state.recent = list,
            Report::Picked { what, path: Some(path) } => self.picked(&what, path),
            Report::Picked { path: None, .. } => {}
            Report::Exported(path) => self.say(format!("已导出 {}", path.display()), None),
            Report::Failed(sentence) => {
                self.state.is_opening = false;
                self.say(sentence, Some(Severity::Error));
            }
        }
    }

    fn saved(&mut self, revision: u64, at: Timestamp) {
        let Some(document) = &mut self.state.document else { return };
        // A report about the document that was open before says nothing about this one.
        if document.saving.in_flight == Some(revision) {
            document.saving.in_flight = None;
            document.saving.saved = revision;
            document.saving.state = SaveState::Saved(Some(at));
        }
    }

    fn not_saved(&mut self, revision: u64, sentence: String) {
        let Some(document) = &mut self.state.document else {
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
        let Some(document) = &self.state.document else { return };
        let needed = document.filing.year().saturating_sub(1);
        if year != needed {
            let sentence = format!("选的文件是 {year} 年度的，这里需要 {needed} 年度的；没有附上");
            self.say(sentence, Some(Severity::Error));
            return;
        }
        let (own, other) = (document.filing.unit().name.clone(), snapshot.unit.clone());
        self.edit(|filing| Some(filing.prior_edit(year, Some(snapshot))));
        if own == other {
            self.say(format!("已附上 {year} 年度的数据"), None);
        } else {
            let sentence = format!("已附上 {year} 年度的数据；注意：那份表的单位是“{other}”");
            self.say(sentence, Some(Severity::Warning));
        }
    }

    /// Puts the values of a kept version back, as one step that can be undone.
    fn restore(&mut self, version: &Filing) {
        self.state.dialog = None;
        let Some(document) = &self.state.document else { return };
        if version.form().id != document.filing.form().id {
            self.say("那个版本用的是另一套表式，没有恢复".to_owned(), Some(Severity::Error));
            return;
        }
        self.edit(|filing| {
            filing.cells_edit(filing.form().cell_indices().map(|cell| (cell, version.value(cell).clone())))
        });
        self.say("已恢复那个版本的数据；可以撤销".to_owned(), None);
    }

    fn picked(&mut self, what: &Pick, path: std::path::PathBuf) {
        match what {
            Pick::Filing => self.want_to_leave(Leaving::Open(path)),
            Pick::Prior => self.hand_over(Job::ReadPrior(path)),
            Pick::SaveAs(_) => {
                if let Some(document) = &self.state.document {
                    let filing = Box::new(document.filing.clone());
                    self.hand_over(Job::SaveAs { path, filing });
                }
            }
            Pick::Export { .. } => {
                if let Some(document) = &self.state.document {
                    self.worker.export(document.filing.clone(), document.engine.clone(), path);
                }
            }
        }
    }
}

/// A time of day as the top bar and the list of versions show it.
pub(super) fn clock_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%H:%M:%S").to_string()
}

/// A date and time.
pub(super) fn date_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y年%m月%d日 %H:%M:%S").to_string()
}
