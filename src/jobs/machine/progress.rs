//! How far a long job is, and the wish to stop it; the window shows it in its foot, the command line on a terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The steps that are done.
    pub done: usize,
    /// All steps.
    pub total: usize,
    /// What is being done, in a sentence without an end.
    pub sentence: String,
}

/// A wish to stop, shared by the one who wishes and the job.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Wishes that the job stops.
    pub fn wish(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether that was wished.
    pub fn is_wished(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The wish itself, for those who know nothing of jobs.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

/// The job stopped because that was wished; nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// What a long job is given: whom to tell how far it is, and when to stop.
pub struct Task<'a> {
    cancel: Cancel,
    listener: &'a (dyn Fn(Progress) + Sync),
}

impl std::fmt::Debug for Task<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Task").field("cancel", &self.cancel).finish_non_exhaustive()
    }
}

impl<'a> Task<'a> {
    /// A task that tells a listener and stops when wished.
    pub fn new(cancel: Cancel, listener: &'a (dyn Fn(Progress) + Sync)) -> Self {
        Self { cancel, listener }
    }

    /// Says what comes next; an error when the job has to stop instead.
    ///
    /// # Errors
    /// [`Cancelled`] when that was wished.
    pub fn step(&self, done: usize, total: usize, sentence: &str) -> Result<(), Cancelled> {
        if self.cancel.is_wished() {
            return Err(Cancelled);
        }
        (self.listener)(Progress { done, total, sentence: sentence.to_owned() });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cancel, Cancelled, Task};

    #[test]
    fn a_task_stops_at_the_step_after_the_wish() {
        let cancel = Cancel::default();
        let told = std::sync::Mutex::new(Vec::new());
        let listener = |progress: super::Progress| told.lock().expect("not poisoned").push(progress.done);
        let task = Task::new(cancel.clone(), &listener);
        assert_eq!(task.step(0, 3, "读取"), Ok(()));
        cancel.wish();
        assert_eq!(task.step(1, 3, "写入"), Err(Cancelled));
        assert_eq!(*told.lock().expect("not poisoned"), [0]);
    }
}
