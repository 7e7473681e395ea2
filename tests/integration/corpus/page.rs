//! A page of boxes: a sheet or a document as it would be drawn, before a writer makes a file of it.

use tianbao::filing::{Filing, Value};
use tianbao::form::{CellIndex, Role, Table};

/// What a box is, for the noises that look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A head over columns.
    Head,
    /// A band or a section heading.
    Band,
    /// A label beside a line.
    Stub,
    /// The figure of a cell.
    Figure(CellIndex),
    /// Something that the form does not have.
    Other,
}

/// A box with its text.
#[derive(Clone, Debug)]
pub(crate) struct Box {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    pub(crate) text: String,
    pub(crate) what: What,
}

/// A table, or a whole sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    /// Lines of text above the boxes.
    pub(crate) texts: Vec<String>,
    pub(crate) boxes: Vec<Box>,
    /// Lines of text below the boxes.
    pub(crate) foot: Vec<String>,
    pub(crate) hidden_rows: Vec<u32>,
}

impl Page {
    /// A table of a filing as the form prints it.
    pub(crate) fn of(filing: &Filing, table: &Table) -> Self {
        let boxes = table.boxes.iter().map(|it| {
            let (text, what) = match it.role {
                Role::Value(cell) => (shown(filing.value(cell)), What::Figure(cell)),
                Role::Head => (it.text.clone(), What::Head),
                Role::Band => (it.text.clone(), What::Band),
                Role::Stub { .. } => (it.text.clone(), What::Stub),
                Role::Measure => (it.text.clone(), What::Other),
                Role::Empty => (String::new(), What::Other),
            };
            let size = |size: usize| u32::try_from(size).expect("a small table");
            Box {
                row: size(it.line),
                column: size(it.column),
                rows: size(it.line_span),
                columns: size(it.column_span),
                text,
                what,
            }
        });
        let texts = if table.section.is_empty() { Vec::new() } else { vec![table.section.clone()] };
        Self { name: String::new(), texts, boxes: boxes.collect(), ..Self::default() }
    }

    pub(crate) fn height(&self) -> u32 {
        self.boxes.iter().map(|it| it.row + it.rows).max().unwrap_or(0)
    }

    pub(crate) fn width(&self) -> u32 {
        self.boxes.iter().map(|it| it.column + it.columns).max().unwrap_or(0)
    }

    /// Makes room for a row; boxes that reach over it grow.
    pub(crate) fn insert_row(&mut self, at: u32) {
        for it in &mut self.boxes {
            if it.row >= at {
                it.row += 1;
            } else if it.row + it.rows > at {
                it.rows += 1;
            }
        }
    }

    /// Makes room for a column.
    pub(crate) fn insert_column(&mut self, at: u32) {
        for it in &mut self.boxes {
            if it.column >= at {
                it.column += 1;
            } else if it.column + it.columns > at {
                it.columns += 1;
            }
        }
    }

    /// Takes a row away.
    pub(crate) fn remove_row(&mut self, at: u32) {
        self.boxes.retain(|it| !(it.row == at && it.rows == 1));
        for it in &mut self.boxes {
            if it.row > at {
                it.row -= 1;
            } else if it.row + it.rows > at {
                it.rows -= 1;
            }
        }
    }

    /// Puts another page below, after an empty row.
    pub(crate) fn append(&mut self, other: Self) {
        let mut top = if self.boxes.is_empty() { 0 } else { self.height() + 1 };
        for text in &other.texts {
            self.push_text(top, text);
            top += 1;
        }
        self.boxes.extend(other.boxes.into_iter().map(|it| Box { row: it.row + top, ..it }));
        self.hidden_rows.extend(other.hidden_rows.into_iter().map(|row| row + top));
    }

    /// Its lines of text as boxes, so that everything stands in the grid.
    pub(crate) fn with_texts_inside(mut self) -> Self {
        let mut all = Self { name: std::mem::take(&mut self.name), ..Self::default() };
        let foot = std::mem::take(&mut self.foot);
        all.append(self);
        for (row, text) in (all.height()..).zip(foot) {
            all.push_text(row, &text);
        }
        all
    }

    fn push_text(&mut self, row: u32, text: &str) {
        let text = text.to_owned();
        self.boxes.push(Box { row, column: 0, rows: 1, columns: 1, text, what: What::Other });
    }

    /// The rows that hold figures.
    pub(crate) fn figure_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> =
            self.boxes.iter().filter(|it| matches!(it.what, What::Figure(_))).map(|it| it.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

fn shown(value: &Value) -> String {
    value.to_string()
}
