//! The pages themselves: scrolling, keys, and the pictures at their places.

use egui::emath::GuiRounding as _;
use egui::{
    Color32, EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::preview::{Goal, PrintPreview, area_id};
use super::wish::Wish;
use super::zoom::{Stack, Zoom, percent, stepped};
use crate::app::kit::theme::{self, PRINTED};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::jobs::typesetter::Wanted;

/// A picture has at most so many dots on a side; beyond, a page is enlarged on the screen.
const MOST_DOTS: usize = 4096;

/// How far an arrow key scrolls.
const LINE: f32 = 48.0;

/// Paints the pages.
pub(super) fn pages_ui(ui: &mut Ui, preview: &mut PrintPreview, has_keyboard: bool, wishes: &mut Vec<Wish>) {
    let outer = ui.available_rect_before_wrap();
    if has_keyboard && ui.memory(|memory| memory.has_focus(area_id())) {
        read_keys(ui, preview, wishes);
    }
    read_wheel(ui, preview, outer);
    // Paper that fades at the edge of the room would look dirty.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    // Pages stop where they end; nothing springs back.
    ui.spacing_mut().scroll.kinetic.rubber_band = false;
    // As if both scroll bars were there: a size that fits must not change when one comes or goes.
    let bar = ui.spacing().scroll.allocated_width();
    let room = (outer.size() - Vec2::splat(bar)).max(vec2(80.0, 80.0));
    let stack = Stack::new(&preview.leaves, preview.zoom(), room);
    let has_bar = |is_over: bool| if is_over { 0.0 } else { bar };
    let room = room + vec2(has_bar(stack.size.y > outer.height()), has_bar(stack.size.x > room.x + 0.5));
    let mut area = ScrollArea::both().id_salt("print-preview").auto_shrink([false, false]);
    let is_second_try = matches!(preview.goal, Some(Goal::Offset(_)));
    let aim = offset_to_go(preview, &stack, room);
    if let Some(offset) = aim {
        area = area.scroll_offset(offset);
    }
    preview.scale = stack.scale;
    let mut visible = Vec::new();
    let output = area.show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().min;
        ui.allocate_rect(Rect::from_min_size(origin, stack.size), Sense::hover());
        for (page, place) in stack.pages.iter().enumerate() {
            if place.intersects(viewport) {
                visible.push(wanted(ui, preview, page, stack.scale));
                page_ui(ui, preview, page, place.translate(origin.to_vec2()));
            }
        }
    });
    preview.offset = output.state.clamped_offset();
    if let Some(aim) = aim.filter(|aim| !is_second_try && (*aim - preview.offset).abs().max_elem() > 1.0) {
        preview.goal = Some(Goal::Offset(aim));
        ui.ctx().request_repaint();
    }
    preview.page = stack.page_at(preview.offset.y + room.y / 2.0);
    // The page in the middle is drawn first.
    visible.sort_by_key(|wanted| wanted.page.abs_diff(preview.page));
    preview.look_at(&visible);
    take_clicks(ui, preview, output.inner_rect);
}

/// The picture of a page for a size on this screen.
fn wanted(ui: &Ui, preview: &PrintPreview, page: usize, scale: f32) -> Wanted {
    let most = ui.input(|input| input.max_texture_side).min(MOST_DOTS);
    let (width, height) = preview.leaves.get(page).map_or((1.0, 1.0), |leaf| (leaf.width, leaf.height));
    #[expect(clippy::cast_precision_loss, reason = "a few thousand dots")]
    let most_dots_a_point = most as f32 / width.max(height);
    Wanted { page, dots_a_point: (scale * ui.ctx().pixels_per_point()).min(most_dots_a_point) }
}

