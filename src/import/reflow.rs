//! Tables that were flattened into text: their heads have lost the columns they stood over.
//!
//! A converter that writes every cell on a line of its own forgets spans. The reader puts the figures in line from the
//! right; this puts the labels of the form's columns over them, in the form's order, where all of them stand in the heads.
//! That the figures do follow the form's order is an assumption, so the totals have to bear it out ([`bears_out`]).

use super::grid::{Block, Document, FileKind, Grid, GridCell, Nature};
use super::labels::Label;
use super::lexicon::{CLOSE, Lexicon, Model, Part};
use super::plan::{Plan, State, Unplaced};
use super::raster::{Kind, kind_of};
use crate::form::Term;

/// A text with the heads of its flattened tables put in order; `None` when there are none.
pub(super) fn reflowed(document: &Document, lexicon: &Lexicon) -> Option<Document> {
    if document.kind != FileKind::Text {
        return None;
    }
    let mut is_changed = false;
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Grid(grid) => {
            let (grid, is_reflowed) = with_heads_in_line(grid, lexicon);
            is_changed |= is_reflowed;
            Block::Grid(grid)
        }
        Block::Paragraph(_) => block.clone(),
    });
    let blocks = blocks.collect();
    is_changed.then(|| Document { blocks, ..document.clone() })
}

fn with_heads_in_line(grid: &Grid, lexicon: &Lexicon) -> (Grid, bool) {
    let rows: Vec<&[GridCell]> = grid.cells.chunk_by(|a, b| a.row == b.row).collect();
    let figures = |row: &[GridCell]| -> Vec<u32> {
        row.iter().filter(|cell| kind_of(&cell.text) == Kind::Figure).map(|cell| cell.column).collect()
    };
    // The figures are in line from the right; heads may reach further.
    let width = rows.iter().filter_map(|row| figures(row).into_iter().max()).max().map_or(0, |column| column + 1);
    let mut cells: Vec<GridCell> = Vec::new();
    let mut is_changed = false;
    for (number, row) in rows.iter().enumerate() {
        let below = rows.get(number + 1).map(|row| figures(row)).unwrap_or_default();
        let heads = if figures(row).is_empty() { heads(row, &below, lexicon) } else { None };
        let Some(heads) = heads else {
            cells.extend_from_slice(row);
            continue;
        };
        is_changed = true;
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
    (Grid { cells, ..grid.clone() }, is_changed)
}

/// The columns of the part of which all labels stand in a line, out of their places; of the widest, if there are several.
///
/// They are out of their places when the heads above them stand in the same line, or when no figure of the next line
/// stands under any of them.
fn heads(row: &[GridCell], below: &[u32], lexicon: &Lexicon) -> Option<Vec<String>> {
    let words: Vec<_> = row.iter().map(|cell| (cell.column, lexicon.likeness(&Label::of(&cell.text)))).collect();
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
    lexicon.models.iter().filter_map(of_model).max_by_key(Vec::len)
}

/// Takes back what the totals contradict: the figures of a reflowed text whose totals do not add up are unplaced.
pub(super) fn bears_out(plan: &mut Plan) {
    let sum = |terms: &[Term]| -> Option<rust_decimal::Decimal> {
        terms.iter().map(|term| plan.placement(term.cell)?.value.as_number()).sum()
    };
    let totals = plan.form.relations.iter().filter(|it| it.kind == "total" && !it.needs_prior());
    let sides = totals.filter_map(|it| Some((sum(&it.left)?, sum(&it.right)?)));
    let telling: Vec<bool> =
        sides.filter(|(left, right)| !(left.is_zero() && right.is_zero())).map(|(l, r)| l == r).collect();
    let holding = telling.iter().filter(|holds| **holds).count();
    if telling.is_empty() || holding * 2 >= telling.len() {
        let is_shown = telling.len() >= 2 && holding * 4 >= telling.len() * 3;
        for it in &mut plan.placements {
            it.reasons.push("文本里的表头已散开，按表式的栏目次序取数".to_owned());
            it.confidence = it.confidence.min(if is_shown { 90 } else { 70 });
            if !is_shown {
                it.state = State::Doubtful;
            }
        }
        return;
    }
    for it in std::mem::take(&mut plan.placements).into_iter().filter(|it| !it.text.trim().is_empty()) {
        plan.unplaced.push(Unplaced {
            source: it.source,
            label: it.label,
            text: it.text,
            reason: "文本里的表头已散开，合计也对不上，分不清是哪一栏".to_owned(),
            proposal: Some(it.cell),
        });
    }
}
