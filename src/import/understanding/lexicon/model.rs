//! A form as labels: its rows in order, and its parts, each with the columns that stand over its rows.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::words::{WordId, Words};
use crate::form::{CellIndex, Form, LayoutBox, Role, Row, RowIndex, Table};

/// A form seen as labels.
#[derive(Debug)]
pub(in crate::import::understanding) struct Model {
    /// The form.
    pub(in crate::import::understanding) form: Arc<Form>,
    /// The labels of every row, in the form's order.
    pub(in crate::import::understanding) rows: Vec<Vec<WordId>>,
    /// The parts: rows that share their columns.
    pub(in crate::import::understanding) parts: Vec<Part>,
    /// For every row the column of labels in which the form prints it.
    pub(in crate::import::understanding) stub_columns: Vec<u32>,
    /// The part in which a row is read; `None` for headings.
    pub(in crate::import::understanding) part_of_row: Vec<Option<usize>>,
    /// The bands and section headings, which open a part.
    pub(in crate::import::understanding) openings: Vec<WordId>,
    /// The labels of figures that have no cell, such as 法人或其他组织.
    pub(in crate::import::understanding) derived: Vec<WordId>,
    /// For every label of the lexicon whether it is that of a row.
    pub(in crate::import::understanding) row_marks: Vec<bool>,
    /// For every label of the lexicon whether it is that of a heading.
    pub(in crate::import::understanding) group_marks: Vec<bool>,
}

/// Rows that share their columns; or a line of columns that needs no row labels.
#[derive(Debug)]
pub(in crate::import::understanding) struct Part {
    /// The columns, left to right.
    pub(in crate::import::understanding) columns: Vec<Column>,
    /// Whether all the cells stand on one line and the columns name them alone.
    pub(in crate::import::understanding) is_across: bool,
    /// Every head above a column that is not a column's own label.
    pub(in crate::import::understanding) parents: Vec<WordId>,
    /// For every label of the lexicon whether it is that of a column.
    pub(in crate::import::understanding) marks: Vec<bool>,
    /// The heads as they are printed, line by line.
    pub(in crate::import::understanding) heads: Vec<Head>,
}

/// A head over columns of a part.
#[derive(Debug)]
pub(in crate::import::understanding) struct Head {
    /// Its text, and the other names of the column that it stands over alone.
    pub(in crate::import::understanding) labels: Vec<WordId>,
    /// The columns under it.
    pub(in crate::import::understanding) columns: Range<usize>,
    /// The column whose own label it is.
    pub(in crate::import::understanding) leaf: Option<usize>,
}

/// A number column.
#[derive(Debug)]
pub(in crate::import::understanding) struct Column {
    /// Its label and the other names of it.
    pub(in crate::import::understanding) labels: Vec<WordId>,
    /// The heads above its label.
    pub(in crate::import::understanding) parents: Vec<WordId>,
    /// The cell, for a part across.
    pub(in crate::import::understanding) cell: Option<CellIndex>,
}

impl Model {
    /// The model of a form; its labels are entered into `words`. The marks are set when all labels are known.
    pub(super) fn of(form: Arc<Form>, words: &mut Words) -> Self {
        let rows: Vec<Vec<WordId>> = form
            .rows
            .iter()
            .map(|row| {
                let texts = [row.printed_label()].into_iter().chain(row.aliases.iter().cloned());
                words.all(texts.flat_map(|text| [clause(&text), Some(text)]).flatten())
            })
            .collect();
        let mut parts: Vec<Part> = Vec::new();
        let mut part_of_row = vec![None; form.rows.len()];
        let mut across: BTreeMap<(usize, usize), Vec<CellIndex>> = BTreeMap::new();
        let mut signatures: Vec<(usize, usize, Vec<String>)> = Vec::new();
        for (position, row) in form.rows.iter().enumerate() {
            let Some(first) = row.cells.first().map(|cell| form.cell(*cell)) else { continue };
            let table = &form.tables[row.table];
            if table.stub_columns == 0 {
                across.entry((row.table, first.line)).or_default().extend(&row.cells);
            }
            let signature = (
                row.table,
                band_above(table, first.line),
                row.cells.iter().map(|cell| form.cell(*cell).column.clone()).collect(),
            );
            let known = signatures.iter().position(|it| *it == signature);
            part_of_row[position] = Some(known.unwrap_or_else(|| {
                signatures.push(signature);
                let columns: Vec<Column> = row.cells.iter().map(|cell| column(&form, *cell, None, words)).collect();
                let heads = heads(&form, &row.cells, &columns, words);
                parts.push(Part::new(columns, heads, false));
                parts.len() - 1
            }));
        }
        for cells in across.into_values() {
            let columns: Vec<Column> = cells.iter().map(|cell| column(&form, *cell, Some(*cell), words)).collect();
            let heads = heads(&form, &cells, &columns, words);
            parts.push(Part::new(columns, heads, true));
        }
        let bands = form.tables.iter().flat_map(|table| &table.boxes).filter(|it| it.role == Role::Band);
        let sections = form.tables.iter().flat_map(|table| [&table.section].into_iter().chain(&table.section_aliases));
        let openings = words.all(bands.map(|it| it.text.clone()).chain(sections.cloned()));
        let derived = words.all(form.derived.iter().map(|it| it.label.clone()));
        let in_column = |row: &Row| if form.tables[row.table].stub_columns > 1 { row.depth } else { 0 };
        let stub_columns = form.rows.iter().map(|row| u32::try_from(in_column(row)).unwrap_or(0)).collect();
        let (row_marks, group_marks) = (Vec::new(), Vec::new());
        Self { form, rows, parts, stub_columns, part_of_row, openings, derived, row_marks, group_marks }
    }

