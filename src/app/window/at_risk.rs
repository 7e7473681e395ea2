//! The last edit is not on the disk and one is about to leave: say why, and let the user choose.

use egui::{Align, Button, Layout, RichText, Ui, vec2};

use crate::app::kit::theme::{self, space};
use crate::app::kit::widgets::{primary_button, title_ui};
use crate::app::model::leaving::Leaving;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// Paints the dialog.
pub(crate) fn at_risk_ui(ui: &mut Ui, sentence: &str, leaving: &Leaving, requests: &mut Vec<Request>) {
    title_ui(ui, "最后的改动还没有保存");
    let color = theme::palette(ui.ctx()).mark(Severity::Error);
    ui.label(RichText::new(sentence).color(color));
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "另存为…", true).clicked() {
            requests.extend([Request::CloseDialog, Request::Run(Command::SaveAs)]);
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("返回")).clicked() {
            requests.push(Request::CloseDialog);
        }
        if ui.add_sized(vec2(96.0, 32.0), Button::new("放弃改动")).clicked() {
            requests.push(Request::GiveUp(leaving.clone()));
        }
    });
}
