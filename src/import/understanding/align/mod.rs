//! The regions of a source laid over a form: every figure gets its cell, or is said to have none.
//!
//! A figure has two labels, its line's and its head's; only when both are found, and neither could be another, is there a
//! cell. Reading order: `found` (the result), `sequence` (labels matched in order), [`columns`] (heads), `rows` (stubs), then here the figures.

pub(in crate::import::understanding) mod columns;
mod found;
mod rows;
pub(in crate::import::understanding) mod sequence;

use super::lexicon::{Lexicon, Model, Part};
use super::structure::{Columns, Region};
use super::texts::Kind;
use super::work::Work;
use crate::form::{CellIndex, RowIndex};
use crate::import::reading::grid::{Grid, GridCell, Nature};
use columns::Matched;
pub(super) use found::{Aligned, Found, Loose, Place};
use rows::{Row, matched_rows};

/// Lays regions over a form.
pub(super) fn align(
    regions: &[&Region<'_>],
    (lexicon, work): (&Lexicon, &Work),
    model: usize,
    unit: Option<&str>,
) -> Aligned {
    let mut walk = Walk { regions, model: &lexicon.models[model], number: model, unit, aligned: Aligned::default() };
    let rows = matched_rows(regions, work, model, walk.model);
    walk.aligned.equal_rows = rows.iter().filter(|(_, row)| row.is_some_and(|row| row.how.confidence() >= 90)).count();
    let mut lines_without_row = Vec::new();
    let present: Vec<RowIndex> = rows.iter().filter_map(|(_, row)| row.map(|row| row.row)).collect();
    for ((region, stub), row) in rows {
        if !regions[region].stubs[stub].is_leaf {
            continue;
        }
        match row {
            Some(row) if walk.model.form.rows[row.row.position()].is_group => {
                let has_children = walk.model.children(row.row).any(|child| present.contains(&child));
                walk.subtotal(region, stub, row.row, has_children);
            }
            Some(row) => walk.row(region, stub, row),
            None => lines_without_row.push((region, stub)),
        }
    }
    for region in 0..regions.len() {
        let stubs: Vec<usize> = lines_without_row.iter().filter(|it| it.0 == region).map(|it| it.1).collect();
        walk.across(region, &stubs);
    }
    walk.aligned
}

struct Walk<'a> {
    regions: &'a [&'a Region<'a>],
    model: &'a Model,
    number: usize,
    unit: Option<&'a str>,
    aligned: Aligned,
}

/// What stands under a head on a line.
enum Under {
    /// One text, or none.
    One(Option<usize>, usize),
    /// Several different texts, or one that reaches over other heads.
    Unclear,
}

