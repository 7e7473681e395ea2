//! The parts of a form by which one finds one's way: its tables, or the top items of a form with one long table.

use std::ops::Range;

use crate::form::{CellIndex, Form};

/// One entry of the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its heading as printed.
    pub(crate) label: String,
    /// The table that it is in.
    pub(crate) table: usize,
    /// Its number cells; they follow each other in the form's order.
    pub(crate) cells: Range<u32>,
}

impl Section {
    /// Whether a cell is in it.
    pub(crate) fn contains(&self, cell: CellIndex) -> bool {
        self.cells.contains(&cell.0)
    }
}

/// The sections of a form in printed order.
pub(crate) fn of(form: &Form) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for cell in form.cell_indices() {
        let table = form.cell(cell).table;
        let label = if form.tables.len() > 1 { form.tables[table].section.clone() } else { root_label(form, cell) };
        match sections.last_mut() {
            Some(last) if last.table == table && last.label == label => last.cells.end = cell.0 + 1,
            _ => sections.push(Section { label, table, cells: cell.0..cell.0 + 1 }),
        }
    }
    sections
}

fn root_label(form: &Form, cell: CellIndex) -> String {
    let mut row = form.row_of(cell);
    while let Some(parent) = row.parent {
        row = &form.rows[parent.position()];
    }
    row.label.clone()
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::form::Catalogue;

    #[test]
    fn sections_cover_every_cell_once() {
        for (id, count) in [("zfxxgk-2014", 9), ("zfxxgk-2019", 3), ("zfxxgk-2021", 3)] {
            let form = Catalogue::shipped().get(id).expect("shipped");
            let sections = of(&form);
            assert_eq!(sections.len(), count, "{id}");
            assert_eq!(sections.iter().map(|section| section.cells.len()).sum::<usize>(), form.cells.len());
        }
    }
}
