//! The one table that all lists of a desk are: a head that stays, first columns that stay, lines of one height of which
//! only those that are seen are painted.

use egui::{
    Align2, Color32, EventFilter, Id, Key, Modifiers, Pos2, Rect, Sense, StrokeKind, Ui, Vec2, Vec2b, WidgetInfo, pos2,
    vec2,
};
use egui_table::{SplitScroll, SplitScrollDelegate};

use super::theme::{self, space, text};

/// The height of a line, and what a head has beyond its words.
const LINE: f32 = 28.0;

const HEAD_AIR: f32 = 12.0;

/// The last column of words takes what is left, and is at least so wide.
const LEAST_LAST: f32 = 230.0;

/// What is left free at the sides of a text.
const SIDE: f32 = 8.0;

/// So many columns stay at the left.
const FIXED: usize = 1;

/// They take so much of a narrow table, and the first one is at least so wide.
const FIXED_SHARE: f32 = 0.42;

const LEAST_FIRST: f32 = 110.0;

/// Room for the bars.
const BAR: f32 = 8.0;

/// So many lines a page has.
const PAGE: usize = 15;

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its head.
    pub(crate) title: String,
    /// Its width.
    pub(crate) width: f32,
    /// Whether its contents stand at the right, as numbers do.
    pub(crate) is_number: bool,
    /// Whether a click on the head sorts.
    pub(crate) can_sort: bool,
    /// Whether the lines are in its order now: rising, or falling.
    pub(crate) is_rising: Option<bool>,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(title: &str, width: f32) -> Self {
        Self { title: title.to_owned(), width, is_number: false, can_sort: false, is_rising: None }
    }

    /// A column of numbers.
    pub(crate) fn number(title: &str, width: f32) -> Self {
        Self { is_number: true, ..Self::words(title, width) }
    }

    /// The same, with a head that sorts.
    pub(crate) fn sorted(self, is_rising: Option<bool>) -> Self {
        Self { can_sort: true, is_rising, ..self }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// The words.
    pub(crate) text: String,
    /// Their colour, where it is not that of texts.
    pub(crate) color: Option<Color32>,
    /// The ground, where it is not paper.
    pub(crate) fill: Option<Color32>,
}

impl Content {
    /// Plain words.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words in a colour.
    pub(crate) fn colored(text: impl Into<String>, color: Color32) -> Self {
        Self { text: text.into(), color: Some(color), fill: None }
    }
}

/// A table to be painted.
pub(crate) struct Grid<'a> {
    /// Tells it from other tables.
    pub(crate) salt: &'static str,
    /// The columns.
    pub(crate) columns: &'a [Column],
    /// How many lines there are.
    pub(crate) lines: usize,
    /// The active line.
    pub(crate) active: Option<usize>,
    /// Whether the active line has to be brought into view.
    pub(crate) is_moved: bool,
    /// What stands in a cell.
    pub(crate) content: &'a dyn Fn(usize, usize) -> Content,
}

/// What was done with a table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Done {
    /// The line that was chosen, by click or key.
    pub(crate) line: Option<usize>,
    /// The column in which it was clicked.
    pub(crate) column: Option<usize>,
    /// The line that was opened, by a double click or Enter.
    pub(crate) opened: Option<usize>,
    /// The line on which the space bar was pressed.
    pub(crate) marked: Option<usize>,
    /// The column whose head was clicked.
    pub(crate) sorted: Option<usize>,
}

/// The id by which a table has the keyboard.
pub(crate) fn keys_id(salt: &str) -> Id {
    Id::unique(("desk-grid", salt))
}

