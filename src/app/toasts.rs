//! Messages about what came of something: an export, a file that was opened after a crash, an error.
//!
//! Good news goes by itself after a while, without moving; what is wrong stays until it is closed.

use std::path::PathBuf;

use egui::Context;

use super::App;
use super::request::Request;
use crate::form::Severity;

/// How long good news stays, in seconds.
const STAYS: f64 = 8.0;

/// No more than these are shown; older good news goes first.
const MOST: usize = 4;

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
    until: Option<f64>,
}

/// The messages on the screen, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Toasts {
    list: Vec<Toast>,
    next: u64,
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

impl App {
    /// Shows a message.
    pub(super) fn toast(&mut self, text: String, severity: Option<Severity>, file: Option<PathBuf>) {
        self.offer(text, severity, file.map(|file| ("在文件夹中显示", Request::ShowInFolder(file))));
    }

    /// Shows a message with a button.
    pub(super) fn offer(&mut self, text: String, severity: Option<Severity>, offer: Option<(&'static str, Request)>) {
        let toasts = &mut self.state.toasts;
        toasts.list.retain(|toast| toast.text != text);
        if toasts.list.len() >= MOST {
            let oldest = toasts.list.iter().position(|toast| toast.severity.is_none()).unwrap_or(0);
            toasts.list.remove(oldest);
        }
        toasts.next += 1;
        toasts.list.push(Toast { id: toasts.next, text, severity, offer, until: None });
    }
}
