//! Keys of commands while the sheet does not read them, and files that are dropped on the window.

use egui::{Context, Key, Modifiers, Ui};

use super::frame::App;
use crate::app::sheet::edit;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;

impl App {
    /// Files that were dropped on the window.
    pub(super) fn dropped_files(ctx: &Context) -> Vec<Request> {
        ctx.input(|input| {
            let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            paths.map(Request::Dropped).collect()
        })
    }

    /// Keys of commands while the sheet does not read them: on the start page, in a field, in a dialog.
    pub(super) fn shortcuts(&self, ui: &Ui, requests: &mut Vec<Request>) {
        let focused = ui.memory(egui::Memory::focused);
        let is_on_sheet = focused.is_none_or(|focused| focused == edit::editor_id());
        let is_reviewing = self.is_covered();
        let standing = self.standing(ui.ctx()).and_then(|at| self.pages.get(at));
        let is_sheet_shown = standing.is_some_and(|page| page.shows_sheet(&self.window));
        if is_sheet_shown && is_on_sheet && !self.window.has_dialog() {
            return;
        }
        let is_keys = |focused: egui::Id| self.pages.iter().any(|page| page.is_area(focused));
        let in_field = focused.is_some_and(|focused| !is_keys(focused));
        let in_dialog = self.window.has_dialog() || is_reviewing;
        let works = |command: &Command| {
            let is_of_the_field = in_field && matches!(command, Command::Undo | Command::Redo);
            !is_of_the_field && (!in_dialog || command.works_over_dialogs())
        };
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                let command = Command::of_key(*key, *modifiers).filter(works);
                requests.extend(command.map(Request::Run));
                command.is_none()
            });
        });
    }

    /// Esc stops the job in the foot when nothing else is there that it would leave.
    pub(super) fn stop_by_key(&self, ui: &Ui, requests: &mut Vec<Request>) {
        let Some(job) = self.window.running.first() else { return };
        let is_typing = self.window.tabs.current().is_some_and(|document| document.sheet.is_editing());
        let in_field = ui.memory(egui::Memory::focused).is_some_and(|focused| focused != edit::editor_id());
        let standing = self.standing(ui.ctx()).and_then(|at| self.pages.get(at));
        let is_covered =
            self.window.has_dialog() || self.is_covered() || standing.is_some_and(|page| page.is_over_sheet());
        if !is_typing
            && !in_field
            && !is_covered
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            requests.push(Request::CancelJob(job.job));
        }
    }
}
