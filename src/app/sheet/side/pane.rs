//! The heading of a pane, which takes the keyboard.

use egui::{Label, RichText, Sense, StrokeKind, Ui};

use crate::app::kit::theme;
use crate::app::model::document::Document;
use crate::app::model::listed::Pane;

/// The heading of a part, which takes the keyboard when it is sent there; Tab goes on from it.
pub(crate) fn pane_heading_ui(ui: &mut Ui, document: &mut Document, pane: Pane, words: RichText) {
    let response = ui.add(Label::new(words).wrap().sense(Sense::focusable_noninteractive()));
    if document.wants_pane == Some(pane) {
        document.wants_pane = None;
        response.request_focus();
    }
    if response.has_focus() {
        let palette = theme::palette(ui.ctx());
        ui.painter().rect_stroke(response.rect.expand(3.0), 3.0, (2.0, palette.accent), StrokeKind::Outside);
    }
}
