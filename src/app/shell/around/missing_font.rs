//! What is said where no face for Chinese was found.

use egui::{Frame, Margin, Panel, Ui};

use crate::app::kit::theme;
use crate::form::Severity;
use crate::jobs::fonts;

/// Says which package to install when there is no face for Chinese. In Latin letters too, for obvious reasons.
pub(crate) fn missing_font_ui(ui: &mut Ui) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.tint(Severity::Error)).inner_margin(Margin::symmetric(14, 8));
    Panel::top("missing-font").frame(frame).show(ui, |ui| {
        let package = fonts::PACKAGE;
        let words =
            format!("没有找到中文字体，请安装 {package}。No Chinese font found: please install the package {package}");
        ui.colored_label(palette.mark(Severity::Error), words);
    });
}
