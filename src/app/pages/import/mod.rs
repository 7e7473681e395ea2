//! Files of others: from every door to the same plan, which the user looks at before anything is written.
//!
//! Reading order: this file (the doors: a file, the clipboard, last year's file), `review` (a plan while it is looked at),
//! `facts` (what there is to say about it), `view` (the window over everything), `head`, `list` and `detail` (its parts),
//! `board` and `boards` (the source and the form side by side), `finish` (into the filing, as one step).
//!
//! Reading and understanding happen on a thread of their own, which the foot shows and stops.

pub(crate) mod aim;
pub(crate) mod board;
pub(crate) mod boards;
pub(crate) mod detail;
pub(crate) mod door;
pub(crate) mod facts;
pub(crate) mod finish;
pub(crate) mod head;
pub(crate) mod list;
pub(crate) mod review;
pub(crate) mod view;

use std::path::PathBuf;

use egui::{Context, Event, Ui, ViewportCommand};

use crate::app::model::document::Document;
use crate::app::model::running::{FromClipboard, Running};
use crate::app::window::Window;
use crate::app::window::page::{Around, Keys, Page};
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::import::Wishes;
use crate::jobs::importing::Imported;
use crate::jobs::progress::{Cancel, Progress};
use door::{Door, Wanted};
use review::Review;

impl Window {
    /// Takes the figures of a file of another kind.
    pub(crate) fn import(&mut self, path: PathBuf) {
        self.read_import(Door::Window(self.tabs.current_tab()), Wanted::File(path));
    }

    /// Takes the figures of a table that was copied in another program.
    pub(crate) fn import_text(&mut self, text: String) {
        self.read_import(Door::Window(self.tabs.current_tab()), Wanted::Text(text));
    }

    /// Has the source of the open plan understood anew.
    pub(crate) fn import_again(&mut self, wishes: Wishes) {
        let Some(review) = self.reviews.first_mut() else { return };
        review.wishes = wishes.clone();
        let (name, hash) = (review.name.clone(), review.hash.clone());
        let wanted = Wanted::Again { source: Box::new(review.source.clone()), name, hash, wishes };
        self.read_import(Door::Again, wanted);
    }

    /// Asks the desktop for the clipboard, which comes as a paste in one of the next frames.
    pub(crate) fn ask_for_clipboard(&mut self, ctx: &Context, what: FromClipboard) {
        self.wants_clipboard = Some(what);
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// The paste that was asked for; nobody else sees it.
    pub(crate) fn take_clipboard(&mut self, ctx: &Context) -> Option<Request> {
        let what = self.wants_clipboard?;
        let taken = ctx.input_mut(|input| {
            let at = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
            Some(input.events.remove(at))
        });
        let Some(Event::Paste(text)) = taken else { return None };
        self.wants_clipboard = None;
        Some(match what {
            FromClipboard::Table => Request::ImportText(text),
            FromClipboard::Text => Request::CompareText(text),
        })
    }

    /// Hands something to be understood to a thread.
    pub(crate) fn read_import(&mut self, door: Door, wanted: Wanted) {
        let (job, cancel) = (self.next_job(), Cancel::default());
        let progress = Progress { done: 0, total: 1, sentence: wanted.sentence() };
        self.running.push(Running { job, progress, cancel: cancel.clone() });
        self.worker.import(job, cancel, door, wanted);
    }

    /// Shows the plan of what was understood, or says why there is none.
    pub(crate) fn imported(&mut self, job: u64, door: Door, result: Result<Imported, String>) {
        self.running.retain(|it| it.job != job);
        let imported = match result {
            Ok(imported) => imported,
            Err(sentence) => {
                if let (Door::Again, Some(review)) = (door, self.reviews.first_mut()) {
                    review.wishes = review.understood_as.clone();
                }
                return self.toast(sentence, Some(Severity::Error), None);
            }
        };
        if door == Door::Again {
            if let Some(review) = self.reviews.first_mut() {
                review.take_again(imported.understood);
            }
            return;
        }
        if let Door::Prior(tab) = door {
            // The dialog of last year's figures has what it asked for.
            self.dialogs.close(Some(tab));
        }
        self.commit_running_edit();
        let tab = match door {
            Door::Window(tab) => tab,
            Door::Prior(tab) => Some(tab),
            Door::LastYear | Door::Again => None,
        };
        let target = tab.and_then(|tab| self.tabs.get(tab)).filter(|document| document.is_editable());
        if door != Door::LastYear && tab.is_some() && target.is_none() {
            let sentence = "文件是只读打开的，导入的数只能放进新建的填报".to_owned();
            self.say(sentence, Some(Severity::Notice));
        }
        let target = self.tabs.iter().find(|it| Some(it.tab) == tab && Document::is_editable(it));
        self.reviews.push(Review::new(imported, door, target));
    }

    /// Leaves the open plan.
    pub(crate) fn leave_import(&mut self) {
        if !self.reviews.is_empty() {
            let review = self.reviews.remove(0);
            self.say(format!("没有导入 {}，什么也没有改动", review.name), None);
        }
    }
}

/// The page of an import that waits for the user.
#[derive(Default)]
pub(crate) struct ImportPage;

impl Page for ImportPage {
    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        !window.reviews.is_empty()
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, around: Around<'_>, requests: &mut Vec<Request>) {
        view::review_ui(ui, window, around.has_keyboard, requests);
    }

    fn hint(&self, window: &Window, _ctx: &Context) -> Option<&'static str> {
        let hint = "上下箭头逐条看，回车确认，F2 换一格，Delete 不导入，Ctrl+回车 导入，Esc 取消";
        (!window.reviews.is_empty()).then_some(hint)
    }

    fn keys(&self) -> Option<Keys> {
        Some(("核对导入时", view::KEYS))
    }
}
