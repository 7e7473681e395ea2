//! Plain text: paragraphs, tables drawn by `|` or tabs, and tables flattened by a converter.
//!
//! A table is drawn with a row a line, or with a cell a line; what a line is, is told before tables are looked for
//! ([`Line`]). A flattened table has every cell on lines of its own, each closed by a `|` on the same line or on the next,
//! and no mark at the end of a row: it becomes a grid of one column, and its rows are found again where the labels of the
//! forms are known (`import::flattened`).

use std::borrow::Cow;

use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Block, Document, FileKind};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::readers::flow::Flow;

/// What closes a cell.
const BAR: char = '|';

/// Cells that make a flattened table.
const FEWEST_CELLS: usize = 4;

/// More lines than this without a bar are no cell.
const MOST_LINES: usize = 30;

/// So many lines without a table may stand between two pages of one.
const MOST_BETWEEN: usize = 4;

/// Reads a text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::plain_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Text })?;
    read_text(&text, limits)
}

/// Reads a text that is already decoded.
pub(super) fn read_text(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let text = with_plain_bars(text.trim_start_matches('\u{feff}'));
    let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
    let mut budget = Budget::new(limits);
    let mut flow = Flow::new(&mut budget);
    let stretches = Stretches::of(&lines);
    let (mut at, mut undrawn) = (0, 0);
    while let Some(line) = lines.get(at) {
        if let Some((end, rows)) = stretches.flattened(at) {
            table(&mut flow, &rows)?;
            at = end;
            continue;
        }
        // What is no table from its first line on is none from a later one on.
        let run = if at < undrawn { 0 } else { run(lines.get(at..).unwrap_or_default()) };
        let rows = lines.get(at..at + run).and_then(drawn);
        if let Some(rows) = rows {
            table(&mut flow, &rows)?;
            at += run;
        } else {
            undrawn = undrawn.max(at + run);
            flow.paragraph(line.text)?;
            at += 1;
        }
    }
    let blocks: Vec<Block> = flow.finish()?;
    Ok(Document { kind: FileKind::Text, blocks, embedded: None, notes: Vec::new() })
}

/// Whether a text holds tables that are drawn by `|`.
pub(in crate::import::reading) fn is_drawn(text: &str) -> bool {
    if !text.contains([BAR, '│', '┃', '║', '｜']) {
        return false;
    }
    let text = with_plain_bars(text);
    let with = |is: fn(&Line<'_>) -> bool| text.lines().map(Line::of).filter(|line| is(line)).count();
    with(|line| line.kind == Kind::Lone) >= FEWEST_CELLS || with(|line| line.is_drawn()) >= 2
}

/// The text with the bars that programs draw boxes with, and full-width ones, as plain bars; corners and strokes go.
fn with_plain_bars(text: &str) -> Cow<'_, str> {
    let is_drawing = |c: char| matches!(c, '\u{2500}'..='\u{257f}' | '｜');
    if !text.contains(is_drawing) {
        return Cow::Borrowed(text);
    }
    let plain = text.lines().map(|line| {
        let has_bars = line.matches(['│', '┃', '║', '｜']).count() >= 2;
        let is_box = line.chars().all(|c| is_drawing(c) || c.is_whitespace()) && line.contains(is_drawing);
        match (has_bars, is_box) {
            // A ruled line between rows.
            (false, true) => Cow::Borrowed("|---|---|"),
            (true, _) => Cow::Owned(line.replace(['│', '┃', '║', '｜'], "|")),
            (false, false) => Cow::Borrowed(line),
        }
    });
    Cow::Owned(plain.collect::<Vec<_>>().join("\n"))
}

/// Rows of texts as a grid.
fn table(flow: &mut Flow<'_, '_>, rows: &[Vec<String>]) -> Result<(), ReadError> {
    flow.open_table()?;
    for row in rows {
        flow.open_row(false)?;
        for text in row {
            flow.open_cell(1, 1)?;
            flow.text(text)?;
        }
    }
    flow.close_table()
}

