//! What a page is: a folder in `pages` and a line in `shell::pages`.

use egui::{Context, Id, Ui};

use super::Window;
use super::keys::Keys;
use crate::app::threads::report::Report;
use crate::app::wishes::request::Request;

/// A page of the window. Reports and requests go along the list of pages, the window is last; what a page does not know
/// it hands on.
pub(crate) trait Page {
    /// Once a frame, before it is painted: takes what its threads said, follows what changed.
    fn follow(&mut self, _window: &mut Window, _ctx: &Context) {}

    /// What the store thread and the desktop said; handed on when it is not about this page.
    fn take(&mut self, _window: &mut Window, report: Report) -> Option<Report> {
        Some(report)
    }

    /// What somebody asked for; handed on when it is not for this page.
    fn perform(&mut self, _window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        Some(request)
    }

    /// Does what was asked of itself while it was painted.
    fn perform_own(&mut self, _window: &mut Window, _ctx: &Context) {}

    /// After everything that was asked for: takes what the window left for it.
    fn settle(&mut self, _window: &mut Window) {}

    /// Whether the middle of the window is its own now; the first page of the list that says so has it.
    fn stands(&self, _window: &Window, _ctx: &Context) -> bool {
        false
    }

    /// Whether it stands in the place of everything, the bars of the window too, until it is left.
    fn covers_all(&self) -> bool {
        false
    }

    /// Whether it stands in the place of the sheet and is left with Esc.
    fn is_over_sheet(&self) -> bool {
        false
    }

    /// Whether the sheet is typed into while it stands.
    fn shows_sheet(&self, _window: &Window) -> bool {
        false
    }

    /// Whether it shows lists in the place of the filing that is shown.
    fn shows_lists(&self, _window: &Window) -> bool {
        false
    }

    /// Paints the middle.
    fn ui(&mut self, _ui: &mut Ui, _window: &mut Window, _around: Around<'_>, _requests: &mut Vec<Request>) {}

    /// Paints beside the middle, in the place of its side; true when it did.
    fn beside_ui(&mut self, _ui: &mut Ui, _window: &mut Window, _has_keyboard: bool, _: &mut Vec<Request>) -> bool {
        false
    }

    /// Its open dialog, if there is one.
    fn dialog_ui(&mut self, _ctx: &Context, _window: &mut Window, _requests: &mut Vec<Request>) {}

    /// Hands over what has to be on the disk and is no filing.
    fn save(&mut self, _window: &mut Window, _urgency: Urgency) {}

    /// What can be done now, for the foot of the window.
    fn hint(&self, _window: &Window, _ctx: &Context) -> Option<&'static str> {
        None
    }

    /// Whether what has the keyboard is no field of text but an area of this page, so that the keys of commands work.
    fn is_area(&self, _focused: Id) -> bool {
        false
    }

    /// What keys do here, for the page of keys.
    fn keys(&self) -> Option<Keys> {
        None
    }
}

/// How urgently something has to be on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// As soon as nothing older is being written.
    Usual,
    /// At once: the window is about to be closed.
    Last,
}

/// What is around the page that is painted: whether it has the keyboard, and the other pages, which may stand beside it.
pub(crate) struct Around<'a> {
    /// Whether no dialog has the keyboard.
    pub(crate) has_keyboard: bool,
    before: &'a mut [Box<dyn Page>],
    behind: &'a mut [Box<dyn Page>],
}

impl<'a> Around<'a> {
    /// The other pages of the list, before and behind the one that is painted.
    pub(crate) fn new(has_keyboard: bool, before: &'a mut [Box<dyn Page>], behind: &'a mut [Box<dyn Page>]) -> Self {
        Self { has_keyboard, before, behind }
    }

    /// Paints what stands beside; true where something does.
    pub(crate) fn beside_ui(&mut self, ui: &mut Ui, window: &mut Window, requests: &mut Vec<Request>) -> bool {
        let mut others = self.before.iter_mut().chain(self.behind.iter_mut());
        others.any(|page| page.beside_ui(ui, window, self.has_keyboard, requests))
    }
}