fn page_ui(ui: &mut Ui, preview: &PrintPreview, page: usize, place: Rect) {
    let palette = theme::palette(ui.ctx());
    let dots = ui.ctx().pixels_per_point();
    let mut place = place.round_to_pixels(dots);
    ui.painter().rect_filled(place, 0.0, PRINTED);
    if let Some(sheet) = preview.sheets.iter().find(|sheet| sheet.wanted.page == page) {
        let natural = sheet.texture.size_vec2() / dots;
        // Dot for dot on the screen, unless it is the picture of another size.
        if (natural - place.size()).abs().max_elem() < 2.0 / dots {
            place = Rect::from_min_size(place.min, natural);
        }
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(sheet.texture.id(), place, whole, Color32::WHITE);
    }
    ui.painter().rect_stroke(place, 0.0, (1.0, palette.line), StrokeKind::Outside);
    let response = ui.interact(place, area_id().with(page), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, format!("第 {} 页", page + 1)));
}

/// A click gives the keyboard to the pages; screen readers are told where one is.
fn take_clicks(ui: &Ui, preview: &PrintPreview, room: Rect) {
    let response: Response = ui.interact(room, area_id(), Sense::click());
    let words = format!("打印预览，第 {} 页，共 {} 页", preview.page + 1, preview.leaves.len());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Document, true, words.clone()));
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let filter = EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(area_id(), filter));
        let color = theme::palette(ui.ctx()).accent;
        ui.painter().rect_stroke(room, 0.0, (1.5, color), StrokeKind::Inside);
    }
}

/// Where to scroll in this frame: to a goal, or so that another size shows the same place.
fn offset_to_go(preview: &mut PrintPreview, stack: &Stack, room: Vec2) -> Option<Vec2> {
    if stack.pages.is_empty() {
        return None;
    }
    let mut offset = preview.offset;
    match preview.goal.take() {
        Some(Goal::Page(page)) => offset.y = stack.top_of(page),
        Some(Goal::Further(points)) => offset.y += points,
        Some(Goal::Offset(aim)) => offset = aim,
        None if (stack.scale - preview.scale).abs() > f32::EPSILON => {
            let middle = offset + room / 2.0;
            offset = middle * (stack.scale / preview.scale) - room / 2.0;
        }
        None => return None,
    }
    Some(offset.min(stack.size - room).max(Vec2::ZERO))
}

fn read_keys(ui: &Ui, preview: &mut PrintPreview, wishes: &mut Vec<Wish>) {
    let room = ui.available_height();
    let stack = Stack::new(&preview.leaves, preview.zoom(), ui.available_size());
    let (page, last) = (preview.page, preview.leaves.len().saturating_sub(1));
    let turned = |is_forth: bool| {
        if !stack.fits(room) {
            return Goal::Further(room * if is_forth { 0.9 } else { -0.9 });
        }
        Goal::Page(if is_forth { (page + 1).min(last) } else { page.saturating_sub(1) })
    };
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            if modifiers.any() && *modifiers != Modifiers::SHIFT {
                return true;
            }
            match key {
                Key::Escape => wishes.push(Wish::Close),
                Key::Enter => wishes.push(Wish::Window(Request::Run(Command::Print))),
                Key::PageDown | Key::Space => preview.goal = Some(turned(true)),
                Key::PageUp => preview.goal = Some(turned(false)),
                Key::Home => preview.goal = Some(Goal::Page(0)),
                Key::End => preview.goal = Some(Goal::Page(last)),
                Key::ArrowDown => preview.goal = Some(Goal::Further(LINE)),
                Key::ArrowUp => preview.goal = Some(Goal::Further(-LINE)),
                Key::Plus | Key::Equals => preview.set_zoom(stepped(preview.scale, true)),
                Key::Minus => preview.set_zoom(stepped(preview.scale, false)),
                _ => return true,
            }
            false
        });
    });
}

/// Ctrl with the wheel, or two fingers, change the size; the wheel alone scrolls by itself.
fn read_wheel(ui: &Ui, preview: &mut PrintPreview, room: Rect) {
    if !ui.rect_contains_pointer(room) {
        return;
    }
    let zoom = ui.input(|input| input.zoom_delta());
    if (zoom - 1.0).abs() > f32::EPSILON {
        preview.set_zoom(Zoom::Percent(percent(preview.scale * zoom)));
    }
}