impl<'a> Walk<'a> {
    fn columns(&self, region: usize, part: usize) -> Option<&'a Columns> {
        self.regions[region].columns.iter().find(|it| it.model == self.number && it.part == part)
    }

    /// The figures of a line that is a row of the form.
    fn row(&mut self, region: usize, stub: usize, row: Row) {
        let it = self.regions[region];
        let line = it.stubs[stub].line;
        let model = self.model;
        let Some(part) = model.part_of_row[row.row.position()] else { return };
        let cells = &model.form.rows[row.row.position()].cells;
        let Some(columns) = self.columns(region, part) else {
            if cells.len() == 1 && (it.heads.is_none() || it.is_continued) {
                self.single(region, stub, row, cells[0]);
            } else {
                self.loose(region, line, Some(stub), "没有与本表相符的栏目", None);
            }
            return;
        };
        if ends_early(it, line, &columns.matched) {
            self.loose(region, line, Some(stub), "这一行的格子比表头少，分不清是哪一栏的数", None);
            return;
        }
        if is_displaced(it, line, it.stubs[stub].column + 1, (&columns.matched, &model.parts[part])) {
            self.loose(region, line, Some(stub), DISPLACED, None);
            return;
        }
        let label = self.label(region, stub);
        for matched in &columns.matched {
            self.figure(region, line, Some((&label, row)), matched, cells[matched.column]);
        }
        self.outside(region, line, Some(stub), &columns.matched);
    }

    /// The figure under a head on a line, which has a label or none.
    fn figure(&mut self, region: usize, line: usize, row: Option<(&str, Row)>, matched: &Matched, cell: CellIndex) {
        let it = self.regions[region];
        let Some(heads) = &it.heads else { return };
        let head = &heads.heads[matched.head];
        let label = row.map_or(&*head.label, |(label, _)| label);
        let (text, column) = match under(it, line, head.columns.clone()) {
            Under::One(text, column) => (text, column),
            Under::Unclear => {
                let place = self.place(region, line, head.columns.start, label.to_owned());
                let text = it.raster.at(line, head.columns.start);
                self.push_loose(region, place, text, "这一格与别的栏目合并，或同一栏目下有几个不同的数", Some(cell));
                return;
            }
        };
        let mut confidence = matched.confidence;
        let mut reasons: Vec<String> = matched.reason.iter().cloned().collect();
        if let Some((label, row)) = row {
            confidence = confidence.min(row.how.confidence());
            reasons.extend(row.reason(label));
        }
        if it.is_continued {
            confidence = confidence.min(90);
            reasons.push("这一段没有表头，沿用前面的表头".to_owned());
        }
        self.push_found(region, line, column, cell, text, label.to_owned(), &head.label, confidence, reasons);
    }

    #[expect(clippy::too_many_arguments, reason = "everything that is known about one place")]
    fn push_found(
        &mut self,
        region: usize,
        line: usize,
        column: usize,
        cell: CellIndex,
        text: Option<usize>,
        label: String,
        head: &str,
        mut confidence: u8,
        mut reasons: Vec<String>,
    ) {
        let it = self.regions[region];
        let at = self.place(region, line, column, label);
        if at.is_hidden {
            confidence = confidence.min(75);
            reasons.push("原表中这一行或这一列是隐藏的".to_owned());
        }
        let source =
            text.map(|text| &it.raster.grid.cells[text]).or_else(|| emptied(it.raster.grid, at.row, at.column));
        let measures = if self.model.form.cell(cell).is_money() {
            let beside = (0..column).rev().find(|column| it.raster.kind(line, *column) == Kind::Measure);
            let beside = beside.and_then(|column| it.raster.at(line, column));
            beside.map(|cell| it.raster.grid.cells[cell].text.clone()).into_iter().chain([head.to_owned()]).collect()
        } else {
            Vec::new()
        };
        self.aligned.found.push(Found {
            cell,
            at,
            text: source.map_or_else(String::new, |it| it.text.clone()),
            nature: source.map_or(Nature::Text, |it| it.nature),
            left_out: source.map_or_else(Vec::new, |it| it.left_out.clone()),
            doubts: source.map_or_else(Vec::new, |it| it.doubts.clone()),
            measures,
            confidence,
            reasons,
        });
    }

    /// The figure of a row that has one cell, where no heads tell the column.
    fn single(&mut self, region: usize, stub: usize, row: Row, cell: CellIndex) {
        let it = self.regions[region];
        let at = &it.stubs[stub];
        let label = self.label(region, stub);
        let figures = figures_behind(it, at.line, at.column + 1);
        let chosen = match figures.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let column = self.column_of_unit(region, several);
                if column.is_none() {
                    let reason = "这一行有几个数，表头没有说明哪一个是本单位本年度的";
                    self.loose(region, at.line, Some(stub), reason, None);
                    return;
                }
                column
            }
        };
        let mut reasons: Vec<String> = row.reason(&label).into_iter().collect();
        let head = chosen.and_then(|column| head_text(it, at.line, column)).unwrap_or_default();
        if figures.len() > 1 {
            reasons.push(format!("按栏目“{head}”取数"));
        }
        let column = chosen.unwrap_or_else(|| it.raster.width().saturating_sub(1));
        let text = chosen.and_then(|column| it.raster.at(at.line, column));
        self.push_found(region, at.line, column, cell, text, label, &head, row.how.confidence().min(95), reasons);
    }

    /// The column whose head names the unit.
    fn column_of_unit(&self, region: usize, columns: &[usize]) -> Option<usize> {
        let it = self.regions[region];
        let unit = super::labels::flat(self.unit?);
        let first = it.stubs.first()?.line;
        let is_of_unit = |column: &&usize| {
            head_text(it, first, **column).is_some_and(|text| {
                let text = super::labels::flat(&text);
                text.chars().count() >= 2 && (unit == text || unit.ends_with(&text))
            })
        };
        let mut named = columns.iter().filter(is_of_unit);
        let column = named.next()?;
        named.next().is_none().then_some(*column)
    }

    /// A line of cells that need no row label, though it may have one; `unknown` are the labels that are no row.
    fn across(&mut self, region: usize, unknown: &[usize]) {
        let it = self.regions[region];
        let columns = it.columns.iter().find(|it| it.model == self.number && self.model.parts[it.part].is_across);
        let labelled = |stub: &usize| it.stubs[*stub].line;
        let line = match (columns, it.bare.as_slice(), unknown, &it.heads) {
            (Some(_), [line], ..) => Some(*line),
            (Some(_), [], [stub], _) => Some(labelled(stub)),
            (Some(_), [], [], Some(heads)) if it.stubs.is_empty() => Some(heads.lines.end),
            _ => None,
        };
        for stub in unknown.iter().filter(|stub| Some(labelled(stub)) != line) {
            self.unknown(region, *stub);
        }
        let (Some(columns), Some(line)) = (columns, line) else {
            let is_across = columns.is_some();
            for line in it.bare.clone() {
                let reason = if is_across {
                    "这张表应当只有一行数，这里有几行"
                } else {
                    "这一行没有项目名称"
                };
                self.loose(region, line, None, reason, None);
            }
            return;
        };
        if is_displaced(it, line, 0, (&columns.matched, &self.model.parts[columns.part])) {
            self.loose(region, line, None, DISPLACED, None);
            return;
        }
        for matched in &columns.matched {
            let Some(cell) = self.model.parts[columns.part].columns[matched.column].cell else { continue };
            self.figure(region, line, None, matched, cell);
        }
        self.outside(region, line, None, &columns.matched);
    }

    /// Figures on a line that stand under no column of the form.
    fn outside(&mut self, region: usize, line: usize, stub: Option<usize>, matched: &[Matched]) {
        let it = self.regions[region];
        let Some(heads) = &it.heads else { return };
        let from = stub.map_or(0, |stub| it.stubs[stub].column + 1);
        for column in figures_behind(it, line, from) {
            let head = heads.heads.iter().position(|head| head.columns.contains(&column));
            if head.is_some_and(|head| matched.iter().any(|it| it.head == head)) {
                continue;
            }
            let label = match (stub, head) {
                (Some(stub), Some(head)) => format!("{}·{}", self.label(region, stub), heads.heads[head].label),
                (Some(stub), None) => self.label(region, stub),
                (None, Some(head)) => heads.heads[head].label.to_string(),
                (None, None) => String::new(),
            };
            let is_extra = head.is_some_and(|head| heads.is_extra(self.model, head));
            let place = self.place(region, line, column, label);
            let text = it.raster.at(line, column);
            let loose = self.make_loose(region, place, text, "本表没有这一栏", None);
            if is_extra { self.aligned.extras.push(loose) } else { self.aligned.unplaced.push(loose) }
        }
    }

    /// Figures beside a heading of the form: a subtotal, or a group that the source prints as one row.
    fn subtotal(&mut self, region: usize, stub: usize, row: RowIndex, has_children: bool) {
        let it = self.regions[region];
        let line = it.stubs[stub].line;
        let last = self.model.children(row).last();
        let part = last.and_then(|child| self.model.part_of_row[child.position()]);
        let columns = part.and_then(|part| self.columns(region, part)).map_or(&[][..], |it| &it.matched);
        let Some(heads) = &it.heads else {
            if !figures_behind(it, line, it.stubs[stub].column + 1).is_empty() && !has_children {
                self.loose(region, line, Some(stub), "本表在这个标题下分项填报", None);
            }
            return;
        };
        for matched in columns {
            let columns = heads.heads[matched.head].columns.clone();
            let Under::One(Some(text), column) = under(it, line, columns) else { continue };
            let label = self.label(region, stub);
            let place = self.place(region, line, column, label);
            let proposal = last.map(|child| self.model.form.rows[child.position()].cells[matched.column]);
            let mut loose = self.make_loose(region, place, Some(text), "本表在这个标题下分项填报", proposal);
            loose.subtotal = Some((row, matched.column));
            if has_children { self.aligned.extras.push(loose) } else { self.aligned.unplaced.push(loose) }
        }
    }

    /// A line whose label is no row of the form.
    fn unknown(&mut self, region: usize, stub: usize) {
        let it = self.regions[region];
        let line = it.stubs[stub].line;
        let is_extra = rows::is_extra(it, &it.stubs[stub], self.model);
        for column in figures_behind(it, line, it.stubs[stub].column + 1) {
            let place = self.place(region, line, column, self.label(region, stub));
            let loose = self.make_loose(region, place, it.raster.at(line, column), "本表没有这一项", None);
            if is_extra { self.aligned.extras.push(loose) } else { self.aligned.unplaced.push(loose) }
        }
    }

    fn loose(
        &mut self,
        region: usize,
        line: usize,
        stub: Option<usize>,
        reason: &'static str,
        proposal: Option<CellIndex>,
    ) {
        let it = self.regions[region];
        let from = stub.map_or(0, |stub| it.stubs[stub].column + 1);
        for column in figures_behind(it, line, from) {
            let label = stub.map_or_else(String::new, |stub| self.label(region, stub));
            let place = self.place(region, line, column, label);
            self.push_loose(region, place, it.raster.at(line, column), reason, proposal);
        }
    }

    fn push_loose(
        &mut self,
        region: usize,
        at: Place,
        text: Option<usize>,
        reason: &'static str,
        proposal: Option<CellIndex>,
    ) {
        let loose = self.make_loose(region, at, text, reason, proposal);
        self.aligned.unplaced.push(loose);
    }

    fn make_loose(
        &self,
        region: usize,
        at: Place,
        text: Option<usize>,
        reason: &'static str,
        proposal: Option<CellIndex>,
    ) -> Loose {
        let source = text.map(|text| &self.regions[region].raster.grid.cells[text]);
        let (text, nature) = source.map_or((String::new(), Nature::Text), |it| (it.text.clone(), it.nature));
        Loose { at, text, nature, reason, proposal, subtotal: None }
    }

    fn place(&self, region: usize, line: usize, column: usize, label: String) -> Place {
        let it = self.regions[region];
        let (row, column, is_hidden) = it.raster.place(line.min(it.raster.height().saturating_sub(1)), column);
        Place { grid: it.grid, row, column, origin: it.raster.grid.origin(row, column), label, is_hidden }
    }

    fn label(&self, region: usize, stub: usize) -> String {
        let it = self.regions[region];
        it.raster.grid.cells[it.stubs[stub].cell].text.split_whitespace().collect()
    }
}