/// Paints a table; with `has_keyboard` it takes the keys when nothing else has them.
pub(crate) fn grid_ui(ui: &mut Ui, grid: &Grid<'_>, has_keyboard: bool) -> Done {
    let mut done = Done::default();
    let is_moved = keys(ui, grid, has_keyboard, &mut done) || grid.is_moved;
    let available = ui.available_size();
    let columns = fitted(grid.columns, available.x - BAR);
    let grid = &Grid { columns: &columns, ..*grid };
    let head = head_height(ui, grid.columns);
    let fixed: f32 = grid.columns.iter().take(FIXED).map(|column| column.width).sum();
    let whole: f32 = grid.columns.iter().map(|column| column.width).sum();
    #[expect(clippy::cast_precision_loss, reason = "screens are smaller")]
    let height = grid.lines as f32 * LINE;
    let needs_bar = head + height > available.y;
    let bar = if needs_bar { BAR } else { 0.0 };
    let scroll = SplitScroll {
        scroll_enabled: Vec2b::new(whole + bar > available.x + 0.5, needs_bar),
        fixed_size: vec2(fixed.min(available.x), head),
        scroll_outer_size: (available - vec2(fixed, head)).max(Vec2::ZERO),
        scroll_content_size: vec2((whole - fixed).max(0.0), height),
        stick_to_bottom: false,
    };
    let active = done.line.or(grid.active);
    let mut painting = Painting { grid, active, is_moved, fixed, head, done: &mut done };
    ui.push_id(("desk-grid", grid.salt), |ui| scroll.show(ui, &mut painting));
    done
}

/// The columns, of which the last one of words takes what is left. Where not all have room, the one that stays leaves
/// some to the others.
fn fitted(columns: &[Column], room: f32) -> Vec<Column> {
    let mut columns = columns.to_vec();
    let whole: f32 = columns.iter().map(|column| column.width).sum();
    if let Some(first) = columns.first_mut().filter(|_| whole > room) {
        first.width = first.width.min((room * FIXED_SHARE).max(LEAST_FIRST));
    }
    let others: f32 = columns.iter().rev().skip(1).map(|column| column.width).sum();
    if let Some(last) = columns.last_mut().filter(|last| !last.is_number) {
        last.width = (room - others).max(LEAST_LAST);
    }
    columns
}

/// The heads are as high as the highest of them.
fn head_height(ui: &Ui, columns: &[Column]) -> f32 {
    let height = |column: &Column| head_words(ui, column).size().y;
    columns.iter().map(height).fold(0.0, f32::max) + HEAD_AIR
}

/// The words of a head, with the sign of its order.
fn head_words(ui: &Ui, column: &Column) -> std::sync::Arc<egui::Galley> {
    let sign = match column.is_rising {
        Some(true) => " ↑",
        Some(false) => " ↓",
        None => "",
    };
    let color = theme::palette(ui.ctx()).text;
    let title = format!("{}{sign}", column.title);
    ui.painter().layout(title, theme::font(text::SMALL), color, column.width - 2.0 * SIDE)
}

/// The keys of the table: true when the active line changed.
fn keys(ui: &Ui, grid: &Grid<'_>, has_keyboard: bool, done: &mut Done) -> bool {
    let id = keys_id(grid.salt);
    ui.interact(Rect::from_min_size(ui.max_rect().min, vec2(1.0, 1.0)), id, Sense::focusable_noninteractive());
    if !has_keyboard {
        return false;
    }
    match ui.memory(egui::Memory::focused) {
        None => ui.memory_mut(|memory| memory.request_focus(id)),
        Some(focused) if focused != id => return false,
        Some(_) => {}
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = grid.lines.saturating_sub(1);
    let at = grid.active.unwrap_or(0).min(last);
    let down = if grid.active.is_none() { 0 } else { (at + 1).min(last) };
    let steps = [
        (Key::ArrowDown, down),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, (at + PAGE).min(last)),
        (Key::PageUp, at.saturating_sub(PAGE)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, to) in steps {
        if pressed(key) && grid.lines > 0 {
            done.line = Some(to);
        }
    }
    if pressed(Key::Enter) {
        done.opened = grid.active;
    }
    if pressed(Key::Space) {
        done.marked = grid.active;
    }
    done.line.is_some()
}

struct Painting<'a> {
    grid: &'a Grid<'a>,
    active: Option<usize>,
    is_moved: bool,
    fixed: f32,
    head: f32,
    done: &'a mut Done,
}

