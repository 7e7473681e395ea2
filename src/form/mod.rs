//! The form (表式) as data: tables, rows, columns, heads with spans, items, relations and phrases. It knows no values.
//!
//! Reading order: [`cell`] (ids, rows, number cells), [`layout`] (the printed grid), [`relation`] (勾稽关系), `figure`
//! (what texts speak of), `source` (the shape of a form file), `build` (from file to [`Form`], with every mistake
//! found), `entries` (what speaks of cells), `expand` (patterns to cells), `pattern`, [`catalogue`] (the shipped forms
//! and those of the user), [`problem`].
#![deny(clippy::disallowed_methods)]

mod build;
pub mod catalogue;
pub mod cell;
mod entries;
mod expand;
mod figure;
pub mod layout;
mod pattern;
pub mod problem;
pub mod relation;
mod source;

use std::collections::BTreeMap;

pub use catalogue::Catalogue;
pub use cell::{Cell, CellId, CellIndex, MONEY, Row, RowIndex};
pub use figure::{Derived, Figure, Phrase};
pub use layout::{LayoutBox, Role, Table};
pub use problem::Problem;
pub use relation::{Mark, Period, Relation, RelationId, Severity, Term};

/// A standard form: everything about it but the values.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its id, `zfxxgk-2021`.
    pub id: String,
    /// Its printed title.
    pub title: String,
    /// The notice that introduced it.
    pub issued_by: String,
    /// First reporting year.
    pub first_year: u16,
    /// Last reporting year; `None` while it is in force.
    pub last_year: Option<u16>,
    /// Where it is used.
    pub usage: String,
    /// The names of the sign-off fields in the foot, in printed order.
    pub signoff: Vec<String>,
    /// Whether the foot leaves room for the seal.
    pub has_seal: bool,
    /// The printed tables.
    pub tables: Vec<Table>,
    /// The rows in printed order, headings included.
    pub rows: Vec<Row>,
    /// The number cells in printed order.
    pub cells: Vec<Cell>,
    /// The relations in the order of the file.
    pub relations: Vec<Relation>,
    /// Figures without a cell.
    pub derived: Vec<Derived>,
    /// What texts call the cells.
    pub phrases: Vec<Phrase>,
    /// The form file as it was read, so that a filing can carry a form that others do not have.
    pub source: String,
    index: BTreeMap<CellId, CellIndex>,
    /// Earlier form id → cell here → id there.
    counterparts: BTreeMap<String, BTreeMap<CellIndex, CellId>>,
}

impl Form {
    /// The cell of an id.
    pub fn cell_index(&self, id: &str) -> Option<CellIndex> {
        self.index.get(id).copied()
    }

    /// A cell by its index; indices come from this form.
    pub fn cell(&self, cell: CellIndex) -> &Cell {
        &self.cells[cell.position()]
    }

    /// The row of a cell.
    pub fn row_of(&self, cell: CellIndex) -> &Row {
        &self.rows[self.cell(cell).row.position()]
    }

    /// The box in which a cell is printed.
    pub fn box_of(&self, cell: CellIndex) -> Option<&LayoutBox> {
        let place = self.cell(cell);
        let boxes = &self.tables[place.table].boxes;
        let at = boxes.binary_search_by_key(&(place.line, place.grid_column), |it| (it.line, it.column)).ok()?;
        boxes.get(at)
    }

    /// All cell indices in printed order.
    pub fn cell_indices(&self) -> impl Iterator<Item = CellIndex> + use<> {
        (0..u32::try_from(self.cells.len()).unwrap_or(u32::MAX)).map(CellIndex)
    }

    /// Whether the form is meant for a reporting year.
    pub fn fits_year(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The id that a cell has in a filing of another form; `None` when that form has nothing of the same meaning.
    pub fn counterpart(&self, cell: CellIndex, form_id: &str) -> Option<CellId> {
        if form_id == self.id {
            return Some(self.cell(cell).id.clone());
        }
        self.counterparts.get(form_id)?.get(&cell).cloned()
    }

    /// The public name of a figure: a cell's id, or the id of the derived figure.
    pub fn figure_id(&self, figure: Figure) -> &str {
        match figure {
            Figure::Cell(cell) => self.cell(cell).id.as_str(),
            Figure::Derived(position) => &self.derived[position].id,
        }
    }

    /// The figure of a name.
    pub fn figure(&self, id: &str) -> Option<Figure> {
        let derived = || self.derived.iter().position(|it| it.id == id).map(Figure::Derived);
        self.cell_index(id).map(Figure::Cell).or_else(derived)
    }

    /// The cells that make up a figure, with their signs.
    pub fn terms_of(&self, figure: Figure) -> Vec<Term> {
        match figure {
            Figure::Cell(cell) => vec![Term { cell, period: Period::This, is_minus: false }],
            Figure::Derived(position) => self.derived[position].terms.clone(),
        }
    }

    /// What a figure is called in sentences.
    pub fn figure_name(&self, figure: Figure) -> &str {
        match figure {
            Figure::Cell(cell) => &self.cell(cell).name,
            Figure::Derived(position) => &self.derived[position].label,
        }
    }

    /// The relation of an id.
    pub fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.id.as_str() == id)
    }
}