/// What a line seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Nothing.
    Blank,
    /// Bars and nothing else.
    Lone,
    /// Strokes between rows.
    Ruled,
    /// One text with a bar behind it or before it.
    Cell,
    /// Texts with bars between them.
    Row,
    /// Texts with tabs between them.
    Tabs,
    /// Where a page ends: its number.
    Page,
    /// Words.
    Plain,
}

/// A line with what it seems to be.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    text: &'t str,
    kind: Kind,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let text = line.trim_end();
        Self { text, kind: kind(text) }
    }

    /// The texts between its bars. A bar at either end closes the row and parts nothing.
    fn cells(&self) -> Vec<String> {
        let text = self.text.trim();
        let text = text.strip_prefix(BAR).unwrap_or(text);
        let text = text.strip_suffix(BAR).unwrap_or(text);
        text.split(BAR).map(cell).collect()
    }

    /// Whether its bars are those of a table: a single one inside a line may stand in a text.
    fn is_drawn(&self) -> bool {
        let has_bars = self.is_opened() || self.is_closed() || self.text.matches(BAR).count() >= 2;
        matches!(self.kind, Kind::Cell | Kind::Row) && has_bars
    }

    fn is_closed(&self) -> bool {
        self.text.ends_with(BAR)
    }

    fn is_opened(&self) -> bool {
        self.text.trim_start().starts_with(BAR)
    }
}

fn kind(text: &str) -> Kind {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return if text.contains('\t') { Kind::Tabs } else { Kind::Blank };
    }
    if trimmed.contains([BAR, '+']) && is_ruled(trimmed) {
        return Kind::Ruled;
    }
    if !trimmed.contains(BAR) {
        return if is_page_number(trimmed) {
            Kind::Page
        } else if text.contains('\t') {
            Kind::Tabs
        } else {
            Kind::Plain
        };
    }
    if trimmed.chars().all(|c| c == BAR || c.is_whitespace()) {
        return Kind::Lone;
    }
    let inside = trimmed.trim_matches(|c: char| c == BAR || c.is_whitespace());
    if inside.contains(BAR) || trimmed.matches(BAR).count() > 2 { Kind::Row } else { Kind::Cell }
}

/// Whether a line is drawn of strokes. A single stroke in a single cell is a value: “-” stands where nothing is.
fn is_ruled(text: &str) -> bool {
    let is_stroke = |c: char| matches!(c, BAR | '-' | ':' | '+' | '=' | '_') || c.is_whitespace();
    let cells = text.split([BAR, '+']).map(str::trim).filter(|cell| !cell.is_empty()).count();
    text.chars().all(is_stroke) && text.contains(['-', '=', '_']) && (cells >= 2 || text.contains("---"))
}

/// Whether a line only numbers the page: `— 8 —`, `第8页 共12页`, `8 / 12`.
fn is_page_number(text: &str) -> bool {
    const LONGEST: usize = 16;
    let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || "—–-－·~第页共/,，".contains(c);
    let is_marked = text.contains(['—', '–', '-', '－', '页', '/', '\u{c}']);
    text.chars().count() <= LONGEST
        && is_marked
        && text.chars().all(is_mark)
        && text.contains(|c: char| c.is_ascii_digit())
}

fn cell(text: &str) -> String {
    let text = text.trim();
    ["<br>", "<br/>", "<br />"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, "\n"))
}

/// How many of the first lines may be one table with a row a line.
///
/// A lone bar on a line of its own opens or closes a row; a row may go on behind the number of a page.
fn run(lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let is_of_table = |line: &Line<'_>| match first.kind {
        Kind::Tabs => line.kind == Kind::Tabs,
        Kind::Row | Kind::Cell | Kind::Ruled | Kind::Lone => {
            matches!(line.kind, Kind::Row | Kind::Cell | Kind::Ruled | Kind::Lone)
        }
        _ => false,
    };
    let is_between = |line: &Line<'_>| matches!(line.kind, Kind::Page | Kind::Blank);
    let (mut taken, mut between) = (0, 0);
    let mut has_page = false;
    for (at, line) in lines.iter().enumerate() {
        if is_of_table(line) {
            (taken, between, has_page) = (at + 1, 0, false);
        } else if taken > 0 && is_between(line) && between < MOST_BETWEEN {
            between += 1;
            has_page |= line.kind == Kind::Page;
            let goes_on = lines.get(at + 1).is_some_and(is_of_table);
            if !goes_on && !lines.get(at + 1).is_some_and(is_between) || goes_on && !has_page {
                break;
            }
        } else {
            break;
        }
    }
    taken
}

