//! Pages at hand while a filing is edited: a thread that typesets the newest edition and draws the pages that are looked at.
//!
//! Only the last word counts: of ten editions ordered while one is being set, the last is set next and the others never.
//! The thread keeps its faces and the typesetter's memory warm, and lets go of both when nobody looks any more.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use crate::check::Engine;
use crate::export::pdf::{self, Fonts, Leaf, Pages, Picture};
use crate::export::report::Report;
use crate::filing::Filing;
use crate::jobs::files::{Error, export};
use crate::jobs::machine::fonts;
use crate::jobs::machine::mishaps::guarded;

/// What is typeset.
#[derive(Clone, Debug)]
pub enum Matter {
    /// The official tables of a filing.
    Tables(Filing),
    /// The annual report of a filing; the engine is its check.
    Report(Filing, Engine),
    /// The report about that check.
    Audit(Filing, Engine),
}

/// A page to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The page, counted from 0.
    pub page: usize,
    /// How large: dots a typographic point.
    pub dots_a_point: f32,
}

/// What the typesetter made.
pub enum Proof {
    /// An edition is typeset.
    Set {
        /// Which.
        edition: u64,
        /// Its pages.
        leaves: Vec<Leaf>,
    },
    /// A page is drawn.
    Drawn {
        /// What was wanted.
        wanted: Wanted,
        /// The page as it is.
        leaf: Leaf,
        /// The dots.
        picture: Picture,
    },
    /// An edition could not be typeset.
    Failed {
        /// Which.
        edition: u64,
        /// Why.
        error: Error,
    },
}

/// The next thing to do.
enum Task {
    Set(u64, Box<Matter>),
    Draw(Wanted),
}

/// What is ordered and not yet begun.
#[derive(Default)]
struct Orders {
    edition: Option<(u64, Box<Matter>)>,
    pictures: Vec<Wanted>,
    in_hand: Option<Wanted>,
    is_closed: bool,
}

impl Orders {
    /// The newest edition first: pictures of an old one would be thrown away.
    fn next(&mut self) -> Option<Task> {
        if let Some((edition, matter)) = self.edition.take() {
            self.pictures.clear();
            return Some(Task::Set(edition, matter));
        }
        self.in_hand = (!self.pictures.is_empty()).then(|| self.pictures.remove(0));
        self.in_hand.map(Task::Draw)
    }

    /// Takes a new list of pictures; the one that is just being drawn need not be drawn twice.
    fn want(&mut self, pictures: Vec<Wanted>) {
        self.pictures = pictures;
        self.pictures.retain(|wanted| Some(*wanted) != self.in_hand);
    }
}

/// The faces and the pages of the newest edition.
#[derive(Default)]
struct Desk {
    fonts: Option<Fonts>,
    set: Option<(Pages, Vec<Leaf>)>,
}

impl Desk {
    /// Does one task; a page that is no longer there gives nothing.
    fn work(&mut self, task: Task) -> Option<Proof> {
        match task {
            Task::Set(edition, matter) => Some(match self.set(&matter) {
                Ok(leaves) => Proof::Set { edition, leaves },
                Err(error) => Proof::Failed { edition, error },
            }),
            Task::Draw(wanted) => {
                let (pages, leaves) = self.set.as_ref()?;
                let leaf = *leaves.get(wanted.page)?;
                let picture = pages.picture(wanted.page, wanted.dots_a_point)?;
                Some(Proof::Drawn { wanted, leaf, picture })
            }
        }
    }

    fn set(&mut self, matter: &Matter) -> Result<Vec<Leaf>, Error> {
        self.set = None;
        let fonts = match self.fonts.take() {
            Some(fonts) => fonts,
            None => fonts::for_pages()?,
        };
        let fonts = self.fonts.insert(fonts);
        let pages = match matter {
            Matter::Tables(filing) => pdf::pages(filing, fonts)?,
            Matter::Report(filing, engine) => pdf::report_pages(&Report::of(filing, engine)?, filing, fonts)?,
            Matter::Audit(filing, engine) => pdf::audit_pages(&export::audit(filing, engine), filing, fonts)?,
        };
        let leaves = pages.leaves();
        self.set = Some((pages, leaves.clone()));
        Ok(leaves)
    }
}

/// The typesetter's counter: orders go in here, proofs come to the ear given at the start. Dropping it ends the thread.
pub struct Typesetter {
    counter: Arc<(Mutex<Orders>, Condvar)>,
}

