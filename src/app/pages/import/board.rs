//! A table painted as a board of tiles: the source on the left and the form on the right are painted by the same code.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Color32, CursorIcon, Id, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::kit::theme::{self, text};
use crate::form::CellIndex;
use crate::import::grid::{LeftOut, Unread};

/// What a tile stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A place of the source.
    Place {
        /// The block.
        block: usize,
        /// Row of the grid.
        row: u32,
        /// Column of the grid.
        column: u32,
    },
    /// A cell of the form.
    Cell(CellIndex),
    /// Words that lead nowhere.
    Words,
}

/// What a tile looks like before anything is known about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and numbers around the source.
    Edge,
    /// The heading of a table.
    Title,
    /// Heads and stubs.
    Label,
    /// Where values stand.
    Value,
    /// The same, in a row or column that the source hides.
    Hidden,
}

/// A rectangle with a text.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) rect: Rect,
    pub(super) text: String,
    /// What stands in the cell of the source and was left out of its text.
    pub(super) left_out: Vec<LeftOut>,
    pub(super) key: Key,
    pub(super) kind: Kind,
}

/// Tiles from the top to the bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    pub(super) size: Vec2,
    pub(super) tiles: Vec<Tile>,
    tallest: f32,
}

impl Board {
    /// A board of tiles in any order.
    pub(super) fn new(mut tiles: Vec<Tile>) -> Self {
        tiles.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
        let corner = tiles.iter().fold(Pos2::ZERO, |corner, tile| corner.max(tile.rect.max));
        let tallest = tiles.iter().map(|tile| tile.rect.height()).fold(0.0, f32::max);
        Self { size: corner.to_vec2() + vec2(2.0, 2.0), tiles, tallest }
    }

    fn visible(&self, seen: Rect) -> impl Iterator<Item = &Tile> {
        let first = self.tiles.partition_point(|tile| tile.rect.top() < seen.top() - self.tallest);
        let last = self.tiles.partition_point(|tile| tile.rect.top() <= seen.bottom());
        self.tiles.get(first..last).unwrap_or_default().iter().filter(move |tile| tile.rect.intersects(seen))
    }

    fn rect_of(&self, key: Key) -> Option<Rect> {
        self.tiles.iter().find(|tile| tile.key == key).map(|tile| tile.rect)
    }
}

/// How a tile with a value is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// Its ground, where it is not that of its kind.
    pub(super) fill: Option<Color32>,
    /// Its text, where it is not that of the board.
    pub(super) text: Option<String>,
    /// The colour of its text.
    pub(super) color: Option<Color32>,
    /// What a screen reader calls it, where it can be chosen.
    pub(super) name: Option<String>,
    /// Whether it can be dragged to a cell.
    pub(super) can_move: bool,
    /// Whether a value can be dropped on it.
    pub(super) takes: bool,
}

/// What came of painting a board.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The tile that was clicked.
    pub(super) clicked: Option<Key>,
    /// What was dropped, and where.
    pub(super) dropped: Option<(Key, Key)>,
    /// Where the active tile is on the screen.
    pub(super) active: Option<Rect>,
    /// What is seen of the board.
    pub(super) seen: Option<Rect>,
}

/// Paints what is seen of a board; scrolls to the active tile where that was moved.
pub(super) fn board_ui(
    ui: &mut Ui,
    salt: &str,
    board: &Board,
    active: Option<Key>,
    is_moved: bool,
    look: impl Fn(&Tile) -> Look,
) -> Shown {
    let mut shown = Shown::default();
    let area = ScrollArea::both().id_salt(salt).auto_shrink([false, false]);
    area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(board.size);
        let origin = ui.max_rect().min.to_vec2();
        shown.seen = Some(ui.clip_rect());
        if is_moved && let Some(rect) = active.and_then(|key| board.rect_of(key)) {
            ui.scroll_to_rect(rect.translate(origin).expand2(vec2(0.0, 40.0)), None);
        }
        for tile in board.visible(viewport) {
            let rect = tile.rect.translate(origin);
            let look = look(tile);
            if look.name.is_some() {
                sense(ui, salt, tile, rect, &look, &mut shown);
            }
            let is_active = active.is_some_and(|key| key == tile.key);
            paint(ui, tile, rect, &look);
            if is_active {
                shown.active = Some(rect);
            }
        }
        if let Some(rect) = shown.active {
            let stroke = Stroke::new(2.5, theme::palette(ui.ctx()).accent);
            ui.painter().rect_stroke(rect, 1.0, stroke, StrokeKind::Middle);
        }
    });
    shown
}