impl SplitScrollDelegate for Painting<'_> {
    fn left_top_ui(&mut self, ui: &mut Ui) {
        let origin = ui.max_rect().min;
        self.heads(ui, origin, 0..FIXED);
    }

    fn right_top_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - vec2(self.fixed, 0.0);
        self.heads(ui, origin, FIXED..self.grid.columns.len());
    }

    fn left_bottom_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - vec2(0.0, self.head);
        self.lines(ui, origin, 0..FIXED);
    }

    fn right_bottom_ui(&mut self, ui: &mut Ui, _scroll_offset: Vec2) {
        let origin = ui.max_rect().min - vec2(self.fixed, self.head);
        self.lines(ui, origin, FIXED..self.grid.columns.len());
        if self.is_moved
            && let Some(active) = self.active
        {
            let top = origin.y + self.line_top(active);
            // What the scroll area takes for its window includes the head that lies over it.
            let left = ui.clip_rect().left();
            let rect = Rect::from_min_max(pos2(left, top - self.head - LINE), pos2(left, top + 2.0 * LINE));
            ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
        }
    }
}

impl Painting<'_> {
    #[expect(clippy::cast_precision_loss, reason = "screens are smaller")]
    fn line_top(&self, line: usize) -> f32 {
        self.head + line as f32 * LINE
    }

    /// How many lines are seen in a height, those that are cut among them.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "screens are small")]
    fn lines_in(height: f32) -> usize {
        (height.max(0.0) / LINE).ceil() as usize + 1
    }

    /// The columns of a quadrant with their places.
    fn columns(&self, of: std::ops::Range<usize>) -> impl Iterator<Item = (usize, &Column, f32)> {
        let mut left = 0.0;
        self.grid.columns.iter().enumerate().filter_map(move |(at, column)| {
            let place = left;
            left += column.width;
            of.contains(&at).then_some((at, column, place))
        })
    }

    fn heads(&mut self, ui: &Ui, origin: Pos2, of: std::ops::Range<usize>) {
        let palette = theme::palette(ui.ctx());
        let mut sorted = None;
        for (at, column, left) in self.columns(of) {
            let rect = Rect::from_min_size(origin + vec2(left, 0.0), vec2(column.width, self.head));
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let mut fill = palette.head;
            if column.can_sort {
                let id = Id::unique(("desk-grid-head", self.grid.salt, at));
                let response = ui.interact(rect, id, Sense::click() - Sense::FOCUSABLE);
                let words = match column.is_rising {
                    None => format!("按{}排序", column.title),
                    Some(true) => format!("按{}排序，现在由小到大", column.title),
                    Some(false) => format!("按{}排序，现在由大到小", column.title),
                };
                response.widget_info(|| WidgetInfo::labeled(egui::Role::ColumnHeader, true, &words));
                if response.hovered() {
                    fill = palette.accent_soft;
                }
                if response.clicked() {
                    sorted = Some(at);
                }
            }
            ui.painter().rect_filled(rect, 0.0, fill);
            let galley = head_words(ui, column);
            let clip = rect.shrink2(vec2(SIDE / 2.0, 1.0)).intersect(ui.clip_rect());
            let x = if column.is_number { rect.right() - SIDE - galley.size().x } else { rect.left() + SIDE };
            let y = rect.center().y - galley.size().y.min(rect.height()) / 2.0;
            ui.painter().with_clip_rect(clip).galley(pos2(x, y), galley, palette.text);
            edges(ui, rect);
        }
        self.done.sorted = self.done.sorted.or(sorted);
    }

    fn lines(&mut self, ui: &Ui, origin: Pos2, of: std::ops::Range<usize>) {
        let palette = theme::palette(ui.ctx());
        let seen = ui.clip_rect();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and screens are small"
        )]
        let first = ((seen.top() - origin.y - self.head) / LINE).floor().max(0.0) as usize;
        let width: f32 = self.grid.columns.iter().map(|column| column.width).sum();
        let last = self.grid.lines.min(first + Self::lines_in(seen.height()));
        for line in first..last {
            let place = Rect::from_min_size(origin + vec2(0.0, self.line_top(line)), vec2(width, LINE));
            let is_active = self.active == Some(line);
            let hit = place.intersect(seen);
            let id = Id::unique(("desk-grid-line", self.grid.salt, of.start, line));
            let response = ui.interact(hit, id, Sense::click() - Sense::FOCUSABLE);
            let is_hovered = response.hovered();
            let contents: Vec<(usize, Content)> = of.clone().map(|at| (at, (self.grid.content)(line, at))).collect();
            self.name(ui, &response, line, is_active, &of, &contents);
            if response.clicked() || response.double_clicked() {
                let pointer = response.interact_pointer_pos().map_or(0.0, |pointer| pointer.x - origin.x);
                self.done.line = Some(line);
                self.done.column =
                    self.columns(of.clone()).filter(|(_, _, left)| *left <= pointer).map(|it| it.0).last();
                ui.memory_mut(|memory| memory.request_focus(keys_id(self.grid.salt)));
            }
            if response.double_clicked() {
                self.done.opened = Some(line);
            }
            let mut cut = Vec::new();
            for ((_, content), (_, column, left)) in contents.iter().zip(self.columns(of.clone())) {
                let rect = Rect::from_min_size(origin + vec2(left, self.line_top(line)), vec2(column.width, LINE));
                if !ui.is_rect_visible(rect) {
                    continue;
                }
                let ground = match (is_active, is_hovered) {
                    (true, _) => palette.accent_soft,
                    (false, true) => palette.head,
                    (false, false) => content.fill.unwrap_or(palette.paper),
                };
                ui.painter().rect_filled(rect, 0.0, ground);
                if words(ui, rect, column, content) {
                    cut.push(content.text.as_str());
                }
                edges(ui, rect);
            }
            if !cut.is_empty() {
                response.on_hover_text(cut.join("\n"));
            }
            if is_active {
                let stroke = (1.5, palette.accent);
                ui.painter().rect_stroke(place.shrink(0.5), f32::from(space::CORNER) - 3.0, stroke, StrokeKind::Inside);
            }
        }
    }

    /// Tells screen readers about a line, once: in the quadrant with the names.
    fn name(
        &self,
        ui: &Ui,
        response: &egui::Response,
        line: usize,
        is_active: bool,
        of: &std::ops::Range<usize>,
        contents: &[(usize, Content)],
    ) {
        if of.start != 0 {
            return;
        }
        let name = contents.iter().map(|(_, content)| content.text.trim()).find(|text| !text.is_empty()).unwrap_or("");
        response.widget_info(|| WidgetInfo::selected(egui::Role::Row, true, is_active, name));
        let rest = (of.end..self.grid.columns.len()).map(|at| (self.grid.content)(line, at).text);
        let all = contents.iter().map(|(_, content)| content.text.clone()).chain(rest);
        let heads = self.grid.columns.iter().map(|column| column.title.replace('\n', ""));
        let said: Vec<String> =
            all.zip(heads).filter(|(text, _)| !text.is_empty()).map(|(text, head)| format!("{head} {text}")).collect();
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(said.join("，"));
            node.set_selected(is_active);
        });
    }
}

