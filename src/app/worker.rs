//! Threads of the window. The window's own thread never waits for a disk or a dialog: it hands over jobs and reads
//! reports.
//!
//! One thread, `tianbao-store`, owns the open files with their locks and does everything with filings in order, so a save
//! never overtakes another. Dialogs and exports have threads of their own, because they may take long; so has the search
//! for guilty cells.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use egui::Context;
use jiff::Timestamp;

use super::clerk::Clerk;
use super::desk::DeskNews;
use super::importing::{Door, Wanted};
use super::kept::Read;
use super::picker::{Answer, Pick, Picker};
use super::printing::Found;
use super::tabs::TabId;
use crate::aggregate::workspace::Workspace;
use crate::check::Engine;
use crate::check::suspects::Case;
use crate::filing::store::{Outside, Store, reason};
use crate::filing::{Attachment, Filing, Returned, Snapshot, Task as PlanTask};
use crate::form::Catalogue;
use crate::jobs::attaching;
use crate::jobs::comparer::{Compared, Comparer};
use crate::jobs::export::Shape;
use crate::jobs::importing::{Imported, Importer};
use crate::jobs::localiser::Localiser;
use crate::jobs::log::Log;
use crate::jobs::paths::name_of;
use crate::jobs::printing::{self, Habit, Order, Printer};
use crate::jobs::progress::{Cancel, Progress, Task};
use crate::jobs::reading::Pool;
use crate::jobs::recent::Recent;
use crate::jobs::settings::{Keeper, Session, Settings};
use crate::jobs::submitting::Handed;
use crate::jobs::{self, mishaps};

/// Reports wait here until the window reads them, which it does in every frame.
const MOST_WAITING: usize = 256;

/// What the store thread does.
pub(super) enum Job {
    /// Opens a file for editing, or for reading only when another program holds it.
    Open(PathBuf),
    /// Puts a new filing into the drafts.
    CreateDraft(Box<Filing>),
    /// Makes the filing with the office's own values, or opens it.
    CreateOwn { path: PathBuf, filing: Box<Filing> },
    /// Writes a new workspace and opens it.
    CreateDesk { path: PathBuf, workspace: Box<Workspace> },
    /// Writes an open workspace.
    SaveDesk { tab: TabId, revision: u64, workspace: Box<Workspace>, at: Timestamp },
    /// Writes the filing under a new name and goes on there.
    SaveAs { tab: TabId, path: PathBuf, filing: Box<Filing> },
    /// Writes an open filing.
    Save { tab: TabId, revision: u64, filing: Box<Filing>, at: Timestamp },
    /// Reads last year's values for a filing.
    ReadPrior { tab: TabId, path: PathBuf },
    /// Reads the kept versions of an open file.
    Versions { tab: TabId, path: PathBuf },
    /// Reads an open file anew; edits that are not in it are kept as a version.
    Reread { tab: TabId, unsaved: Option<Box<Filing>> },
    /// Opens what was open when the program ended without saying so.
    Recover(Session),
    /// Looks now and then whether the open files changed, or stops looking.
    Watch(bool),
    /// Remembers the settings.
    Settings(Box<Settings>),
    /// Checks a typed path.
    CheckPath { text: String, folder: PathBuf, what: Pick },
    /// Completes a typed path.
    CompletePath { text: String, folder: PathBuf },
    /// Makes the folder that goes up in another, and writes the filing as handed in.
    Submit { tab: TabId, filing: Box<Filing>, engine: Box<Engine>, parent: PathBuf, at: Timestamp },
    /// Reads what a district sent back.
    ReadReturn { tab: TabId, path: PathBuf },
    /// Copies a scan beside the filing.
    Attach { tab: TabId, filing: Box<Filing>, scan: PathBuf, at: Timestamp },
    /// Looks at the scans beside the filing.
    Scans { tab: TabId, filing: Box<Filing> },
    /// Lists the recent files.
    Recent,
    /// Lets go of an open file.
    Close(TabId),
}

/// Whether an opened file may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It is ours.
    Edit,
    /// It is not; holds the sentence that says why.
    ReadOnly(String),
    /// It is the sum of units on the desk of an office.
    Sum,
}

impl Access {
    /// What the heading of the sheet says about it.
    pub(crate) fn mark(&self) -> &'static str {
        match self {
            Self::Edit => "",
            Self::ReadOnly(_) => "　【只读】",
            Self::Sum => "　【各单位之和】",
        }
    }
}

