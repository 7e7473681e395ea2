//! The button of a command.

use egui::{Button, Response, Ui};

use super::command::list::Command;
use super::request::Request;
use crate::app::kit::modal::{self, Pressed};
use crate::app::kit::theme::text;

/// A button for a command: icon and words, with its tip.
pub(crate) fn command_button<Wish: From<Request>>(
    ui: &mut Ui,
    command: Command,
    is_enabled: bool,
    wishes: &mut Vec<Wish>,
) -> Response {
    let icon = command.icon().rich_text().size(text::HEADING);
    let response = ui.add_enabled(is_enabled, Button::new((icon, command.text())).frame_when_inactive(false));
    // The icon is no word: a screen reader says the words only.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(command.text()));
    if response.clicked() {
        wishes.push(Request::Run(command).into());
    }
    response.on_hover_text(command.tip(ui.ctx())).on_disabled_hover_text(command.tip(ui.ctx()))
}

/// The buttons at the foot of a dialog: 确定 does `done`, 取消 closes only.
pub(crate) fn buttons_ui(ui: &mut Ui, done: impl FnOnce() -> Vec<Request>, requests: &mut Vec<Request>) {
    match modal::buttons_ui(ui) {
        Some(Pressed::Done) => requests.extend(done()),
        Some(Pressed::Cancelled) => requests.push(Request::CloseDialog),
        None => {}
    }
}
