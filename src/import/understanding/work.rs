//! How much understanding one document may cost, counted and not timed: the same on every machine.
//!
//! Every search says how many steps it is about to take; a step is about what comparing one label with another costs. When
//! the steps are used up, what was found stands, and the rest is not looked at, which is told.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::import::reading::grid::{Block, Document};

/// Steps for every document, however small.
const BASE: u64 = 3_000_000;
/// Steps more for every cell and every paragraph.
const PER_TEXT: u64 = 200;
/// No document has more: they take less than a second.
const MOST: u64 = 8_000_000;

/// Steps to read a text for the first time, besides one for every character.
pub(super) const TEXT: usize = 40;
/// Steps to look for unit and year in a text beside a table.
pub(super) const TITLE: usize = 40;
/// Steps to keep a cell of a flattened table, and to put it where it belongs.
pub(super) const KEPT: usize = 30;
/// Steps to look at a position of a grid.
pub(super) const POSITION: usize = 4;
/// Steps to compare a text with all labels.
pub(super) const COMPARED: usize = 400;

/// The steps of one document.
#[derive(Debug)]
pub struct Work {
    spent: Cell<u64>,
    most: u64,
    was_stopped: Cell<bool>,
    /// The wish of somebody who waits that it ends now.
    cancel: Option<Arc<AtomicBool>>,
}

impl Work {
    /// The steps that a document may take, by its size.
    pub fn of(document: &Document) -> Self {
        let texts = document.blocks.iter().map(|block| match block {
            Block::Paragraph(_) => 1,
            Block::Grid(grid) => grid.cells.len() as u64,
        });
        Self::bounded(texts.sum::<u64>().saturating_mul(PER_TEXT).saturating_add(BASE).min(MOST))
    }

    /// So many steps.
    pub fn bounded(most: u64) -> Self {
        Self { spent: Cell::new(0), most, was_stopped: Cell::new(false), cancel: None }
    }

    /// The same steps, but none more once somebody wishes so.
    #[must_use]
    pub fn until(self, cancel: Arc<AtomicBool>) -> Self {
        Self { cancel: Some(cancel), ..self }
    }

    /// Whether somebody wished that it ends: what was found then is of no use.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|cancel| cancel.load(Ordering::Relaxed))
    }

    /// How many steps were taken.
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Whether something was left out because there were no more steps.
    pub fn was_stopped(&self) -> bool {
        self.was_stopped.get()
    }

    /// Takes steps that are taken anyway, as small as what was read already.
    pub(super) fn count(&self, steps: usize) {
        self.spent.set(self.spent.get().saturating_add(steps as u64));
    }

    /// Takes steps, where so many are left; otherwise nothing is taken, and what they were for has to be left out.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let spent = self.spent.get().saturating_add(steps as u64);
        let may = spent <= self.most && !self.is_cancelled();
        if may {
            self.spent.set(spent);
        } else {
            self.leave_out();
        }
        may
    }

    /// How many of some things may be looked at, each for so many steps, which are taken.
    pub(super) fn take(&self, things: usize, each: usize) -> usize {
        let left = if self.is_cancelled() { 0 } else { self.most.saturating_sub(self.spent.get()) };
        let left = left / (each as u64).max(1);
        let may = things.min(usize::try_from(left).unwrap_or(usize::MAX));
        self.count(may * each);
        if may < things {
            self.leave_out();
        }
        may
    }

    /// Remembers that something was left out, for whatever reason.
    pub(super) fn leave_out(&self) {
        self.was_stopped.set(true);
    }

    /// Whether so many steps still leave half of all: for what only chooses among readings.
    pub(super) fn leaves_half(&self, steps: u64) -> bool {
        self.spent.get().saturating_add(steps) <= self.most / 2 && !self.is_cancelled()
    }

    /// The first half of the steps that are left, for what comes before something else: however many it takes, the other
    /// half stays.
    pub(super) fn half(&self) -> Self {
        let half = Self::bounded(self.most.saturating_sub(self.spent.get()) / 2);
        Self { cancel: self.cancel.clone(), ..half }
    }

    /// Adds what was taken of a [`Self::half`].
    pub(super) fn add(&self, half: &Self) {
        self.spent.set(self.spent.get().saturating_add(half.spent().min(half.most)));
        self.was_stopped.set(self.was_stopped.get() || half.was_stopped());
    }
}

#[cfg(test)]
mod tests {
    use super::Work;

    #[test]
    fn what_is_not_there_is_not_spent() {
        let work = Work::bounded(10);
        assert!(work.spend(6) && !work.was_stopped());
        assert!(!work.spend(5) && work.was_stopped());
        assert!(work.spend(4));
        assert_eq!(work.spent(), 10);
        let work = Work::bounded(10);
        assert!(work.take(2, 3) == 2 && !work.was_stopped());
        assert!(work.take(2, 3) == 1 && work.was_stopped());
        let work = Work::bounded(10);
        let half = work.half();
        half.count(100);
        work.add(&half);
        assert!(work.spend(5) && !work.spend(1));
    }
}
