//! From the printed grid to points on the screen: column edges by the form's relative widths, line edges by the text.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Galley, Rect, Ui, Vec2, pos2, vec2};

use crate::app::kit::theme::{self, text};
use crate::app::model::selection::Area;
use crate::form::{LayoutBox, Role, Table};

/// Space between a label and the lines around it.
pub(crate) const PADDING: Vec2 = vec2(7.0, 5.0);

/// The same beside the words of a head: three characters fit over the narrowest column.
const HEAD_PADDING: f32 = 3.0;

/// A number column is not made narrower than this; the table scrolls instead.
const LEAST_NUMBER_WIDTH: f32 = 50.0;

/// Tables are not made wider than this: the eye loses the line.
pub(crate) const MOST_WIDTH: f32 = 1080.0;

/// A line is at least so high, so that it is easy to hit.
const LEAST_HEIGHT: f32 = 30.0;

/// Room for a scroll bar beside the table.
pub(crate) const BAR: f32 = 14.0;

/// How far a label is indented per level.
const INDENT: f32 = 18.0;

/// The grid of the table that was painted last, kept while nothing changes that it depends on: a long table has ten
/// thousand labels to measure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(Option<(Key, Arc<Grid>)>);

/// What a grid depends on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    table: String,
    available: Vec2,
    pixels_per_point: f32,
}

impl Kept {
    /// The grid of a table in the available room, with room for a scroll bar beside it where the table is higher.
    pub(crate) fn grid(&mut self, ui: &Ui, table: &Table, available: Vec2) -> Arc<Grid> {
        let key = Key { table: table.id.clone(), available, pixels_per_point: ui.pixels_per_point() };
        if let Some((known, grid)) = &self.0
            && *known == key
        {
            return Arc::clone(grid);
        }
        let mut grid = Grid::of(ui, table, available.x);
        if grid.size().y > available.y {
            grid = Grid::of(ui, table, available.x - BAR);
        }
        let grid = Arc::new(grid);
        self.0 = Some((key, Arc::clone(&grid)));
        grid
    }
}

/// The edges of a table's columns and lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grid {
    columns: Vec<f32>,
    lines: Vec<f32>,
    /// The lines with bands, from the top.
    bands: Vec<usize>,
    /// The size of the heads and stubs that stay when the table scrolls.
    pub(crate) frozen: Vec2,
}

impl Grid {
    /// The place of a box, from the table's corner.
    pub(crate) fn rect(&self, it: &LayoutBox) -> Rect {
        self.area_rect(&Area::of(it))
    }

    /// The place of a rectangle of the printed grid.
    pub(crate) fn area_rect(&self, area: &Area) -> Rect {
        let edge = |edges: &[f32], at: usize| edges.get(at).copied().unwrap_or_default();
        Rect::from_min_max(
            pos2(edge(&self.columns, area.columns.start), edge(&self.lines, area.lines.start)),
            pos2(edge(&self.columns, area.columns.end), edge(&self.lines, area.lines.end)),
        )
    }

    /// The lines between two heights, from the table's corner, and those that are cut.
    pub(crate) fn lines_between(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.lines.partition_point(|edge| *edge <= top).saturating_sub(1);
        let last = self.lines.partition_point(|edge| *edge <= bottom);
        first..last.max(first + 1)
    }

    /// The size of the table.
    pub(crate) fn size(&self) -> Vec2 {
        vec2(self.columns.last().copied().unwrap_or_default(), self.lines.last().copied().unwrap_or_default())
    }

    /// The grid of a table in the available width.
    fn of(ui: &Ui, table: &Table, available: f32) -> Self {
        let columns = column_edges(table, available, ui.pixels_per_point());
        let lines = line_edges(ui, table, &columns);
        let frozen_columns = if is_stub_frozen(table, &columns, available) { table.stub_columns } else { 0 };
        let frozen = vec2(
            columns.get(frozen_columns).copied().unwrap_or_default(),
            lines.get(table.head_lines).copied().unwrap_or_default(),
        );
        let bands = table.boxes.iter().filter(|it| it.role == Role::Band).map(|it| it.line).collect();
        Self { columns, lines, bands, frozen }
    }

    /// The line at which the part of the table with a line begins: its band, or the head of the table.
    pub(crate) fn part_start(&self, line: usize) -> usize {
        let above = self.bands.partition_point(|band| *band < line);
        above.checked_sub(1).and_then(|at| self.bands.get(at)).copied().unwrap_or(0)
    }
}

/// Stubs stay only where the numbers keep the greater part of the window, and where the table scrolls sideways at all.
fn is_stub_frozen(table: &Table, columns: &[f32], available: f32) -> bool {
    let stub = columns.get(table.stub_columns).copied().unwrap_or_default();
    let width = columns.last().copied().unwrap_or_default();
    width > available + 0.5 && stub < available * 0.65
}

