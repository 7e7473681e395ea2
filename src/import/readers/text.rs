//! Plain text: paragraphs, tables drawn by `|` or tabs, and tables flattened by a converter.
//!
//! A flattened table has every cell on lines of its own, each followed by a line with `|`, and no mark at the end of a
//! row. It becomes a grid of one column; its rows are found again where the labels of the forms are known
//! (`import::flattened`).

use crate::import::encoding;
use crate::import::error::ReadError;
use crate::import::grid::{Block, Document, FileKind};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::flow::Flow;

/// The line behind every cell of a flattened table.
const MARK: &str = "|";

/// Marks that make a flattened table.
const FEWEST_MARKS: usize = 4;

/// Reads a text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::plain_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Text })?;
    read_text(&text, limits)
}

/// Reads a text that is already decoded.
pub(super) fn read_text(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let mut budget = Budget::new(limits);
    let mut flow = Flow::new(&mut budget);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        at += if let Some((lines, rows)) = flattened(rest) {
            table(&mut flow, &rows)?;
            lines
        } else if let Some((lines, rows)) = drawn(rest, MARK).or_else(|| drawn(rest, "\t")) {
            table(&mut flow, &rows)?;
            lines
        } else {
            flow.paragraph(line)?;
            1
        };
    }
    let blocks: Vec<Block> = flow.finish()?;
    Ok(Document { kind: FileKind::Text, blocks, embedded: None, notes: Vec::new() })
}

/// Whether a text holds tables that are drawn by `|`.
pub(in crate::import) fn is_drawn(text: &str) -> bool {
    let with = |is: fn(&str) -> bool| text.lines().filter(|line| is(line.trim())).count();
    with(|line| line == MARK) >= FEWEST_MARKS || with(|line| line.len() > 1 && line.contains('|')) >= 2
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

/// A table with a row a line, at the beginning of the lines: how many lines it takes, and its rows.
fn drawn(lines: &[&str], mark: &str) -> Option<(usize, Vec<Vec<String>>)> {
    let is_row = |line: &&&str| line.trim() != MARK && line.contains(mark);
    let count = lines.iter().take_while(is_row).count();
    if count < 2 {
        return None;
    }
    let mut rows = Vec::new();
    for line in lines.iter().take(count) {
        // A line between rows that is drawn of strokes.
        if line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=' | ' ')) && line.contains('-') {
            continue;
        }
        let line = if mark == MARK { line.trim() } else { line };
        let line = line.strip_prefix('|').unwrap_or(line);
        rows.push(line.split(mark).map(|cell| cell.trim().replace("<br>", "\n")).collect());
    }
    Some((count, rows))
}

/// A flattened table whose first cell begins the lines: how many lines it takes, and its cells as rows.
fn flattened(lines: &[&str]) -> Option<(usize, Vec<Vec<String>>)> {
    let is_mark = |line: &&str| line.trim() == MARK;
    // The first cell is one line; what stands above is text.
    if lines.first().is_none_or(|line| is_mark(line) || line.trim().is_empty()) || !lines.get(1).is_some_and(is_mark) {
        return None;
    }
    let mut cells: Vec<String> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        if is_mark(line) {
            cells.push(open.join("\n").trim().to_owned());
            open.clear();
            taken = index + 1;
        } else if open.len() > 30 || (line.trim().is_empty() && !open.is_empty()) {
            // So many lines, or lines apart, are no cell: the table is over.
            break;
        } else if !line.trim().is_empty() {
            open.push(line);
        }
    }
    (cells.len() >= FEWEST_MARKS).then(|| (taken, cells.into_iter().map(|cell| vec![cell]).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::Grid;

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
    fn drawn_tables_have_a_row_a_line() {
        let grids = grids("说明\n| 指标 | 数 |\n|---|---|\n| 申请 | 12 |\n完\n指标\t数\n申请\t13\n");
        assert_eq!(grids.len(), 2);
        assert_eq!(rows(&grids[0]), [["指标", "数"], ["申请", "12"]]);
        assert_eq!(rows(&grids[1]), [["指标", "数"], ["申请", "13"]]);
    }
}
