//! Documents of Word 97–2003, and `.wps` files, read by rwml.
//!
//! rwml is young and builds a whole model in memory: this reader runs in a worker process only. `rows` reads what it does
//! not: the merged cells of wide tables.

mod rows;

use rwml::{Block, Document as Word, Error, Paragraph, Table};

use crate::import::error::{Foreign, ReadError};
use crate::import::grid::{Document, FileKind};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::flow::Flow;
use rows::Row;

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let (found, rows) = match rows::bare(bytes).and_then(|(bare, rows)| Some((with_rows(&bare, &rows)?, rows))) {
        Some(read) => read,
        None => (opened(bytes)?, Vec::new()),
    };
    let mut budget = Budget::new(limits);
    let mut flow = Flow::new(&mut budget);
    let mut rows = rows.as_slice();
    for block in &found {
        match block {
            Block::Table(it) if !rows.is_empty() => {
                let (own, others) = rows.split_at(it.rows.len());
                rows = others;
                divided(it, own, &mut flow)?;
            }
            other => blocks(std::slice::from_ref(other), &mut flow)?,
        }
    }
    Ok(Document { kind: FileKind::Doc, blocks: flow.finish()?, embedded: None, notes: Vec::new() })
}

fn opened(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let word = Word::open(bytes).map_err(|error| match error {
        Error::Encrypted { .. } => ReadError::Encrypted,
        Error::UnsupportedVersion(_) => ReadError::Unsupported(Foreign::OldWord),
        Error::NoText => ReadError::Blank { kind: FileKind::Doc },
        _ => ReadError::Damaged { kind: FileKind::Doc },
    })?;
    Ok(word.model().blocks)
}

/// The content of a document with bare rows; nothing when they are not the rows that were read from the marks. Behind
/// those of the text stand those of notes and boxes.
fn with_rows(bare: &[u8], rows: &[Row]) -> Option<Vec<Block>> {
    let found = opened(bare).ok()?;
    let tables = found.iter().filter_map(|block| if let Block::Table(it) = block { Some(it) } else { None });
    let counts: Vec<usize> = tables.flat_map(|table| &table.rows).map(|row| row.cells.len()).collect();
    let is_same = counts.len() <= rows.len() && counts.iter().zip(rows).all(|(count, row)| *count == row.cells.len());
    is_same.then_some(found)
}

/// A table with the divisions of its rows.
fn divided(table: &Table, rows: &[Row], flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
    flow.open_table()?;
    for ((row, own), columns) in table.rows.iter().zip(rows).zip(rows::columns(rows)) {
        flow.open_row(false)?;
        let mut reached = 0;
        let mut cells = row.cells.iter().zip(&own.cells).zip(columns).peekable();
        while let Some(((cell, how), place)) = cells.next() {
            let mut parts = vec![cell];
            let mut end = place.end;
            while let Some(((part, _), more)) = cells.next_if(|((_, next), _)| next.goes_left) {
                parts.push(part);
                end = more.end;
            }
            flow.skip_columns(place.start.saturating_sub(reached));
            reached = end;
            let span = end.saturating_sub(place.start).max(1);
            if !(how.goes_up && flow.extend_cell_above(span)?) {
                flow.open_cell(1, span)?;
            }
            for part in parts {
                blocks(&part.blocks, flow)?;
            }
        }
    }
    flow.close_table()
}

fn blocks(blocks: &[Block], flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
    for block in blocks {
        match block {
            Block::Paragraph(it) => paragraph(it, flow)?,
            Block::Table(it) => table(it, flow)?,
            _ => {}
        }
    }
    Ok(())
}

fn paragraph(paragraph: &Paragraph, flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
    for run in paragraph.runs.iter().filter(|run| !run.props.hidden) {
        flow.text(&run.text.replace(['\r', '\u{b}'], "\n"))?;
    }
    flow.end_paragraph()
}

/// The depth is bounded by the flow, which refuses too deep a table.
fn table(table: &Table, flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
    flow.open_table()?;
    for row in &table.rows {
        flow.open_row(false)?;
        for cell in &row.cells {
            flow.open_cell(u32::from(cell.row_span), u32::from(cell.col_span))?;
            blocks(&cell.blocks, flow)?;
        }
    }
    flow.close_table()
}