fn column_edges(table: &Table, available: f32, pixels_per_point: f32) -> Vec<f32> {
    let sum: f32 = table.widths.iter().map(|width| units(*width)).sum::<f32>().max(1.0);
    let narrowest = table.value_boxes().map(|(_, it)| {
        table.widths[it.column..it.column + it.column_span].iter().map(|width| units(*width)).sum::<f32>()
    });
    let narrowest = narrowest.fold(sum, f32::min).max(0.01);
    let width = available.min(MOST_WIDTH);
    let stubs: f32 = table.widths.iter().take(table.stub_columns).map(|width| units(*width)).sum();
    // Where the numbers would become too narrow, the labels give way, to the half of what they would have; then the
    // table scrolls.
    let scale = (width / sum).max(LEAST_NUMBER_WIDTH / narrowest);
    let stub_width = (width - scale * (sum - stubs)).max(scale * stubs / 2.0);
    let stub_scale = if stubs > 0.0 { stub_width / stubs } else { scale };
    let mut edges = vec![0.0];
    let mut so_far = 0.0;
    for (position, column) in table.widths.iter().enumerate() {
        so_far += units(*column) * if position < table.stub_columns { stub_scale } else { scale };
        edges.push(snapped(so_far, pixels_per_point));
    }
    edges
}

fn units(width: u32) -> f32 {
    // Widths in form files are small whole numbers.
    f32::from(u16::try_from(width).unwrap_or(u16::MAX))
}

/// Rounded to whole pixels, so that hairlines are crisp.
fn snapped(points: f32, pixels_per_point: f32) -> f32 {
    (points * pixels_per_point).round() / pixels_per_point
}

fn line_edges(ui: &Ui, table: &Table, columns: &[f32]) -> Vec<f32> {
    let mut heights = vec![LEAST_HEIGHT; table.lines];
    let width = |it: &LayoutBox| columns[it.column + it.column_span] - columns[it.column];
    let one_line = ui.fonts_mut(|fonts| fonts.row_height(&theme::font(text::LABEL))) + 2.0 * PADDING.y;
    let needed = |it: &LayoutBox| {
        // No character is wider than a Chinese one, so most labels need not be set to know that they take one line.
        let is_short = characters(it.text.chars().count()) + 2.0 * PADDING.x + indent(table, it) < width(it);
        if is_short && !it.text.contains('\n') {
            one_line
        } else {
            label(ui, table, it, width(it)).size().y + 2.0 * PADDING.y
        }
    };
    for it in table.boxes.iter().filter(|it| it.line_span == 1) {
        heights[it.line] = heights[it.line].max(needed(it));
    }
    for it in table.boxes.iter().filter(|it| it.line_span > 1) {
        let spanned = it.line..it.line + it.line_span;
        let there: f32 = heights[spanned.clone()].iter().sum();
        // Shared evenly, so that no single line swells.
        let share = (needed(it) - there).max(0.0) / units(u32::try_from(it.line_span).unwrap_or(1));
        heights[spanned].iter_mut().for_each(|height| *height += share);
    }
    let mut edges = vec![0.0];
    let mut so_far = 0.0;
    for height in heights {
        so_far += height;
        edges.push(snapped(so_far, ui.pixels_per_point()));
    }
    edges
}

/// How far a box's label stands from the left.
pub(crate) fn indent(table: &Table, it: &LayoutBox) -> f32 {
    match it.role {
        // With one stub column the depth is an indentation; with several it is the column.
        Role::Stub { depth } if table.stub_columns == 1 => INDENT * units(u32::try_from(depth).unwrap_or(0)),
        _ => 0.0,
    }
}

/// Whether a box's label is centred.
pub(crate) fn is_centred(table: &Table, it: &LayoutBox) -> bool {
    match it.role {
        Role::Head | Role::Band | Role::Measure | Role::Empty | Role::Value(_) => true,
        // The narrow column with the item that spans many lines.
        Role::Stub { .. } => table.stub_columns > 1 && it.line_span > 2,
    }
}

/// A box's label, wrapped.
pub(crate) fn label(ui: &Ui, table: &Table, it: &LayoutBox, width: f32) -> Arc<Galley> {
    let palette = theme::palette(ui.ctx());
    let is_note = it.role == Role::Head && it.text.starts_with('（');
    let color = if is_note || it.role == Role::Measure { palette.weak } else { palette.text };
    let size = if is_note { text::SMALL } else { text::LABEL };
    let is_tight = it.role == Role::Head || is_centred(table, it);
    let padding = if is_tight { HEAD_PADDING } else { PADDING.x };
    let width = (width - 2.0 * padding - indent(table, it)).max(16.0);
    let format = TextFormat { font_id: theme::font(size), color, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(it.text.clone(), format);
    let width = if it.role == Role::Head && it.column_span == 1 { balanced(&it.text, width) } else { width };
    job.wrap = TextWrapping { max_width: width, ..TextWrapping::default() };
    job.halign = if is_centred(table, it) { Align::Center } else { Align::LEFT };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The width at which a head of a narrow column breaks evenly: 社会/公益/组织, not 社会公/益组织.
fn balanced(words: &str, width: f32) -> f32 {
    let count = words.chars().count();
    let fitting = (1..=count).rev().find(|count| characters(*count) <= width).unwrap_or(1);
    if count <= fitting {
        return width;
    }
    let even = count.div_ceil(count.div_ceil(fitting));
    // Chinese words of an even length mostly are pairs of two, so a line does not end inside a pair.
    let is_pair_cut = count.is_multiple_of(2) && !even.is_multiple_of(2);
    let even = match (is_pair_cut, even < fitting) {
        (false, _) => even,
        (true, true) => even + 1,
        (true, false) => even.saturating_sub(1).max(1),
    };
    characters(even) + 0.5
}

/// The width of so many Chinese characters.
fn characters(count: usize) -> f32 {
    units(u32::try_from(count).unwrap_or(u32::MAX)) * text::LABEL
}
