//! The parts around the sheet, one a file. They read the state and push requests; they change nothing but the fields
//! that are being typed into.

mod arithmetic;
pub(super) mod banner;
pub(super) mod borders;
pub(super) mod drop_hint;
pub(super) mod find_bar;
pub(super) mod findings;
pub(super) mod inspector;
pub(super) mod jobs;
mod past;
pub(super) mod rail;
mod remark;
mod returned;
mod spark;
pub(super) mod start;
pub(super) mod status;
mod suspicion;
pub(super) mod tab_bar;
pub(super) mod toasts;
pub(super) mod top_bar;

use egui::{Button, Frame, Label, Margin, Panel, Response, RichText, ScrollArea, Sense, StrokeKind, Ui, vec2};

pub(super) use remark::{answer_ui, remark_ui};

use super::command::Command;
use super::request::Request;
use super::state::Document;
use super::theme::{self, space, text};
use crate::form::Severity;
use crate::jobs::fonts;
use crate::jobs::settings::Settings;

/// A button for a command: icon and words, with its tip.
pub(super) fn command_button(ui: &mut Ui, command: Command, is_enabled: bool, requests: &mut Vec<Request>) -> Response {
    let icon = command.icon().rich_text().size(text::HEADING);
    let response = ui.add_enabled(is_enabled, Button::new((icon, command.text())).frame_when_inactive(false));
    // The icon is no word: a screen reader says the words only.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(command.text()));
    if response.clicked() {
        requests.push(Request::Run(command));
    }
    response.on_hover_text(command.tip(ui.ctx())).on_disabled_hover_text(command.tip(ui.ctx()))
}

/// A small heading.
pub(super) fn heading_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::BODY).strong());
}

/// A part of the window that the keyboard can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pane {
    /// What is known about the active cell.
    Inspector,
    /// The list of findings.
    Findings,
}

/// The heading of a part, which takes the keyboard when it is sent there; Tab goes on from it.
pub(super) fn pane_heading_ui(ui: &mut Ui, document: &mut Document, pane: Pane, words: RichText) {
    let response = ui.add(Label::new(words).wrap().sense(Sense::focusable_noninteractive()));
    if document.wants_pane == Some(pane) {
        document.wants_pane = None;
        response.request_focus();
    }
    if response.has_focus() {
        let palette = theme::palette(ui.ctx());
        ui.painter().rect_stroke(response.rect.expand(3.0), 3.0, (2.0, palette.accent), StrokeKind::Outside);
    }
}

/// A button in the size of explanations.
pub(super) fn small_button(words: &str) -> Button<'_> {
    Button::new(RichText::new(words).size(text::SMALL))
}

/// The button that one came for.
pub(super) fn primary_button(ui: &mut Ui, words: &str, is_enabled: bool) -> Response {
    let palette = theme::palette(ui.ctx());
    let color = if is_enabled { palette.on_accent } else { palette.weak };
    let fill = if is_enabled { palette.accent } else { palette.head };
    let button = Button::new(RichText::new(words).color(color)).fill(fill);
    ui.add_enabled_ui(is_enabled, |ui| ui.add_sized(vec2(104.0, 32.0), button)).inner
}

/// The mark of a severity, in words and colour, with a count.
pub(super) fn severity_text(ui: &Ui, severity: Severity, words: &str) -> RichText {
    RichText::new(format!("{} {words}", shape(severity))).color(theme::palette(ui.ctx()).mark(severity))
}

/// A sign for a severity that is not a colour.
pub(super) fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "▲",
        Severity::Warning => "■",
        Severity::Notice => "●",
    }
}

/// The right side: the active cell above, the findings below; each can be folded away, and the border between them moved.
pub(super) fn side_ui(ui: &mut Ui, document: &mut Document, settings: &mut Settings, requests: &mut Vec<Request>) {
    let (inspector, findings) = (settings.inspector.is_open, settings.findings.is_open);
    if !inspector && !findings {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 14, right: 10, top: 12, bottom: 8 });
    let side = Panel::right("side").resizable(true).default_size(settings.side_width).size_range(240.0..=460.0);
    let shown = side.frame(frame).show(ui, |ui| {
        if findings && inspector {
            let height = ui.available_height();
            let panel = Panel::bottom("findings-panel").resizable(true).default_size(settings.findings.size);
            let panel = panel.size_range(90.0..=(height - 90.0).max(91.0)).frame(Frame::new());
            let shown = panel.show(ui, |ui| {
                ui.add_space(space::LINE);
                findings::findings_ui(ui, document, requests);
            });
            settings.findings.size = shown.response.rect.height();
        } else if findings {
            findings::findings_ui(ui, document, requests);
        }
        if inspector {
            let area = ScrollArea::vertical().id_salt(("inspector", document.tab)).auto_shrink([false, false]);
            area.show(ui, |ui| inspector::inspector_ui(ui, document, requests));
        }
    });
    settings.side_width = shown.response.rect.width();
}

/// Says which package to install when there is no face for Chinese. In Latin letters too, for obvious reasons.
pub(super) fn missing_font_ui(ui: &mut Ui) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.tint(Severity::Error)).inner_margin(Margin::symmetric(14, 8));
    Panel::top("missing-font").frame(frame).show(ui, |ui| {
        let package = fonts::PACKAGE;
        let words =
            format!("没有找到中文字体，请安装 {package}。No Chinese font found: please install the package {package}");
        ui.colored_label(palette.mark(Severity::Error), words);
    });
}
