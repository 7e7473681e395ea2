//! The annual report in the window: drafted on demand, exported, and what is still to be written told.

use super::App;
use crate::export::report::Report;
use crate::form::Severity;
use crate::report::draft;

impl App {
    /// Drafts every place of the report that nobody wrote, as one step.
    pub(super) fn draft_report(&mut self) {
        let Some(document) = self.state.tabs.current() else { return };
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
    pub(super) fn say_what_is_unwritten(&mut self) {
        let unwritten = self.unwritten();
        if !unwritten.is_empty() {
            self.say(format!("报告中还没有写：{}", unwritten.join("；")), Some(Severity::Notice));
        }
    }

    fn unwritten(&self) -> Vec<String> {
        let Some(document) = self.state.tabs.current() else { return Vec::new() };
        Report::of(&document.filing, &document.engine).map(|report| report.unwritten).unwrap_or_default()
    }
}
