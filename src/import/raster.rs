//! A grid without its empty rows and columns, every position knowing the cell that covers it.
//!
//! A sheet of dimension A1:XFD1048576 with ten values becomes ten by ten at most. The same grid can be looked at with rows
//! and columns exchanged, so that a table lying on its side needs no code of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::grid::{Grid, GridCell, Nature};
use super::labels::{Label, flat};
use super::lexicon::{Lexicon, Likeness};

/// More rows than this are no form; what stands below is not read.
const MOST_ROWS: usize = 4_000;

/// The same for columns.
const MOST_COLUMNS: usize = 400;

/// So many different texts of a document are compared with all labels; further ones have to be labels word by word.
const MOST_COMPARED: usize = 1_500;

/// What a cell of a source seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Blank,
    /// A number, a sign for "no data", or what the source calls a number or a date.
    Figure,
    /// A measure such as 件, which names nothing.
    Measure,
    /// Words.
    Words,
}

/// A text of the source with what it may mean.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// What it seems to be.
    pub(super) kind: Kind,
    /// As a label.
    pub(super) label: Label,
    /// The labels of forms that it is like.
    pub(super) likeness: Likeness,
}

/// Reads texts once, however often they occur.
pub(super) struct Texts<'a> {
    lexicon: &'a Lexicon,
    known: BTreeMap<String, Text>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, known: BTreeMap::new() }
    }

    /// The labels that texts are compared with.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// What a cell says.
    pub(super) fn read(&mut self, cell: &GridCell) -> Text {
        if cell.nature != Nature::Text && !cell.text.trim().is_empty() {
            return Text { kind: Kind::Figure, label: Label::default(), likeness: Likeness::default() };
        }
        if let Some(text) = self.known.get(&cell.text) {
            return text.clone();
        }
        let kind = kind_of(&cell.text);
        let label = if kind == Kind::Words { Label::of(&cell.text) } else { Label::default() };
        let may_compare = self.known.len() < MOST_COMPARED;
        let likeness = if may_compare { self.lexicon.likeness(&label) } else { self.lexicon.exact(&label) };
        let text = Text { kind, label, likeness };
        self.known.insert(cell.text.clone(), text.clone());
        text
    }
}

/// What a text seems to be.
pub(super) fn kind_of(text: &str) -> Kind {
    const SIGNS: &str = "-—–―/\\无.";
    const MEASURES: &str = "人次件条项个篇份宗起部万亿元圆%";
    let flat = flat(text);
    let is_measure = |text: &str| !text.is_empty() && text.chars().all(|c| MEASURES.contains(c) || "/、()".contains(c));
    if flat.is_empty() {
        Kind::Blank
    } else if flat.chars().all(|c| SIGNS.contains(c)) {
        Kind::Figure
    } else if is_measure(&flat) {
        Kind::Measure
    } else {
        let rest = flat.trim_start_matches(['+', '-', '−', '約', '约', '(']);
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\''));
        let has_digits = unit.len() < rest.len();
        let is_figure = has_digits && (unit.is_empty() || unit == ")" || is_measure(unit));
        if is_figure || flat.starts_with('#') { Kind::Figure } else { Kind::Words }
    }
}

/// A grid, or a strip of one, by the rows and columns that hold something.
#[derive(Clone)]
pub(super) struct Raster<'a> {
    /// The grid.
    pub(super) grid: &'a Grid,
    /// What the cells say, in the order of the grid's cells.
    pub(super) texts: Rc<Vec<Text>>,
    /// The labels that the texts were compared with.
    pub(super) lexicon: &'a Lexicon,
    lines: Vec<u32>,
    columns: Vec<u32>,
    at: Vec<Option<usize>>,
    is_transposed: bool,
}

impl<'a> Raster<'a> {
    pub(super) fn new(grid: &'a Grid, reader: &mut Texts<'a>) -> Self {
        let lexicon = reader.lexicon;
        let mut texts: Vec<Text> = grid.cells.iter().map(|cell| reader.read(cell)).collect();
        let filled =
            || grid.cells.iter().zip(&texts).filter(|(_, text)| text.kind != Kind::Blank).map(|(cell, _)| cell);
        let lines: BTreeSet<u32> = filled().map(|cell| cell.row).collect();
        let columns: BTreeSet<u32> = filled().map(|cell| cell.column).collect();
        let lines: Vec<u32> = lines.into_iter().take(MOST_ROWS).collect();
        let columns: Vec<u32> = columns.into_iter().take(MOST_COLUMNS).collect();
        let mut at = vec![None; lines.len() * columns.len()];
        for (index, (cell, text)) in grid.cells.iter().zip(&texts).enumerate() {
            if text.kind == Kind::Blank {
                continue;
            }
            for line in covered(&lines, cell.row, cell.row_span) {
                for column in covered(&columns, cell.column, cell.column_span) {
                    at[line * columns.len() + column] = Some(index);
                }
            }
        }
        join_broken_labels(&mut texts, &at, columns.len(), lexicon);
        Self { grid, texts: Rc::new(texts), lexicon, lines, columns, at, is_transposed: false }
    }

    /// The same grid with rows and columns exchanged.
    pub(super) fn transposed(&self) -> Self {
        let (height, width) = (self.height(), self.width());
        let at = (0..width).flat_map(|column| (0..height).map(move |line| (line, column)));
        Self {
            grid: self.grid,
            texts: Rc::clone(&self.texts),
            lexicon: self.lexicon,
            lines: self.columns.clone(),
            columns: self.lines.clone(),
            at: at.map(|(line, column)| self.at[line * width + column]).collect(),
            is_transposed: !self.is_transposed,
        }
    }

