//! The messages in the corner.

use egui::Context;

use crate::app::wishes::request::Request;
use crate::form::Severity;

/// How long good news stays, in seconds.
pub(crate) const STAYS: f64 = 8.0;

/// One message.
#[derive(Clone, Debug)]
pub(crate) struct Toast {
    /// Tells it from the others.
    pub(crate) id: u64,
    /// The words.
    pub(crate) text: String,
    /// How to show it; `None` for good news.
    pub(crate) severity: Option<Severity>,
    /// What can be done about it, with the words of its button.
    pub(crate) offer: Option<(&'static str, Request)>,
    /// When it goes by itself, by the clock of the window; known after it was shown first.
    pub(crate) until: Option<f64>,
}

/// The messages on the screen, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Toasts {
    pub(crate) list: Vec<Toast>,
    pub(crate) next: u64,
}

impl Toasts {
    /// The messages.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Toast> {
        self.list.iter()
    }

    /// Takes a message away.
    pub(crate) fn close(&mut self, id: u64) {
        self.list.retain(|toast| toast.id != id);
    }

    /// Drops good news whose time is over, and asks for the one frame in which the next goes.
    pub(crate) fn age(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        self.list.retain(|toast| toast.until.is_none_or(|until| now < until));
        let news = self.list.iter_mut().filter(|toast| toast.severity.is_none());
        let next = news.map(|toast| *toast.until.get_or_insert(now + STAYS)).fold(f64::INFINITY, f64::min);
        if next.is_finite() {
            let wait = std::time::Duration::try_from_secs_f64(next - now).unwrap_or_default();
            ctx.request_repaint_after(wait + std::time::Duration::from_millis(20));
        }
    }
}