/// The rows of a [`run`] of lines, if it is a table.
fn drawn(lines: &[Line<'_>]) -> Option<Vec<Vec<String>>> {
    let first = lines.first()?;
    let rows: Vec<&Line<'_>> =
        lines.iter().filter(|line| matches!(line.kind, Kind::Row | Kind::Cell | Kind::Tabs)).collect();
    let is_table = match rows.as_slice() {
        [] => false,
        // A row alone is a table when it is one beyond doubt.
        [one] => one.kind == Kind::Row || (one.kind == Kind::Tabs && one.text.matches('\t').count() >= 2),
        _ => true,
    };
    if !is_table {
        return None;
    }
    if first.kind == Kind::Tabs {
        return Some(rows.iter().map(|line| line.text.split('\t').map(cell).collect()).collect());
    }
    Some(rows_of(&rows))
}

/// The rows of lines with bars; one that a page broke is put together again.
fn rows_of(lines: &[&Line<'_>]) -> Vec<Vec<String>> {
    let closed = lines.iter().filter(|line| line.is_closed()).count();
    let opened = lines.iter().filter(|line| line.is_opened()).count();
    // Where rows are drawn with both bars, one without its last and the next without its first are one.
    let have_both = closed * 3 >= lines.len() * 2 && opened * 3 >= lines.len() * 2;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_open = false;
    for line in lines {
        let goes_on = have_both && is_open && !line.is_opened();
        match rows.last_mut() {
            Some(row) if goes_on => row.extend(line.cells()),
            _ => rows.push(line.cells()),
        }
        is_open = !line.is_closed();
    }
    rows
}

/// Where lines may be flattened tables.
struct Stretches<'t> {
    lines: &'t [Line<'t>],
    /// For every line the line behind the last bar of its stretch.
    ends: Vec<usize>,
    /// For every line the counts of all lines before it.
    counts: Vec<Counts>,
}

/// What is counted of lines.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Lines that close a cell with a text.
    texts: usize,
    /// Rows of several cells.
    rows: usize,
}

impl<'t> Stretches<'t> {
    /// Finds the stretches in one pass, so that a text of many lines is not read again from each of them.
    fn of(lines: &'t [Line<'t>]) -> Self {
        let mut stretches = Self { lines, ends: Vec::with_capacity(lines.len()), counts: Vec::new() };
        let mut count = Counts::default();
        let (mut taken, mut open) = (0, 0);
        for (at, line) in lines.iter().enumerate() {
            stretches.counts.push(count);
            match line.kind {
                Kind::Cell | Kind::Lone => {
                    count.texts += usize::from(line.kind == Kind::Cell || open > 0);
                    (taken, open) = (at + 1, 0);
                }
                Kind::Row => {
                    count.rows += 1;
                    (taken, open) = (at + 1, 0);
                }
                Kind::Plain | Kind::Page if open < MOST_LINES => open += 1,
                Kind::Blank if open == 0 => {}
                // Lines apart, or so many of them, are no cell: the table is over.
                kind => {
                    stretches.ends.resize(at, taken);
                    open = usize::from(matches!(kind, Kind::Plain | Kind::Page));
                }
            }
        }
        stretches.ends.resize(lines.len(), taken);
        stretches.counts.push(count);
        stretches
    }

    /// A flattened table that begins at a line: the line behind it, and its cells as rows.
    fn flattened(&self, at: usize) -> Option<(usize, Vec<Vec<String>>)> {
        let first = self.lines.get(at)?;
        let is_closed_by_next = || self.lines.get(at + 1).is_some_and(|next| next.kind == Kind::Lone);
        let starts = match first.kind {
            Kind::Cell | Kind::Lone => true,
            // The first cell is one line; what stands above is text.
            Kind::Plain | Kind::Page => is_closed_by_next(),
            _ => false,
        };
        let end = self.ends.get(at).copied().filter(|_| starts)?;
        // A bar that comes first closes nothing.
        let from = if first.kind == Kind::Lone { at + 1 } else { at };
        let (before, behind) = (self.counts.get(from)?, self.counts.get(end)?);
        let (texts, rows) = (behind.texts - before.texts, behind.rows - before.rows);
        // Rows of several cells are the exception where a table is flattened.
        if texts < FEWEST_CELLS || rows * 4 > texts {
            return None;
        }
        let text = self.lines.get(at..end)?.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        let mut cells: Vec<Vec<String>> = text.split(BAR).map(|cell| vec![in_lines(cell)]).collect();
        // What stands behind the last bar is no cell.
        if cells.last().is_some_and(|last| last.iter().all(String::is_empty)) {
            cells.pop();
        }
        Some((end, cells))
    }
}