impl Typesetter {
    /// Starts the thread; `ear` is called on it with everything that was made.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(ear: impl Fn(Proof) + Send + 'static) -> io::Result<Self> {
        let counter: Arc<(Mutex<Orders>, Condvar)> = Arc::default();
        let behind = Arc::clone(&counter);
        Builder::new().name("tianbao-typesetter".to_owned()).spawn(move || {
            let mut desk = Desk::default();
            while let Some(task) = wait(&behind) {
                let proof = guarded(|| desk.work(task));
                lock(&behind.0).in_hand = None;
                match proof {
                    Ok(Some(proof)) => ear(proof),
                    Ok(None) => {}
                    // What lies on the desk may be half done.
                    Err(_noted) => desk = Desk::default(),
                }
            }
            drop(desk);
            pdf::pages::forget();
        })?;
        Ok(Self { counter })
    }

    /// Orders an edition; one that was ordered before and not yet begun is forgotten.
    pub fn set(&self, edition: u64, matter: Matter) {
        lock(&self.counter.0).edition = Some((edition, Box::new(matter)));
        self.counter.1.notify_one();
    }

    /// Says which pages are looked at, the most urgent first; what was wanted before is forgotten.
    pub fn draw(&self, pictures: Vec<Wanted>) {
        lock(&self.counter.0).want(pictures);
        self.counter.1.notify_one();
    }
}

impl Drop for Typesetter {
    fn drop(&mut self) {
        lock(&self.counter.0).is_closed = true;
        self.counter.1.notify_one();
    }
}

/// Waits for a task; `None` when the counter is closed.
fn wait(counter: &(Mutex<Orders>, Condvar)) -> Option<Task> {
    let mut orders = lock(&counter.0);
    loop {
        if orders.is_closed {
            return None;
        }
        if let Some(task) = orders.next() {
            return Some(task);
        }
        orders = counter.1.wait(orders).unwrap_or_else(PoisonError::into_inner);
    }
}

/// The orders; they are whole at any time, even if a thread died while it held them.
fn lock(orders: &Mutex<Orders>) -> MutexGuard<'_, Orders> {
    orders.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::{Desk, Matter, Orders, Proof, Task, Typesetter, Wanted};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::Catalogue;

    fn matter(number: i64) -> Matter {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("a shipped form");
        let mut filing = Filing::new(form, Unit::named("某某区"), 2025);
        let cell = filing.form().cell_index("4.1.a").expect("a cell");
        let edit = filing.cells_edit([(cell, Value::whole(number))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        Matter::Tables(filing)
    }

    const WANTED: Wanted = Wanted { page: 0, dots_a_point: 0.5 };

    #[test]
    fn of_many_orders_only_the_last_is_done() {
        let mut orders = Orders { pictures: vec![WANTED], ..Orders::default() };
        for edition in 1..=10 {
            orders.edition = Some((edition, Box::new(matter(1))));
        }
        assert!(matches!(orders.next(), Some(Task::Set(10, _))));
        assert!(orders.next().is_none(), "pictures of the edition before are not drawn");
    }

    #[test]
    fn a_page_that_is_looked_at_is_drawn_once() {
        let mut orders = Orders::default();
        let second = Wanted { page: 1, ..WANTED };
        orders.want(vec![WANTED, second]);
        assert!(matches!(orders.next(), Some(Task::Draw(WANTED))));
        // The window says in every frame what it looks at.
        orders.want(vec![WANTED, second]);
        assert!(matches!(orders.next(), Some(Task::Draw(wanted)) if wanted == second));
        orders.want(vec![second]);
        assert!(orders.next().is_none());
    }

    #[test]
    fn an_edit_changes_the_marks_until_it_is_taken_back() {
        let mut desk = Desk::default();
        let mut set = |number| match desk.work(Task::Set(1, Box::new(matter(number)))) {
            Some(Proof::Set { leaves, .. }) => leaves,
            _ => panic!("it is typeset"),
        };
        let (before, after, again) = (set(1), set(2), set(1));
        assert!(before.iter().zip(&after).all(|(before, after)| before != after), "every page bears the code");
        assert_eq!(before, again);
    }

    #[test]
    fn a_picture_has_the_wanted_size_and_is_opaque() {
        let mut desk = Desk::default();
        desk.work(Task::Set(1, Box::new(matter(1))));
        let Some(Proof::Drawn { leaf, picture, .. }) = desk.work(Task::Draw(WANTED)) else { panic!("it is drawn") };
        assert_eq!((picture.width, picture.height), (298, 421));
        assert_eq!(picture.rgba.len(), picture.width * picture.height * 4);
        assert!(picture.rgba.chunks(4).all(|dot| dot[3] == 255) && picture.rgba.chunks(4).any(|dot| dot[0] < 128));
        assert!(leaf.height > leaf.width);
        assert!(desk.work(Task::Draw(Wanted { page: 99, ..WANTED })).is_none());
    }

    #[test]
    fn the_thread_ends_when_the_counter_is_closed() {
        let (sender, proofs) = mpsc::channel();
        let typesetter =
            Typesetter::start(move |proof| sender.send(proof).expect("the test listens")).expect("a thread");
        typesetter.set(7, matter(1));
        assert!(matches!(proofs.recv(), Ok(Proof::Set { edition: 7, .. })));
        typesetter.draw(vec![WANTED]);
        assert!(matches!(proofs.recv(), Ok(Proof::Drawn { wanted: WANTED, .. })));
        drop(typesetter);
        assert!(proofs.recv().is_err(), "the sender goes with the thread");
    }
}
