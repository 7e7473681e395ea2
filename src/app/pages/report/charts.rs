//! The charts of the filing, and which of them stand in the annual report.

use egui::{Align, Button, Checkbox, Layout, RichText, ScrollArea, Ui, vec2};

use super::wish::Ask;
use crate::app::kit::chart::chart_ui;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, primary_button, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::report::charts::{Offer, offers};

/// How wide the dialog is.
pub(super) const WIDTH: f32 = 900.0;

/// The height of everything but the charts, with some air around the dialog.
const OTHERS: f32 = 210.0;

/// Paints the dialog.
pub(super) fn charts_ui(ui: &mut Ui, document: &Document, asks: &mut Vec<Ask>) {
    title_ui(ui, "图表");
    let offers = offers(&document.filing);
    if offers.is_empty() {
        ui.label("这种表没有配套的图表");
    } else {
        let words = "打钩的图放入年度报告；导出的 Excel 工作簿里有全部的图。灰度打印也能分清。";
        ui.label(RichText::new(words).size(text::SMALL).color(theme::palette(ui.ctx()).weak));
        ui.add_space(space::LINE);
    }
    let height = (ui.ctx().content_rect().height() - OTHERS).max(160.0);
    let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    list.show(ui, |ui| {
        for pair in offers.chunks(2) {
            ui.columns(2, |columns| {
                for (column, offer) in columns.iter_mut().zip(pair) {
                    offer_ui(column, document, offer, asks);
                }
            });
            ui.add_space(space::GROUP);
        }
    });
    ui.add_space(space::GROUP);
    let has_gaps = offers.iter().any(|offer| offer.chart.as_ref().map_or(true, |chart| !chart.gaps.is_empty()));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "关闭", true).clicked() {
            asks.push(Ask::Window(Request::CloseDialog));
        }
        let attach = Button::new("附上以前年度的文件…").min_size(vec2(0.0, 32.0));
        if has_gaps && ui.add_enabled(document.is_editable(), attach).clicked() {
            asks.push(Ask::Window(Request::ChoosePrior));
        }
    });
}

fn offer_ui(ui: &mut Ui, document: &Document, offer: &Offer, asks: &mut Vec<Ask>) {
    match &offer.chart {
        Ok(chart) => {
            heading_ui(ui, &chart.full_title());
            let mut is_in = offer.is_in_report;
            let check = ui.add_enabled(document.is_editable(), Checkbox::new(&mut is_in, "放入报告"));
            let label = format!("放入报告：{}", offer.title);
            ui.ctx().accesskit_node_builder(check.id, |node| node.set_label(label));
            if check.changed() {
                asks.push(Ask::Chart { id: offer.id.clone(), is_in });
            }
            ui.add_space(space::LINE);
            chart_ui(ui, chart);
        }
        Err(reason) => {
            heading_ui(ui, &offer.title);
            ui.label(RichText::new(reason).color(theme::palette(ui.ctx()).weak));
        }
    }
}
