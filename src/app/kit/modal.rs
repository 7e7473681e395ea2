//! The frame of every dialog, and the two buttons at its foot.

use egui::{Align, Button, Context, Frame, Id, Layout, Margin, Modal, Ui, vec2};

use super::theme::{self, space};
use super::widgets::primary_button;

/// How wide a dialog is.
pub(crate) const WIDTH: f32 = 440.0;

/// Shows a dialog over the window; true when it was left with Esc or by a click beside it.
pub(crate) fn modal(ctx: &Context, width: f32, inside: impl FnOnce(&mut Ui)) -> bool {
    let palette = theme::palette(ctx);
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(8)
        .shadow(ctx.global_style().visuals.window_shadow)
        .inner_margin(Margin::symmetric(26, 22));
    let response = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 72.0).max(0.0));
        inside(ui);
    });
    response.should_close()
}

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// 确定.
    Done,
    /// 取消.
    Cancelled,
}

/// The buttons at the foot.
pub(crate) fn buttons_ui(ui: &mut Ui) -> Option<Pressed> {
    let mut pressed = None;
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "确定", true).clicked() {
            pressed = Some(Pressed::Done);
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("取消")).clicked() {
            pressed = Some(Pressed::Cancelled);
        }
    });
    pressed
}
