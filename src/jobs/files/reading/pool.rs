//! As many workers as cores, started when they are needed.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::frame::Answer;
use super::process::{Failure, LOOK_UP, Process};
use super::{Error, Place, place};
use crate::import::limits::Limits;
use crate::import::readers::Source;
use crate::jobs::machine::at_once::cores;
use crate::jobs::machine::progress::Cancel;

/// How long a worker may read one file; with starting a worker and opening the file it stays within five seconds.
const TIME_LIMIT: Duration = Duration::from_secs(4);

/// Workers that read files; it may be shared between threads, and its workers end with it.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    size: usize,
    time_limit: Duration,
    limits: Limits,
    workers: Mutex<Workers>,
    returned: Condvar,
}

/// The workers that are not reading, and the number of all.
#[derive(Debug, Default)]
struct Workers {
    idle: Vec<Process>,
    count: usize,
}

impl Pool {
    /// Workers of this program, one a core.
    ///
    /// # Errors
    /// When the system does not tell which program this is.
    pub fn new() -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|source| Error::NoWorker { source })?;
        Ok(Self::of(program, cores(), TIME_LIMIT))
    }

    /// Workers of a program, so many at most, each with so much time for a file.
    pub fn of(program: PathBuf, size: usize, time_limit: Duration) -> Self {
        let (workers, returned) = (Mutex::default(), Condvar::new());
        Self { program, size: size.max(1), time_limit, limits: Limits::default(), workers, returned }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A sentence for everything that cannot be read.
    pub fn read(&self, path: &Path) -> Result<Source, Error> {
        self.read_bytes(super::bytes(path, &self.limits)?)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// A sentence for everything that cannot be read.
    pub fn read_bytes(&self, bytes: Vec<u8>) -> Result<Source, Error> {
        self.read_until(bytes, &Cancel::default())
    }

    /// Reads the bytes of a file, unless that is stopped: then the worker is ended, and its place is free at once.
    ///
    /// # Errors
    /// A sentence for everything that cannot be read, and [`Error::Cancelled`].
    pub fn read_until(&self, bytes: Vec<u8>, cancel: &Cancel) -> Result<Source, Error> {
        match place(&bytes, &self.limits)? {
            Place::Filing => Ok(Source::Filing(bytes)),
            Place::Here(reader) => Ok(Source::Document(reader.read(&bytes, &self.limits)?)),
            Place::Worker => match self.ask(&bytes, cancel)? {
                Answer::Filing => Ok(Source::Filing(bytes)),
                Answer::Document(document) => Ok(Source::Document(document)),
                Answer::Refused(error) => Err(error.into()),
            },
        }
    }

    /// Has a file read by a worker.
    fn ask(&self, bytes: &[u8], cancel: &Cancel) -> Result<Answer, Error> {
        let idle = self.take(cancel)?;
        // An old worker that is found dead is no fault of the file, so the last word is a new one's.
        if let Some(mut process) = idle
            && let Some(answer) = self.judge(process.ask(bytes, self.time_limit, cancel)).transpose()
        {
            self.give_back(answer.is_ok().then_some(process));
            return answer;
        }
        let mut process = match Process::start(&self.program) {
            Ok(process) => process,
            Err(source) => {
                self.give_back(None);
                return Err(Error::NoWorker { source });
            }
        };
        let answer =
            self.judge(process.ask(bytes, self.time_limit, cancel)).and_then(|answer| answer.ok_or(Error::Crashed));
        self.give_back(answer.is_ok().then_some(process));
        answer
    }

    /// What became of asking a worker; nothing when it died.
    fn judge(&self, answer: Result<Answer, Failure>) -> Result<Option<Answer>, Error> {
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(Failure::Died) => Ok(None),
            Err(Failure::TooSlow) => Err(Error::TooSlow { limit: self.time_limit }),
            Err(Failure::Stopped) => Err(Error::Cancelled),
        }
    }

    /// Waits for a place among the workers: an idle worker, or nothing when a new one may be started.
    fn take(&self, cancel: &Cancel) -> Result<Option<Process>, Error> {
        let mut workers = lock(&self.workers);
        loop {
            if cancel.is_wished() {
                return Err(Error::Cancelled);
            }
            if let Some(process) = workers.idle.pop() {
                return Ok(Some(process));
            }
            if workers.count < self.size {
                workers.count += 1;
                return Ok(None);
            }
            let waited = self.returned.wait_timeout(workers, LOOK_UP);
            workers = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Gives the place back, with its worker when that is of further use.
    fn give_back(&self, process: Option<Process>) {
        let mut workers = lock(&self.workers);
        match process {
            Some(process) => workers.idle.push(process),
            None => workers.count -= 1,
        }
        drop(workers);
        self.returned.notify_one();
    }
}

/// A lock whose last holder may have panicked: nothing here is left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
