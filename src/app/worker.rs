//! Threads of the window. The window's own thread never waits for a disk or a dialog: it hands over jobs and reads
//! reports.
//!
//! One thread, `tianbao-store`, owns the open files with their locks and does everything with filings in order, so a save
//! never overtakes another. Dialogs and exports have threads of their own, because they may take long.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use egui::Context;
use jiff::Timestamp;

use super::kept::Read;
use super::picker::{Pick, Picker};
use super::printing::Found;
use super::tabs::TabId;
use crate::check::Engine;
use crate::filing::store::{self, Error, Store, Target, Version};
use crate::filing::{Filing, Snapshot, format};
use crate::form::Catalogue;
use crate::jobs::printing::{self, Habit, Order, Printer};
use crate::jobs::recent::{self, Recent};
use crate::jobs::{self};

/// Reports wait here until the window reads them, which it does in every frame.
const MOST_WAITING: usize = 256;

/// What the store thread does.
pub(super) enum Job {
    /// Opens a file for editing, or for reading only when another program holds it.
    Open(PathBuf),
    /// Puts a new filing into the drafts.
    CreateDraft(Box<Filing>),
    /// Writes the filing under a new name and goes on there.
    SaveAs { tab: TabId, path: PathBuf, filing: Box<Filing> },
    /// Writes an open filing.
    Save { tab: TabId, revision: u64, filing: Box<Filing>, at: Timestamp },
    /// Reads last year's values for a filing.
    ReadPrior { tab: TabId, path: PathBuf },
    /// Reads the kept versions of an open file.
    Versions { tab: TabId, path: PathBuf },
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
}

/// What the threads say.
pub(super) enum Report {
    /// A filing is open.
    Opened { tab: TabId, filing: Box<Filing>, path: PathBuf, access: Access },
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
    Picked { tab: Option<TabId>, what: Pick, path: Option<PathBuf> },
    /// An export is done.
    Exported(PathBuf),
    /// The printers at hand, and how the form was printed last.
    Printers { tab: TabId, found: Found, habit: Habit },
    /// Something was printed, or shown to be printed.
    Printed(String),
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
    data: PathBuf,
    store_thread: Option<JoinHandle<()>>,
}

/// Says something to the window and wakes it.
#[derive(Clone)]
struct Mouth {
    reports: SyncSender<Report>,
    ctx: Context,
}

impl Mouth {
    fn say(&self, report: Report) {
        // The window is gone when this fails, and nobody is left to be told.
        self.reports.send(report).ok();
        self.ctx.request_repaint();
    }
}