    /// The rows below a heading.
    pub(in crate::import::understanding) fn children(&self, row: RowIndex) -> impl Iterator<Item = RowIndex> + '_ {
        (0..).zip(&self.form.rows).filter(move |(_, it)| it.parent == Some(row)).map(|(at, _)| RowIndex(at))
    }

    /// The headings above a row, nearest first.
    pub(in crate::import::understanding) fn above(&self, row: RowIndex) -> impl Iterator<Item = RowIndex> + '_ {
        std::iter::successors(self.form.rows[row.position()].parent, |row| self.form.rows[row.position()].parent)
    }
}

impl Part {
    fn new(columns: Vec<Column>, heads: Vec<Head>, is_across: bool) -> Self {
        let mut parents: Vec<WordId> = columns.iter().flat_map(|column| column.parents.iter().copied()).collect();
        parents.sort_unstable();
        parents.dedup();
        Self { columns, is_across, parents, marks: Vec::new(), heads }
    }

    /// Whether another part has the same columns under the same heads.
    pub(in crate::import::understanding) fn has_columns_of(&self, other: &Self) -> bool {
        let is_alike = |(one, other): (&Column, &Column)| one.labels == other.labels && one.parents == other.parents;
        self.is_across == other.is_across
            && self.parents == other.parents
            && self.columns.len() == other.columns.len()
            && self.columns.iter().zip(&other.columns).all(is_alike)
    }
}

/// The heads over some cells of one line, line by line.
fn heads(form: &Form, cells: &[CellIndex], columns: &[Column], words: &mut Words) -> Vec<Head> {
    let Some(first) = cells.first().map(|cell| form.cell(*cell)) else { return Vec::new() };
    let table = &form.tables[first.table];
    let band = band_above(table, first.line);
    let over = |it: &&LayoutBox| it.role == Role::Head && it.line < first.line && it.line >= band;
    let mut lowest: Vec<Option<usize>> = vec![None; cells.len()];
    let mut heads: Vec<Head> = Vec::new();
    for it in table.boxes.iter().filter(over) {
        let is_under = |cell: &&CellIndex| {
            let span = form.box_of(**cell).map_or(1, |it| it.column_span);
            let column = form.cell(**cell).grid_column;
            it.column < column + span && column < it.column + it.column_span
        };
        let Some(start) = cells.iter().position(|cell| is_under(&cell)) else { continue };
        let columns = start..start + cells.iter().filter(is_under).count();
        lowest.get_mut(columns.clone()).into_iter().flatten().for_each(|lowest| *lowest = Some(heads.len()));
        heads.push(Head { labels: words.all([it.text.clone()]), columns, leaf: None });
    }
    for (column, head) in lowest.into_iter().enumerate() {
        if let Some(head) = head.and_then(|head| heads.get_mut(head)) {
            head.leaf = Some(column);
            head.labels.clone_from(&columns[column].labels);
        }
    }
    heads
}

/// The first clause of a long label: 申请人无正当理由逾期不补正、行政机关不再处理… is often cut there.
fn clause(text: &str) -> Option<String> {
    const LONG: usize = 20;
    let label = super::Label::of(text.split('（').next().filter(|it| !it.is_empty()).unwrap_or(text));
    let numbered = text.find(['.', '、']).filter(|at| *at <= 3);
    let behind = numbered.and_then(|at| text.get(at..)).map_or(text, |rest| rest.trim_start_matches(['.', '、']));
    let (first, _) = behind.split_once('、')?;
    (label.core.chars().count() >= LONG).then(|| first.to_owned())
}

/// The line of the band under which a line stands; 0 without a band.
fn band_above(table: &Table, line: usize) -> usize {
    table.boxes.iter().filter(|it| it.role == Role::Band && it.line < line).map(|it| it.line).max().unwrap_or(0)
}

fn column(form: &Form, index: CellIndex, own: Option<CellIndex>, words: &mut Words) -> Column {
    let cell = form.cell(index);
    let table = &form.tables[cell.table];
    let band = band_above(table, cell.line);
    let span = form.box_of(index).map_or(1, |it| it.column_span);
    let heads = table.boxes.iter().filter(|it| {
        it.role == Role::Head
            && it.line < cell.line
            && it.line >= band
            && it.column < cell.grid_column + span
            && cell.grid_column < it.column + it.column_span
    });
    let labels = words.all([&cell.column].into_iter().chain(&cell.column_aliases).cloned());
    let mut parents = words.all(heads.map(|it| it.text.clone()));
    // Rows side by side are told apart by the head that names the row.
    if own.is_some() {
        let row = form.row_of(index);
        parents.extend(words.all([&row.label].into_iter().chain(&row.aliases).cloned()));
    }
    parents.retain(|parent| !labels.contains(parent));
    parents.sort_unstable();
    parents.dedup();
    Column { labels, parents, cell: own }
}
