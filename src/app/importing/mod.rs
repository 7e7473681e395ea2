//! Files of others: from every door to the same plan, which the user looks at before anything is written.
//!
//! Reading order: this file (the doors: a file, the clipboard, last year's file), `review` (a plan while it is looked at),
//! `facts` (what there is to say about it), `view` (the window over everything), `head`, `list` and `detail` (its parts),
//! `board` and `boards` (the source and the form side by side), `finish` (into the filing, as one step).
//!
//! Reading and understanding happen on a thread of their own, which the foot shows and stops.

mod board;
mod boards;
mod detail;
mod facts;
mod finish;
mod head;
mod list;
mod review;
mod view;

use std::path::{Path, PathBuf};

use egui::{Context, Event, ViewportCommand};

pub(super) use review::Review;
pub(crate) use view::KEYS;
pub(super) use view::review_ui;

use super::App;
use super::request::Request;
use super::state::{Dialog, Document, FromClipboard, Running};
use super::tabs::TabId;
use crate::form::Severity;
use crate::import::Wishes;
use crate::import::grid::Document as Source;
use crate::jobs;
use crate::jobs::importing::{Imported, Importer};
use crate::jobs::paths::name_of;
use crate::jobs::progress::{Cancel, Progress, Task};
use crate::jobs::workspaces::is_workspace;

/// Where an import came in, which says what it is for unless the user says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Dropped, chosen or pasted while this tab, or the start page, was shown.
    Window(Option<TabId>),
    /// As last year's figures of a filing.
    Prior(TabId),
    /// As last year's figures of a filing that is begun with them.
    LastYear,
    /// The source of the plan that is open, understood anew.
    Again,
}

/// What is to be understood.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// A file.
    File(PathBuf),
    /// What another program put on the clipboard.
    Text(String),
    /// What was read before, with other wishes.
    Again {
        /// What was read.
        source: Box<Source>,
        /// The name of its file.
        name: String,
        /// The hash of its bytes.
        hash: String,
        /// The wishes.
        wishes: Wishes,
    },
}

impl Wanted {
    /// What is being done, for the foot.
    fn sentence(&self) -> String {
        match self {
            Self::File(path) => {
                format!("正在读取 {}", name_of(path))
            }
            Self::Text(_) => "正在读取剪贴板".to_owned(),
            Self::Again { name, .. } => format!("正在重新识别 {name}"),
        }
    }

    /// Reads and understands it; called on a thread of its own.
    pub(super) fn read(self, reader: &Importer<'_>, task: &Task<'_>) -> Result<Imported, String> {
        let stopped = |_| "已取消，没有导入".to_owned();
        task.step(0, 1, &self.sentence()).map_err(stopped)?;
        let said = |error: jobs::Error| error.to_string();
        let imported = match self {
            Self::File(path) => reader.import(&path, &Wishes::default()).map_err(said),
            Self::Text(text) => reader.clipboard(&text).map_err(said),
            Self::Again { source, name, hash, wishes } => match reader.understand(&source, &name, &wishes) {
                Ok(understood) => Ok(Imported { document: Some(*source), understood, name, hash }),
                Err(refusal) => Err(format!("{name}：{refusal}")),
            },
        };
        // Whatever came of it, the one who did not want to wait hears that nothing was taken.
        task.step(1, 1, "").map_err(stopped)?;
        imported
    }
}

/// Whether a path is that of a filing or a workspace of this program, which is opened or attached as it is.
pub(super) fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("tianbao")) || is_workspace(path)
}

impl App {
    /// Takes the figures of a file of another kind.
    pub(super) fn import(&mut self, path: PathBuf) {
        self.read_import(Door::Window(self.state.tabs.current_tab()), Wanted::File(path));
    }

    /// Takes the figures of a table that was copied in another program.
    pub(super) fn import_text(&mut self, text: String) {
        self.read_import(Door::Window(self.state.tabs.current_tab()), Wanted::Text(text));
    }

    /// Has the source of the open plan understood anew.
    pub(super) fn import_again(&mut self, wishes: Wishes) {
        let Some(review) = self.state.reviews.first_mut() else { return };
        review.wishes = wishes.clone();
        let (name, hash) = (review.name.clone(), review.hash.clone());
        let wanted = Wanted::Again { source: Box::new(review.source.clone()), name, hash, wishes };
        self.read_import(Door::Again, wanted);
    }

    /// Asks the desktop for the clipboard, which comes as a paste in one of the next frames.
    pub(super) fn ask_for_clipboard(&mut self, ctx: &Context, what: FromClipboard) {
        self.state.wants_clipboard = Some(what);
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// The paste that was asked for; nobody else sees it.
    pub(super) fn take_clipboard(&mut self, ctx: &Context) -> Option<Request> {
        let what = self.state.wants_clipboard?;
        let taken = ctx.input_mut(|input| {
            let at = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
            Some(input.events.remove(at))
        });
        let Some(Event::Paste(text)) = taken else { return None };
        self.state.wants_clipboard = None;
        Some(match what {
            FromClipboard::Table => Request::ImportText(text),
            FromClipboard::Text => Request::CompareText(text),
        })
    }

    /// Hands something to be understood to a thread.
    pub(super) fn read_import(&mut self, door: Door, wanted: Wanted) {
        let (job, cancel) = (self.next_job(), Cancel::default());
        let progress = Progress { done: 0, total: 1, sentence: wanted.sentence() };
        self.state.running.push(Running { job, progress, cancel: cancel.clone() });
        self.worker.import(job, cancel, door, wanted);
    }

    /// Shows the plan of what was understood, or says why there is none.
    pub(super) fn imported(&mut self, job: u64, door: Door, result: Result<Imported, String>) {
        self.state.running.retain(|it| it.job != job);
        let imported = match result {
            Ok(imported) => imported,
            Err(sentence) => {
                if let (Door::Again, Some(review)) = (door, self.state.reviews.first_mut()) {
                    review.wishes = review.understood_as.clone();
                }
                return self.toast(sentence, Some(Severity::Error), None);
            }
        };
        if door == Door::Again {
            if let Some(review) = self.state.reviews.first_mut() {
                review.take_again(imported.understood);
            }
            return;
        }
        if matches!(self.state.dialog, Some(Dialog::Prior { .. })) {
            self.state.dialog = None;
        }
        self.commit_running_edit();
        let tab = match door {
            Door::Window(tab) => tab,
            Door::Prior(tab) => Some(tab),
            Door::LastYear | Door::Again => None,
        };
        let target = tab.and_then(|tab| self.state.tabs.get(tab)).filter(|document| document.is_editable());
        if door != Door::LastYear && tab.is_some() && target.is_none() {
            let sentence = "文件是只读打开的，导入的数只能放进新建的填报".to_owned();
            self.say(sentence, Some(Severity::Notice));
        }
        let target = self.state.tabs.iter().find(|it| Some(it.tab) == tab && Document::is_editable(it));
        self.state.reviews.push(Review::new(imported, door, target));
    }

    /// Leaves the open plan.
    pub(super) fn leave_import(&mut self) {
        if !self.state.reviews.is_empty() {
            let review = self.state.reviews.remove(0);
            self.say(format!("没有导入 {}，什么也没有改动", review.name), None);
        }
    }
}
