//! All commands by name: one types a few letters or pinyin initials, and Enter runs what is marked.

use std::cmp::Reverse;

use egui::{Align2, EventFilter, Id, Key, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::model::document::Document;
use crate::app::model::initials::{self, Place, Sought};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;

/// Names, what they do, and keys stand beside each other.
pub(crate) const WIDTH: f32 = 560.0;

/// The height of one command in the list.
const LINE: f32 = 32.0;

/// So many commands are seen at once; the dialog keeps its height while one types.
const LINES: f32 = 9.0;

/// Paints the dialog.
pub(crate) fn palette_ui(
    ui: &mut Ui,
    document: Option<&Document>,
    is_desk: bool,
    query: &mut String,
    chosen: &mut usize,
    requests: &mut Vec<Request>,
) {
    let field = Id::unique("palette-field");
    let commands = commands(document, is_desk, query);
    let last = commands.len().saturating_sub(1);
    *chosen = (*chosen).min(last);
    let before = *chosen;
    let run = |command: Command| [Request::CloseDialog, Request::Run(command)];
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        *chosen = if *chosen == last { 0 } else { *chosen + 1 };
    }
    if pressed(Key::ArrowUp) {
        *chosen = chosen.checked_sub(1).unwrap_or(last);
    }
    if pressed(Key::Enter)
        && let Some(command) = commands.get(*chosen)
    {
        requests.extend(run(*command));
    }
    let is_moved = *chosen != before;
    let name = ui.label(RichText::new("执行命令").size(text::SMALL).weak()).id;
    let edit = TextEdit::singleline(query)
        .id(field)
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 6.0))
        .hint_text("名称或拼音首字母，如 dcx")
        .return_key(None)
        .event_filter(EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() });
    let response = ui.add(edit).labelled_by(name);
    if !response.has_focus() {
        response.request_focus();
    }
    if response.changed() {
        *chosen = 0;
    }
    ui.add_space(space::LINE);
    ScrollArea::vertical().id_salt("commands").max_height(LINES * LINE).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if commands.is_empty() {
            ui.label(RichText::new("没有这样的命令").weak());
        }
        for (position, command) in commands.iter().enumerate() {
            let response = command_ui(ui, *command, position == *chosen);
            if position == *chosen && is_moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                requests.extend(run(*command));
            }
        }
    });
}

/// The commands that can be run now and fit what is typed: those whose name contains it first.
fn commands(document: Option<&Document>, is_desk: bool, query: &str) -> Vec<Command> {
    let can_run = |command: &Command| match document {
        Some(document) => document.is_editable() || !command.is_change(),
        None => !command.needs_document(),
    };
    let is_here = |command: &Command| *command != Command::Palette && (is_desk || !command.needs_desk());
    let all = || Command::ALL.iter().copied().filter(is_here).filter(can_run);
    let is_far = |command: &Command| {
        initials::contains_scattered(command.text(), query) || initials::contains(command.description(), query)
    };
    let mut sought = Sought::new(query);
    let mut fitting: Vec<(Option<Place>, Command)> = all()
        .map(|command| (sought.place_in(command.text()), command))
        .filter(|(place, command)| place.is_some() || is_far(command))
        .collect();
    // At the beginning of the name, then inside it, then elsewhere; the shorter name is nearer to what was typed.
    fitting.sort_by_key(|(place, command)| (Reverse(*place), place.map(|_| command.text().chars().count())));
    fitting.into_iter().map(|(_, command)| command).collect()
}

fn command_ui(ui: &mut Ui, command: Command, is_chosen: bool) -> egui::Response {
    let palette = theme::palette(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("执行 {}", command.text())));
    if ui.is_rect_visible(rect) {
        let fill = if is_chosen { palette.accent_soft } else { palette.paper };
        let fill = if response.hovered() && !is_chosen { palette.head } else { fill };
        let painter = ui.painter();
        painter.rect_filled(rect, f32::from(space::CORNER), fill);
        let left = rect.left_center() + vec2(10.0, 0.0);
        let icon = command.icon();
        let icon_font = egui::FontId::new(text::HEADING, icon.font_family());
        painter.text(left, Align2::LEFT_CENTER, icon.codepoint, icon_font, palette.weak);
        let name = left + vec2(28.0, 0.0);
        let name = painter.text(name, Align2::LEFT_CENTER, command.text(), theme::font(text::BODY), palette.text);
        let description = name.right_center() + vec2(12.0, 0.0);
        let font = theme::font(text::SMALL);
        painter.text(description, Align2::LEFT_CENTER, command.description(), font, palette.weak);
        if let Some(words) = command.key_words(ui.ctx()) {
            let right = rect.right_center() - vec2(10.0, 0.0);
            painter.text(right, Align2::RIGHT_CENTER, words, theme::font(text::SMALL), palette.weak);
        }
    }
    response
}
