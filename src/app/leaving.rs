//! Leaving a document: not before its last edit is on the disk, or the user gives it up in so many words.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use super::App;
use super::state::{Dialog, SaveState};

/// Where one goes from an open document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// Out of the program.
    Close,
    /// To the start page.
    Start,
    /// To another file.
    Open(PathBuf),
}

impl App {
    /// Wants to leave; happens as soon as everything is saved.
    pub(super) fn want_to_leave(&mut self, leaving: Leaving) {
        self.commit_running_edit();
        self.save_if_needed();
        self.state.leaving = Some(leaving);
    }

    /// Holds the window open while an edit is not on the disk.
    pub(super) fn watch_closing(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.want_to_leave(Leaving::Close);
        }
        self.leave_if_safe(ctx);
    }

    /// Leaves when all is saved, asks when it cannot be saved, and waits otherwise: the next report wakes the window.
    fn leave_if_safe(&mut self, ctx: &Context) {
        let Some(leaving) = self.state.leaving.clone() else { return };
        let saving = self.state.document.as_ref().filter(|document| document.is_editable()).map(|it| &it.saving);
        match saving {
            Some(saving) if saving.revision > saving.saved => {
                if let SaveState::Failed(sentence) = &saving.state {
                    self.state.dialog = Some(Dialog::AtRisk { sentence: sentence.clone(), leaving });
                    self.state.leaving = None;
                }
            }
            _ => self.leave(ctx, leaving),
        }
    }

    /// Leaves, whatever is saved.
    pub(super) fn leave(&mut self, ctx: &Context, leaving: Leaving) {
        self.state.leaving = None;
        self.state.dialog = None;
        match leaving {
            Leaving::Close => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Start => self.show_start_page(),
            Leaving::Open(path) => self.open(path),
        }
        ctx.request_repaint();
    }
}
