//! What a paste could not put into its cells, sentence by sentence, so that nothing is lost in silence.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::app::kit::theme::{space, text};
use crate::app::kit::widgets::{primary_button, severity_text, title_ui};
use crate::app::model::clipboard::Pasted;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// Paints the dialog.
pub(crate) fn pasted_ui(ui: &mut Ui, pasted: &Pasted, requests: &mut Vec<Request>) {
    title_ui(ui, &format!("粘贴了 {} 格", pasted.changes.len()));
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        let groups = [
            (Severity::Error, "没有改动", &pasted.refused),
            (Severity::Warning, "超出表格", &pasted.outside),
            (Severity::Notice, "换算", &pasted.converted),
        ];
        for (severity, name, sentences) in groups {
            if sentences.is_empty() {
                continue;
            }
            ui.label(severity_text(ui, severity, &format!("{name} {} 处", sentences.len())));
            for sentence in sentences {
                ui.label(RichText::new(sentence).size(text::SMALL));
            }
            ui.add_space(space::LINE);
        }
    });
    ui.label(RichText::new("其余已经粘贴，可以一步撤销").size(text::SMALL).weak());
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "知道了", true).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}
