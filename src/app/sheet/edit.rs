//! The one text field of the sheet, alive and focused at the active cell also while nothing is typed.
//!
//! It exists before the first key: a field made on the first key would lose the first letter of an input method. It is
//! bound to a scratch text, never to the filing, because the toolkit writes unfinished compositions into it.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Align2, Color32, EventFilter, Frame, Id, Margin, Rect, Stroke, TextEdit, Ui, UiBuilder};

use crate::app::kit::theme::{self, text};
use crate::app::model::place::{Draft, Sheet};
use crate::app::wishes::request::Request;

/// The text field's id: always the same, so that the focus and the input method stay while the cell changes.
pub(crate) fn editor_id() -> Id {
    Id::unique("sheet-editor")
}

/// Shows the text field over the active cell.
pub(crate) fn editor_ui(ui: &mut Ui, sheet: &mut Sheet, rect: Rect, name: &str, requests: &mut Vec<Request>) {
    prepare(ui, sheet);
    let before = sheet.scratch.clone();
    let is_idle = sheet.draft.is_none() && before.is_empty();
    let output = ui
        .scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            if is_idle {
                // The value below is not being edited, so no caret stands in it.
                ui.visuals_mut().text_cursor.stroke = Stroke::new(0.0, Color32::TRANSPARENT);
            }
            TextEdit::singleline(&mut sheet.scratch)
                .id(editor_id())
                .font(theme::font(text::NUMBER))
                .frame(Frame::NONE)
                .margin(Margin::symmetric(4, 2))
                .desired_width(rect.width())
                .min_size(rect.size())
                .align(Align2::CENTER_CENTER)
                .return_key(None)
                .event_filter(EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true })
                .show(ui)
        })
        .inner;
    ui.ctx().accesskit_node_builder(editor_id(), |node| node.set_label(format!("填写 {name}")));
    if output.response.double_clicked() && sheet.draft.is_none() {
        requests.push(Request::BeginEdit);
    }
    if sheet.scratch == before {
        return;
    }
    if sheet.draft.is_none() {
        sheet.draft = Some(Draft::Typed);
    }
    if sheet.scratch.is_empty() && !sheet.is_composing && is_idle {
        sheet.draft = None;
    }
    if !sheet.is_composing {
        requests.push(Request::Typed);
    }
}

/// Forgets the field's own undo steps and caret when the cell changed, and puts the caret behind the text for F2.
fn prepare(ui: &Ui, sheet: &mut Sheet) {
    if std::mem::take(&mut sheet.is_fresh) {
        let mut state = TextEditState::default();
        let end = CCursor::new(sheet.scratch.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), editor_id());
    }
}
