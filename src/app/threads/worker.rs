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

use super::clerk::Clerk;
use super::desktop::Picker;
use super::job::Job;
use super::mouth::{Mouth, Wake};
use super::report::Report;
use crate::app::model::pick::Pick;
use crate::app::model::tab_id::TabId;
use crate::check::Engine;
use crate::filing::Filing;
use crate::filing::store::{Store, reason};
use crate::form::Catalogue;
use crate::jobs::comparer::Comparer;
use crate::jobs::export::Shape;
use crate::jobs::localiser::Localiser;
use crate::jobs::log::Log;
use crate::jobs::printing::{self, Order, Printer};
use crate::jobs::progress::{Cancel, Task};
use crate::jobs::reading::Pool;
use crate::jobs::settings::Keeper;
use crate::jobs::{self, mishaps};

/// Reports wait here until the window reads them, which it does in every frame.
const MOST_WAITING: usize = 256;

/// The window's end of the threads.
pub(crate) struct Worker {
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
pub(crate) struct Machine {
    /// The forms at hand.
    pub(crate) catalogue: Catalogue,
    /// The desktop.
    pub(crate) picker: Arc<dyn Picker>,
    /// The way to paper.
    pub(crate) printer: Arc<dyn Printer>,
    /// What reads the files of others.
    pub(crate) pool: Arc<Pool>,
    /// The log.
    pub(crate) log: Log,
}

impl Worker {
    pub(crate) fn new(wake: Wake, store: Store, keeper: Keeper, machine: Machine) -> Self {
        let Machine { catalogue, picker, printer, pool, log } = machine;
        let (report_sender, reports) = sync_channel(MOST_WAITING);
        let (jobs, job_receiver) = sync_channel(MOST_WAITING);
        let mouth = Mouth::new(report_sender, wake);
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
    pub(crate) fn hand_over(&self, job: Job) -> Result<(), String> {
        match self.jobs.as_ref().map(|jobs| jobs.try_send(job)) {
            Some(Ok(())) => Ok(()),
            Some(Err(TrySendError::Full(_))) => Err("磁盘没有响应，请稍候再试".to_owned()),
            Some(Err(TrySendError::Disconnected(_))) | None => Err("读写文件的线程已停止，请重新启动程序".to_owned()),
        }
    }

    /// What was said since the last frame.
    pub(crate) fn reports(&self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    /// Looks for guilty cells in a filing as it is shown; what was ordered before is forgotten.
    pub(crate) fn suspect(&self, tab: TabId, edition: u64, filing: Filing, engine: Engine) {
        if let Some(localiser) = &self.localiser {
            localiser.search((tab, edition), filing, engine);
        }
    }

    /// Holds a text, or the report in a filing, against its tables; what was ordered before is forgotten.
    pub(crate) fn compare(
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

    /// Asks for a path, for the filing of a tab or for the window.
    pub(crate) fn pick(&self, tab: Option<TabId>, what: Pick, folder: Option<PathBuf>) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-dialog", Report::Failed, move || {
            let answer = picker.pick(&what, folder.as_deref());
            mouth.say(Report::Picked { tab, what, answer });
        });
    }

    /// Exports a filing; `job` names it in the reports.
    pub(crate) fn export(
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

    /// Shows the folder of a file on the desktop.
    pub(crate) fn show_in_folder(&self, file: PathBuf) {
        let (mouth, picker) = (self.mouth.clone(), Arc::clone(&self.picker));
        self.spawn("tianbao-desktop", Report::Failed, move || {
            if let Err(sentence) = picker.show_in_folder(&file) {
                mouth.say(Report::Failed(sentence));
            }
        });
    }

    /// Prints a filing, and remembers how.
    pub(crate) fn print(&self, (filing, engine): (Filing, Engine), shape: Shape, order: Order) {
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
    pub(crate) fn show_pdf(&self, (filing, engine): (Filing, Engine), shape: Shape, title: String) {
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

    /// What reads the files of others.
    pub(crate) fn pool(&self) -> Arc<Pool> {
        Arc::clone(&self.pool)
    }

    /// The forms at hand.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The way to paper.
    pub(crate) fn printer(&self) -> Arc<dyn Printer> {
        Arc::clone(&self.printer)
    }

    /// The store with the data folder.
    pub(crate) fn store(&self) -> Store {
        self.store.clone()
    }

    /// Does some work on a thread of its own; `failed` says what the window hears of a mistake in the program.
    pub(crate) fn spawn(
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
