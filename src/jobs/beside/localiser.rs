//! Suspects at hand while a filing is edited: a thread that looks for guilty cells, which may take longer than a frame.
//!
//! What the report in a filing quotes takes part; it is read again only when its text is another.

use std::io;

use super::newest::Newest;
use crate::check::Engine;
use crate::check::suspects::{Case, Witness};
use crate::filing::Filing;
use crate::report::draft;
use crate::report::text::{self, LastWordings};

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
        let mut quoted = Quoted::default();
        let orders = Newest::start("tianbao-suspects", move |Order { key, filing, engine }: Order<K>| {
            ear(key, engine.cases(&filing, quoted.of(&filing, &engine)));
        })?;
        Ok(Self { orders })
    }

    /// Orders a search; one that was ordered before and not yet begun is forgotten.
    pub fn search(&self, key: K, filing: Filing, engine: Engine) {
        self.orders.order(Order { key, filing, engine });
    }
}

/// What the text that was read last bears witness to.
#[derive(Default)]
struct Quoted {
    wordings: LastWordings,
    form: String,
    paragraphs: Vec<String>,
    witnesses: Vec<Witness>,
}

impl Quoted {
    /// The witnesses of the report in a filing, as far as somebody wrote it.
    fn of(&mut self, filing: &Filing, engine: &Engine) -> &[Witness] {
        let paragraphs = draft::by_hand(filing);
        let form = &filing.form().id;
        if self.form != *form || self.paragraphs != paragraphs {
            self.witnesses = if paragraphs.is_empty() {
                Vec::new()
            } else {
                let wordings = self.wordings.of(filing.form());
                text::witnesses(&text::compare_with(wordings, filing, engine, &paragraphs))
            };
            self.form.clone_from(form);
            self.paragraphs = paragraphs;
        }
        &self.witnesses
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::{Localiser, Quoted};
    use crate::check::suspects::Witness;
    use crate::check::{Amount, Engine, Rulebook};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::Catalogue;
    use crate::report::draft;

    /// 一、本年新收 971 and the report that somebody wrote about it.
    fn filing_with_report(text: &str) -> Filing {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("a shipped form");
        let mut filing = Filing::new(Arc::clone(&form), Unit::named("某某区"), 2025);
        let received = form.cell_index("3.1.g").expect("a cell");
        let edit = filing.cells_edit([(received, Value::whole(971))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let edit = draft::write_edit(&filing, "overview.requests", text).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        filing
    }

    #[test]
    fn a_text_is_read_once_while_it_stays() {
        let filing = filing_with_report("2025年，本机关收到政府信息公开申请972件。");
        let engine = Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), &filing);
        let mut quoted = Quoted::default();
        let received = filing.form().cell_index("3.1.g").expect("a cell");
        let told = |witnesses: &[Witness]| witnesses.iter().map(|it| (it.cell, it.value)).collect::<Vec<_>>();
        assert_eq!(told(quoted.of(&filing, &engine)), [(received, Amount::whole(972))]);
        // A mark in the memory shows whether it is used.
        quoted.witnesses.clear();
        assert_eq!(told(quoted.of(&filing, &engine)), []);
        let other = filing_with_report("2025年，本机关收到政府信息公开申请973件。");
        assert_eq!(told(quoted.of(&other, &engine)), [(received, Amount::whole(973))]);
        assert_eq!(told(quoted.of(&Filing::new(Arc::clone(filing.form()), Unit::default(), 2025), &engine)), []);
    }

    #[test]
    fn a_draft_is_no_witness() {
        let mut filing = filing_with_report("没有需要说明的事项。");
        let engine = Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), &filing);
        let edit = draft::draft_edit(&filing, &engine).expect("a draft");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(Quoted::default().of(&filing, &engine), []);
    }

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
