//! Handing in (报送), correcting (更正), what was sent back (退回意见) and the scans of signed pages, from the window.

mod dialog;
mod scans;
mod verify;
mod wish;

use std::path::PathBuf;

use egui::Context;
use jiff::Timestamp;

use crate::app::kit::modal::{self, modal};
use crate::app::model::by_tab::ByTab;
use crate::app::model::document::Document;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::page::Page;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::attachment::Attachment;
use crate::filing::{Edit, Filing, Returned};
use crate::form::Severity;
use crate::jobs::attaching::State;
use crate::jobs::returned;
use crate::jobs::submitting::Handed;
use crate::report::readiness::Readiness;
use dialog::HandingForm;
use wish::Ask;

/// The page of handing in: its dialogs.
#[derive(Default)]
pub(crate) struct HandingPage {
    forms: ByTab<HandingForm>,
    /// The scans of signed pages; `None` until they were looked at.
    scans: ByTab<Option<Vec<(Attachment, State)>>>,
    /// The code of a printed page, or the text of its QR code, as typed.
    codes: ByTab<String>,
    asked: Vec<Ask>,
}

impl Page for HandingPage {
    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        match report {
            Report::Submitted { tab, at, result } => submitted(window, tab, at, result),
            Report::Returned { tab, returned } => take_return(window, tab, *returned),
            Report::Attached { tab, result } => attached(window, tab, result),
            Report::Scans { tab, list } => {
                if let Some(scans) = self.scans.of(&window.dialogs, Some(tab)) {
                    *scans = Some(list);
                }
            }
            Report::Picked {
                tab,
                what: what @ (Pick::SubmitInto | Pick::Scan | Pick::Return),
                answer: Answer::Path(path),
            } => {
                if let Some(tab) = tab.filter(|tab| window.tabs.get(*tab).is_some()) {
                    match what {
                        Pick::SubmitInto => submit_into(window, tab, path),
                        Pick::Scan => attach(window, tab, path),
                        _ => window.hand_over(Job::ReadReturn { tab, path }),
                    }
                }
            }
            other => return Some(other),
        }
        None
    }

    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Run(Command::Submit) => self.open(window, false),
            Request::Run(Command::Correct) => {
                if window.tabs.current().is_some_and(|document| document.filing.is_locked()) {
                    self.open(window, true);
                } else {
                    let sentence = "这份填报没有锁定，可以直接修改";
                    window.say(sentence.to_owned(), Some(Severity::Notice));
                }
            }
            Request::Run(Command::OpenReturn) => window.pick(Pick::Return),
            Request::Run(Command::Scans) => {
                window.show(&mut self.scans, None);
                ask_for_scans(window);
            }
            Request::Run(Command::Verify) => window.show(&mut self.codes, String::new()),
            Request::AnswerPoint { at: (returned, point), text, is_done } => {
                edit_formally(window, |filing| filing.answer_edit(returned, point, &text, is_done));
                if let Some(document) = window.tabs.current_mut() {
                    document.answering_point = None;
                }
            }
            Request::Dropped(path) if returned::is_slip(&path) => {
                if let Some(tab) = window.tabs.current_tab() {
                    window.hand_over(Job::ReadReturn { tab, path });
                } else {
                    window.say("请先打开被退回的填报文件，再打开退回意见".to_owned(), Some(Severity::Notice));
                }
            }
            other => return Some(other),
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for ask in std::mem::take(&mut self.asked) {
            match ask {
                Ask::Submit => window.pick(Pick::SubmitInto),
                Ask::Correct(reason) => begin_correction(window, &reason),
                Ask::Leave => {
                    edit_formally(window, Filing::leave_correction_edit);
                    window.close_dialog();
                    window.say("已撤销更正，表已锁定".to_owned(), None);
                }
                Ask::ChooseScan => window.pick(Pick::Scan),
                Ask::Detach(name) => {
                    edit_formally(window, |filing| filing.detach_edit(&name));
                    ask_for_scans(window);
                    window.say(format!("不再附上 {name}；文件还在原处"), None);
                }
            }
        }
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(document) = window.tabs.current() else { return };
        let asked = &mut self.asked;
        let is_left = if let Some(form) = window.shown(&mut self.forms) {
            modal(ctx, dialog::WIDTH, |ui| dialog::handing_ui(ui, document, form, asked, requests))
        } else if let Some(list) = window.shown(&mut self.scans) {
            modal(ctx, modal::WIDTH, |ui| scans::scans_ui(ui, document, list.as_deref(), asked, requests))
        } else if let Some(typed) = window.shown(&mut self.codes) {
            modal(ctx, modal::WIDTH, |ui| verify::verify_ui(ui, document, typed, requests))
        } else {
            false
        };
        if is_left {
            requests.push(Request::CloseDialog);
        }
    }
}

impl HandingPage {
    /// Opens the dialog; with the keyboard in the reason, to begin a correction.
    fn open(&mut self, window: &mut Window, wants_reason: bool) {
        let Some(document) = window.tabs.current() else { return };
        let readiness = Readiness::of(&document.filing, &document.engine);
        window.show(&mut self.forms, HandingForm { readiness, reason: String::new(), wants_reason });
    }
}