/// The words of a cell in one line; true when they were cut, so that they are shown whole by hovering. Numbers are set
/// smaller instead.
fn words(ui: &Ui, rect: Rect, column: &Column, content: &Content) -> bool {
    if content.text.is_empty() {
        return false;
    }
    let palette = theme::palette(ui.ctx());
    let color = content.color.unwrap_or(palette.text);
    let room = column.width - 2.0 * SIDE;
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if column.is_number {
        let mut galley = painter.layout_no_wrap(content.text.clone(), theme::font(text::LABEL), color);
        if galley.size().x > room {
            let size = (text::LABEL * room / galley.size().x).max(8.0);
            galley = painter.layout_no_wrap(content.text.clone(), theme::font(size), color);
        }
        let place = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), rect.shrink2(vec2(SIDE, 0.0)));
        painter.galley(place.min, galley, color);
        return false;
    }
    let format = egui::TextFormat::simple(theme::font(text::LABEL), color);
    let mut job = egui::text::LayoutJob::single_section(content.text.clone(), format);
    job.wrap = egui::text::TextWrapping { max_width: room, max_rows: 1, break_anywhere: true, ..Default::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let place = pos2(rect.left() + SIDE, rect.center().y - galley.size().y / 2.0);
    let is_cut = galley.elided;
    painter.galley(place, galley, color);
    is_cut
}

/// Hairlines at the right and the foot.
fn edges(ui: &Ui, rect: Rect) {
    let palette = theme::palette(ui.ctx());
    let pixel = 1.0 / ui.pixels_per_point();
    ui.painter().rect_filled(Rect::from_min_max(pos2(rect.right() - pixel, rect.top()), rect.max), 0.0, palette.line);
    ui.painter().rect_filled(Rect::from_min_max(pos2(rect.left(), rect.bottom() - pixel), rect.max), 0.0, palette.line);
}
