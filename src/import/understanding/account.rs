//! Every figure of a source is placed, unplaced or extra: what the alignment passed over is said after it.
//!
//! A row under lost heads, a line below the table, a cell beside it: whatever holds digits in a table of which something
//! was read, and is nowhere in the plan, becomes an unplaced figure, so that count in is count out.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::Label;
use super::labels::variants::variants;
use super::plan::{Plan, Source, Unplaced};
use super::structure::rise_by_one;
use super::texts::{Kind, kind_of};
use super::titles;
use crate::import::reading::grid::{Block, Document, Grid, GridCell, Nature};

/// More figures than this that nobody knows are another table, and said in one sentence.
const MOST: usize = 120;

/// So many figures in a line may number the columns.
const FEWEST_NUMBERS: usize = 3;

/// A line with more words than this is none of fields around the table.
const MOST_WORDS: usize = 16;

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
    // The first plan that reads a block, or that has it among its tables though nothing of it was placed.
    let mut plan_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, plan) in plans.iter().enumerate() {
        let loose = plan.unplaced.iter().chain(&plan.extras).map(|it| it.source.block);
        for block in plan.placements.iter().map(|it| it.source.block).chain(loose) {
            plan_of.entry(block).or_insert(number);
        }
    }
    for (block, grid) in document.blocks.iter().enumerate() {
        let Block::Grid(grid) = grid else { continue };
        let named = || plans.iter().position(|plan| plan.tables.contains(&grid.name));
        let number = plan_of.get(&block).copied().or_else(named);
        let Some(plan) = number.and_then(|number| plans.get_mut(number)) else { continue };
        let passed = passed(grid, |cell| !told.contains(&(block, cell.row, cell.column)));
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

/// The figures of a grid that are seen and that nobody told of, but those of fields around the table and of lines that only
/// number its columns.
fn passed(grid: &Grid, is_untold: impl Fn(&GridCell) -> bool) -> Vec<&GridCell> {
    let is_figure = |cell: &&GridCell| {
        let is_number = matches!(cell.nature, Nature::Text | Nature::Number);
        is_number && cell.text.contains(|c: char| c.is_ascii_digit()) && kind_of(&cell.text) == Kind::Figure
    };
    let is_seen = |cell: &&GridCell| grid.hidden_columns.binary_search(&cell.column).is_err();
    // Figures that rise by one only number the columns.
    let is_numbering =
        |row: &[GridCell]| rise_by_one(row.iter().filter(is_figure).map(|cell| cell.text.as_str()), FEWEST_NUMBERS);
    let mut passed = Vec::new();
    for row in grid.cells.chunk_by(|one, other| one.row == other.row) {
        let is_hidden = row.first().is_some_and(|cell| grid.hidden_rows.binary_search(&cell.row).is_ok());
        if is_hidden {
            continue;
        }
        let untold: Vec<&GridCell> = row.iter().filter(|cell| is_untold(cell)).filter(is_figure).collect();
        if !untold.is_empty() && !is_numbering(row) && !is_field(row) {
            passed.extend(untold.into_iter().filter(is_seen));
        }
    }
    passed
}

/// Whether a row holds a field around the table, such as 填报人.
fn is_field(row: &[GridCell]) -> bool {
    let is_words = |cell: &&GridCell| kind_of(&cell.text) == Kind::Words;
    row.iter().filter(is_words).take(MOST_WORDS).any(|cell| titles::is_field(&Label::of(&cell.text).core))
}

/// The nearest words above a cell.
fn head<'g>(grid: &'g Grid, cell: &GridCell) -> Option<&'g GridCell> {
    nearest_words(grid, |it| it.row < cell.row && (it.column..it.column + it.column_span).contains(&cell.column))
}

/// The nearest words to the left of a cell.
fn label<'g>(grid: &'g Grid, cell: &GridCell) -> Option<&'g GridCell> {
    nearest_words(grid, |it| it.column < cell.column && (it.row..it.row + it.row_span).contains(&cell.row))
}

/// The last of the cells in question that holds words.
fn nearest_words(grid: &Grid, may_be: impl Fn(&GridCell) -> bool) -> Option<&GridCell> {
    grid.cells.iter().rev().find(|it| may_be(it) && kind_of(&it.text) == Kind::Words)
}
