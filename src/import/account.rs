//! Every figure of a source is placed, unplaced or extra: what the alignment passed over is said after it.
//!
//! A row under lost heads, a line below the table, a cell beside it: whatever holds digits in a table of which something
//! was read, and is nowhere in the plan, becomes an unplaced figure, so that count in is count out.

use std::collections::BTreeSet;

use super::grid::{Block, Document, Grid, GridCell, Nature};
use super::labels::Label;
use super::labels::variants::variants;
use super::plan::{Plan, Source, Unplaced};
use super::texts::{Kind, kind_of};
use super::titles;

/// More figures than this that nobody knows are another table, and said in one sentence.
const MOST: usize = 120;

/// Lists what no plan speaks of.
pub(super) fn account(plans: &mut [Plan], document: &Document, notes: &mut Vec<String>) {
    let told: BTreeSet<(usize, u32, u32)> = plans
        .iter()
        .flat_map(|plan| {
            let loose = plan.unplaced.iter().chain(&plan.extras).map(|it| &it.source);
            plan.placements.iter().map(|it| &it.source).chain(loose)
        })
        .map(|source| (source.block, source.row, source.column))
        .collect();
    for (block, grid) in document.blocks.iter().enumerate() {
        let Block::Grid(grid) = grid else { continue };
        let is_read = |plan: &Plan| plan.placements.iter().any(|it| it.source.block == block);
        let Some(plan) = plans.iter_mut().find(|plan| is_read(plan)) else { continue };
        let passed: Vec<&GridCell> = passed(grid).filter(|it| !told.contains(&(block, it.row, it.column))).collect();
        if passed.len() > MOST {
            notes.push(format!("“{}”里还有 {} 个数不在本表的行和栏里，没有读", grid.name, passed.len()));
            continue;
        }
        for cell in passed {
            let is_extra = head(grid, cell).is_some_and(|head| variants().is_extra(&Label::of(&head.text).core));
            let label = label(grid, cell).map_or_else(String::new, |it| it.text.split_whitespace().collect());
            let source =
                Source { block, row: cell.row, column: cell.column, origin: grid.origin(cell.row, cell.column) };
            let reason = "在本表的行和栏里找不到它的位置".to_owned();
            let loose = Unplaced { source, label, text: cell.text.clone(), reason, proposal: None };
            if is_extra { plan.extras.push(loose) } else { plan.unplaced.push(loose) }
        }
    }
}

/// The figures of a grid that are seen, but those of fields around the table and of lines that only number its columns.
fn passed(grid: &Grid) -> impl Iterator<Item = &GridCell> {
    grid.cells
        .chunk_by(|one, other| one.row == other.row)
        .flat_map(move |row| {
            let is_figure = |cell: &&GridCell| {
                let is_number = matches!(cell.nature, Nature::Text | Nature::Number);
                is_number && cell.text.contains(|c: char| c.is_ascii_digit()) && kind_of(&cell.text) == Kind::Figure
            };
            let is_field = row.iter().any(|cell| titles::is_field(&Label::of(&cell.text).core));
            let numbers: Vec<Option<u32>> =
                row.iter().filter(is_figure).map(|cell| cell.text.trim().parse().ok()).collect();
            let is_numbering = numbers.len() > 2
                && numbers.windows(2).all(|pair| matches!(pair, [Some(one), Some(other)] if one + 1 == *other));
            let is_hidden = row.first().is_some_and(|cell| grid.hidden_rows.binary_search(&cell.row).is_ok());
            let is_out = is_field || is_numbering || is_hidden;
            row.iter().filter(is_figure).filter(move |_| !is_out)
        })
        .filter(|cell| grid.hidden_columns.binary_search(&cell.column).is_err())
}

/// The nearest words above a cell.
fn head<'g>(grid: &'g Grid, cell: &GridCell) -> Option<&'g GridCell> {
    let is_above = |it: &&GridCell| {
        it.row < cell.row
            && (it.column..it.column + it.column_span).contains(&cell.column)
            && kind_of(&it.text) == Kind::Words
    };
    grid.cells.iter().rev().find(is_above)
}

/// The nearest words to the left of a cell.
fn label<'g>(grid: &'g Grid, cell: &GridCell) -> Option<&'g GridCell> {
    let is_beside = |it: &&GridCell| {
        it.column < cell.column
            && (it.row..it.row + it.row_span).contains(&cell.row)
            && kind_of(&it.text) == Kind::Words
    };
    grid.cells.iter().rev().find(is_beside)
}
