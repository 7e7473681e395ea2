//! The messages in the lower right corner, one above the other.

use egui::{Align, Align2, Area, Color32, Context, Frame, Id, Label, Layout, Margin, Order, RichText, Ui, vec2};
use egui_material_icons::icons;

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{shape, small_button};
use crate::app::window::toasts::{Toast, Toasts};
use crate::app::wishes::request::Request;

/// How wide a message is.
const WIDTH: f32 = 330.0;

/// The distance to the edges of the window: the foot is below.
const EDGE: egui::Vec2 = vec2(-14.0, -42.0);

/// Paints the messages.
pub(crate) fn toasts_ui(ctx: &Context, toasts: &Toasts, requests: &mut Vec<Request>) {
    if toasts.iter().next().is_none() {
        return;
    }
    let area = Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, EDGE);
    area.show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for toast in toasts.iter() {
            toast_ui(ui, toast, requests);
        }
    });
}

fn toast_ui(ui: &mut Ui, toast: &Toast, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let (color, sign) =
        toast.severity.map_or((palette.good, "✓"), |severity| (palette.mark(severity), shape(severity)));
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, color))
        .corner_radius(space::CORNER)
        .shadow(ui.style().visuals.popup_shadow)
        .inner_margin(Margin { left: 12, right: 8, top: 8, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(WIDTH);
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
            let close = egui::Button::new(icons::ICON_CLOSE.rich_text().size(text::SMALL)).frame_when_inactive(false);
            let response = ui.add(close).on_hover_text("关闭这条消息");
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("关闭消息"));
            if response.clicked() {
                requests.push(Request::CloseToast(toast.id));
            }
            ui.with_layout(Layout::left_to_right(Align::TOP), |ui| words_ui(ui, toast, sign, color, requests));
        });
    });
}

fn words_ui(ui: &mut Ui, toast: &Toast, sign: &str, color: Color32, requests: &mut Vec<Request>) {
    ui.label(RichText::new(sign).size(text::SMALL).color(color));
    ui.vertical(|ui| {
        let words = ui.add(Label::new(RichText::new(&toast.text).size(text::SMALL)).wrap());
        // Screen readers say it as soon as it is there.
        ui.ctx().accesskit_node_builder(words.id, |node| node.set_live(egui::accesskit::Live::Polite));
        if let Some((words, request)) = &toast.offer {
            let mut button = ui.add(small_button(words));
            if let Request::ShowInFolder(file) = request {
                button = button.on_hover_text(file.display().to_string());
            }
            if button.clicked() {
                requests.push(request.clone());
            }
        }
    });
}