/// What the threads say.
pub(super) enum Report {
    /// A filing is open; what an earlier program could not write into it is its newest version.
    Opened { tab: TabId, filing: Box<Filing>, path: PathBuf, access: Access, has_unwritten: bool },
    /// A workspace is open.
    DeskOpened { tab: TabId, path: PathBuf, workspace: Box<Workspace> },
    /// What the threads of a desk say.
    Desk { tab: TabId, news: Box<DeskNews> },
    /// The file that was to be opened is in this tab.
    AlreadyOpen(TabId),
    /// The filing got a new name.
    Renamed { tab: TabId, path: PathBuf },
    /// A revision is on the disk.
    Saved { tab: TabId, revision: u64, at: Timestamp },
    /// A revision is not on the disk.
    NotSaved { tab: TabId, revision: u64, sentence: String },
    /// Last year's values.
    Prior { tab: TabId, year: u16, snapshot: Box<Snapshot> },
    /// The kept versions, newest first.
    Versions { tab: TabId, list: Vec<Read> },
    /// The recent files.
    Recent(Vec<Recent>),
    /// The user chose a file, or none.
    Picked { tab: Option<TabId>, what: Pick, answer: Answer },
    /// A file was read anew.
    Reread { tab: TabId, filing: Box<Filing>, access: Access, kept: bool },
    /// What was open is open again.
    Recovered { opened: usize, lost: usize, last_saved: Option<Timestamp> },
    /// How an open file stands to what we left there.
    Outside { tab: TabId, outside: Outside },
    /// A typed path, and whether it can be used; true when a file would be replaced.
    PathChecked { path: PathBuf, verdict: Result<bool, String> },
    /// A typed path with what is sure added.
    PathCompleted(String),
    /// How far a long job is.
    Progress { job: u64, progress: Progress },
    /// A long job ended, with its file unless the user stopped it.
    Ended { job: u64, end: Result<Option<PathBuf>, String> },
    /// A file was understood, or why not.
    Imported { job: u64, door: Door, result: Box<Result<Imported, String>> },
    /// The printers at hand, and how the form was printed last.
    Printers { tab: TabId, found: Found, habit: Habit },
    /// Something was printed, or shown to be printed.
    Printed(String),
    /// The tasks of a file with a work plan, for the filing of a tab, or a sentence why there are none.
    Plan { tab: TabId, path: PathBuf, tasks: Result<Vec<PlanTask>, String> },
    /// What may be wrong in a filing as it was shown.
    Suspects { tab: TabId, edition: u64, cases: Vec<Case> },
    /// A filing was handed in, or why not.
    Submitted { tab: TabId, at: Timestamp, result: Result<Box<Handed>, String> },
    /// What a district sent back.
    Returned { tab: TabId, returned: Box<Returned> },
    /// A scan lies beside the filing, or why not.
    Attached { tab: TabId, result: Result<Attachment, String> },
    /// How the scans beside the filing stand.
    Scans { tab: TabId, list: Vec<(Attachment, attaching::State)> },
    /// A text beside the tables of a filing, as both were.
    Compared { tab: TabId, edition: u64, compared: Box<Compared> },
    /// A text was read, or why not.
    TextRead { job: u64, tab: TabId, name: String, text: Result<Vec<String>, String> },
    /// Something else went wrong.
    Failed(String),
}

/// The window's end of the threads.
pub(super) struct Worker {
    jobs: Option<SyncSender<Job>>,
    reports: Receiver<Report>,
    mouth: Mouth,
    picker: Arc<dyn Picker>,
    printer: Arc<dyn Printer>,
    pool: Arc<Pool>,
    catalogue: Catalogue,
    log: Log,
    store: Store,
    /// Looks for guilty cells; `None` when the system gave no thread for it.
    localiser: Option<Localiser<(TabId, u64)>>,
    /// Holds texts against tables; `None` when the system gave no thread for it.
    comparer: Option<Comparer<(TabId, u64)>>,
    store_thread: Option<JoinHandle<()>>,
}

/// What the threads work with.
pub(super) struct Machine {
    /// The forms at hand.
    pub(super) catalogue: Catalogue,
    /// The desktop.
    pub(super) picker: Arc<dyn Picker>,
    /// The way to paper.
    pub(super) printer: Arc<dyn Printer>,
    /// What reads the files of others.
    pub(super) pool: Arc<Pool>,
    /// The log.
    pub(super) log: Log,
}

/// Says something to the window and wakes it.
#[derive(Clone)]
pub(super) struct Mouth {
    reports: SyncSender<Report>,
    ctx: Context,
}

impl Mouth {
    pub(super) fn say(&self, report: Report) {
        // The window is gone when this fails, and nobody is left to be told.
        self.reports.send(report).ok();
        self.ctx.request_repaint();
    }
}

