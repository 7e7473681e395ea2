//! The clipboard, where the desktop has to be asked for it.

use egui::{Context, Event, ViewportCommand};

use super::Window;
use crate::app::model::running::FromClipboard;
use crate::app::wishes::request::Request;

impl Window {
    /// Asks the desktop for the clipboard, which comes as a paste in one of the next frames.
    pub(crate) fn ask_for_clipboard(&mut self, ctx: &Context, what: FromClipboard) {
        self.wants_clipboard = Some(what);
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// The paste that was asked for; nobody else sees it.
    pub(crate) fn take_clipboard(&mut self, ctx: &Context) -> Option<Request> {
        let what = self.wants_clipboard?;
        let taken = ctx.input_mut(|input| {
            let at = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
            Some(input.events.remove(at))
        });
        let Some(Event::Paste(text)) = taken else { return None };
        self.wants_clipboard = None;
        Some(match what {
            FromClipboard::Table => Request::ImportText(text),
            FromClipboard::Text => Request::CompareText(text),
        })
    }
}