fn ask_for_scans(window: &mut Window) {
    let Some(document) = window.tabs.current() else { return };
    let job = Job::Scans { tab: document.tab, filing: Box::new(document.filing.clone()) };
    window.hand_over(job);
}

/// Has the folder made in another; the last edits go to the disk first.
fn submit_into(window: &mut Window, tab: TabId, parent: PathBuf) {
    window.close_dialog();
    window.commit_running_edit();
    window.flush();
    let at = Window::now();
    let Some(document) = window.tabs.get_mut(tab).filter(|document| document.is_ours()) else {
        return window.refuse_change();
    };
    let (filing, engine) = (Box::new(document.filing.clone()), Box::new(document.engine.clone()));
    match window.worker.hand_over(Job::Submit { tab, filing, engine, parent, at }) {
        Ok(()) => {
            document.is_handing = true;
            window.say("正在生成报送文件夹…".to_owned(), None);
        }
        Err(sentence) => window.say(sentence, Some(Severity::Error)),
    }
}

/// Locks what was handed in, or says why it was not.
fn submitted(window: &mut Window, tab: TabId, at: Timestamp, result: Result<Box<Handed>, String>) {
    let Some(document) = window.tabs.get_mut(tab) else { return };
    document.is_handing = false;
    let handed = match result {
        Ok(handed) => handed,
        Err(sentence) => {
            window.notice = None;
            return window.toast(sentence, Some(Severity::Error), None);
        }
    };
    let is_new = handed.edit.is_some();
    if let Some(edit) = &handed.edit {
        document.apply(edit, at);
        // The store thread wrote the same.
        document.saving.saved = document.saving.revision;
    }
    let words = if is_new { "已报送，表已锁定；报送文件夹" } else { "已重新生成报送文件夹" };
    let notes =
        if handed.notes.is_empty() { String::new() } else { format!("。注意：{}", handed.notes.join("；")) };
    window.notice = None;
    let inside = handed.files.first().map(|name| handed.folder.join(name));
    window.toast(format!("{words} {}{notes}", handed.folder.display()), None, inside);
}

fn begin_correction(window: &mut Window, reason: &str) {
    let now = Window::now();
    edit_formally(window, |filing| filing.correct_edit(reason, now));
    window.close_dialog();
    window.say("可以修改了；改完后再次报送，会得到新的校验码".to_owned(), None);
}

/// Takes what a district sent back into the filing that it is about.
fn take_return(window: &mut Window, tab: TabId, returned: Returned) {
    // It may be about another filing that is open.
    let fits = |document: &&Document| returned.misfit(&document.filing).is_none();
    let shown = window.tabs.get(tab).filter(fits).or_else(|| window.tabs.iter().find(fits));
    let Some(document) = shown else {
        let misfit = window.tabs.get(tab).and_then(|document| returned.misfit(&document.filing));
        return window.toast(misfit.unwrap_or_default(), Some(Severity::Error), None);
    };
    let (tab, is_about_last) = (document.tab, returned.is_about_last(&document.filing));
    let (is_locked, count) = (document.filing.is_locked(), returned.points.len());
    let edit = document.filing.return_edit(returned);
    window.show_tab(Some(tab));
    let Some(edit) = edit else {
        return window.say("这份退回意见已经打开过，列在审核结果的上面".to_owned(), None);
    };
    edit_formally(window, |_filing| Some(edit));
    window.settings.findings.is_open = true;
    let which = if is_about_last { "" } else { "；注意：退回的不是最近一次报送" };
    let next = if is_locked { "；要修改，请用“更正”" } else { "" };
    window.say(format!("退回意见 {count} 条，列在审核结果的上面{which}{next}"), Some(Severity::Warning));
}

/// Attaches what was copied beside the filing, or says why it was not.
fn attached(window: &mut Window, tab: TabId, result: Result<Attachment, String>) {
    match result {
        Ok(attachment) => {
            window.show_tab(Some(tab));
            let name = attachment.name.clone();
            edit_formally(window, |filing| Some(filing.attach_edit(attachment)));
            window.say(format!("已附上 {name}"), None);
            ask_for_scans(window);
        }
        Err(sentence) => window.toast(sentence, Some(Severity::Error), None),
    }
}

/// Has a scan copied beside the filing.
fn attach(window: &mut Window, tab: TabId, scan: PathBuf) {
    let Some(document) = window.tabs.get(tab) else { return };
    let (filing, at) = (Box::new(document.filing.clone()), Window::now());
    window.hand_over(Job::Attach { tab, filing, scan, at });
}

/// An edit that may come after the filing was handed in.
fn edit_formally(window: &mut Window, make: impl FnOnce(&Filing) -> Option<Edit>) {
    let now = Window::now();
    let Some(document) = window.tabs.current_mut() else { return };
    if !document.is_ours() || document.is_handing {
        return window.refuse_change();
    }
    if let Some(edit) = make(&document.filing) {
        document.apply(&edit, now);
    }
}