/// Why figures of a line under displaced heads have no cell.
const DISPLACED: &str = "表头与这一行的数没有对齐，分不清是哪一栏的数";

/// Whether heads stand elsewhere than over their figures: one reaches down into the line, or some columns of a part have
/// none while figures stand under none, or under one that names a column of the part and was not taken for it.
fn is_displaced(region: &Region<'_>, line: usize, from: usize, (matched, part): (&[Matched], &Part)) -> bool {
    let Some(heads) = &region.heads else { return false };
    let reaches_down = |column: usize| {
        let cell = region.raster.at(line, column).filter(|_| region.raster.kind(line, column) == Kind::Words);
        cell.is_some_and(|cell| region.raster.at(heads.lines.end.saturating_sub(1), column) == Some(cell))
    };
    if !region.is_continued && matched.iter().any(|it| heads.heads[it.head].columns.clone().any(reaches_down)) {
        return true;
    }
    if matched.len() == part.columns.len() {
        return false;
    }
    let is_astray = |column: &usize| {
        let head = heads.heads.iter().position(|head| head.columns.contains(column));
        head.is_none_or(|head| matched.iter().all(|it| it.head != head) && heads.is_column(head, part))
    };
    figures_behind(region, line, from).iter().any(is_astray)
}

/// Whether a line of a source whose rows have an end stops before the last of several heads: what is missing may as well
/// be a blank in the middle.
fn ends_early(region: &Region<'_>, line: usize, matched: &[Matched]) -> bool {
    let Some(heads) = region.heads.as_ref().filter(|_| matched.len() > 1) else { return false };
    let last = matched.iter().map(|it| heads.heads[it.head].columns.start).max().unwrap_or(0);
    region.raster.ends_before(line, last)
}

