//! A thread for work that takes longer than a frame, of which only the newest order counts: of several that come during
//! the work, the last is done next and the others never.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use crate::jobs::machine::mishaps::guarded;

/// The way to the thread. Dropping it ends the thread after the work it is at.
#[derive(Debug)]
pub struct Newest<O> {
    orders: Sender<O>,
}

impl<O: Send + 'static> Newest<O> {
    /// Starts the thread; `work` is called on it with an order at a time.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(name: &str, mut work: impl FnMut(O) + Send + 'static) -> io::Result<Self> {
        let (orders, receiver) = channel();
        Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(order) = last(&receiver) {
                // Work that fails gives nothing, and the next order is tried.
                guarded(|| work(order)).ok();
            }
        })?;
        Ok(Self { orders })
    }

    /// Orders work; what was ordered before and not yet begun is forgotten.
    pub fn order(&self, order: O) {
        // The thread is gone when this fails; then its work is not done, and everything else is.
        self.orders.send(order).ok();
    }
}

/// Waits for an order and takes the last one there is; `None` when nobody orders any more.
fn last<O>(orders: &Receiver<O>) -> Option<O> {
    let first = orders.recv().ok()?;
    Some(orders.try_iter().last().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{Newest, last};

    #[test]
    fn of_many_orders_only_the_last_is_done() {
        let (sender, receiver) = channel();
        for number in 1..=10 {
            sender.send(number).expect("the receiver is there");
        }
        assert_eq!(last(&receiver), Some(10));
        drop(sender);
        assert_eq!(last(&receiver), None);
    }

    #[test]
    fn the_thread_ends_with_the_way_to_it() {
        let (sender, done) = channel();
        let newest = Newest::start("test", move |number: u32| sender.send(number).expect("the test listens"));
        let newest = newest.expect("a thread");
        newest.order(7);
        assert_eq!(done.recv(), Ok(7));
        drop(newest);
        assert!(done.recv().is_err(), "the sender goes with the thread");
    }
}
