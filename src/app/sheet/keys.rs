//! Keys on the sheet, read before the text field sees them and in the order in which they were pressed.
//!
//! A clerk types `5`, Enter, `6`, Enter faster than a slow machine paints. Then all four are in one frame's input, and the
//! field would take `56`. So reading stops at the first key that belongs to the grid; what came after it waits for the
//! next frame.
//!
//! While an input method composes, everything goes to the text field: Enter, digits and arrows choose candidates.

use egui::{Event, ImeEvent, Key, Modifiers, Ui};

use super::memory::Memory;
use crate::app::model::place::{Draft, Sheet};
use crate::app::model::steps::Step;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;

/// What the keys of the sheet do, for the page of keys; those of commands are in the commands' own list.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("数字、文字", "填入当前格，覆盖原来的数"),
    ("=12+7×2", "算出结果填入，算式留作备注"),
    ("F2、双击", "修改当前格"),
    ("回车、Shift+回车", "确认并向下、向上；空的合计格采用合计数"),
    ("Tab、Shift+Tab", "确认并到下一格、上一格"),
    ("方向键", "到相邻的格子"),
    ("Ctrl+方向键", "到一段数的边上"),
    ("Home、End", "到本行第一格、最后一格"),
    ("Ctrl+Home、Ctrl+End", "到本表第一格、最后一格"),
    ("PageUp、PageDown", "上、下十行"),
    ("Shift+以上各键、拖动", "选中几格"),
    ("选中几格时回车、Tab", "在选中的格子里轮换"),
    ("Ctrl+A", "选中本表所有格子"),
    ("Delete", "清空选中的格子"),
    ("Ctrl+C、Ctrl+X", "复制、剪切，可以贴到 Excel、WPS"),
    ("Ctrl+V", "从 Excel、WPS 粘贴"),
    ("Esc", "放弃正在输入的；停止读写文件；不再选中几格"),
];

/// Reads the keys of this frame.
pub(crate) fn read(
    ui: &Ui,
    (sheet, memory): (&mut Sheet, &mut Memory),
    is_editable: bool,
    requests: &mut Vec<Request>,
) {
    let waiting = std::mem::take(&mut memory.waiting);
    let later = ui.input_mut(|input| {
        input.events.splice(0..0, waiting);
        let mut has_text = sheet.draft.is_some();
        let mut at = 0;
        while at < input.events.len() {
            let request = match &input.events[at] {
                Event::Ime(ime) => {
                    note_composing(sheet, ime);
                    has_text = true;
                    None
                }
                _ if sheet.is_composing => None,
                event => request_of(event, sheet, has_text),
            };
            let is_change = matches!(&input.events[at], Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Cut);
            has_text |= matches!(&input.events[at], Event::Text(_));
            if is_change && !is_editable {
                input.events.remove(at);
                requests.push(Request::Refused);
                continue;
            }
            if let Some(request) = request {
                input.events.remove(at);
                requests.push(request);
                return split_keys(&mut input.events, at);
            }
            at += 1;
        }
        Vec::new()
    });
    if !later.is_empty() {
        memory.waiting = later;
        ui.ctx().request_repaint();
    }
}

fn note_composing(sheet: &mut Sheet, ime: &ImeEvent) {
    match ime {
        ImeEvent::Preedit { text, .. } => sheet.is_composing = !text.is_empty(),
        ImeEvent::Commit(_) => sheet.is_composing = false,
        _ => {}
    }
}

/// Takes what was typed after a key of the grid out of this frame; the pointer's events were acted on already and stay.
fn split_keys(events: &mut Vec<Event>, at: usize) -> Vec<Event> {
    let mut later = Vec::new();
    let mut rest = events.split_off(at);
    rest.retain(|event| {
        let is_typed = matches!(
            event,
            Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(_)
        );
        if is_typed {
            later.push(event.clone());
        }
        !is_typed
    });
    events.append(&mut rest);
    later
}

fn request_of(event: &Event, sheet: &Sheet, is_editing: bool) -> Option<Request> {
    match event {
        Event::Copy if !is_editing => Some(Request::Copy),
        Event::Paste(text) if !is_editing => Some(Request::Paste(text.clone())),
        Event::Cut if !is_editing => Some(Request::Cut),
        Event::Key { key, pressed: true, modifiers, .. } => key_request(*key, *modifiers, sheet, is_editing),
        _ => None,
    }
}

fn key_request(key: Key, modifiers: Modifiers, sheet: &Sheet, is_editing: bool) -> Option<Request> {
    // A cell that was opened with F2 keeps its arrows for the caret; one that is typed over does not need them upright.
    let is_caret_free = sheet.draft == Some(Draft::Content);
    if modifiers.is_none() || modifiers.shift_only() {
        let back = modifiers.shift;
        match key {
            Key::Enter => return Some(Request::Accept(if back { Step::Backward } else { Step::Onward })),
            Key::Tab => return Some(Request::Go(if back { Step::Previous } else { Step::Next })),
            _ => {}
        }
    }
    if !is_editing && let Some(request) = way_request(key, modifiers) {
        return Some(request);
    }
    if modifiers.is_none() {
        let request = match key {
            Key::ArrowUp if !is_caret_free => Some(Request::Go(Step::Up)),
            Key::ArrowDown if !is_caret_free => Some(Request::Go(Step::Down)),
            Key::PageUp => Some(Request::Go(Step::PageUp)),
            Key::PageDown => Some(Request::Go(Step::PageDown)),
            Key::Delete | Key::Backspace if !is_editing => Some(Request::Clear),
            Key::F2 if !is_editing => Some(Request::BeginEdit),
            Key::Escape => Some(Request::CancelEdit),
            _ => None,
        };
        if request.is_some() {
            return request;
        }
    }
    if modifiers.command_only() && !is_editing && key == Key::A {
        return Some(Request::SelectAll);
    }
    let command = Command::of_key(key, modifiers)?;
    // Inside a cell, undo is the text field's own.
    (!is_editing || !matches!(command, Command::Undo | Command::Redo)).then_some(Request::Run(command))
}

/// Going to another cell, with Ctrl to the edge of what is filled, and with Shift taking the selection along.
fn way_request(key: Key, modifiers: Modifiers) -> Option<Request> {
    if modifiers.alt {
        return None;
    }
    let step = match (key, modifiers.command) {
        (Key::ArrowUp, false) => Step::Up,
        (Key::ArrowDown, false) => Step::Down,
        (Key::ArrowLeft, false) => Step::Left,
        (Key::ArrowRight, false) => Step::Right,
        (Key::ArrowUp, true) => Step::EdgeUp,
        (Key::ArrowDown, true) => Step::EdgeDown,
        (Key::ArrowLeft, true) => Step::EdgeLeft,
        (Key::ArrowRight, true) => Step::EdgeRight,
        (Key::Home, false) => Step::LineStart,
        (Key::End, false) => Step::LineEnd,
        (Key::Home, true) => Step::TableStart,
        (Key::End, true) => Step::TableEnd,
        (Key::PageUp, false) => Step::PageUp,
        (Key::PageDown, false) => Step::PageDown,
        _ => return None,
    };
    Some(if modifiers.shift { Request::Extend(step) } else { Request::Go(step) })
}