/// The lines of a cell without the blanks around them.
fn in_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reading::grid::Grid;

    fn grids(text: &str) -> Vec<Grid> {
        let document = read_text(text, &Limits::default()).expect("a text");
        document.blocks.into_iter().filter_map(|it| if let Block::Grid(it) = it { Some(it) } else { None }).collect()
    }

    fn rows(grid: &Grid) -> Vec<Vec<&str>> {
        let row = |row| grid.cells.iter().filter(move |cell| cell.row == row).map(|cell| cell.text.as_str()).collect();
        (0..grid.rows()).map(row).collect()
    }

    #[test]
    fn a_flattened_table_is_one_column() {
        let cells = ["统计指标", "单位", "统计数", "一、情况", "", "", "（一）数\n（注）", "条", "7718"];
        let text = format!("标题\n{}\n|\n单位负责人：甲\n", cells.join("\n|\n").replace("\n\n", "\n"));
        let grids = grids(&text);
        let places: Vec<_> = grids[0].cells.iter().map(|cell| (cell.row, cell.column, cell.text.as_str())).collect();
        let filled = (0..).zip(cells).filter(|(_, text)| !text.is_empty()).map(|(row, text)| (row, 0, text));
        assert_eq!(places, filled.collect::<Vec<_>>());
    }

    #[test]
    fn cells_with_their_bar_on_the_same_line_are_one_column() {
        let grids = grids("标题\n收到 |\n7 |\n - |\n |\n5 |\n其他 |\n|||\n9 |\n");
        let cells: Vec<_> = grids[0].cells.iter().map(|cell| (cell.row, cell.text.as_str())).collect();
        assert_eq!(cells, [(0, "收到"), (1, "7"), (2, "-"), (4, "5"), (5, "其他"), (9, "9")]);
    }

    #[test]
    fn drawn_tables_have_a_row_a_line() {
        let grids = grids("说明\n| 指标 | 数 |\n|---|---|\n| 申请 | 12 |\n完\n指标\t数\n申请\t13\n");
        assert_eq!(grids.len(), 2);
        assert_eq!(rows(&grids[0]), [["指标", "数"], ["申请", "12"]]);
        assert_eq!(rows(&grids[1]), [["指标", "数"], ["申请", "13"]]);
    }

    #[test]
    fn lone_bars_pages_and_boxes_do_not_break_a_table() {
        for text in [
            "| 指标 | 数 |\n|\n| 申请 | - |\n|\n— 8 —\n| 其他 | 9 |",
            "指标 | 数\n|\n申请 | -\n|\n其他 | 9\n|",
            "┌──┬──┐\n│指标│数│\n├──┼──┤\n│申请│-│\n│其他│9│\n└──┴──┘",
            "| 指标 | 数 |\n| 申请 | - |\n| 其他\n— 8 —\n9 |",
            "+---+---+\n| 指标 | 数 |\n+===+===+\n| 申请 | - |\n+---+---+\n| 其他 | 9 |\n+---+---+",
        ] {
            let grids = grids(text);
            assert_eq!(grids.len(), 1, "{text}");
            assert_eq!(rows(&grids[0]), [["指标", "数"], ["申请", "-"], ["其他", "9"]], "{text}");
        }
    }

    #[test]
    fn a_row_alone_is_a_table() {
        assert_eq!(rows(&grids("— 8 —\n| 四、结转 | 103 | 0 |\n完")[0]), [["四、结转", "103", "0"]]);
        assert!(grids("甲|乙\n").is_empty() || rows(&grids("甲|乙\n")[0]) == [["甲", "乙"]]);
    }

    #[test]
    fn rows_have_ends() {
        assert_eq!(grids("| 甲 | 乙 | 丙 |\n| 1 | | |\n| 2 |||\n| 3 |\n")[0].ends, [3, 3, 3, 1]);
    }

    /// The end of a flattened table that begins at a line, told from that line alone.
    fn flattened_from(lines: &[Line<'_>]) -> Option<usize> {
        let first = lines.first()?;
        let is_closed_by_next = lines.get(1).is_some_and(|next| next.kind == Kind::Lone);
        if !(matches!(first.kind, Kind::Cell | Kind::Lone)
            || matches!(first.kind, Kind::Plain | Kind::Page) && is_closed_by_next)
        {
            return None;
        }
        let (mut taken, mut open, mut texts, mut rows) = (0, 0, 0, 0);
        for (at, line) in lines.iter().enumerate() {
            match line.kind {
                Kind::Cell | Kind::Lone => {
                    texts += usize::from(line.kind == Kind::Cell || open > 0);
                    (taken, open) = (at + 1, 0);
                }
                Kind::Row => {
                    rows += 1;
                    (taken, open) = (at + 1, 0);
                }
                Kind::Plain | Kind::Page if open < MOST_LINES => open += 1,
                Kind::Blank if open == 0 => {}
                _ => break,
            }
        }
        (texts >= FEWEST_CELLS && rows * 4 <= texts).then_some(taken)
    }

    #[test]
    fn one_pass_finds_what_every_line_alone_finds() {
        let kinds = ["", "|", "|---|---|", "甲 |", "甲 | 乙 | 丙", "甲\t乙", "— 8 —", "甲"];
        let mut seed = 7_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or(0) % below
        };
        let mut found = [0, 0];
        for _ in 0..3_000 {
            // A few kinds of lines each time, so that runs grow long; now and then a run beyond the bound.
            let own: Vec<usize> = (0..=next(4)).map(|_| next(kinds.len())).collect();
            let mut text: Vec<&str> = (0..next(60)).map(|_| kinds[own[next(own.len())]]).collect();
            text.splice(..0, std::iter::repeat_n("甲", if next(8) == 0 { 28 + next(6) } else { 0 }));
            let lines: Vec<Line<'_>> = text.iter().map(|line| Line::of(line)).collect();
            let stretches = Stretches::of(&lines);
            let mut undrawn = 0;
            for at in 0..lines.len() {
                let end = stretches.flattened(at).map(|(end, _)| end);
                assert_eq!(end, flattened_from(&lines[at..]).map(|taken| at + taken), "{text:?} {at}");
                let run = run(&lines[at..]);
                let is_drawn = drawn(&lines[at..at + run]).is_some();
                assert!(at >= undrawn || !is_drawn, "{text:?} {at}");
                undrawn = if is_drawn { undrawn } else { undrawn.max(at + run) };
                found = [found[0] + usize::from(end.is_some()), found[1] + usize::from(is_drawn)];
            }
        }
        assert!(found.iter().all(|count| *count > 500), "{found:?}");
    }

    #[test]
    fn many_lines_that_are_nearly_tables_are_read_once() {
        for (lines, is_table) in
            [("|\n", false), ("甲 |\n甲 | 乙 | 丙\n甲 | 乙 | 丙\n甲\n", true), ("|---|---|\n", false)]
        {
            let text = lines.repeat(50_000);
            let document =
                read_text(&text, &Limits { blocks: 1_000_000, cells: 1_000_000, ..Limits::default() }).expect("a text");
            assert_eq!(document.grids().count() > 0, is_table, "{lines}");
        }
    }
}
