//! Documents of Word 97–2003, and `.wps` files, read by rwml.
//!
//! rwml is young and builds a whole model in memory: this reader runs in a worker process only.

use rwml::{Block, Document as Word, Error, Paragraph, Table};

use crate::import::error::{Foreign, ReadError};
use crate::import::grid::{Document, FileKind};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::flow::Flow;

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let word = Word::open(bytes).map_err(|error| match error {
        Error::Encrypted { .. } => ReadError::Encrypted,
        Error::UnsupportedVersion(_) => ReadError::Unsupported(Foreign::OldWord),
        Error::NoText => ReadError::Blank { kind: FileKind::Doc },
        _ => ReadError::Damaged { kind: FileKind::Doc },
    })?;
    let mut budget = Budget::new(limits);
    let mut flow = Flow::new(&mut budget);
    blocks(&word.model().blocks, &mut flow)?;
    Ok(Document { kind: FileKind::Doc, blocks: flow.finish()?, embedded: None, notes: Vec::new() })
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
