//! What dialogs have in common.

use egui::{Align, Button, Layout, Ui, vec2};

use super::theme::space;
use super::widgets::primary_button;
use crate::app::wishes::request::Request;

/// The buttons at the foot: 确定 does `done`, 取消 closes only.
pub(crate) fn buttons_ui(ui: &mut Ui, done: impl FnOnce() -> Vec<Request>, requests: &mut Vec<Request>) {
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "确定", true).clicked() {
            requests.extend(done());
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("取消")).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}
