//! How threads say something to the window and wake it.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::report::Report;

/// Wakes the window, so that it hears what was said.
pub(crate) type Wake = Arc<dyn Fn() + Send + Sync>;

/// Says something to the window and wakes it.
pub(crate) struct Mouth<T = Report> {
    said: SyncSender<T>,
    wake: Wake,
}

impl<T> Mouth<T> {
    pub(super) fn new(said: SyncSender<T>, wake: Wake) -> Self {
        Self { said, wake }
    }

    pub(crate) fn say(&self, what: T) {
        // The window is gone when this fails, and nobody is left to be told.
        self.said.send(what).ok();
        (self.wake)();
    }
}

impl<T> Clone for Mouth<T> {
    fn clone(&self) -> Self {
        Self { said: self.said.clone(), wake: Arc::clone(&self.wake) }
    }
}
