//! The bar of a desk: what stands in the middle, which units are added up, how many files are in.

use egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Ui};

use crate::aggregate::desk::scope::Scope;
use crate::aggregate::workspace::State;
use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::severity_text;
use crate::app::pages::desk::look::View;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// Paints the bar.
pub(crate) fn head_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 10, right: 14, top: 2, bottom: 6 });
    Panel::top("desk-head").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            for view in View::ALL {
                view_button_ui(ui, desk, view, wishes);
            }
            ui.separator();
            scope_ui(ui, desk, wishes);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| counts_ui(ui, desk));
        });
        if let Some(away) = &desk.away {
            ui.label(severity_text(ui, Severity::Warning, away).size(text::SMALL));
        }
    });
}

fn view_button_ui(ui: &mut Ui, desk: &OpenDesk<'_>, view: View, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let is_shown = desk.view == view;
    let count = match view {
        View::Files => desk.open_files(),
        View::Review => desk.review.as_ref().map_or(0, |(_, looks)| looks.len()),
        _ => 0,
    };
    let words = if count > 0 { format!("{} {count}", view.words()) } else { view.words().to_owned() };
    let color = if is_shown { palette.accent } else { palette.text };
    let fill = if is_shown { palette.accent_soft } else { palette.panel };
    let button = Button::new(RichText::new(words).color(color)).fill(fill).frame_when_inactive(is_shown);
    let response = ui.add(button.selected(is_shown));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(view.words());
        node.set_selected(is_shown);
    });
    if response.on_hover_text(view.command().tip(ui.ctx())).clicked() {
        wishes.push(DeskWish::Show(view));
    }
}

/// The three ways of adding up.
fn scope_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let ways = [
        (Command::DeskAll, desk.scope == Scope::All, true, String::new()),
        (
            Command::DeskBelow,
            matches!(desk.scope, Scope::Below(_)),
            desk.unit.is_some(),
            match desk.scope {
                Scope::Below(unit) => format!("：{}", desk.desk.workspace().units().name(unit)),
                _ => String::new(),
            },
        ),
        (
            Command::DeskChosen,
            matches!(desk.scope, Scope::Chosen(_)),
            !desk.marked.is_empty(),
            if desk.marked.is_empty() { String::new() } else { format!("：{} 个", desk.marked.len()) },
        ),
    ];
    for (command, is_on, is_possible, more) in ways {
        let color = match (is_on, is_possible) {
            (true, _) => palette.accent,
            (false, true) => palette.text,
            (false, false) => palette.weak,
        };
        let fill = if is_on { palette.accent_soft } else { palette.panel };
        let words = RichText::new(format!("{}{more}", command.text())).size(text::SMALL).color(color);
        let response = ui.add_enabled(is_possible || is_on, Button::new(words).fill(fill).selected(is_on));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_on));
        if response.on_hover_text(command.tip(ui.ctx())).on_disabled_hover_text(command.tip(ui.ctx())).clicked() {
            wishes.push(DeskWish::Window(Request::Run(command)));
        }
    }
}

fn counts_ui(ui: &mut Ui, desk: &OpenDesk<'_>) {
    let palette = theme::palette(ui.ctx());
    let all: usize = desk.shown.all.iter().sum();
    let missing = desk.shown.all.first().copied().unwrap_or(0);
    let counted = desk.desk.aggregate().map_or(0, crate::aggregate::Aggregate::unit_count);
    let words = format!("应报 {all}　已计入 {counted}　{} {missing}", State::Missing.label());
    ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
}
