//! Threads of the window. The window's own thread never waits for a disk or a dialog: it hands over jobs and reads
//! reports.
//!
//! One thread, `tianbao-store`, owns the open file with its lock and does everything with filings in order, so a save
//! never overtakes another. Dialogs and exports have threads of their own, because they may take long.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use egui::Context;
use jiff::Timestamp;

use super::picker::{Pick, Picker};
use crate::check::Engine;
use crate::filing::store::{self, Error, Store, Target, Version};
use crate::filing::{Filing, Snapshot, format};
use crate::form::Catalogue;
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
    SaveAs { path: PathBuf, filing: Box<Filing> },
    /// Writes the open filing.
    Save { path: PathBuf, revision: u64, filing: Box<Filing>, at: Timestamp },
    /// Reads last year's values.
    ReadPrior(PathBuf),
    /// Lists the kept versions of the open file.
    Versions(PathBuf),
    /// Reads a kept version.
    ReadVersion(PathBuf),
    /// Lists the recent files.
    Recent,
    /// Lets go of the open file.
    Release,
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
    Opened { filing: Box<Filing>, path: PathBuf, access: Access },
    /// The filing got a new name.
    Renamed { path: PathBuf },
    /// A revision is on the disk.
    Saved { revision: u64, at: Timestamp },
    /// A revision is not on the disk.
    NotSaved { revision: u64, sentence: String },
    /// Last year's values.
    Prior { year: u16, snapshot: Box<Snapshot> },
    /// The kept versions, newest first.
    Versions(Vec<Version>),
    /// A kept version's content.
    Version(Box<Filing>),
    /// The recent files.
    Recent(Vec<Recent>),
    /// The user chose a file, or none.
    Picked { what: Pick, path: Option<PathBuf> },
    /// An export is done.
    Exported(PathBuf),
    /// Something else went wrong.
    Failed(String),
}

/// The window's end of the threads.
pub(super) struct Worker {
    jobs: Option<SyncSender<Job>>,
    reports: Receiver<Report>,
    mouth: Mouth,
    picker: Arc<dyn Picker>,
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
    pub(super) fn new(ctx: &Context, store: Store, catalogue: Catalogue, picker: Arc<dyn Picker>) -> Self {
        let (report_sender, reports) = sync_channel(MOST_WAITING);
        let (jobs, job_receiver) = sync_channel(MOST_WAITING);
        let mouth = Mouth { reports: report_sender, ctx: ctx.clone() };
        let mut clerk = Clerk { store, catalogue, target: None, mouth: mouth.clone() };
        let thread = Builder::new().name("tianbao-store".to_owned()).spawn(move || {
            while let Ok(job) = job_receiver.recv() {
                clerk.work(job);
            }
        });
        Self { jobs: Some(jobs), reports, mouth, picker, store_thread: thread.ok() }
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

    /// Asks for a path.
    pub(super) fn pick(&self, what: Pick, folder: Option<PathBuf>) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-dialog", move || {
            let path = picker.pick(&what, folder.as_deref());
            mouth.say(Report::Picked { what, path });
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

/// The store thread's own state.
struct Clerk {
    store: Store,
    catalogue: Catalogue,
    target: Option<Target>,
    mouth: Mouth,
}

impl Clerk {
    fn work(&mut self, job: Job) {
        let report = match job {
            Job::Open(path) => Some(self.open(&path)),
            Job::CreateDraft(filing) => Some(self.create_draft(filing)),
            Job::SaveAs { path, filing } => Some(self.save_as(&path, &filing)),
            Job::Save { path, revision, filing, at } => Some(self.save(&path, revision, &filing, at)),
            Job::ReadPrior(path) => Some(match store::read_snapshot(&path, &self.catalogue) {
                Ok((year, snapshot)) => Report::Prior { year, snapshot: Box::new(snapshot) },
                Err(error) => Report::Failed(error.to_string()),
            }),
            Job::Versions(path) => {
                Some(Report::Versions(self.store.versions(&path).list().into_iter().rev().collect()))
            }
            Job::ReadVersion(path) => Some(match store::read(&path, &self.catalogue) {
                Ok(filing) => Report::Version(Box::new(filing)),
                Err(error) => Report::Failed(error.to_string()),
            }),
            Job::Recent => Some(Report::Recent(recent::list(self.store.data_folder()))),
            Job::Release => {
                self.target = None;
                None
            }
        };
        if let Some(report) = report {
            self.mouth.say(report);
        }
    }

    fn open(&mut self, path: &Path) -> Report {
        if self.target.as_ref().is_some_and(|target| is_same_file(target.path(), path)) {
            // Our own lock would refuse us.
            self.target = None;
        }
        match self.store.open(path, &self.catalogue) {
            Ok((filing, target)) => {
                self.target = Some(target);
                self.opened(Box::new(filing), path, Access::Edit)
            }
            Err(error @ (Error::Locked { .. } | Error::Write { .. })) => match store::read(path, &self.catalogue) {
                Ok(filing) => {
                    self.target = None;
                    self.opened(Box::new(filing), path, Access::ReadOnly(read_only_sentence(&error)))
                }
                Err(error) => Report::Failed(error.to_string()),
            },
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    fn create_draft(&mut self, filing: Box<Filing>) -> Report {
        match self.store.create_draft(&filing) {
            Ok(target) => {
                let path = target.path().to_owned();
                self.target = Some(target);
                self.opened(filing, &path, Access::Edit)
            }
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    /// Says that a filing is open, after it was put into the list of recent files.
    fn opened(&self, filing: Box<Filing>, path: &Path, access: Access) -> Report {
        self.remember(path, &filing);
        Report::Opened { filing, path: path.to_owned(), access }
    }

    fn remember(&self, path: &Path, filing: &Filing) {
        match recent::remember(self.store.data_folder(), path, filing) {
            Ok(list) => self.mouth.say(Report::Recent(list)),
            Err(error) => self.mouth.say(Report::Failed(error.to_string())),
        }
    }

    fn save_as(&mut self, path: &Path, filing: &Filing) -> Report {
        if self.target.as_ref().is_some_and(|target| is_same_file(target.path(), path)) {
            return Report::Renamed { path: path.to_owned() };
        }
        match self.store.replace(path, filing) {
            Ok(target) => {
                self.target = Some(target);
                self.remember(path, filing);
                Report::Renamed { path: path.to_owned() }
            }
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    /// `path` says which document is meant: a save that comes late must not land in the file that was opened since.
    fn save(&mut self, path: &Path, revision: u64, filing: &Filing, at: Timestamp) -> Report {
        let Some(target) = self.target.as_mut().filter(|target| is_same_file(target.path(), path)) else {
            return Report::NotSaved {
                revision, sentence: "文件没有打开，改动还没有写到磁盘；请另存为".to_owned()
            };
        };
        match target.save(&format::write(filing), at) {
            Ok(()) => Report::Saved { revision, at },
            Err(error) => Report::NotSaved { revision, sentence: error.to_string() },
        }
    }
}

fn read_only_sentence(error: &Error) -> String {
    match error {
        Error::Locked { holder, .. } => format!("这个文件正由另一个程序编辑（{holder}），现在只能查看，不能修改"),
        other => format!("只能查看，不能修改：{other}"),
    }
}

fn is_same_file(left: &Path, right: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_none| path.to_owned());
    absolute(left) == absolute(right)
}
