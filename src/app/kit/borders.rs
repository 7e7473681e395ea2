//! The borders between panels by keyboard: Tab leads to them, they show it, and the arrows move them.
//!
//! egui moves a border with the mouse, and when a screen reader asks for it; the arrows ask in the same way.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, EventFilter, Id, Key, LayerId, Order, Rect, Stroke, pos2};

use super::theme;

/// A border is no thicker than this, and no other thing that is dragged is both so thin and so long.
const THICKEST: f32 = 12.0;

const SHORTEST: f32 = 60.0;

/// The border that has the keyboard, as it was in the last frame.
fn focused(ctx: &Context) -> Option<(Id, Rect)> {
    let id = ctx.memory(egui::Memory::focused)?;
    let response = ctx.read_response(id)?;
    let size = response.rect.size();
    let is_border = response.sense.senses_drag() && size.min_elem() <= THICKEST && size.max_elem() >= SHORTEST;
    is_border.then_some((id, response.rect))
}

/// Turns arrows into moves of the border that has the keyboard; before the panels are shown.
pub(crate) fn keys(ctx: &Context) {
    let Some((id, rect)) = focused(ctx) else { return };
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    // Left panels grow to the right, the others to the left; those at the bottom grow upwards.
    let is_left = rect.center().x < ctx.content_rect().width() * 0.4;
    let (more, less) = match (rect.width() < rect.height(), is_left) {
        (true, true) => (Key::ArrowRight, Key::ArrowLeft),
        (true, false) => (Key::ArrowLeft, Key::ArrowRight),
        (false, _) => (Key::ArrowUp, Key::ArrowDown),
    };
    ctx.input_mut(|input| {
        for event in &mut input.events {
            let action = match event {
                Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() && *key == more => {
                    Action::Increment
                }
                Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() && *key == less => {
                    Action::Decrement
                }
                _ => continue,
            };
            let (target_tree, target_node) = (TreeId::ROOT, id.accesskit_id());
            *event = Event::AccessKitActionRequest(ActionRequest { action, target_tree, target_node, data: None });
        }
    });
}

/// Shows which border has the keyboard; after the panels were shown.
pub(crate) fn show(ctx: &Context) {
    let Some((id, rect)) = focused(ctx) else { return };
    ctx.accesskit_node_builder(id, |node| node.set_label("区域的边界，按方向键移动"));
    let middle = rect.center();
    let ends = if rect.width() < rect.height() {
        [pos2(middle.x, rect.top()), pos2(middle.x, rect.bottom())]
    } else {
        [pos2(rect.left(), middle.y), pos2(rect.right(), middle.y)]
    };
    let stroke = Stroke::new(3.0, theme::palette(ctx).accent);
    ctx.layer_painter(LayerId::new(Order::Middle, id)).line_segment(ends, stroke);
}