    /// Some neighbouring columns.
    pub(super) fn strip(&self, columns: Range<usize>) -> Self {
        let at = (0..self.height()).flat_map(|line| columns.clone().map(move |column| (line, column)));
        Self {
            grid: self.grid,
            texts: Rc::clone(&self.texts),
            lexicon: self.lexicon,
            lines: self.lines.clone(),
            columns: self.columns[columns.clone()].to_vec(),
            at: at.map(|(line, column)| self.at[line * self.width() + column]).collect(),
            is_transposed: self.is_transposed,
        }
    }

    /// The columns that lie where some columns of another raster lie.
    pub(super) fn same_columns(&self, other: &Raster<'_>, columns: Range<usize>) -> Range<usize> {
        let end = other.columns.get(columns.end).copied().unwrap_or(u32::MAX);
        other.columns.get(columns.start).map_or(0..0, |first| covered(&self.columns, *first, end - first))
    }

    /// The number of lines.
    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The cell that covers a position, as its place in the grid's cells.
    pub(super) fn at(&self, line: usize, column: usize) -> Option<usize> {
        self.at.get(line * self.columns.len() + column).copied().flatten()
    }

    /// What the cell at a position says.
    pub(super) fn text(&self, line: usize, column: usize) -> Option<&Text> {
        self.at(line, column).map(|cell| &self.texts[cell])
    }

    /// What kind of text stands at a position.
    pub(super) fn kind(&self, line: usize, column: usize) -> Kind {
        self.text(line, column).map_or(Kind::Blank, |text| text.kind)
    }

    /// The distinct cells of a line with the first column that each covers.
    pub(super) fn cells_of(&self, line: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut last = None;
        (0..self.width()).filter_map(move |column| {
            let cell = self.at(line, column);
            let is_new = cell.is_some() && cell != last;
            last = cell;
            cell.filter(|_| is_new).map(|cell| (column, cell))
        })
    }

    /// Whether a cell begins on a line; a merged one covers further lines.
    pub(super) fn begins(&self, cell: usize, line: usize, column: usize) -> bool {
        line == 0 || self.at(line - 1, column) != Some(cell)
    }

    /// Where a position stands, in words of the source, and whether the source hides it.
    pub(super) fn place(&self, line: usize, column: usize) -> (u32, u32, bool) {
        let (line, column) = match self.at(line, column).map(|cell| &self.grid.cells[cell]) {
            Some(cell) => (cell.row, cell.column),
            None if self.is_transposed => (self.columns[column], self.lines[line]),
            None => (self.lines[line], self.columns[column]),
        };
        let is_hidden = self.grid.hidden_rows.binary_search(&line).is_ok()
            || self.grid.hidden_columns.binary_search(&column).is_ok();
        (line, column, is_hidden)
    }
}

/// Puts labels together that were broken over two rows by hand: neither half is a label of a form, both together are one,
/// and the figures stand beside one of them only. The label goes where they are.
fn join_broken_labels(texts: &mut [Text], at: &[Option<usize>], width: usize, lexicon: &Lexicon) {
    if width == 0 {
        return;
    }
    for line in 0..(at.len() / width).saturating_sub(1) {
        for column in 0..width {
            let place = line * width + column;
            let (Some(upper), Some(lower)) = (at[place], at[place + width]) else { continue };
            let is_half = |cell: usize| texts[cell].kind == Kind::Words && !texts[cell].likeness.is_known();
            if upper == lower || !is_half(upper) || !is_half(lower) {
                continue;
            }
            let core = format!("{}{}", texts[upper].label.core, texts[lower].label.core);
            let label = Label { core, notes: String::new() };
            let likeness = lexicon.exact(&label);
            if !likeness.is_known_stub(lexicon) {
                continue;
            }
            let beside = |first: usize, other: usize| {
                (column + 1..width).any(|column| {
                    let cell = at[first * width + column];
                    let is_figure = cell.is_some_and(|cell| texts[cell].kind == Kind::Figure);
                    is_figure && (first < other || cell != at[other * width + column])
                })
            };
            let (kept, gone) = match (beside(line, line + 1), beside(line + 1, line)) {
                (true, true) => continue,
                (false, true) => (lower, upper),
                _ => (upper, lower),
            };
            texts[kept] = Text { kind: Kind::Words, label, likeness };
            texts[gone] = Text { kind: Kind::Blank, label: Label::default(), likeness: Likeness::default() };
        }
    }
}

/// The positions of a span among the positions that hold something.
fn covered(positions: &[u32], first: u32, span: u32) -> Range<usize> {
    let from = positions.partition_point(|position| *position < first);
    let to = positions.partition_point(|position| *position < first.saturating_add(span.max(1)));
    from..to
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind_of};

    #[test]
    fn figures_are_told_from_words() {
        for text in [
            "12",
            "１２３",
            "1,234",
            "12件",
            "-",
            "——",
            "／",
            "无",
            "無",
            "251000元",
            "+1036",
            "－8",
            "5%",
            "1.5",
            "#REF!",
        ] {
            assert_eq!(kind_of(text), Kind::Figure, "{text}");
        }
        for text in ["规章", "1.属于国家秘密", "3其他", "2023年", "（一）", "二十一", "12月", "第1项", "无法提供"]
        {
            assert_eq!(kind_of(text), Kind::Words, "{text}");
        }
        assert_eq!(kind_of("件"), Kind::Measure);
        assert_eq!(kind_of("项/件"), Kind::Measure);
        assert_eq!(kind_of(" \n　"), Kind::Blank);
    }
}
