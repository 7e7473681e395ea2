//! One place of the report: how its text came to be, what has to be said there, and the field in which it is written.

use egui::{Align, Event, ImeEvent, Key, Label, Layout, Modifiers, RichText, TextEdit, Ui, vec2};

use super::field::field_id;
use super::ink;
use super::wish::Ask;
use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::{severity_text, small_button};
use crate::app::model::document::Document;
use crate::app::model::writing::{Scratch, Writing};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::report::draft::State;

/// A place as it is painted.
pub(super) struct Place<'a> {
    pub(super) id: &'a str,
    /// Where it stands, for screen readers.
    pub(super) name: String,
    pub(super) text: &'a str,
    pub(super) state: State,
    pub(super) is_outdated: bool,
    pub(super) prompt: &'a str,
    pub(super) can_draft: bool,
}

/// Paints a place.
pub(super) fn place_ui(
    ui: &mut Ui,
    document: &Document,
    writing: &mut Writing,
    place: &Place<'_>,
    asks: &mut Vec<Ask>,
) {
    state_ui(ui, document, place, asks);
    field_ui(ui, document, writing, place, asks);
    ui.add_space(10.0);
}

/// How the text came to be, in words and with a sign, and the button that drafts it.
fn state_ui(ui: &mut Ui, document: &Document, place: &Place<'_>, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        let (sign, word, color) = match place.state {
            State::Open if place.prompt.is_empty() && !place.can_draft => ("○", "未写：要用的数还没有填", palette.weak),
            State::Open => ("○", State::Open.word(), palette.weak),
            State::Drafted => ("◇", State::Drafted.word(), palette.accent),
            // What nothing could have drafted was not changed, but written.
            State::Edited if place.prompt.is_empty() => ("◆", State::Edited.word(), palette.good),
            State::Edited => ("◆", "已写", palette.good),
        };
        ui.label(RichText::new(format!("{sign} {word}")).size(text::SMALL).color(color));
        if place.is_outdated {
            let words =
                if place.can_draft { "数已改动，可以重新起草" } else { "要用的数已不在，请核对" };
            ui.label(severity_text(ui, Severity::Warning, words).size(text::SMALL));
        }
        if !place.prompt.is_empty() {
            let words = RichText::new(format!("要写：{}", place.prompt)).size(text::SMALL).color(palette.weak);
            ui.add(Label::new(words).wrap());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !place.can_draft || !document.is_editable() || (place.state == State::Drafted && !place.is_outdated) {
                return;
            }
            let words = if place.state == State::Open { "起草" } else { "重新起草" };
            let button = ui.add(small_button(words)).on_hover_text("按表中的数起草这一处；可以撤销");
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{words} {}", place.name)));
            if button.clicked() {
                asks.push(Ask::Redraft(place.id.to_owned()));
            }
        });
    });
}

fn field_ui(ui: &mut Ui, document: &Document, writing: &mut Writing, place: &Place<'_>, asks: &mut Vec<Ask>) {
    let id = field_id(document.tab, place.id);
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let is_editable = document.is_editable();
    if has_focus {
        read_keys(ui, writing.scratches.get_mut(place.id), asks);
    }
    let mut words =
        writing.scratches.get(place.id).map_or_else(|| place.text.to_owned(), |scratch| scratch.text.clone());
    let before = words.clone();
    let known = writing.known.as_ref().filter(|_| writing.other.is_none());
    let inked = known.and_then(|known| known.places.get(place.id));
    let shown = writing.shown.as_ref().zip(known).and_then(|(shown, known)| known.place(shown));
    let shown = shown.filter(|(there, _)| *there == place.id).map(|(_, span)| span);
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| {
        ink::galley(ui, buffer.as_str(), inked, shown.as_ref(), width)
    };
    let mut fixed = words.as_str();
    let field = if is_editable { TextEdit::multiline(&mut words) } else { TextEdit::multiline(&mut fixed) };
    let output = field
        .id(id)
        .desired_rows(if place.prompt.is_empty() { 1 } else { 2 })
        .desired_width(f32::INFINITY)
        .margin(vec2(10.0, 5.0))
        .hint_text(if is_editable { "在这里写" } else { "" })
        .layouter(&mut layouter)
        .show(ui);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(place.name.clone()));
    if writing.reveal && shown.is_some() {
        writing.reveal = false;
        output.response.scroll_to_me(Some(Align::Center));
    }
    let response = output.response;
    if std::mem::take(&mut writing.wants_field) {
        response.request_focus();
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if is_editable && words != before {
        let scratch = writing.scratches.entry(place.id.to_owned()).or_default();
        scratch.text = words;
        scratch.changed_at = Some(ui.input(|input| input.time));
    }
    if response.lost_focus() {
        asks.push(Ask::Commit(place.id.to_owned()));
    }
}

/// Undo and redo go through the filing, so that texts and cells have one history; compositions are noted.
fn read_keys(ui: &Ui, scratch: Option<&mut Scratch>, asks: &mut Vec<Ask>) {
    let is_composing = ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) => Some(false),
            _ => None,
        })
    });
    if let Some(scratch) = scratch {
        scratch.is_composing = is_composing.unwrap_or(scratch.is_composing);
        if scratch.is_composing {
            return;
        }
    }
    let both = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    // Shift first: a key without it is also found when it is held.
    for (modifiers, key, command) in [
        (both, Key::Z, Command::Redo),
        (Modifiers::COMMAND, Key::Y, Command::Redo),
        (Modifiers::COMMAND, Key::Z, Command::Undo),
    ] {
        if ui.input_mut(|input| input.consume_key(modifiers, key)) {
            asks.push(Ask::Window(Request::Run(command)));
        }
    }
}
