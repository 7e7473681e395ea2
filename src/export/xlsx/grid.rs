//! The sheet's columns: tables of different columns stand below each other, so the sheet has a column boundary wherever
//! any of them has one, and wider boxes are merged.
//!
//! The widths of table 二 are `6 3 3 3`, those of table 三 `1 2 5 1 1 1 1 1 1 1`: the boundaries are 1, 3, 6, 8, 9, …, 15.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::form::Table;

/// The width of the whole sheet in pixels of 1/96 inch. It prints on the 156 mm that GB/T 9704 leaves on A4, so at nine
/// tenths of its size: 10 points become 9 (小五), and the tables 三 and 四 share a page.
pub(super) const SHEET_PIXELS: u32 = 660;

/// The common columns of the tables of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// Boundaries in the units of [`Table::widths`], from 0 to the full width.
    boundaries: Vec<u32>,
}

impl Grid {
    /// The columns for some tables, and for a foot of `slots` fields of equal width on a line.
    pub(super) fn new(tables: &[Table], slots: u32) -> Self {
        let full = tables.iter().map(|table| table.widths.iter().sum()).max().unwrap_or(1).max(1);
        let slots = slots.max(1);
        let mut boundaries: BTreeSet<u32> = (0..=slots).map(|slot| full * slot / slots).collect();
        for table in tables {
            boundaries.extend(table.widths.iter().scan(0, |edge, width| {
                *edge += width;
                Some(*edge)
            }));
        }
        Self { boundaries: boundaries.into_iter().collect() }
    }

    /// The width of each sheet column in pixels; together they are as wide as the page prints.
    pub(super) fn pixels(&self) -> Vec<u32> {
        let full = self.full().max(1);
        let edge = |boundary: u32| boundary * SHEET_PIXELS / full;
        self.boundaries.windows(2).map(|pair| edge(pair[1]) - edge(pair[0])).collect()
    }

    /// The sheet columns of some grid columns of a table.
    pub(super) fn columns(&self, table: &Table, column: usize, span: usize) -> RangeInclusive<u16> {
        let edge = |columns: usize| table.widths.iter().take(columns).sum::<u32>();
        self.between(edge(column), edge(column + span))
    }

    /// The sheet columns of one of `slots` equal parts of the width.
    pub(super) fn slot(&self, slot: u32, slots: u32) -> RangeInclusive<u16> {
        let slots = slots.max(1);
        self.between(self.full() * slot / slots, self.full() * (slot + 1) / slots)
    }

    /// All sheet columns.
    pub(super) fn whole(&self) -> RangeInclusive<u16> {
        self.between(0, self.full())
    }

    fn full(&self) -> u32 {
        self.boundaries.last().copied().unwrap_or(1)
    }

    fn between(&self, left: u32, right: u32) -> RangeInclusive<u16> {
        let at = |edge: u32| self.boundaries.partition_point(|boundary| *boundary < edge);
        // A sheet of more columns than 16 bits count is refused by the writer.
        let number = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
        number(at(left))..=number(at(right).saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, SHEET_PIXELS};
    use crate::form::Catalogue;

    #[test]
    fn tables_share_their_boundaries() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let grid = Grid::new(&form.tables, 3);
        assert_eq!(grid.whole(), 0..=14);
        assert_eq!(grid.columns(&form.tables[0], 0, 1), 0..=5);
        assert_eq!(grid.columns(&form.tables[1], 2, 1), 3..=7);
        assert_eq!(grid.columns(&form.tables[1], 9, 1), 14..=14);
        assert_eq!(grid.slot(1, 3), 5..=9);
        assert_eq!(grid.pixels().iter().sum::<u32>(), SHEET_PIXELS);
    }

    #[test]
    fn a_foot_of_thirds_adds_boundaries() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let grid = Grid::new(&form.tables, 3);
        assert_eq!(grid.columns(&form.tables[0], 0, 1), 0..=2);
        assert_eq!(grid.columns(&form.tables[0], 2, 1), 4..=4);
        assert_eq!((grid.slot(0, 3), grid.slot(1, 3), grid.slot(2, 3)), (0..=0, 1..=1, 2..=4));
    }
}
