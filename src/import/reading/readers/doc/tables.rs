//! Tables of a document of Word 97–2003 while they are read: what a row is divided into is known only where it ends.
//!
//! A table is put together as steps of the flow, so that one inside a cell is a part of the steps of that cell.

use super::rows::{self, Row};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Unread;
use crate::import::reading::readers::flow::Flow;
use crate::import::reading::readers::line::Line as Words;

/// A step of the flow.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Table,
    Row {
        is_hidden: bool,
    },
    Skip(u32),
    Cell {
        span: u32,
        goes_up: bool,
    },
    Text(String, Option<Unread>),
    /// A line that is judged where its row ends: only then it is known on which paper it stands.
    Words(Words),
    Paragraph,
    End,
}

/// A table whose end is not yet reached.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Line>,
    /// The cells of the open row that are closed, and the open one.
    cells: Vec<Vec<Step>>,
    cell: Vec<Step>,
    /// How many fields were open where the open cell began.
    pub(super) fields: usize,
}

/// A row with its cells.
#[derive(Debug)]
struct Line {
    cells: Vec<Vec<Step>>,
    row: Row,
}

impl Table {
    /// An empty table; so many fields are open where it begins.
    pub(super) fn new(fields: usize) -> Self {
        Self { fields, ..Self::default() }
    }

    /// Steps in the open cell.
    pub(super) fn extend(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.cell.extend(steps);
    }

    /// The open cell ends.
    pub(super) fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// The open row ends. One whose mark is deleted does not count, unless text of it is kept: some programs write to the
    /// mark what holds for the last text before it.
    pub(super) fn end_row(&mut self, row: Row, is_deleted: bool) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let cells =
            std::mem::take(&mut self.cells).into_iter().map(|cell| judged(cell, !row.is_shaded)).collect::<Vec<_>>();
        let is_gone = is_deleted && !cells.iter().flatten().any(is_kept);
        if !is_gone && !cells.is_empty() {
            self.rows.push(Line { cells, row });
        }
    }

    /// The steps of the whole table.
    pub(super) fn end(mut self) -> Vec<Step> {
        self.end_row(Row::default(), false);
        let mut steps = vec![Step::Table];
        let is_divided = self.rows.iter().all(|line| line.cells.len() == line.row.cells.len());
        let divisions: Vec<Row> = self.rows.iter().map(|line| line.row.clone()).collect();
        let mut columns = if is_divided { rows::columns(&divisions) } else { Vec::new() }.into_iter();
        for line in self.rows {
            steps.push(Step::Row { is_hidden: line.row.is_flat });
            match columns.next() {
                Some(places) => divided(line, places, &mut steps),
                None => {
                    for cell in line.cells {
                        steps.push(Step::Cell { span: 1, goes_up: false });
                        steps.extend(cell);
                    }
                }
            }
        }
        steps.push(Step::End);
        steps
    }
}

/// Whether text stands there that is not deleted.
fn is_kept(step: &Step) -> bool {
    matches!(step, Step::Text(text, why) if *why != Some(Unread::Deleted) && !text.trim().is_empty())
}

/// Steps without lines that are still to be judged.
fn judged(steps: Vec<Step>, is_on_white: bool) -> Vec<Step> {
    let mut all = Vec::with_capacity(steps.len());
    for step in steps {
        match step {
            Step::Words(line) => {
                // Table styles shade cells unseen here: a line all of white is taken for one on coloured paper.
                let is_on_white = is_on_white && line.has_ink();
                all.extend(line.judged(is_on_white).map(|(text, why)| Step::Text(text, why)));
            }
            step => all.push(step),
        }
    }
    all
}

/// The cells of a row among the columns of its table.
fn divided(line: Line, places: Vec<std::ops::Range<u32>>, steps: &mut Vec<Step>) {
    let mut reached = 0;
    let mut cells = line.cells.into_iter().zip(line.row.cells).zip(places).peekable();
    while let Some(((first, how), place)) = cells.next() {
        let mut content = first;
        let mut end = place.end;
        while let Some(((part, _), more)) = cells.next_if(|((_, next), _)| next.goes_left) {
            content.extend(part);
            end = more.end;
        }
        steps.push(Step::Skip(place.start.saturating_sub(reached)));
        reached = end;
        steps.push(Step::Cell { span: end.saturating_sub(place.start).max(1), goes_up: how.goes_up });
        steps.extend(content);
    }
}

/// Takes steps.
pub(super) fn take(steps: Vec<Step>, flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
    for step in steps {
        match step {
            Step::Table => flow.open_table()?,
            Step::Row { is_hidden } => flow.open_row(is_hidden)?,
            Step::Skip(count) => flow.skip_columns(count),
            Step::Cell { span, goes_up } => {
                if !(goes_up && flow.extend_cell_above(span)?) {
                    flow.open_cell(1, span)?;
                }
            }
            Step::Text(text, None) => flow.text(&text)?,
            Step::Text(text, Some(why)) => flow.leave_out(&text, why)?,
            Step::Words(line) => {
                for (text, why) in line.judged(false) {
                    match why {
                        None => flow.text(&text)?,
                        Some(why) => flow.leave_out(&text, why)?,
                    }
                }
            }
            Step::Paragraph => flow.end_paragraph()?,
            Step::End => flow.close_table()?,
        }
    }
    Ok(())
}
