//! Dialogs over the window, one a file. Their fields are in the state; what they decide they say as requests.

mod filing_data;
mod prior;
mod versions;

use egui::{Context, Id, Modal, RichText, Ui};

use super::request::Request;
use super::state::{Dialog, State};
use super::theme::{space, text};

/// Shows the open dialog, if there is one.
pub(super) fn dialog_ui(ctx: &Context, state: &mut State, requests: &mut Vec<Request>) {
    let State { dialog, document, .. } = state;
    let (Some(dialog), Some(document)) = (dialog, document) else { return };
    let response = Modal::new(Id::unique("dialog")).show(ctx, |ui| {
        ui.set_width(440.0);
        match dialog {
            Dialog::FilingData { unit, year, signoff } => {
                filing_data::filing_data_ui(ui, document, unit, year, signoff, requests);
            }
            Dialog::Prior { reason } => prior::prior_ui(ui, document, reason, requests),
            Dialog::Versions(versions) => versions::versions_ui(ui, versions.as_deref(), requests),
        }
    });
    if response.should_close() {
        requests.push(Request::CloseDialog);
    }
}

fn title_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::HEADING).strong());
    ui.add_space(space::GROUP);
}
