//! The line at the foot: what just happened on the left, how much is left to do on the right.

use egui::{Align, Button, Frame, Label, Layout, Margin, Panel, RichText, Ui};

use super::jobs;
use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::{severity_text, shape};
use crate::app::model::document::Document;
use crate::app::window::Window;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::check::Amount;
use crate::form::Severity;

/// What the pages say about what is on the screen.
pub(crate) struct Look {
    /// Whether a page stands in the place of everything.
    pub(crate) is_reviewing: bool,
    /// Whether lists stand in the place of the filing.
    pub(crate) shows_lists: bool,
    /// What can be done now.
    pub(crate) hint: Option<&'static str>,
}

/// Paints the line.
pub(crate) fn status_ui(ui: &mut Ui, window: &Window, look: &Look, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(14, 3));
    Panel::bottom("status").frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_height(24.0);
            panes_ui(ui, window, look, requests);
            counts_ui(ui, window, look, requests);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                jobs::jobs_ui(ui, &window.running, requests);
                message_ui(ui, window, look, requests);
            });
        });
    });
}

/// The small buttons that fold the panels away and bring them back.
fn panes_ui(ui: &mut Ui, window: &Window, look: &Look, requests: &mut Vec<Request>) {
    if window.tabs.current().is_none() || look.is_reviewing {
        return;
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    let settings = &window.settings;
    for (command, pane) in [
        (Command::ToggleFindings, settings.findings),
        (Command::ToggleInspector, settings.inspector),
        (Command::ToggleRail, settings.rail),
    ] {
        let palette = theme::palette(ui.ctx());
        let color = if pane.is_open { palette.accent } else { palette.weak };
        let icon = command.icon().rich_text().size(text::BODY).color(color);
        let response = ui.add(Button::new(icon).frame_when_inactive(false).small());
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(command.text());
            node.set_toggled(pane.is_open.into());
        });
        if response.on_hover_text(command.tip(ui.ctx())).clicked() {
            requests.push(Request::Run(command));
        }
    }
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.separator();
}

fn counts_ui(ui: &mut Ui, window: &Window, look: &Look, requests: &mut Vec<Request>) {
    let zoom = ui.ctx().zoom_factor();
    if (zoom - 1.0).abs() > 0.01 {
        let button = Button::new(RichText::new(format!("{:.0}%", zoom * 100.0)).size(text::SMALL)).frame(false);
        if ui.add(button).on_hover_text(Command::ZoomReset.tip(ui.ctx())).clicked() {
            requests.push(Request::Run(Command::ZoomReset));
        }
    }
    let Some(document) = window.tabs.current().filter(|_| !look.is_reviewing && !look.shows_lists) else { return };
    let counts = document.view.counts;
    let small = |words: RichText| Label::new(words.size(text::SMALL));
    ui.add(small(RichText::new(format!("空格 {}", counts.blanks)).color(theme::palette(ui.ctx()).weak)));
    for (severity, count) in
        [(Severity::Notice, counts.notices), (Severity::Warning, counts.warnings), (Severity::Error, counts.errors)]
    {
        let words = format!("{} {count}", severity.word());
        let words = if count == 0 { RichText::new(words).weak() } else { severity_text(ui, severity, &words) };
        ui.add(small(words));
    }
    if document.sheet.selection.is_some() {
        let words = RichText::new(selected_words(document)).size(text::SMALL).color(theme::palette(ui.ctx()).accent);
        ui.separator();
        ui.add(Label::new(words));
    }
}

/// How many cells are selected, how many are blank, and their sum where it makes sense.
fn selected_words(document: &Document) -> String {
    let (filing, _) = document.shown();
    let form = filing.form();
    let cells = document.sheet.selected(form);
    let mut words = vec![format!("选中 {} 格", cells.len())];
    let blanks = cells.iter().filter(|cell| filing.value(**cell).is_blank()).count();
    if blanks > 0 {
        words.push(format!("空 {blanks} 格"));
    }
    let numbers: Vec<Amount> =
        cells.iter().filter_map(|cell| filing.value(*cell).as_number()).map(Amount::from).collect();
    let is_one_measure = cells.windows(2).all(|pair| form.cell(pair[0]).measure == form.cell(pair[1]).measure);
    if numbers.len() > 1 && is_one_measure {
        let sum = numbers.into_iter().fold(Amount::ZERO, |sum, number| sum + number);
        words.push(format!("合计 {sum}"));
    }
    words.join("，")
}

fn message_ui(ui: &mut Ui, window: &Window, look: &Look, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    if let Some(notice) = &window.notice {
        let (color, sign) =
            notice.severity.map_or((palette.good, "✓"), |severity| (palette.mark(severity), shape(severity)));
        let button = Button::new(RichText::new("知道了").size(text::SMALL)).frame_when_inactive(false);
        if ui.add(button).clicked() {
            requests.push(Request::ForgetNotice);
        }
        let words = RichText::new(format!("{sign} {}", notice.text)).size(text::SMALL).color(color);
        ui.add(Label::new(words).truncate());
        return;
    }
    let Some(hint) = look.hint else { return };
    ui.add(Label::new(RichText::new(hint).size(text::SMALL).color(palette.weak)).truncate());
}
