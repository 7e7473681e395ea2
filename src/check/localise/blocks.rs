//! A lower bound on how many further cells are needed: the sum over blocks of relations that share no cell.
//!
//! Seven columns of a table whose outcomes do not add up each need a cell or two of their own, whatever the rows ask for.
//! A block is a broken relation with the relations beside it that reach into no other block. Its smallest solution is
//! known, and looked for again only when a cell of it is held, or when a cell outside it is set free.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::numbers::Numbers;
use super::solution::solution;
use super::system::System;
use crate::form::CellIndex;

/// The blocks of a component as the search has left them.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    blocks: Vec<Rc<Block>>,
}

#[derive(Clone, Debug)]
struct Block {
    cells: Rc<BTreeSet<CellIndex>>,
    system: System,
    /// A smallest set of further cells with which its relations can hold.
    solution: Vec<CellIndex>,
}

impl Blocks {
    /// The blocks of a component with its smallest solutions; none where there is only one, which is the component over
    /// again, or where one cannot hold at all.
    pub(super) fn new(system: &System, most: usize, numbers: &Numbers, work: &mut usize) -> Self {
        let parts = system.parted(numbers);
        let block = |(cells, system): (BTreeSet<CellIndex>, System)| {
            let solution = smallest(&system, &mut BTreeSet::new(), 1..=most, numbers, work)?;
            Some(Rc::new(Block { cells: Rc::new(cells), system, solution }))
        };
        let blocks: Option<Vec<Rc<Block>>> = parts.into_iter().map(block).collect();
        Self { blocks: blocks.filter(|blocks| blocks.len() > 1).unwrap_or_default() }
    }

    /// How many further cells are needed at least.
    pub(super) fn needed(&self) -> usize {
        self.blocks.iter().map(|block| block.solution.len()).sum()
    }

    /// The same with one more cell free, when no more than `budget` further cells may follow; `None` when they are too few.
    pub(super) fn with_free(
        &self,
        cell: CellIndex,
        held: &mut BTreeSet<CellIndex>,
        budget: usize,
        numbers: &Numbers,
        work: &mut usize,
    ) -> Option<Self> {
        let mut next = self.clone();
        if let Some(at) = next.blocks.iter().position(|block| block.cells.contains(&cell)) {
            let block = &next.blocks[at];
            let system = block.system.with_free(cell, numbers);
            let mut solution = block.solution.clone();
            if let Some(place) = solution.iter().position(|it| *it == cell) {
                solution.remove(place);
            } else {
                // Without the cell so many are needed; with it one less at best.
                let fewer = solution.len().saturating_sub(1);
                if let Some(found) = smallest(&system, held, fewer..=fewer, numbers, work) {
                    solution = found;
                }
            }
            next.blocks[at] = Rc::new(Block { cells: Rc::clone(&block.cells), system, solution });
        }
        (next.needed() <= budget).then_some(next)
    }

    /// Takes note that one more cell is held; false when `budget` further cells are too few now.
    pub(super) fn hold(
        &mut self,
        cell: CellIndex,
        held: &mut BTreeSet<CellIndex>,
        budget: usize,
        numbers: &Numbers,
        work: &mut usize,
    ) -> bool {
        let needed = self.needed();
        let Some(block) = self.blocks.iter_mut().find(|block| block.solution.contains(&cell)) else { return true };
        let least = block.solution.len();
        let most = (budget + least).saturating_sub(needed);
        match smallest(&block.system, held, least..=most, numbers, work) {
            Some(solution) => {
                *block = Rc::new(Block { solution, ..Block::clone(block) });
                true
            }
            None => false,
        }
    }
}

/// A smallest set of cells that lets the relations of a block hold, of a size within a range.
fn smallest(
    system: &System,
    held: &mut BTreeSet<CellIndex>,
    mut sizes: std::ops::RangeInclusive<usize>,
    numbers: &Numbers,
    work: &mut usize,
) -> Option<Vec<CellIndex>> {
    sizes.find_map(|size| solution(system, held, size, numbers, work))
}
