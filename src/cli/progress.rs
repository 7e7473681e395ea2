//! How far a long command is, in one line of the terminal that is written over; nothing where nobody looks.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::jobs::progress::Progress;

/// The line.
pub(super) struct Line {
    is_seen: bool,
    /// The hundredths that were shown last.
    shown: AtomicUsize,
}

impl Line {
    /// A line on the terminal, where stderr is one.
    pub(super) fn new() -> Self {
        Self { is_seen: stderr().is_terminal(), shown: AtomicUsize::new(usize::MAX) }
    }

    /// Shows how far it is; wiped off when it is done.
    pub(super) fn show(&self, progress: &Progress) {
        let Progress { done, total, sentence } = progress;
        let hundredths = done * 100 / (*total).max(1);
        if !self.is_seen || self.shown.swap(hundredths, Ordering::Relaxed) == hundredths {
            return;
        }
        let text = if done < total { format!("\r{sentence} {done}/{total}\u{1b}[K") } else { "\r\u{1b}[K".to_owned() };
        // When stderr is closed there is nobody to tell.
        stderr().write_all(text.as_bytes()).and_then(|()| stderr().flush()).ok();
    }
}
