//! Headings, buttons and marks that look the same everywhere.

use egui::{Button, Response, RichText, Ui, vec2};

use super::theme::{self, space, text};
use crate::form::Severity;

pub(crate) fn title_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::HEADING).strong());
    ui.add_space(space::GROUP);
}

/// A small heading.
pub(crate) fn heading_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::BODY).strong());
}

/// A button in the size of explanations.
pub(crate) fn small_button(words: &str) -> Button<'_> {
    Button::new(RichText::new(words).size(text::SMALL))
}

/// The button that one came for.
pub(crate) fn primary_button(ui: &mut Ui, words: &str, is_enabled: bool) -> Response {
    let palette = theme::palette(ui.ctx());
    let color = if is_enabled { palette.on_accent } else { palette.weak };
    let fill = if is_enabled { palette.accent } else { palette.head };
    let button = Button::new(RichText::new(words).color(color)).fill(fill);
    ui.add_enabled_ui(is_enabled, |ui| ui.add_sized(vec2(104.0, 32.0), button)).inner
}

/// The mark of a severity, in words and colour, with a count.
pub(crate) fn severity_text(ui: &Ui, severity: Severity, words: &str) -> RichText {
    RichText::new(format!("{} {words}", shape(severity))).color(theme::palette(ui.ctx()).mark(severity))
}

/// A sign for a severity that is not a colour.
pub(crate) fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "▲",
        Severity::Warning => "■",
        Severity::Notice => "●",
    }
}
