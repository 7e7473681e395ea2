//! Where a page hears its own threads.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::mouth::{Mouth, Wake};

/// What was said waits here until the page reads it, which it does in every frame.
const MOST_WAITING: usize = 256;

/// What the threads of a page say to it.
pub(crate) struct Mailbox<T> {
    mouth: Mouth<T>,
    said: Receiver<T>,
}

impl<T> Mailbox<T> {
    /// An empty one.
    pub(crate) fn new(wake: &Wake) -> Self {
        let (sender, said) = sync_channel(MOST_WAITING);
        Self { mouth: Mouth::new(sender, Arc::clone(wake)), said }
    }

    /// What says something into it, for a thread.
    pub(crate) fn mouth(&self) -> Mouth<T> {
        self.mouth.clone()
    }

    /// What was said since the last frame.
    pub(crate) fn read(&self) -> Vec<T> {
        self.said.try_iter().collect()
    }
}
