//! Messages about what came of something: an export, a file that was opened after a crash, an error.
//!
//! Good news goes by itself after a while, without moving; what is wrong stays until it is closed.

use std::path::PathBuf;

use super::Window;
use super::toasts::Toast;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// No more than these are shown; older good news goes first.
const MOST: usize = 4;

impl Window {
    /// Shows a message.
    pub(crate) fn toast(&mut self, text: String, severity: Option<Severity>, file: Option<PathBuf>) {
        self.offer(text, severity, file.map(|file| ("在文件夹中显示", Request::ShowInFolder(file))));
    }

    /// Shows a message with a button.
    pub(crate) fn offer(&mut self, text: String, severity: Option<Severity>, offer: Option<(&'static str, Request)>) {
        let toasts = &mut self.toasts;
        toasts.list.retain(|toast| toast.text != text);
        if toasts.list.len() >= MOST {
            let oldest = toasts.list.iter().position(|toast| toast.severity.is_none()).unwrap_or(0);
            toasts.list.remove(oldest);
        }
        toasts.next += 1;
        toasts.list.push(Toast { id: toasts.next, text, severity, offer, until: None });
    }
}
