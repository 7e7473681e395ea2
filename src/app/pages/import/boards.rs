//! The two boards: a grid of the source by its filled rows and columns, and the printed tables of the form.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Rect, pos2};

use super::board::{Board, Key, Kind, Tile};
use crate::form::{Form, Role, Table};
use crate::import::grid::{Grid, GridCell, letters};

/// The height of one line of text in the form.
const LINE: f32 = 17.0;

/// The same in the source, whose texts are a little larger.
const SOURCE_LINE: f32 = 20.0;

/// The space above and below the text of a row.
const PADDING: f32 = 9.0;

/// A row is not made higher than for so many lines of text.
const MOST_LINES: f32 = 4.0;

/// The width of the numbers beside the source.
const EDGE: f32 = 42.0;

/// Columns of the source are between these widths.
const COLUMN: std::ops::RangeInclusive<f32> = 40.0..=190.0;

/// A number column of the form is not made narrower than the first where there is room, and never than the second.
const LEAST_NUMBER: [f32; 2] = [46.0, 30.0];

/// A column of labels is not made narrower than this.
const LEAST_STUB: f32 = 24.0;

/// Columns of the source that are wider than this give way where the whole would not fit.
const GIVES_WAY: f32 = 72.0;

/// The space between two tables of the form.
const GAP: f32 = 10.0;

/// The boards as they were laid out last.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    source: Option<((usize, u32), Arc<Board>)>,
    form: Option<((String, u32), Arc<Board>)>,
}

impl Kept {
    /// The board of a grid of the source in a width.
    pub(super) fn source(&mut self, block: usize, grid: &Grid, width: f32) -> Arc<Board> {
        let key = (block, points(width));
        match &self.source {
            Some((known, board)) if *known == key => Arc::clone(board),
            _ => {
                let board = Arc::new(source(block, grid, width));
                self.source = Some((key, Arc::clone(&board)));
                board
            }
        }
    }

    /// The board of a form in a width.
    pub(super) fn form(&mut self, form_of: &Form, width: f32) -> Arc<Board> {
        let key = (form_of.id.clone(), points(width));
        match &self.form {
            Some((known, board)) if *known == key => Arc::clone(board),
            _ => {
                let board = Arc::new(form(form_of, width));
                self.form = Some((key, Arc::clone(&board)));
                board
            }
        }
    }
}

/// A width as something that can be compared.
fn points(width: f32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a window")]
    let points = width.max(0.0) as u32;
    points
}

/// About how wide a text is.
fn width_of(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 8.0 } else { 14.0 }).sum()
}

/// The height of a row with a text in a width, in lines of a height.
fn height_of(text: &str, width: f32, line: f32) -> f32 {
    let room = (width - 8.0).max(10.0);
    let lines: f32 = text.lines().map(|line| (width_of(line) / room).ceil().max(1.0)).sum();
    lines.clamp(1.0, MOST_LINES) * line + PADDING
}

/// Edges from sizes.
fn edges(start: f32, sizes: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut edge = start;
    std::iter::once(start)
        .chain(sizes.map(|size| {
            edge += size;
            edge
        }))
        .collect()
}

/// How many columns every cell takes on the board: one alone on its row has all behind it, as spreadsheets show a title.
fn shown_spans(grid: &Grid) -> Vec<u32> {
    let mut on_row: BTreeMap<u32, usize> = grid.cells.iter().map(|cell| (cell.row, 0)).collect();
    for cell in &grid.cells {
        let covered = on_row.range_mut(cell.row..cell.row.saturating_add(cell.row_span.max(1)));
        covered.for_each(|(_, count)| *count += 1);
    }
    let is_alone = |cell: &GridCell| cell.row_span <= 1 && on_row.get(&cell.row) == Some(&1);
    grid.cells.iter().map(|cell| if is_alone(cell) { u32::MAX } else { cell.column_span.max(1) }).collect()
}

