//! Suspects at hand while a filing is edited: a thread that looks for guilty cells, which may take longer than a frame.

use std::io;

use super::newest::Newest;
use crate::check::Engine;
use crate::check::suspects::Case;
use crate::filing::Filing;

/// A filing to be searched, and how the answer is named.
struct Order<K> {
    key: K,
    filing: Filing,
    engine: Engine,
}

/// The way to the thread. Dropping it ends the thread after the search it is at.
pub struct Localiser<K> {
    orders: Newest<Order<K>>,
}

impl<K: Send + 'static> Localiser<K> {
    /// Starts the thread; `ear` is called on it with what was found, under the key of the order.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(ear: impl Fn(K, Vec<Case>) + Send + 'static) -> io::Result<Self> {
        let orders = Newest::start("tianbao-suspects", move |Order { key, filing, engine }: Order<K>| {
            ear(key, engine.cases(&filing, &[]));
        })?;
        Ok(Self { orders })
    }

    /// Orders a search; one that was ordered before and not yet begun is forgotten.
    pub fn search(&self, key: K, filing: Filing, engine: Engine) {
        self.orders.order(Order { key, filing, engine });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::Localiser;
    use crate::check::{Engine, Rulebook};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::Catalogue;

    #[test]
    fn what_is_found_comes_under_the_key_and_the_thread_ends() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("a shipped form");
        let mut filing = Filing::new(Arc::clone(&form), Unit::named("某某区"), 2025);
        let row = ["4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.e"];
        let cells = row.iter().zip([1, 2, 3, 4, 0]);
        let cells = cells.map(|(id, number)| (form.cell_index(id).expect("a cell"), Value::whole(number)));
        let edit = filing.cells_edit(cells).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let engine = Engine::new(Arc::new(Rulebook::new(form)), &filing);
        let (sender, found) = channel();
        let localiser = Localiser::start(move |key, cases| sender.send((key, cases)).expect("the test listens"));
        let localiser = localiser.expect("a thread");
        localiser.search("this one", filing, engine);
        let (key, cases) = found.recv().expect("an answer");
        assert_eq!((key, cases.len()), ("this one", 1));
        drop(localiser);
        assert!(found.recv().is_err(), "the sender goes with the thread");
    }
}
