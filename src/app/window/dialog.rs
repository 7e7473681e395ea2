//! Dialogs over the window, one a file. Their fields are in the window; what they decide they say as requests.

use egui::Context;

use super::path_box::{self, PathBox};
use super::{at_risk, pasted};
use crate::app::kit::modal::{self, modal};
use crate::app::model::clipboard::Pasted;
use crate::app::model::leaving::Leaving;
use crate::app::window::Window;
use crate::app::wishes::request::Request;

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

/// The open dialog, with its fields as they stand.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// The last edit cannot be saved, and the user wants to leave.
    AtRisk {
        /// Why it cannot be saved.
        sentence: String,
        /// What is to be closed.
        leaving: Leaving,
    },
    /// What a paste could not put into its cells.
    Pasted(Pasted),
    /// A path, where the desktop has no file dialog.
    Path(PathBox),
}
