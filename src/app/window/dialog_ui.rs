//! The dialogs of the window itself, painted.

use super::dialog::Dialog;
use super::path_box::{self};
use super::{at_risk, pasted};
use crate::app::kit::modal::{self, modal};
use crate::app::window::Window;
use crate::app::wishes::request::Request;
use egui::Context;

/// Shows the open dialog, if there is one.
pub(crate) fn dialog_ui(ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
    let Some(dialog) = window.shown_dialog() else { return };
    let is_left = modal(ctx, modal::WIDTH, |ui| match dialog {
        Dialog::AtRisk { sentence, leaving } => at_risk::at_risk_ui(ui, sentence, leaving, requests),
        Dialog::Path(path_box) => path_box::path_box_ui(ui, path_box, requests),
        Dialog::Pasted(pasted) => pasted::pasted_ui(ui, pasted, requests),
    });
    if is_left {
        requests.push(Request::CloseDialog);
    }
}
