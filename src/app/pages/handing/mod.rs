//! Handing in (报送), correcting (更正), what was sent back (退回意见) and the scans of signed pages, from the window.

pub(crate) mod dialog;
pub(crate) mod scans;
pub(crate) mod verify;
pub(crate) mod wish;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::app::model::document::Document;
use crate::app::model::pick::Pick;
use crate::app::model::saving::Access;
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;
use crate::app::window::Window;
use crate::app::window::dialog::Dialog;
use crate::filing::attachment::Attachment;
use crate::filing::{Edit, Filing, Returned};
use crate::form::Severity;
use crate::jobs::attaching::State;
use crate::jobs::submitting::{Handed, lock_sentence};
use crate::report::readiness::Readiness;
use dialog::HandingForm;
use wish::Ask;

impl Document {
    /// Whether the file may be written: it is ours, even if it is locked.
    pub(crate) fn is_ours(&self) -> bool {
        self.access == Access::Edit
    }

    /// Why the filing cannot be changed, where its being handed in is the reason.
    pub(crate) fn lock_words(&self) -> Option<String> {
        if self.is_handing {
            return Some("正在报送，请稍候".to_owned());
        }
        lock_sentence(&self.filing)
    }
}

impl Window {
    /// Does what was asked for.
    pub(crate) fn act_on_handing(&mut self, ask: Ask) {
        match ask {
            Ask::Submit => self.pick(Pick::SubmitInto),
            Ask::Correct(reason) => self.begin_correction(&reason),
            Ask::Leave => {
                self.edit_formally(Filing::leave_correction_edit);
                self.close_dialog();
                self.say("已撤销更正，表已锁定".to_owned(), None);
            }
            Ask::Slip(path) => {
                if let Some(tab) = self.tabs.current_tab() {
                    self.hand_over(Job::ReadReturn { tab, path });
                } else {
                    self.say("请先打开被退回的填报文件，再打开退回意见".to_owned(), Some(Severity::Notice));
                }
            }
            Ask::Answer { at: (returned, point), text, is_done } => {
                self.edit_formally(|filing| filing.answer_edit(returned, point, &text, is_done));
                if let Some(document) = self.tabs.current_mut() {
                    document.answering_point = None;
                }
            }
            Ask::ChooseScan => self.pick(Pick::Scan),
            Ask::Detach(name) => {
                self.edit_formally(|filing| filing.detach_edit(&name));
                self.ask_for_scans();
                self.say(format!("不再附上 {name}；文件还在原处"), None);
            }
            Ask::Refused => self.refuse_change(),
        }
    }

    /// Opens the dialog; with the keyboard in the reason, to begin a correction.
    pub(crate) fn open_handing(&mut self, wants_reason: bool) {
        let Some(document) = self.tabs.current() else { return };
        let readiness = Readiness::of(&document.filing, &document.engine);
        self.open_dialog(Dialog::Handing(HandingForm { readiness, reason: String::new(), wants_reason }));
    }

    /// Opens the dialog of scans, and has them looked at.
    pub(crate) fn open_scans(&mut self) {
        self.open_dialog(Dialog::Scans(None));
        self.ask_for_scans();
    }

    fn ask_for_scans(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        let job = Job::Scans { tab: document.tab, filing: Box::new(document.filing.clone()) };
        self.hand_over(job);
    }

    /// Takes how the scans stand.
    pub(crate) fn take_scans(&mut self, tab: TabId, list: Vec<(Attachment, State)>) {
        if let Some(Dialog::Scans(shown)) = self.dialog_of(tab) {
            *shown = Some(list);
        }
    }

    /// Has the folder made in another; the last edits go to the disk first.
    pub(crate) fn submit_into(&mut self, tab: TabId, parent: PathBuf) {
        self.close_dialog();
        self.commit_running_edit();
        self.flush();
        let Some(document) = self.tabs.get_mut(tab).filter(|document| document.is_ours()) else {
            return self.refuse_change();
        };
        let (filing, engine) = (Box::new(document.filing.clone()), Box::new(document.engine.clone()));
        match self.worker.hand_over(Job::Submit { tab, filing, engine, parent, at: Timestamp::now() }) {
            Ok(()) => {
                document.is_handing = true;
                self.say("正在生成报送文件夹…".to_owned(), None);
            }
            Err(sentence) => self.say(sentence, Some(Severity::Error)),
        }
    }

