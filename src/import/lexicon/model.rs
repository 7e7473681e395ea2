//! A form as labels: its rows in order, and its parts, each with the columns that stand over its rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{WordId, Words};
use crate::form::{CellIndex, Form, Role, RowIndex, Table};

/// A form seen as labels.
#[derive(Debug)]
pub(in crate::import) struct Model {
    /// The form.
    pub(in crate::import) form: Arc<Form>,
    /// The labels of every row, in the form's order.
    pub(in crate::import) rows: Vec<Vec<WordId>>,
    /// The parts: rows that share their columns.
    pub(in crate::import) parts: Vec<Part>,
    /// The part in which a row is read; `None` for headings.
    pub(in crate::import) part_of_row: Vec<Option<usize>>,
    /// The bands and section headings, which open a part.
    pub(in crate::import) openings: Vec<WordId>,
    /// The labels of figures that have no cell, such as 法人或其他组织.
    pub(in crate::import) derived: Vec<WordId>,
}

/// Rows that share their columns; or a line of columns that needs no row labels.
#[derive(Debug)]
pub(in crate::import) struct Part {
    /// The columns, left to right.
    pub(in crate::import) columns: Vec<Column>,
    /// Whether all the cells stand on one line and the columns name them alone.
    pub(in crate::import) is_across: bool,
    /// Every head above a column that is not a column's own label.
    pub(in crate::import) parents: Vec<WordId>,
}

/// A number column.
#[derive(Debug)]
pub(in crate::import) struct Column {
    /// Its label and the other names of it.
    pub(in crate::import) labels: Vec<WordId>,
    /// The heads above its label.
    pub(in crate::import) parents: Vec<WordId>,
    /// The cell, for a part across.
    pub(in crate::import) cell: Option<CellIndex>,
}

impl Model {
    /// The model of a form; its labels are entered into `words`.
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
                let columns = row.cells.iter().map(|cell| column(&form, *cell, None, words)).collect();
                parts.push(Part::new(columns, false));
                parts.len() - 1
            }));
        }
        for cells in across.into_values() {
            let columns = cells.iter().map(|cell| column(&form, *cell, Some(*cell), words)).collect();
            parts.push(Part::new(columns, true));
        }
        let bands = form.tables.iter().flat_map(|table| &table.boxes).filter(|it| it.role == Role::Band);
        let sections = form.tables.iter().flat_map(|table| [&table.section].into_iter().chain(&table.section_aliases));
        let openings = words.all(bands.map(|it| it.text.clone()).chain(sections.cloned()));
        let derived = words.all(form.derived.iter().map(|it| it.label.clone()));
        Self { form, rows, parts, part_of_row, openings, derived }
    }

    /// The labels of the columns of a part, left to right.
    pub(in crate::import) fn column_texts(&self, part: usize) -> Vec<String> {
        let across: Vec<CellIndex> = self.parts[part].columns.iter().filter_map(|column| column.cell).collect();
        let row = self.part_of_row.iter().position(|it| *it == Some(part));
        let cells = row.filter(|_| across.is_empty()).map(|row| self.form.rows[row].cells.clone()).unwrap_or(across);
        cells.into_iter().map(|cell| self.form.cell(cell).column.clone()).collect()
    }

    /// The rows below a heading.
    pub(in crate::import) fn children(&self, row: RowIndex) -> impl Iterator<Item = RowIndex> + '_ {
        (0..).zip(&self.form.rows).filter(move |(_, it)| it.parent == Some(row)).map(|(at, _)| RowIndex(at))
    }

    /// The headings above a row, nearest first.
    pub(in crate::import) fn above(&self, row: RowIndex) -> impl Iterator<Item = RowIndex> + '_ {
        std::iter::successors(self.form.rows[row.position()].parent, |row| self.form.rows[row.position()].parent)
    }
}

impl Part {
    fn new(columns: Vec<Column>, is_across: bool) -> Self {
        let mut parents: Vec<WordId> = columns.iter().flat_map(|column| column.parents.iter().copied()).collect();
        parents.sort_unstable();
        parents.dedup();
        Self { columns, is_across, parents }
    }
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