impl Worker {
    pub(super) fn new(
        ctx: &Context,
        store: Store,
        catalogue: Catalogue,
        picker: Arc<dyn Picker>,
        printer: Arc<dyn Printer>,
    ) -> Self {
        let data = store.data_folder().to_owned();
        let (report_sender, reports) = sync_channel(MOST_WAITING);
        let (jobs, job_receiver) = sync_channel(MOST_WAITING);
        let mouth = Mouth { reports: report_sender, ctx: ctx.clone() };
        let mut clerk = Clerk { store, catalogue, open: BTreeMap::new(), next: 1, mouth: mouth.clone() };
        let thread = Builder::new().name("tianbao-store".to_owned()).spawn(move || {
            while let Ok(job) = job_receiver.recv() {
                clerk.work(job);
            }
        });
        Self { jobs: Some(jobs), reports, mouth, picker, printer, data, store_thread: thread.ok() }
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

    /// Asks for a path, for the filing of a tab or for the window.
    pub(super) fn pick(&self, tab: Option<TabId>, what: Pick, folder: Option<PathBuf>) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-dialog", move || {
            let path = picker.pick(&what, folder.as_deref());
            mouth.say(Report::Picked { tab, what, path });
        });
    }

    /// Exports a filing.
    pub(super) fn export(&self, filing: Filing, engine: Engine, path: PathBuf) {
        let mouth = self.mouth.clone();
        self.spawn("tianbao-export", move || match jobs::export::export(&filing, &engine, &path) {
            Ok(()) => mouth.say(Report::Exported(path)),
            Err(error) => mouth.say(Report::Failed(error.to_string())),
        });
    }

    /// Asks for the printers, and how a form was printed last.
    pub(super) fn printers(&self, tab: TabId, form: String) {
        let (mouth, printer, data) = (self.mouth.clone(), Arc::clone(&self.printer), self.data.clone());
        self.spawn("tianbao-print", move || {
            let habit = printing::habit(&data, &form);
            let found = Found::of(printer.printers());
            mouth.say(Report::Printers { tab, found, habit });
        });
    }

    /// Prints a filing, and remembers how.
    pub(super) fn print(&self, filing: Filing, order: Order) {
        let (mouth, printer, data) = (self.mouth.clone(), Arc::clone(&self.printer), self.data.clone());
        self.spawn("tianbao-print", move || {
            let sentence = jobs::export::pages_to_print(&filing).and_then(|pdf| printer.print(&pdf, &order));
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
    pub(super) fn show_pdf(&self, filing: Filing, title: String) {
        let (mouth, printer) = (self.mouth.clone(), Arc::clone(&self.printer));
        self.spawn("tianbao-print", move || {
            let shown = jobs::export::pages_to_print(&filing).and_then(|pdf| printer.show(&pdf, &title));
            mouth.say(match shown {
                Ok(_) => Report::Printed("已在 PDF 阅读器中打开，请在那里打印".to_owned()),
                Err(error) => Report::Failed(error.to_string()),
            });
        });
    }

    fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) {
        if let Err(error) = Builder::new().name(name.to_owned()).spawn(work) {
            self.mouth.say(Report::Failed(format!("系统不能再开线程：{error}")));
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

/// A file in a tab. Without a target it is read-only.
struct Open {
    path: PathBuf,
    target: Option<Target>,
}

/// The store thread's own state.
struct Clerk {
    store: Store,
    catalogue: Catalogue,
    open: BTreeMap<TabId, Open>,
    next: u64,
    mouth: Mouth,
}

impl Clerk {
    fn work(&mut self, job: Job) {
        let report = match job {
            Job::Open(path) => self.open(&path),
            Job::CreateDraft(filing) => self.create_draft(filing),
            Job::SaveAs { tab, path, filing } => self.save_as(tab, path, &filing),
            Job::Save { tab, revision, filing, at } => self.save(tab, revision, &filing, at),
            Job::ReadPrior { tab, path } => match store::read_snapshot(&path, &self.catalogue) {
                Ok((year, snapshot)) => Report::Prior { tab, year, snapshot: Box::new(snapshot) },
                Err(error) => Report::Failed(error.to_string()),
            },
            Job::Versions { tab, path } => {
                let versions = self.store.versions(&path).list().into_iter().rev();
                let read = |version: Version| {
                    let content = store::read(&version.path, &self.catalogue);
                    (version, content.map(Box::new).map_err(|error| error.to_string()))
                };
                Report::Versions { tab, list: versions.map(read).collect() }
            }
            Job::Recent => Report::Recent(recent::list(self.store.data_folder())),
            Job::Close(tab) => {
                self.open.remove(&tab);
                return;
            }
        };
        self.mouth.say(report);
    }

    fn open(&mut self, path: &Path) -> Report {
        // Our own lock would refuse us.
        if let Some(tab) = self.tab_of(path) {
            return Report::AlreadyOpen(tab);
        }
        match self.store.open(path, &self.catalogue) {
            Ok((filing, target)) => self.opened(Box::new(filing), path, Some(target), Access::Edit),
            Err(error @ (Error::Locked { .. } | Error::Write { .. })) => match store::read(path, &self.catalogue) {
                Ok(filing) => self.opened(Box::new(filing), path, None, Access::ReadOnly(read_only_sentence(&error))),
                Err(error) => Report::Failed(error.to_string()),
            },
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    fn tab_of(&self, path: &Path) -> Option<TabId> {
        self.open.iter().find(|(_, open)| is_same_file(&open.path, path)).map(|(tab, _)| *tab)
    }

    fn create_draft(&mut self, filing: Box<Filing>) -> Report {
        match self.store.create_draft(&filing) {
            Ok(target) => {
                let path = target.path().to_owned();
                self.opened(filing, &path, Some(target), Access::Edit)
            }
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    /// Says that a filing is open, after it was put into the list of recent files.
    fn opened(&mut self, filing: Box<Filing>, path: &Path, target: Option<Target>, access: Access) -> Report {
        self.remember(path, &filing);
        let tab = TabId(self.next);
        self.next += 1;
        self.open.insert(tab, Open { path: path.to_owned(), target });
        Report::Opened { tab, filing, path: path.to_owned(), access }
    }

    fn remember(&self, path: &Path, filing: &Filing) {
        match recent::remember(self.store.data_folder(), path, filing) {
            Ok(list) => self.mouth.say(Report::Recent(list)),
            Err(error) => self.mouth.say(Report::Failed(error.to_string())),
        }
    }

    fn save_as(&mut self, tab: TabId, path: PathBuf, filing: &Filing) -> Report {
        match self.tab_of(&path) {
            Some(other) if other != tab => {
                let sentence = format!("{} 在另一个标签页中打开着；请换一个文件名", path.display());
                return Report::Failed(sentence);
            }
            Some(_) if self.open.get(&tab).is_some_and(|open| open.target.is_some()) => {
                return Report::Renamed { tab, path };
            }
            _ => {}
        }
        match self.store.replace(&path, filing) {
            Ok(target) => {
                self.open.insert(tab, Open { path: path.clone(), target: Some(target) });
                self.remember(&path, filing);
                Report::Renamed { tab, path }
            }
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    fn save(&mut self, tab: TabId, revision: u64, filing: &Filing, at: Timestamp) -> Report {
        let Some(target) = self.open.get_mut(&tab).and_then(|open| open.target.as_mut()) else {
            let sentence = "文件没有打开，改动还没有写到磁盘；请另存为".to_owned();
            return Report::NotSaved { tab, revision, sentence };
        };
        match target.save(&format::write(filing), at) {
            Ok(()) => Report::Saved { tab, revision, at },
            Err(error) => Report::NotSaved { tab, revision, sentence: error.to_string() },
        }
    }
}

fn read_only_sentence(error: &Error) -> String {
    match error {
        Error::Locked { holder, .. } => format!("这个文件正由另一个程序编辑（{holder}），现在只能查看，不能修改"),
        other => format!("只能查看，不能修改：{other}"),
    }
}

/// Whether two paths lead to one file, also over links.
fn is_same_file(left: &Path, right: &Path) -> bool {
    let absolute = |path: &Path| {
        path.canonicalize().or_else(|_missing| std::path::absolute(path)).unwrap_or_else(|_none| path.to_owned())
    };
    absolute(left) == absolute(right)
}
