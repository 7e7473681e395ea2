//! What a page is: a folder in `pages` and a line in `shell::pages`.

use egui::Context;

use super::Window;
use crate::app::threads::report::Report;
use crate::app::wishes::request::Request;

/// What keys do in some place: its name, and the keys with what they do.
pub(crate) type Keys = (&'static str, &'static [(&'static str, &'static str)]);

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

    /// Its open dialog, if there is one.
    fn dialog_ui(&mut self, _ctx: &Context, _window: &mut Window, _requests: &mut Vec<Request>) {}

    /// What keys do here, for the page of keys.
    fn keys(&self) -> Option<Keys> {
        None
    }
}
