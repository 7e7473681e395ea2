//! Closing a tab or the window: not before the last edit is on the disk, or the user gives it up in so many words.

use egui::{Context, ViewportCommand};

use super::Window;
use super::dialog::Dialog;
use crate::app::model::leaving::Leaving;
use crate::app::model::saving::SaveState;

impl Window {
    /// Wants to close something; happens as soon as everything is saved.
    pub(crate) fn want_to_leave(&mut self, leaving: Leaving) {
        self.commit_running_edit();
        self.save_if_needed();
        self.leaving.push(leaving);
    }

    /// Goes on closing without the last edits of the filing that is shown.
    pub(crate) fn give_up(&mut self, mut leaving: Leaving) {
        self.close_dialog();
        leaving.given_up.extend(self.tabs.current_tab());
        self.leaving.push(leaving);
    }

    /// Holds the window open while an edit is not on the disk.
    pub(crate) fn watch_closing(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.want_to_leave(Leaving::of_window());
        }
        self.leave_if_safe(ctx);
    }

    /// Leaves when all is saved, asks when it cannot be saved, and waits otherwise: the next report wakes the window.
    fn leave_if_safe(&mut self, ctx: &Context) {
        for leaving in std::mem::take(&mut self.leaving) {
            self.leave_if_saved(ctx, leaving);
        }
    }

    fn leave_if_saved(&mut self, ctx: &Context, leaving: Leaving) {
        let states = self.tabs.documents().filter(|document| leaving.waits_for(document));
        let states: Vec<_> = states.map(|document| (document.tab, document.saving.state.clone())).collect();
        if states.is_empty() {
            return self.leave(ctx, &leaving);
        }
        let failed = states.into_iter().find_map(|(tab, state)| match state {
            SaveState::Failed(sentence) => Some((tab, sentence)),
            SaveState::Saved(_) | SaveState::Saving => None,
        });
        match failed {
            Some((tab, sentence)) => {
                self.show_tab(Some(tab));
                self.open_dialog(Dialog::AtRisk { sentence, leaving });
            }
            None => self.leaving.push(leaving),
        }
    }

    fn leave(&mut self, ctx: &Context, leaving: &Leaving) {
        if let Some(tab) = leaving.tab {
            self.remove_tab(ctx, tab);
        } else {
            self.may_close = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        ctx.request_repaint();
    }
}