fn source(block: usize, grid: &Grid, room: f32) -> Board {
    let spans = shown_spans(grid);
    let mut widths: BTreeMap<u32, f32> = BTreeMap::new();
    let mut heights: BTreeMap<u32, f32> = BTreeMap::new();
    let is_one_column = grid.cells.iter().all(|cell| cell.column == 0);
    for (cell, shown) in grid.cells.iter().zip(&spans) {
        let width = widths.entry(cell.column).or_insert(*COLUMN.start());
        if *shown == 1 || is_one_column {
            let beside: f32 = cell.left_out.iter().map(|piece| width_of(&piece.text)).sum();
            *width = width.max((width_of(cell.text.trim()) + beside + 14.0).min(*COLUMN.end()));
        }
    }
    let excess = widths.values().sum::<f32>() + EDGE - room;
    let flexible: f32 = widths.values().map(|width| (width - GIVES_WAY).max(0.0)).sum();
    if excess > 0.0 && flexible > 0.0 {
        let share = (excess / flexible).min(1.0);
        for width in widths.values_mut() {
            *width -= (*width - GIVES_WAY).max(0.0) * share;
        }
    }
    let columns: Vec<u32> = widths.keys().copied().collect();
    let xs = edges(EDGE, widths.into_values());
    let at = |edges: &[f32], at: usize| edges.get(at).or(edges.last()).copied().unwrap_or_default();
    let span = |positions: &[u32], edges: &[f32], first: u32, span: u32| {
        let from = positions.partition_point(|it| *it < first);
        let to = positions.partition_point(|it| *it < first.saturating_add(span.max(1)));
        (at(edges, from), at(edges, to))
    };
    // A tile that takes all columns ends where one would have to scroll.
    let across = |column: u32, shown: u32| {
        let (left, right) = span(&columns, &xs, column, shown);
        (left, if shown == u32::MAX { right.min(room.max(left + GIVES_WAY)) } else { right })
    };
    for (cell, shown) in grid.cells.iter().zip(&spans) {
        let (left, right) = across(cell.column, *shown);
        let width = right - left;
        let height = heights.entry(cell.row).or_insert(SOURCE_LINE + PADDING);
        if cell.row_span == 1 {
            *height = height.max(height_of(cell.text.trim(), width, SOURCE_LINE));
        }
    }
    let rows: Vec<u32> = heights.keys().copied().collect();
    let ys = edges(LINE + 6.0, heights.into_values());
    let is_hidden = |row: u32, column: u32| {
        grid.hidden_rows.binary_search(&row).is_ok() || grid.hidden_columns.binary_search(&column).is_ok()
    };
    let mut tiles = Vec::with_capacity(grid.cells.len() + rows.len() + columns.len());
    let mut edge = |rect: Rect, name: String, is_hidden: bool| {
        let text = if is_hidden { format!("{name}隐") } else { name };
        tiles.push(Tile { rect, text, left_out: Vec::new(), key: Key::Words, kind: Kind::Edge });
    };
    for (index, column) in columns.iter().enumerate() {
        let rect = Rect::from_min_max(pos2(at(&xs, index), 0.0), pos2(at(&xs, index + 1), at(&ys, 0)));
        edge(rect, letters(*column), grid.hidden_columns.binary_search(column).is_ok());
    }
    for (index, row) in rows.iter().enumerate() {
        let rect = Rect::from_min_max(pos2(0.0, at(&ys, index)), pos2(EDGE, at(&ys, index + 1)));
        edge(rect, (row + 1).to_string(), grid.hidden_rows.binary_search(row).is_ok());
    }
    tiles.extend(grid.cells.iter().zip(&spans).map(|(cell, shown)| {
        let (left, right) = across(cell.column, *shown);
        let (top, bottom) = span(&rows, &ys, cell.row, cell.row_span);
        Tile {
            rect: Rect::from_min_max(pos2(left, top), pos2(right, bottom)),
            text: cell.text.trim().to_owned(),
            left_out: cell.left_out.clone(),
            key: Key::Place { block, row: cell.row, column: cell.column },
            kind: if is_hidden(cell.row, cell.column) { Kind::Hidden } else { Kind::Value },
        }
    }));
    Board::new(tiles)
}

fn form(form: &Form, width: f32) -> Board {
    let mut tiles = Vec::new();
    let mut top = 0.0;
    for table in &form.tables {
        if !table.section.is_empty() {
            let rect = Rect::from_min_max(pos2(0.0, top), pos2(width, top + LINE + PADDING));
            let text = table.section.clone();
            tiles.push(Tile { rect, text, left_out: Vec::new(), key: Key::Words, kind: Kind::Title });
            top = rect.bottom();
        }
        top = table_tiles(table, width, top, &mut tiles) + GAP;
    }
    Board::new(tiles)
}

/// Puts a table below what is there; gives where it ends.
fn table_tiles(table: &Table, width: f32, top: f32, tiles: &mut Vec<Tile>) -> f32 {
    let units = |width: &u32| f64::from(*width);
    let sum: f64 = table.widths.iter().map(units).sum::<f64>().max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "the width of a window")]
    let wide = |unit: &u32| (units(unit) / sum) as f32 * width;
    let (stubs, numbers) = table.widths.split_at(table.stub_columns.min(table.widths.len()));
    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
    let fair = width / table.widths.len().max(1) as f32;
    let least = LEAST_NUMBER[0].min(fair).max(LEAST_NUMBER[1]);
    let numbers: Vec<f32> = numbers.iter().map(|unit| wide(unit).max(least)).collect();
    // The labels take what the numbers leave.
    let (left, wanted) = (width - numbers.iter().sum::<f32>(), stubs.iter().map(wide).sum::<f32>().max(1.0));
    let stubs = stubs.iter().map(|unit| (wide(unit) / wanted * left).max(LEAST_STUB));
    let xs = edges(0.0, stubs.chain(numbers.iter().copied()));
    let at = |edges: &[f32], at: usize| edges.get(at).or(edges.last()).copied().unwrap_or_default();
    let mut heights = vec![LINE + PADDING; table.lines];
    for it in table.boxes.iter().filter(|it| it.line_span == 1) {
        let room = at(&xs, it.column + it.column_span) - at(&xs, it.column);
        if let Some(height) = heights.get_mut(it.line) {
            *height = height.max(height_of(&it.text, room, LINE));
        }
    }
    let ys = edges(top, heights.into_iter());
    tiles.extend(table.boxes.iter().map(|it| Tile {
        rect: Rect::from_min_max(
            pos2(at(&xs, it.column), at(&ys, it.line)),
            pos2(at(&xs, it.column + it.column_span), at(&ys, it.line + it.line_span)),
        ),
        text: it.text.clone(),
        left_out: Vec::new(),
        key: it.as_value().map_or(Key::Words, |(cell, _)| Key::Cell(cell)),
        kind: if matches!(it.role, Role::Value(_)) { Kind::Value } else { Kind::Label },
    }));
    ys.last().copied().unwrap_or(top)
}
