//! The buttons over the pages: turning them, their size, printing, closing.

use egui::{Align, Button, ComboBox, Frame, Layout, Margin, Panel, RichText, Ui};
use egui_material_icons::{MaterialIcon, icons};

use super::preview::{Goal, PrintPreview, ROOM_FOR_BOTH};
use super::wish::Wish;
use super::zoom::{PERCENTS, Zoom, stepped};
use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::small_button;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::jobs::export::Shape;

/// Paints the bar.
pub(super) fn bar_ui(ui: &mut Ui, preview: &mut PrintPreview, wishes: &mut Vec<Wish>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(10, 5));
    Panel::top("print-preview-bar").frame(frame).show(ui, |ui| {
        shape_ui(ui, preview);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            pages_ui(ui, preview);
            zoom_ui(ui, preview);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::ICON_CLOSE, "关闭打印预览", "关闭打印预览（Esc）", true) {
                    wishes.push(Wish::Close);
                }
                place_ui(ui, preview);
                let export = match preview.shape() {
                    Shape::Tables => Command::ExportPdf,
                    Shape::Report => Command::ReportPdf,
                    Shape::Audit => Command::AuditPdf,
                };
                if icon_button(ui, export.icon(), export.text(), &export.tip(ui.ctx()), true) {
                    wishes.push(Wish::Window(Request::Run(export)));
                }
                let print = Command::Print;
                if ui.add(small_button(print.text())).on_hover_text("选打印机、份数和页码（回车）").clicked()
                {
                    wishes.push(Wish::Window(Request::Run(print)));
                }
            });
        });
    });
}

/// Tables, report where there is one, audit report.
fn shape_ui(ui: &mut Ui, preview: &mut PrintPreview) {
    ui.horizontal(|ui| {
        for shape in Shape::printed(preview.has_report) {
            let words = RichText::new(shape.label()).size(text::SMALL);
            if ui.selectable_label(preview.shape() == shape, words).clicked() {
                preview.look.shape = shape;
            }
        }
    });
}

fn pages_ui(ui: &mut Ui, preview: &mut PrintPreview) {
    let (page, count) = (preview.page, preview.leaves.len());
    if icon_button(ui, icons::ICON_KEYBOARD_ARROW_UP, "上一页", "上一页（PageUp）", page > 0) {
        preview.goal = Some(Goal::Page(page.saturating_sub(1)));
    }
    if icon_button(ui, icons::ICON_KEYBOARD_ARROW_DOWN, "下一页", "下一页（PageDown）", page + 1 < count) {
        preview.goal = Some(Goal::Page(page + 1));
    }
    let words = if count == 0 { "…".to_owned() } else { format!("{} / {count}", page + 1) };
    ui.label(RichText::new(words).size(text::SMALL));
}

fn zoom_ui(ui: &mut Ui, preview: &mut PrintPreview) {
    if icon_button(ui, icons::ICON_REMOVE, "缩小页面", "缩小页面（-）", true) {
        preview.set_zoom(stepped(preview.scale, false));
    }
    let mut zoom = preview.zoom();
    let shown = RichText::new(zoom.label()).size(text::SMALL);
    let choice = ComboBox::from_id_salt("print-preview-zoom").selected_text(shown).width(86.0).show_ui(ui, |ui| {
        let fitting = [Zoom::Width, Zoom::Page];
        for other in fitting.into_iter().chain(PERCENTS.into_iter().map(Zoom::Percent)) {
            ui.selectable_value(&mut zoom, other, other.label());
        }
    });
    ui.ctx().accesskit_node_builder(choice.response.id, |node| node.set_label("页面大小"));
    preview.set_zoom(zoom);
    if icon_button(ui, icons::ICON_ADD, "放大页面", "放大页面（+）", true) {
        preview.set_zoom(stepped(preview.scale, true));
    }
}

/// Beside the sheet or in its place; only where there is room for both.
fn place_ui(ui: &mut Ui, preview: &mut PrintPreview) {
    if ui.ctx().content_rect().width() < ROOM_FOR_BOTH {
        return;
    }
    let (icon, words) = if preview.stands_beside {
        (icons::ICON_FULLSCREEN, "占满窗口")
    } else {
        (icons::ICON_VERTICAL_SPLIT, "与表格并排")
    };
    if icon_button(ui, icon, words, words, true) {
        preview.look.wants_beside = !preview.stands_beside;
    }
}

/// A button with an icon only; screen readers and the tip have the words.
fn icon_button(ui: &mut Ui, icon: MaterialIcon, words: &str, tip: &str, is_enabled: bool) -> bool {
    let button = Button::new(icon.rich_text().size(text::HEADING)).frame_when_inactive(false);
    let response = ui.add_enabled(is_enabled, button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words));
    response.on_hover_text(tip).clicked()
}