impl Worker {
    pub(super) fn new(ctx: &Context, store: Store, keeper: Keeper, machine: Machine) -> Self {
        let Machine { catalogue, picker, printer, pool, log } = machine;
        let (report_sender, reports) = sync_channel(MOST_WAITING);
        let (jobs, job_receiver) = sync_channel(MOST_WAITING);
        let mouth = Mouth { reports: report_sender, ctx: ctx.clone() };
        let ear = mouth.clone();
        let localiser =
            Localiser::start(move |(tab, edition), cases| ear.say(Report::Suspects { tab, edition, cases }));
        let ear = mouth.clone();
        let comparer = Comparer::start(move |(tab, edition), compared| {
            ear.say(Report::Compared { tab, edition, compared: Box::new(compared) });
        });
        let clerk = Clerk::new(store.clone(), keeper, catalogue.clone(), mouth.clone(), log.clone());
        let thread = Builder::new().name("tianbao-store".to_owned()).spawn(move || clerk.run(&job_receiver));
        Self {
            jobs: Some(jobs),
            reports,
            mouth,
            picker,
            printer,
            pool,
            catalogue,
            log,
            store,
            localiser: localiser.ok(),
            comparer: comparer.ok(),
            store_thread: thread.ok(),
        }
    }

    /// Hands a job over; a sentence when the store thread is stuck or gone.
    pub(super) fn hand_over(&self, job: Job) -> Result<(), String> {
        match self.jobs.as_ref().map(|jobs| jobs.try_send(job)) {
            Some(Ok(())) => Ok(()),
            Some(Err(TrySendError::Full(_))) => Err("磁盘没有响应，请稍候再试".to_owned()),
            Some(Err(TrySendError::Disconnected(_))) | None => Err("读写文件的线程已停止，请重新启动程序".to_owned()),
        }
    }

