//! What is shown while a file is held over the window.

use egui::{Align2, Context, Id, LayerId, Order, StrokeKind};

use crate::app::kit::theme::{self, text};

/// Paints the hint.
pub(crate) fn drop_hint_ui(ctx: &Context) {
    let count = ctx.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let palette = theme::palette(ctx);
    let area = ctx.content_rect();
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop-hint")));
    painter.rect_filled(area, 0.0, palette.ground.gamma_multiply(0.85));
    let frame = area.shrink(18.0);
    painter.rect_stroke(frame, 8.0, (2.0, palette.accent), StrokeKind::Inside);
    let words = if count == 1 {
        "松开鼠标，打开或导入这个文件".to_owned()
    } else {
        format!("松开鼠标，打开或导入这 {count} 个文件")
    };
    painter.text(area.center(), Align2::CENTER_CENTER, words, theme::font(text::TITLE), palette.accent);
}
