//! The annual report in the window: drafted on demand, exported, and what is still to be written told.

use std::path::PathBuf;

use crate::app::model::running::Running;
use crate::app::model::tab_id::TabId;
use crate::app::window::Window;
use crate::export::report::Report;
use crate::form::Severity;
use crate::jobs::paths::name_of;
use crate::jobs::progress::{Cancel, Progress};
use crate::report::draft;
use crate::report::text::source;

impl Window {
    /// Drafts every place of the report that nobody wrote, as one step.
    pub(crate) fn draft_report(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        if draft::places(&document.filing).is_empty() {
            return self.say("这种表没有配套的年度报告".to_owned(), Some(Severity::Notice));
        }
        let Some(edit) = draft::draft_edit(&document.filing, &document.engine) else {
            return self.say("没有可以起草的：句子都已写好，或要用的数还没有填".to_owned(), Some(Severity::Notice));
        };
        self.edit(|_filing| Some(edit));
        let unwritten = self.unwritten();
        let sentence = if unwritten.is_empty() {
            "年度报告已起草".to_owned()
        } else {
            format!("年度报告已起草；还要自己写：{}", unwritten.join("；"))
        };
        self.say(sentence, None);
    }

    /// Says which sections of the report are still empty.
    pub(crate) fn say_what_is_unwritten(&mut self) {
        let unwritten = self.unwritten();
        if !unwritten.is_empty() {
            self.say(format!("报告中还没有写：{}", unwritten.join("；")), Some(Severity::Notice));
        }
    }

    /// Has a text read that is to be held against the tables of a filing.
    pub(crate) fn read_text(&mut self, tab: TabId, path: PathBuf) {
        let job = self.next_job();
        let sentence = format!("正在读取 {}", name_of(&path));
        let progress = Progress { done: 0, total: 1, sentence };
        self.running.push(Running { job, progress, cancel: Cancel::default() });
        self.worker.read_text(job, tab, path);
    }

    /// Looks at a text that was read, unless the user stopped it meanwhile.
    pub(crate) fn text_read(&mut self, job: u64, tab: TabId, name: String, text: Result<Vec<String>, String>) {
        let is_stopped = self.running.iter().any(|it| it.job == job && it.cancel.is_wished());
        self.running.retain(|it| it.job != job);
        match text {
            Ok(text) if !is_stopped => self.look_at_text(tab, name, text),
            Ok(_) => self.say("已取消，没有核对".to_owned(), None),
            Err(sentence) => self.toast(sentence, Some(Severity::Error), None),
        }
    }

    /// Holds a text from the clipboard against the shown filing.
    pub(crate) fn compare_text(&mut self, text: &str) {
        let Some(tab) = self.tabs.current_tab() else { return };
        match source::of_text(text.as_bytes()).filter(|text| !text.is_empty()) {
            Some(text) => self.look_at_text(tab, "剪贴板上的文字".to_owned(), text),
            None => self.say("剪贴板上没有文字".to_owned(), Some(Severity::Notice)),
        }
    }

    fn unwritten(&self) -> Vec<String> {
        let Some(document) = self.tabs.current() else { return Vec::new() };
        Report::of(&document.filing, &document.engine).map(|report| report.unwritten).unwrap_or_default()
    }
}
