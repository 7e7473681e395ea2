//! A worker process as the program sees it: started, asked, and ended when it does not answer in time.

use std::io::{self, BufWriter};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::frame::{self, Answer};
use super::worker;
use crate::jobs::machine::progress::Cancel;

/// How often a wish to stop is looked for.
pub(super) const LOOK_UP: Duration = Duration::from_millis(30);

/// A running worker.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    requests: BufWriter<ChildStdin>,
    answers: Receiver<Vec<u8>>,
}

/// Why a worker gave no answer; it is of no more use.
#[derive(Debug)]
pub(super) enum Failure {
    /// It died.
    Died,
    /// It takes too long.
    TooSlow,
    /// Nobody waits for it any more.
    Stopped,
}

impl Process {
    /// Starts a worker.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(worker::ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let requests = BufWriter::new(child.stdin.take().ok_or_else(gone)?);
        let mut stdout = child.stdout.take().ok_or_else(gone)?;
        let (sender, answers) = sync_channel(1);
        // The thread ends with the worker, whose end closes the pipe.
        thread::Builder::new().name("import-worker-answers".to_owned()).spawn(move || {
            while let Ok(Some(answer)) = frame::read(&mut stdout) {
                if sender.send(answer).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { child, requests, answers })
    }

    /// Has a file read.
    pub(super) fn ask(&mut self, bytes: &[u8], limit: Duration, cancel: &Cancel) -> Result<Answer, Failure> {
        frame::write(&mut self.requests, bytes).map_err(|_gone| Failure::Died)?;
        let begun = Instant::now();
        let answer = loop {
            let rest = limit.saturating_sub(begun.elapsed());
            match self.answers.recv_timeout(rest.min(LOOK_UP)) {
                Ok(answer) => break answer,
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::Died),
                Err(RecvTimeoutError::Timeout) if cancel.is_wished() => return Err(Failure::Stopped),
                Err(RecvTimeoutError::Timeout) if rest.is_zero() => return Err(Failure::TooSlow),
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        serde_json::from_slice(&answer).map_err(|_garbled| Failure::Died)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already; the wait lets the system forget it.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