    /// What was said since the last frame.
    pub(super) fn reports(&self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    /// Looks for guilty cells in a filing as it is shown; what was ordered before is forgotten.
    pub(super) fn suspect(&self, tab: TabId, edition: u64, filing: Filing, engine: Engine) {
        if let Some(localiser) = &self.localiser {
            localiser.search((tab, edition), filing, engine);
        }
    }

    /// Holds a text, or the report in a filing, against its tables; what was ordered before is forgotten.
    pub(super) fn compare(
        &self,
        tab: TabId,
        edition: u64,
        filing: Filing,
        engine: Engine,
        text: Option<Arc<[String]>>,
    ) {
        if let Some(comparer) = &self.comparer {
            comparer.compare((tab, edition), filing, engine, text);
        }
    }

    /// Reads a text of any kind; `job` names it in the reports.
    pub(super) fn read_text(&self, job: u64, tab: TabId, path: PathBuf) {
        let (mouth, pool) = (self.mouth.clone(), Arc::clone(&self.pool));
        let failed = {
            let name = name_of(&path);
            move |sentence| Report::TextRead { job, tab, name, text: Err(sentence) }
        };
        self.spawn("tianbao-text-file", failed, move || {
            let name = name_of(&path);
            let text = jobs::report::paragraphs(&path, &pool).map_err(|error| error.to_string());
            mouth.say(Report::TextRead { job, tab, name, text });
        });
    }

    /// Asks for a path, for the filing of a tab or for the window.
    pub(super) fn pick(&self, tab: Option<TabId>, what: Pick, folder: Option<PathBuf>) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-dialog", Report::Failed, move || {
            let answer = picker.pick(&what, folder.as_deref());
            mouth.say(Report::Picked { tab, what, answer });
        });
    }

    /// Exports a filing; `job` names it in the reports.
    pub(super) fn export(
        &self,
        job: u64,
        cancel: Cancel,
        (filing, engine): (Filing, Engine),
        shape: Shape,
        path: PathBuf,
    ) {
        let (mouth, log) = (self.mouth.clone(), self.log.clone());
        let failed = move |sentence| Report::Ended { job, end: Err(sentence) };
        self.spawn("tianbao-export", failed, move || {
            mishaps::provoke("export");
            let tell = |progress| mouth.say(Report::Progress { job, progress });
            let task = Task::new(cancel, &tell);
            let end = jobs::export::export_in_steps(&filing, &engine, shape, &path, &task);
            let end = match end {
                Ok(()) => Ok(Some(path)),
                Err(jobs::Error::Cancelled) => Ok(None),
                Err(error) => Err(error.to_string()),
            };
            let outcome = if end.is_ok() { "完成" } else { "没有成功" };
            log.note(&format!("导出{outcome}"));
            mouth.say(Report::Ended { job, end });
        });
    }

    /// Reads a file or a text and finds the filings in it; `job` names it in the reports.
    pub(super) fn import(&self, job: u64, cancel: Cancel, door: Door, wanted: Wanted) {
        let (mouth, pool, catalogue) = (self.mouth.clone(), Arc::clone(&self.pool), self.catalogue.clone());
        let log = self.log.clone();
        let failed = move |sentence| Report::Ended { job, end: Err(sentence) };
        self.spawn("tianbao-import", failed, move || {
            let tell = |progress| mouth.say(Report::Progress { job, progress });
            let task = Task::new(cancel.clone(), &tell);
            let result = Box::new(wanted.read(&Importer::with(&catalogue, pool).until(cancel), &task));
            log.note(if result.is_ok() { "读入外来文件" } else { "外来文件没有读成" });
            mouth.say(Report::Imported { job, door, result });
        });
    }

    /// Reads the work plan in a file.
    pub(super) fn read_plan(&self, tab: TabId, path: PathBuf, year: u16) {
        let (mouth, pool) = (self.mouth.clone(), Arc::clone(&self.pool));
        self.spawn("tianbao-import", Report::Failed, move || {
            let tasks = jobs::plan::tasks(&path, year, &pool).map_err(|error| error.to_string());
            mouth.say(Report::Plan { tab, path, tasks });
        });
    }

    /// Shows the folder of a file on the desktop.
    pub(super) fn show_in_folder(&self, file: PathBuf) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-desktop", Report::Failed, move || {
            if let Err(sentence) = picker.show_in_folder(&file) {
                mouth.say(Report::Failed(sentence));
            }
        });
    }

    /// Asks for the printers, and how a form was printed last.
    pub(super) fn printers(&self, tab: TabId, form: String) {
        let (mouth, printer, data) =
            (self.mouth.clone(), Arc::clone(&self.printer), self.store.data_folder().to_owned());
        self.spawn("tianbao-print", Report::Failed, move || {
            let habit = printing::habit(&data, &form);
            let found = Found::of(printer.printers());
            mouth.say(Report::Printers { tab, found, habit });
        });
    }

    /// Prints a filing, and remembers how.
    pub(super) fn print(&self, (filing, engine): (Filing, Engine), shape: Shape, order: Order) {
        let (mouth, printer, data) =
            (self.mouth.clone(), Arc::clone(&self.printer), self.store.data_folder().to_owned());
        self.spawn("tianbao-print", Report::Failed, move || {
            let sentence =
                jobs::export::pages_to_print(&filing, &engine, shape).and_then(|pdf| printer.print(&pdf, &order));
            mouth.say(match sentence {
                Ok(number) => Report::Printed(format!("已交给打印机，任务 {number}")),
                Err(error) => Report::Failed(error.to_string()),
            });
            if let Err(error) = printing::remember(&data, &filing.form().id, &order) {
                mouth.say(Report::Failed(error.to_string()));
            }
        });
    }

    /// Opens the pages of a filing in the viewer of the desktop.
    pub(super) fn show_pdf(&self, (filing, engine): (Filing, Engine), shape: Shape, title: String) {
        let (mouth, printer) = (self.mouth.clone(), Arc::clone(&self.printer));
        self.spawn("tianbao-print", Report::Failed, move || {
            let shown =
                jobs::export::pages_to_print(&filing, &engine, shape).and_then(|pdf| printer.show(&pdf, &title));
            mouth.say(match shown {
                Ok(_) => Report::Printed("已在 PDF 阅读器中打开，请在那里打印".to_owned()),
                Err(error) => Report::Failed(error.to_string()),
            });
        });
    }

    /// What says something to the window, for threads of their own.
    pub(super) fn mouth(&self) -> Mouth {
        self.mouth.clone()
    }

    /// What reads the files of others.
    pub(super) fn pool(&self) -> Arc<Pool> {
        Arc::clone(&self.pool)
    }

    /// The forms at hand.
    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The store with the data folder.
    pub(super) fn store(&self) -> Store {
        self.store.clone()
    }

    /// Does some work on a thread of its own; `failed` says what the window hears of a mistake in the program.
    pub(super) fn spawn(
        &self,
        name: &str,
        failed: impl FnOnce(String) -> Report + Send + 'static,
        work: impl FnOnce() + Send + 'static,
    ) {
        let mouth = self.mouth.clone();
        let work = move || {
            if let Err(sentence) = mishaps::guarded(work) {
                mouth.say(failed(sentence));
            }
        };
        if let Err(error) = Builder::new().name(name.to_owned()).spawn(work) {
            self.mouth.say(Report::Failed(format!("系统不能再开线程：{}", reason(&error))));
        }
    }
}

impl Drop for Worker {
    /// Waits until everything that was handed over is on the disk.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.store_thread.take() {
            thread.join().ok();
        }
    }
}
