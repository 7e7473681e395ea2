//! Many things done on several threads, each with its own answer.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many threads this machine runs at a time.
pub(in crate::jobs) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` on every item, in any order and on so many threads at most, and gives the answers in the order of the
/// items. `told` is called behind every item with the number of those that are done, from several threads; what is not
/// yet begun when it breaks has no answer.
pub(in crate::jobs) fn at_once<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: &(dyn Fn(&T) -> R + Sync),
    told: &(dyn Fn(usize) -> ControlFlow<()> + Sync),
) -> Vec<Option<R>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answers: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::default()).collect();
    let work_on = || {
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some((item, answer)) = items.get(index).zip(answers.get(index))
        {
            // Nobody else has this place, and nothing in it can be left half done.
            *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(work(item));
            if told(done.fetch_add(1, Ordering::Relaxed) + 1).is_break() {
                next.store(items.len(), Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(items.len()) {
            scope.spawn(work_on);
        }
        work_on();
    });
    answers.into_iter().map(|answer| answer.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}