    /// Locks what was handed in, or says why it was not.
    pub(crate) fn submitted(&mut self, tab: TabId, at: Timestamp, result: Result<Box<Handed>, String>) {
        let Some(document) = self.tabs.get_mut(tab) else { return };
        document.is_handing = false;
        let handed = match result {
            Ok(handed) => handed,
            Err(sentence) => {
                self.notice = None;
                return self.toast(sentence, Some(Severity::Error), None);
            }
        };
        let is_new = handed.edit.is_some();
        if let Some(edit) = &handed.edit {
            document.apply(edit, at);
            // The store thread wrote the same.
            document.saving.saved = document.saving.revision;
        }
        let words =
            if is_new { "已报送，表已锁定；报送文件夹" } else { "已重新生成报送文件夹" };
        let notes =
            if handed.notes.is_empty() { String::new() } else { format!("。注意：{}", handed.notes.join("；")) };
        self.notice = None;
        let inside = handed.files.first().map(|name| handed.folder.join(name));
        self.toast(format!("{words} {}{notes}", handed.folder.display()), None, inside);
    }

    fn begin_correction(&mut self, reason: &str) {
        self.edit_formally(|filing| filing.correct_edit(reason, Timestamp::now()));
        self.close_dialog();
        self.say("可以修改了；改完后再次报送，会得到新的校验码".to_owned(), None);
    }

    /// Takes what a district sent back into the filing that it is about.
    pub(crate) fn take_return(&mut self, tab: TabId, returned: Returned) {
        // It may be about another filing that is open.
        let fits = |document: &&Document| returned.misfit(&document.filing).is_none();
        let shown = self.tabs.get(tab).filter(fits).or_else(|| self.tabs.iter().find(fits));
        let Some(document) = shown else {
            let misfit = self.tabs.get(tab).and_then(|document| returned.misfit(&document.filing));
            return self.toast(misfit.unwrap_or_default(), Some(Severity::Error), None);
        };
        let (tab, is_about_last) = (document.tab, returned.is_about_last(&document.filing));
        let (is_locked, count) = (document.filing.is_locked(), returned.points.len());
        let edit = document.filing.return_edit(returned);
        self.show_tab(Some(tab));
        let Some(edit) = edit else {
            return self.say("这份退回意见已经打开过，列在审核结果的上面".to_owned(), None);
        };
        self.edit_formally(|_filing| Some(edit));
        self.settings.findings.is_open = true;
        let which = if is_about_last { "" } else { "；注意：退回的不是最近一次报送" };
        let next = if is_locked { "；要修改，请用“更正”" } else { "" };
        self.say(format!("退回意见 {count} 条，列在审核结果的上面{which}{next}"), Some(Severity::Warning));
    }

    /// Attaches what was copied beside the filing, or says why it was not.
    pub(crate) fn attached(&mut self, tab: TabId, result: Result<Attachment, String>) {
        match result {
            Ok(attachment) => {
                self.show_tab(Some(tab));
                let name = attachment.name.clone();
                self.edit_formally(|filing| Some(filing.attach_edit(attachment)));
                self.say(format!("已附上 {name}"), None);
                self.ask_for_scans();
            }
            Err(sentence) => self.toast(sentence, Some(Severity::Error), None),
        }
    }

    /// Has a scan copied beside the filing.
    pub(crate) fn attach(&mut self, tab: TabId, scan: PathBuf) {
        let Some(document) = self.tabs.get(tab) else { return };
        let filing = Box::new(document.filing.clone());
        self.hand_over(Job::Attach { tab, filing, scan, at: Timestamp::now() });
    }

    /// An edit that may come after the filing was handed in.
    fn edit_formally(&mut self, make: impl FnOnce(&Filing) -> Option<Edit>) {
        let Some(document) = self.tabs.current_mut() else { return };
        if !document.is_ours() || document.is_handing {
            return self.refuse_change();
        }
        if let Some(edit) = make(&document.filing) {
            document.apply(&edit, Timestamp::now());
        }
    }
}
