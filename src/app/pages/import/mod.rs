//! Files of others: from every door to the same plan, which the user looks at before anything is written.
//!
//! Reading order: this file (the page), `door` (a file, the clipboard, last year's file), `aim` and `review` (a plan while it
//! is looked at), `facts` and `gathering` (what there is to say about it), `view` (the window over everything), `head`, `list`
//! and `detail` (its parts), `board` and `boards` (the source and the form side by side), `finish` (into the filing, as one
//! step).
//!
//! Reading and understanding happen on a thread of their own, which the foot shows and stops.

mod aim;
mod board;
mod boards;
mod detail;
mod door;
mod facts;
mod finish;
mod gathering;
mod head;
mod list;
mod review;
mod view;
mod wish;

use egui::{Context, Ui};

use crate::app::model::document::Document;
use crate::app::model::pick::{Answer, Pick, is_ours};
use crate::app::threads::mailbox::Mailbox;
use crate::app::threads::mouth::Wake;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::keys::Keys;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::import::Wishes;
use crate::jobs::importing::{Imported, Importer};
use crate::jobs::progress::{Progress, Task};
use door::{Door, Wanted};
use review::Review;
use wish::Wish;

/// The page of imports that wait for the user.
pub(crate) struct ImportPage {
    /// The plans that wait; the first is shown in the place of everything else.
    reviews: Vec<Review>,
    wishes: Vec<Wish>,
    mailbox: Mailbox<Said>,
}

/// What the thread of an import says.
enum Said {
    /// How far it is.
    Progress { job: u64, progress: Progress },
    /// What was understood, or why not.
    Imported { job: u64, door: Door, result: Box<Result<Imported, String>> },
}

impl ImportPage {
    pub(crate) fn new(wake: &Wake) -> Self {
        Self { reviews: Vec::new(), wishes: Vec::new(), mailbox: Mailbox::new(wake) }
    }
}

impl Page for ImportPage {
    fn follow(&mut self, window: &mut Window, _ctx: &Context) {
        for said in self.mailbox.read() {
            match said {
                Said::Progress { job, progress } => window.job_goes_on(job, &progress),
                Said::Imported { job, door, result } => {
                    window.job_over(job);
                    self.imported(window, door, *result);
                }
            }
        }
    }

    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        let Report::Picked { tab, what, answer: Answer::Path(path) } = report else { return Some(report) };
        let is_open = || tab.filter(|tab| window.tabs.get(*tab).is_some());
        let door = match (&what, is_open()) {
            (Pick::Import, _) => Door::Window(window.tabs.current_tab()),
            (Pick::LastYear, _) => Door::LastYear,
            (Pick::Prior, Some(tab)) if !is_ours(&path) => Door::Prior(tab),
            _ => return Some(Report::Picked { tab, what, answer: Answer::Path(path) }),
        };
        self.read(window, door, Wanted::File(path));
        None
    }

    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        let here = Door::Window(window.tabs.current_tab());
        match request {
            Request::Import(path) => self.read(window, here, Wanted::File(path)),
            Request::ImportText(text) => self.read(window, here, Wanted::Text(text)),
            other => return Some(other),
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Again(wishes) => self.import_again(window, wishes),
                Wish::Finish => self.finish(window),
                Wish::Leave => self.leave(window),
            }
        }
    }

    fn stands(&self, _window: &Window, _ctx: &Context) -> bool {
        !self.reviews.is_empty()
    }

    fn covers_all(&self) -> bool {
        !self.reviews.is_empty()
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, around: Around<'_>, _requests: &mut Vec<Request>) {
        // The plan that is looked at is not among those that wait.
        let waiting = self.reviews.len().saturating_sub(1);
        if let Some(review) = self.reviews.first_mut() {
            view::review_ui(ui, (window, waiting), review, around.has_keyboard, &mut self.wishes);
        }
    }

    fn hint(&self, _window: &Window, _ctx: &Context) -> Option<&'static str> {
        let hint = "上下箭头逐条看，回车确认，F2 换一格，Delete 不导入，Ctrl+回车 导入，Esc 取消";
        (!self.reviews.is_empty()).then_some(hint)
    }

    fn keys(&self) -> Option<Keys> {
        Some(("核对导入时", view::KEYS))
    }
}

impl ImportPage {
    /// Has the source of the open plan understood anew.
    fn import_again(&mut self, window: &mut Window, wishes: Wishes) {
        let Some(review) = self.reviews.first_mut() else { return };
        review.wishes = wishes.clone();
        let (name, hash) = (review.name.clone(), review.hash.clone());
        let wanted = Wanted::Again { source: Box::new(review.source.clone()), name, hash, wishes };
        self.read(window, Door::Again, wanted);
    }

    /// Hands something to be understood to a thread.
    fn read(&self, window: &mut Window, door: Door, wanted: Wanted) {
        let (job, cancel) = window.begin_job(wanted.sentence());
        let worker = &window.worker;
        let (mouth, pool, catalogue, log) =
            (self.mailbox.mouth(), worker.pool(), worker.catalogue().clone(), window.origin.log.clone());
        worker.spawn(
            "tianbao-import",
            move |sentence| Report::Ended { job, end: Err(sentence) },
            move || {
                let tell = |progress| mouth.say(Said::Progress { job, progress });
                let task = Task::new(cancel.clone(), &tell);
                let result = Box::new(wanted.read(&Importer::with(&catalogue, pool).until(cancel), &task));
                log.note(if result.is_ok() { "读入外来文件" } else { "外来文件没有读成" });
                mouth.say(Said::Imported { job, door, result });
            },
        );
    }

    /// Shows the plan of what was understood, or says why there is none.
    fn imported(&mut self, window: &mut Window, door: Door, result: Result<Imported, String>) {
        let imported = match result {
            Ok(imported) => imported,
            Err(sentence) => {
                if let (Door::Again, Some(review)) = (door, self.reviews.first_mut()) {
                    review.wishes = review.understood_as.clone();
                }
                return window.toast(sentence, Some(Severity::Error), None);
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
            window.dialogs.close(Some(tab));
        }
        window.commit_running_edit();
        let tab = match door {
            Door::Window(tab) => tab,
            Door::Prior(tab) => Some(tab),
            Door::LastYear | Door::Again => None,
        };
        let target = tab.and_then(|tab| window.tabs.get(tab)).filter(|document| document.is_editable());
        if door != Door::LastYear && tab.is_some() && target.is_none() {
            let sentence = "文件是只读打开的，导入的数只能放进新建的填报".to_owned();
            window.say(sentence, Some(Severity::Notice));
        }
        let target = window.tabs.iter().find(|it| Some(it.tab) == tab && Document::is_editable(it));
        self.reviews.push(Review::new(imported, door, target));
    }

    /// Leaves the open plan.
    fn leave(&mut self, window: &mut Window) {
        if !self.reviews.is_empty() {
            let review = self.reviews.remove(0);
            window.say(format!("没有导入 {}，什么也没有改动", review.name), None);
        }
    }
}