/// What stands on a line under some columns.
fn under(region: &Region<'_>, line: usize, columns: std::ops::Range<usize>) -> Under {
    let raster = &region.raster;
    let mut found: Option<(usize, usize)> = None;
    for column in columns.clone() {
        let Some(cell) = raster.at(line, column) else { continue };
        let reaches_out = [columns.start.checked_sub(1), Some(columns.end)].into_iter().flatten();
        if reaches_out.into_iter().any(|outside| raster.at(line, outside) == Some(cell))
            || !raster.begins(cell, line, column)
        {
            return Under::Unclear;
        }
        match found {
            Some((other, _)) if other != cell && raster.grid.cells[other].text != raster.grid.cells[cell].text => {
                return Under::Unclear;
            }
            Some(_) => {}
            None => found = Some((cell, column)),
        }
    }
    found.map_or(Under::One(None, columns.start), |(cell, column)| Under::One(Some(cell), column))
}

/// The columns with figures on a line, from a column on.
fn figures_behind(region: &Region<'_>, line: usize, from: usize) -> Vec<usize> {
    let cells = region.raster.cells_of(line).filter(|(column, _)| *column >= from);
    cells.filter(|(_, cell)| region.raster.texts[*cell].kind == Kind::Figure).map(|(column, _)| column).collect()
}

/// The nearest words above a column.
fn head_text(region: &Region<'_>, line: usize, column: usize) -> Option<String> {
    let above = (0..line).rev().find(|line| region.raster.kind(*line, column) == Kind::Words)?;
    region.raster.at(above, column).map(|cell| region.raster.grid.cells[cell].text.split_whitespace().collect())
}

/// The cell at a place of which nothing counts, though something stands there.
fn emptied(grid: &Grid, row: u32, column: u32) -> Option<&GridCell> {
    let first = grid.cells.partition_point(|cell| cell.row < row);
    let mut cells = grid.cells.get(first..)?.iter().take_while(|cell| cell.row == row);
    cells.find(|cell| cell.column <= column && column < cell.column + cell.column_span && !cell.left_out.is_empty())
}