fn sense(ui: &Ui, salt: &str, tile: &Tile, rect: Rect, look: &Look, shown: &mut Shown) {
    let sense = if look.can_move { Sense::click_and_drag() } else { Sense::click() };
    // The keyboard goes through the list; Tab would else stop at every number.
    let sense = sense - Sense::FOCUSABLE;
    let response = ui.interact(rect, Id::unique((salt, tile.key)), sense);
    let value = look.text.clone().unwrap_or_else(|| tile.text.clone());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Cell, true, look.name.clone().unwrap_or_default()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(value));
    if response.clicked() {
        shown.clicked = Some(tile.key);
    }
    if look.can_move {
        response.dnd_set_drag_payload(tile.key);
        if response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
    }
    if look.takes {
        if response.dnd_hover_payload::<Key>().is_some() {
            let stroke = Stroke::new(2.0, theme::palette(ui.ctx()).accent);
            ui.painter().rect_stroke(rect, 1.0, stroke, StrokeKind::Outside);
        }
        if let Some(key) = response.dnd_release_payload::<Key>() {
            shown.dropped = Some((*key, tile.key));
        }
    }
}

fn paint(ui: &Ui, tile: &Tile, rect: Rect, look: &Look) {
    let palette = theme::palette(ui.ctx());
    let (ground, color, size) = match tile.kind {
        Kind::Edge => (palette.band, palette.weak, text::SMALL),
        Kind::Title => (palette.ground, palette.text, text::LABEL),
        Kind::Label => (palette.head, palette.text, text::SMALL),
        Kind::Value => (palette.paper, palette.text, text::LABEL),
        Kind::Hidden => (palette.head, palette.weak, text::SMALL),
    };
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, look.fill.unwrap_or(ground));
    if tile.kind != Kind::Title {
        painter.rect_stroke(rect, 0.0, (1.0, palette.line), StrokeKind::Middle);
    }
    let words = look.text.as_deref().unwrap_or(&tile.text);
    if words.is_empty() && tile.left_out.is_empty() {
        return;
    }
    let is_left = matches!(tile.kind, Kind::Title);
    let format = TextFormat::simple(theme::font(size), look.color.unwrap_or(color));
    let mut job = LayoutJob::default();
    with_left_out(&mut job, words, &tile.left_out, &format, palette.weak);
    job.halign = if is_left { Align::LEFT } else { Align::Center };
    let height = ui.fonts_mut(|fonts| fonts.row_height(&theme::font(size)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of lines")]
    let most_rows = ((rect.height() - 2.0) / height).floor().max(1.0) as usize;
    job.wrap = TextWrapping {
        max_width: (rect.width() - 6.0).max(8.0),
        max_rows: most_rows,
        break_anywhere: true,
        ..TextWrapping::default()
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.center().y - galley.size().y / 2.0;
    let place = if is_left { pos2(rect.left() + 4.0, top) } else { pos2(rect.center().x, top) };
    painter.with_clip_rect(rect.intersect(ui.clip_rect())).galley(place, galley, color);
}

/// A text with what was left out of it at its place: struck through where it is struck out, deleted or hidden, small and
/// raised where it is a mark.
fn with_left_out(job: &mut LayoutJob, words: &str, left_out: &[LeftOut], format: &TextFormat, weak: Color32) {
    let mut rest = words;
    let mut told = 0;
    for piece in left_out {
        let count = piece.at.saturating_sub(told);
        let at = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
        let (before, behind) = rest.split_at(at);
        job.append(before, 0.0, format.clone());
        (rest, told) = (behind, piece.at.max(told));
        let mut own = TextFormat { color: weak, ..format.clone() };
        if piece.why == Unread::Raised {
            own.font_id.size *= 0.7;
            own.valign = Align::TOP;
        } else {
            own.strikethrough = Stroke::new(1.0, weak);
        }
        job.append(piece.text.trim(), 0.0, own);
    }
    job.append(rest, 0.0, format.clone());
}
