//! Tables that were flattened into text, put back into rows and columns.
//!
//! A converter that writes every cell on a line of its own forgets where rows end and what heads span; what is left is the
//! reading order. With the labels of the forms at hand that is nearly enough: labels tell where a line begins, heads how
//! many figures it has, and the totals of the form which of two readings is meant. What they do not tell stays unplaced.
//!
//! Reading order: `token` (a cell), `tokens` (the cells in their order), `packed`, `groups` and `lines` (rows whose
//! columns are gone), `heads` (the columns that a run of heads makes), `pieces` (texts, heads and lines), `rows` (all
//! of it as a grid), `choice` (which reading the totals bear out).

mod choice;
mod groups;
mod heads;
mod lines;
mod packed;
mod pieces;
mod rows;
mod token;
mod tokens;

use std::ops::Range;

use super::lexicon::Lexicon;
use super::texts::Texts;
use super::work::Work;
use crate::import::reading::grid::{Block, Document};
use pieces::{Piece, pieces, pieces_of_rows};
use rows::Part;
use tokens::{Order, Run, runs};

/// A document with flattened tables.
pub(super) struct Flattened<'a> {
    document: &'a Document,
    tables: Vec<Table>,
}

/// A run of cells with what they are.
struct Table {
    /// The blocks that it stands in: one grid, or paragraphs.
    blocks: Range<usize>,
    /// The name of its grid.
    name: String,
    pieces: Vec<Piece>,
}

/// A document with its flattened tables in rows and columns.
pub(super) struct LaidOut {
    /// The document.
    pub(super) document: Document,
    /// The tables under heads that had lost their places, in the order of the document.
    parts: Vec<Part>,
    /// Lines, by block and row, of which nobody knows which figure is whose.
    lost: Vec<(usize, u32)>,
}

impl<'a> Flattened<'a> {
    /// The flattened tables of a document; `None` when there are none that hold anything of a form.
    pub(super) fn of(document: &'a Document, lexicon: &Lexicon, work: &Work) -> Option<Self> {
        let half = work.half();
        let runs = runs(document, &mut Texts::new(lexicon, &half));
        work.add(&half);
        let tables = runs.into_iter().filter_map(|run| {
            let Run { blocks, name, order } = run;
            let pieces = match order {
                Order::Cells { tokens, is_cut } => pieces(tokens, is_cut, (lexicon, work))?,
                Order::Rows(rows) => pieces_of_rows(rows, (lexicon, work))?,
            };
            Some(Table { blocks, name, pieces })
        });
        let tables: Vec<Table> = tables.collect();
        (!tables.is_empty()).then_some(Self { document, tables })
    }

    /// The document with the tables laid out; `readings` says which reading of each part is taken, the first if it is
    /// too short.
    fn laid_out(&self, readings: &[usize]) -> LaidOut {
        let mut blocks: Vec<Block> = Vec::new();
        let (mut parts, mut lost) = (Vec::new(), Vec::new());
        let mut next = 0;
        for table in &self.tables {
            blocks.extend(self.document.blocks.get(next..table.blocks.start).unwrap_or_default().iter().cloned());
            let block = blocks.len();
            let laid = rows::laid_out(&table.pieces, block, readings.get(parts.len()..).unwrap_or_default());
            lost.extend(laid.lost.into_iter().map(|row| (block, row)));
            parts.extend(laid.parts);
            blocks.push(Block::Grid(rows::grid(table.name.clone(), laid.cells)));
            next = table.blocks.end;
        }
        blocks.extend(self.document.blocks.get(next..).unwrap_or_default().iter().cloned());
        LaidOut { document: Document { blocks, ..self.document.clone() }, parts, lost }
    }
}
