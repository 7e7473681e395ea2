//! What comes to the desk of an office: a thread that looks at the folders, reads what is new on all cores, and hands it
//! over piece by piece.
//!
//! The thread owns nothing that has to be saved: it reads files and says what stands in them. Stopping it between two
//! files loses what was not read yet and nothing else.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, SystemTime};

use super::aggregating::{Gathered, Reader, gather};
use super::watching::Watch;
use super::workspaces::written;
use crate::aggregate::intake::Refused;
use crate::aggregate::received::Received;
use crate::form::Catalogue;
use crate::jobs::files::reading::Pool;
use crate::jobs::machine::progress::{Cancel, Progress, Task};

/// How often the folders are looked at while somebody is there to see it, and otherwise.
const LOOK_EVERY: Duration = Duration::from_secs(3);
const LOOK_SELDOM: Duration = Duration::from_secs(30);

/// So many files are handed over at once.
const PIECE: usize = 250;

/// So many orders wait at most; one replaces the other.
const MOST_WAITING: usize = 16;

/// What the thread says.
#[derive(Debug)]
pub enum News {
    /// Reading begins; it can be stopped.
    Begins(Cancel),
    /// How far reading is.
    Progress(Progress),
    /// Files that were read, that could not be, and that are gone, by their names in the workspace.
    Came {
        /// Those that were read.
        received: Vec<Received>,
        /// Those that were not.
        failed: Vec<Refused>,
        /// Those that are there no more.
        gone: Vec<String>,
    },
    /// All that is there was read; holds how many files, and whether it was stopped before the end.
    Done {
        /// How many files were read or failed.
        files: usize,
        /// Whether somebody stopped it.
        is_stopped: bool,
    },
    /// Folders cannot be reached; the sentence. What they held stays.
    Away(String),
}

/// What the thread is told.
#[derive(Debug)]
enum Order {
    Sources(Vec<PathBuf>),
    Attend(bool),
    LookNow,
}

/// The thread.
#[derive(Debug)]
pub struct Collector {
    orders: Option<SyncSender<Order>>,
    thread: Option<JoinHandle<()>>,
    cancel: Cancel,
}

/// What the thread needs to know.
#[derive(Debug)]
pub struct Where {
    /// The workspace.
    pub workspace: PathBuf,
    /// The folder in which its paths begin.
    pub folder: PathBuf,
    /// The files and folders that are read.
    pub sources: Vec<PathBuf>,
    /// The year that is wanted of files with several.
    pub year: Option<u16>,
}

impl Collector {
    /// Starts reading; `say` is called from the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        place: Where,
        catalogue: Catalogue,
        pool: Arc<Pool>,
        say: impl Fn(News) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let (orders, heard) = sync_channel(MOST_WAITING);
        let cancel = Cancel::default();
        let stop = cancel.clone();
        let work = move || {
            let reader = Reader::with(&catalogue, pool, place.year);
            let watch = Watch::new(place.sources.clone(), vec![place.workspace]);
            let mut desk = Thread { watch, reader, folder: place.folder, stop, is_away: false, say: &say };
            desk.run(&heard);
        };
        let thread = Builder::new().name("tianbao-desk".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), cancel })
    }

    fn tell(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // A thread that has so much to do looks soon anyway.
            orders.try_send(order).ok();
        }
    }

    /// Reads other files and folders from now on.
    pub fn set_sources(&self, sources: Vec<PathBuf>) {
        self.tell(Order::Sources(sources));
    }

    /// Looks often while somebody is there to see it.
    pub fn attend(&self, is_there: bool) {
        self.tell(Order::Attend(is_there));
    }

    /// Looks now, and reads what was left when somebody stopped it.
    pub fn look_now(&self) {
        self.tell(Order::LookNow);
    }
}

impl Drop for Collector {
    /// Stops between two files and waits for it.
    fn drop(&mut self) {
        self.cancel.wish();
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

struct Thread<'a> {
    watch: Watch,
    reader: Reader<'a>,
    folder: PathBuf,
    /// The window does not want to know any more.
    stop: Cancel,
    is_away: bool,
    say: &'a (dyn Fn(News) + Sync),
}

impl Thread<'_> {
    fn run(&mut self, orders: &Receiver<Order>) {
        let mut every = LOOK_EVERY;
        let mut is_paused = self.look(true);
        while !self.stop.is_wished() {
            match orders.recv_timeout(every) {
                Ok(Order::Sources(sources)) => {
                    self.watch.set_sources(sources);
                    is_paused = self.look(true);
                }
                Ok(Order::Attend(is_there)) => every = if is_there { LOOK_EVERY } else { LOOK_SELDOM },
                Ok(Order::LookNow) => is_paused = self.look(true),
                Err(RecvTimeoutError::Timeout) if is_paused => {}
                Err(RecvTimeoutError::Timeout) => is_paused = self.look(false),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Looks at the folders and reads what is new; true when somebody stopped it.
    fn look(&mut self, takes_all: bool) -> bool {
        let now = SystemTime::now();
        let found = if takes_all { self.watch.first_look(now) } else { self.watch.look(now) };
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                if !std::mem::replace(&mut self.is_away, true) {
                    (self.say)(News::Away(error.to_string()));
                }
                return false;
            }
        };
        self.is_away = false;
        if !found.gone.is_empty() {
            let gone = found.gone.iter().map(|path| written(path, &self.folder)).collect();
            (self.say)(News::Came { received: Vec::new(), failed: Vec::new(), gone });
        }
        if found.fresh.is_empty() && !takes_all {
            return false;
        }
        self.read(&found.fresh)
    }

    fn read(&mut self, paths: &[PathBuf]) -> bool {
        let cancel = Cancel::default();
        (self.say)(News::Begins(cancel.clone()));
        let total = paths.len();
        let mut done = 0;
        for piece in paths.chunks(PIECE) {
            let tell = |progress: Progress| {
                if self.stop.is_wished() {
                    cancel.wish();
                }
                (self.say)(News::Progress(Progress { done: done + progress.done, total, ..progress }));
            };
            let gathered = gather(piece, &self.reader, &Task::new(cancel.clone(), &tell));
            let Ok(gathered) = gathered else {
                self.watch.forget(paths.get(done..).unwrap_or_default());
                (self.say)(News::Done { files: done, is_stopped: true });
                return true;
            };
            let Gathered { received, failed } = gathered.named_from(&self.folder);
            done += piece.len();
            (self.say)(News::Came { received, failed, gone: Vec::new() });
        }
        (self.say)(News::Done { files: total, is_stopped: false });
        false
    }
}
