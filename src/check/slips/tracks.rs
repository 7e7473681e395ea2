//! What stands beside what: the tracks along which a value, a row or a column slides into its neighbour.

use std::collections::BTreeMap;

use crate::form::{CellIndex, Form};

/// Places of equal length, one beside the other: single cells, or the cells of whole rows or columns.
pub(super) type Track = Vec<Vec<CellIndex>>;

/// Every row and every column, cell by cell, in printed order. Headings between two items do not keep them apart.
pub(super) fn of_cells(form: &Form) -> Vec<Track> {
    let (rows, columns) = lines(form);
    rows.into_iter().chain(columns).map(|line| line.into_iter().map(|cell| vec![cell]).collect()).collect()
}

/// The rows of each table, one under the other, and its columns, side by side; only those of the same shape.
pub(super) fn of_lines(form: &Form) -> Vec<Track> {
    let (rows, columns) = lines(form);
    let by_columns = |cell: &CellIndex| form.cell(*cell).grid_column;
    let by_line = |cell: &CellIndex| form.cell(*cell).line;
    let mut tracks = alike(form, rows, by_columns);
    tracks.extend(alike(form, columns, by_line));
    tracks
}

/// The cells by table and line, and by table and column.
fn lines(form: &Form) -> (Vec<Vec<CellIndex>>, Vec<Vec<CellIndex>>) {
    let mut rows: BTreeMap<(usize, usize), Vec<CellIndex>> = BTreeMap::new();
    let mut columns: BTreeMap<(usize, usize), Vec<CellIndex>> = BTreeMap::new();
    for index in form.cell_indices() {
        let cell = form.cell(index);
        rows.entry((cell.table, cell.line)).or_default().push(index);
        columns.entry((cell.table, cell.grid_column)).or_default().push(index);
    }
    (rows.into_values().collect(), columns.into_values().collect())
}

/// Lines of at least two cells, split where the table or the places of the cells change.
fn alike(form: &Form, lines: Vec<Vec<CellIndex>>, place: impl Fn(&CellIndex) -> usize) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    let shape = |line: &[CellIndex]| {
        let table = line.first().map(|cell| form.cell(*cell).table);
        (table, line.iter().map(&place).collect::<Vec<_>>())
    };
    for line in lines.into_iter().filter(|line| line.len() > 1) {
        match tracks.last_mut().filter(|track| track.last().is_some_and(|last| shape(last) == shape(&line))) {
            Some(track) => track.push(line),
            None => tracks.push(vec![line]),
        }
    }
    tracks
}
