//! The history of the active cell, each state with the way back to it.

use egui::{Grid, RichText, Ui};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::times::date_time;
use crate::app::kit::widgets::{heading_ui, small_button};
use crate::app::model::document::Document;
use crate::app::model::saving::Access;
use crate::app::wishes::request::Request;
use crate::filing::{Origin, Value};

/// So many changes are listed.
const MOST_LISTED: usize = 8;

/// Paints the history when there is one.
pub(crate) fn past_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    // A sum was never typed.
    if document.access == Access::Sum {
        return;
    }
    let (filing, active) = (&document.filing, document.sheet.active);
    let now = filing.value(active).clone();
    let is_editable = document.is_editable();
    let changes = document.past.of(&document.filing, active);
    if changes.is_empty() {
        return;
    }
    let palette = theme::palette(ui.ctx());
    ui.add_space(space::LINE);
    heading_ui(ui, &format!("本格历史（{} 次）", changes.len()));
    let mut offered = vec![now];
    let mut offer = |ui: &mut Ui, value: &Value| {
        // Every value is offered once: going back to what stands there is no way back.
        if !is_editable || offered.contains(value) {
            ui.label("");
            return;
        }
        offered.push(value.clone());
        let response = ui.add(small_button("恢复")).on_hover_text("填回这个数，可以撤销");
        let name = format!("恢复为 {}", value.told());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
        if response.clicked() {
            requests.push(Request::Fill(value.clone()));
        }
    };
    Grid::new("past").num_columns(3).spacing([10.0, 2.0]).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = text::SMALL + 6.0;
        for change in changes.iter().take(MOST_LISTED) {
            let how = match change.origin {
                Origin::Edit => "",
                Origin::Undo => "（撤销）",
                Origin::Redo => "（重做）",
            };
            ui.label(RichText::new(date_time(change.at)).size(text::SMALL).color(palette.weak));
            let words = format!("{} → {}{how}", change.old.told(), change.new.told());
            ui.label(RichText::new(words).size(text::SMALL));
            offer(ui, &change.new);
            ui.end_row();
        }
        if let Some(first) = changes.get(..MOST_LISTED.min(changes.len())).and_then(<[_]>::last) {
            let words = if changes.len() > MOST_LISTED { "更早" } else { "最初" };
            ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
            ui.label(RichText::new(first.old.told()).size(text::SMALL));
            offer(ui, &first.old);
            ui.end_row();
        }
    });
}
