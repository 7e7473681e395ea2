//! Tables that were flattened into text: their heads have lost the columns they stood over.
//!
//! A converter that writes every cell on a line of its own forgets spans. The reader puts the figures in line from the
//! right; this puts the labels of the form's columns over them, in the form's order, where all of them stand in the heads.
//! That the figures do follow the form's order is an assumption, so the totals have to bear it out ([`Reflowed::bear_out`]).

use super::grid::{Block, Document, FileKind, Grid, GridCell, Nature};
use super::labels::Label;
use super::labels::variants::variants;
use super::lexicon::{CLOSE, Lexicon, Model, Part};
use super::plan::{Plan, State, Unplaced};
use super::raster::{Kind, kind_of};
use crate::form::Term;

/// A text with the heads of its flattened tables put in order.
pub(super) struct Reflowed {
    /// The document with the heads where they belong.
    pub(super) document: Document,
    /// Grids with columns that the form does not have: nobody knows which figure is whose.
    lost: Vec<usize>,
}

/// What becomes of a line of heads.
enum Heads {
    /// It stands where it belongs, or is none.
    InPlace,
    /// The labels of the columns, for the last columns.
    Flat(Vec<String>),
    /// Flat, with columns that the form does not have.
    Lost,
}

/// The heads of a text put in order; `None` when all stand where they belong.
pub(super) fn reflowed(document: &Document, lexicon: &Lexicon) -> Option<Reflowed> {
    if document.kind != FileKind::Text {
        return None;
    }
    let (mut lost, mut is_changed) = (Vec::new(), false);
    let blocks = document.blocks.iter().enumerate().map(|(number, block)| {
        let Block::Grid(grid) = block else { return block.clone() };
        let rows: Vec<&[GridCell]> = grid.cells.chunk_by(|a, b| a.row == b.row).collect();
        let heads: Vec<Heads> = (0..rows.len()).map(|row| heads(&rows, row, lexicon)).collect();
        is_changed |= heads.iter().any(|it| !matches!(it, Heads::InPlace));
        if heads.iter().any(|it| matches!(it, Heads::Lost)) {
            lost.push(number);
        }
        Block::Grid(in_line(grid, &rows, heads))
    });
    let blocks = blocks.collect();
    is_changed.then(|| Reflowed { document: Document { blocks, ..document.clone() }, lost })
}

fn in_line(grid: &Grid, rows: &[&[GridCell]], heads: Vec<Heads>) -> Grid {
    // The figures are in line from the right; heads may reach further.
    let last = rows.iter().flat_map(|row| figures(row)).max();
    let width = last.map_or(0, |column| column + 1);
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, heads) in rows.iter().zip(heads) {
        let Heads::Flat(heads) = heads else {
            cells.extend_from_slice(row);
            continue;
        };
        let first = width.saturating_sub(u32::try_from(heads.len()).unwrap_or(width));
        let line = row[0].row;
        // What opens the table may stand in the same line.
        cells.extend(row.iter().take(1).filter(|cell| cell.column < first).cloned());
        cells.extend((first..).zip(heads).map(|(column, text)| GridCell {
            row: line,
            column,
            row_span: 1,
            column_span: 1,
            text,
            nature: Nature::Text,
        }));
    }
    Grid { cells, ..grid.clone() }
}

/// The columns with figures in a row.
fn figures(row: &[GridCell]) -> Vec<u32> {
    row.iter().filter(|cell| kind_of(&cell.text) == Kind::Figure).map(|cell| cell.column).collect()
}

/// The columns of the part of which all labels stand in a line, out of their places; of the widest, if there are several.
///
/// They are out of their places when the heads above them stand in the same line, or when no figure of the next line
/// stands under any of them.
fn heads(rows: &[&[GridCell]], row: usize, lexicon: &Lexicon) -> Heads {
    let below = rows.get(row + 1).map(|row| figures(row)).unwrap_or_default();
    let row = rows[row];
    if !figures(row).is_empty() {
        return Heads::InPlace;
    }
    let labels: Vec<(u32, Label)> = row.iter().map(|cell| (cell.column, Label::of(&cell.text))).collect();
    let words: Vec<_> = labels.iter().map(|(column, label)| (*column, lexicon.likeness(label))).collect();
    let is_flat = |part: &Part| {
        let stands = |labels: &[usize]| words.iter().any(|(_, word)| word.best(labels) >= CLOSE);
        let is_whole = part.columns.iter().all(|column| stands(&column.labels));
        let is_over = |column: &u32| {
            let at = words.iter().filter(|(at, _)| at == column);
            at.into_iter().any(|(_, word)| part.columns.iter().any(|it| word.best(&it.labels) >= CLOSE))
        };
        let is_apart = !below.is_empty() && !below.iter().any(is_over);
        let has_parents = !part.parents.is_empty() && part.parents.iter().all(|parent| stands(&[*parent]));
        is_whole && if part.parents.is_empty() { is_apart } else { has_parents }
    };
    let of_model = |model: &Model| {
        let parts = model.parts.iter().enumerate().filter(|(_, part)| is_flat(part));
        parts.map(|(number, _)| model.column_texts(number)).max_by_key(Vec::len)
    };
    match lexicon.models.iter().filter_map(of_model).max_by_key(Vec::len) {
        None => Heads::InPlace,
        Some(_) if labels.iter().any(|(_, label)| variants().is_extra(&label.core)) => Heads::Lost,
        Some(heads) => Heads::Flat(heads),
    }
}

impl Reflowed {
    /// Takes back what is not borne out: all figures where totals do not add up, and lines with figures left over.
    pub(super) fn bear_out(&self, plan: &mut Plan) {
        let lines: Vec<(usize, u32)> = plan.unplaced.iter().map(|it| (it.source.block, it.source.row)).collect();
        let totals = holding_totals(plan);
        let is_contradicted = totals.holding * 3 < totals.telling * 2;
        let is_shown = totals.telling >= 2 && totals.holding * 4 >= totals.telling * 3;
        for mut it in std::mem::take(&mut plan.placements) {
            let has_rest = lines.contains(&(it.source.block, it.source.row));
            if !is_contradicted && !has_rest && !self.lost.contains(&it.source.block) {
                it.reasons.push("文本里的表头已散开，按表式的栏目次序取数".to_owned());
                it.confidence = it.confidence.min(if is_shown { 90 } else { 70 });
                if !is_shown {
                    it.state = State::Doubtful;
                }
                plan.placements.push(it);
            } else if !it.text.trim().is_empty() {
                plan.unplaced.push(Unplaced {
                    source: it.source,
                    label: it.label,
                    text: it.text,
                    reason: "文本里的表头已散开，分不清是哪一栏的数".to_owned(),
                    proposal: Some(it.cell),
                });
            }
        }
    }
}

/// How many totals say something, and how many of them hold.
struct Totals {
    telling: usize,
    holding: usize,
}

fn holding_totals(plan: &Plan) -> Totals {
    let sum = |terms: &[Term]| -> Option<rust_decimal::Decimal> {
        terms.iter().map(|term| plan.placement(term.cell)?.value.as_number()).sum()
    };
    let relations = plan.form.relations.iter().filter(|it| it.kind == "total" && !it.needs_prior());
    let sides = relations.filter_map(|it| Some((sum(&it.left)?, sum(&it.right)?)));
    let mut totals = Totals { telling: 0, holding: 0 };
    for (left, right) in sides.filter(|(left, right)| !(left.is_zero() && right.is_zero())) {
        totals.telling += 1;
        totals.holding += usize::from(left == right);
    }
    totals
}
