//! The two buttons at the foot of the dialogs of a desk.

use crate::app::kit::modal::{self, Pressed};
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::request::Request;
use egui::Ui;

/// The buttons at the foot: 确定 does `done`, 取消 closes only.
pub(super) fn buttons_ui(ui: &mut Ui, done: impl FnOnce() -> Vec<DeskWish>, wishes: &mut Vec<DeskWish>) {
    match modal::buttons_ui(ui) {
        Some(Pressed::Done) => wishes.extend(done()),
        Some(Pressed::Cancelled) => wishes.push(DeskWish::Window(Request::CloseDialog)),
        None => {}
    }
}
