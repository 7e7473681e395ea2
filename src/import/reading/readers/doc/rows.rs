//! How the rows of tables are divided in a document of Word 97–2003.
//!
//! What Word keeps of a row — where its cells end, which are merged, how high it is — stands with the mark that ends it.

use std::ops::Range;

use super::look::is_coloured;
use super::pages::{DIVISION, operand};
use crate::import::reading::cfb::number16;

/// Later changes of the merged cells of a row, and its height.
const MERGED: u16 = 0x5624;
const MERGED_DOWN: u16 = 0xd62b;
const HEIGHT: u16 = 0x9407;

/// The shadings of the cells of a row, of up to 22 cells each, and of all in the oldest form.
const SHADINGS: [u16; 4] = [0xd612, 0xd616, 0xd60c, 0xd609];
const SHADING_BYTES: usize = 10;

/// The length of what stands of every cell in a division.
const CELL_BYTES: usize = 20;

/// Edges this near to each other are one; a twentieth of a point each.
const NEAR: i32 = 30;

/// A row whose height is exactly this or less is not seen; exact heights are kept below zero.
const NO_HEIGHT: Range<i32> = -20..0;

/// What becomes of a cell of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Whether it is a part of the cell to the left.
    pub(super) goes_left: bool,
    /// Whether it is a part of the cell above.
    pub(super) goes_up: bool,
}

/// A row: where its cells begin and end, and what they are parts of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    edges: Vec<i32>,
    /// The cells, left to right.
    pub(super) cells: Vec<Cell>,
    /// Whether nothing is seen of it.
    pub(super) is_flat: bool,
    /// Whether a cell of it stands on coloured paper.
    pub(super) is_shaded: bool,
}

/// The row that properties describe.
pub(super) fn row_of<'a>(list: impl Iterator<Item = (u16, &'a [u8])>) -> Row {
    let mut row = Row::default();
    for (kind, bytes) in list {
        match (kind, bytes) {
            (DIVISION, _) => {
                let Row { edges, cells, .. } = division(bytes).unwrap_or_default();
                (row.edges, row.cells) = (edges, cells);
            }
            (MERGED, [first, end]) => {
                let inside = usize::from(*first) + 1..usize::from(*end);
                row.cells.get_mut(inside).into_iter().flatten().for_each(|cell| cell.goes_left = true);
            }
            (MERGED_DOWN, [_, cell, how, ..]) => {
                row.cells.get_mut(usize::from(*cell)).into_iter().for_each(|cell| cell.goes_up = *how == 1);
            }
            (kind, [_, shadings @ ..]) if SHADINGS.contains(&kind) => {
                let is_oldest = kind == SHADINGS[3];
                row.is_shaded |= if is_oldest {
                    shadings.chunks_exact(2).any(|it| !matches!(it, [0 | 0xff, 0 | 0xff]))
                } else {
                    shadings.chunks_exact(SHADING_BYTES).any(is_coloured)
                };
            }
            (HEIGHT, _) => row.is_flat = NO_HEIGHT.contains(&operand(bytes)),
            _ => {}
        }
    }
    row
}

fn division(bytes: &[u8]) -> Option<Row> {
    let count = usize::from(*bytes.get(2)?);
    let edge = |at: usize| number16(bytes, 3 + 2 * at).map(|edge| i32::from(edge.cast_signed()));
    let edges: Vec<i32> = (0..=count).map(edge).collect::<Option<_>>()?;
    let cell = |at: usize| {
        let flags = number16(bytes, 3 + 2 * (count + 1) + CELL_BYTES * at).unwrap_or(0);
        Cell { goes_left: at > 0 && flags & 2 != 0, goes_up: flags & 0x60 == 0x20 }
    };
    Some(Row { edges, cells: (0..count).map(cell).collect(), ..Row::default() })
}

/// For every row of a table, where its cells stand among the columns that the edges of all rows make.
pub(super) fn columns(rows: &[Row]) -> Vec<Vec<Range<u32>>> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| *next - *kept < NEAR);
    let column = |edge: i32| u32::try_from(edges.partition_point(|it| *it <= edge).saturating_sub(1)).unwrap_or(0);
    rows.iter().map(|row| row.edges.windows(2).map(|ends| column(ends[0])..column(ends[1])).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Row, columns};
    use crate::import::reading::readers::doc::pages::properties;

    fn row_of(list: &[u8]) -> Row {
        super::row_of(properties(list))
    }

    /// A row of two cells, the second of which goes on with the one above.
    fn list() -> Vec<u8> {
        let edges = [0_i16, 100, 300].into_iter().flat_map(i16::to_le_bytes);
        let cells = [0x60_u16, 0x20].into_iter().flat_map(|flags| {
            let mut cell = flags.to_le_bytes().to_vec();
            cell.resize(20, 0);
            cell
        });
        let division: Vec<u8> = [2].into_iter().chain(edges).chain(cells).collect();
        let length = u16::try_from(division.len() + 1).expect("short").to_le_bytes();
        [&[0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xd6][..], &length, &division].concat()
    }

    #[test]
    fn a_row_is_read_from_its_mark() {
        let cells = [Cell::default(), Cell { goes_left: false, goes_up: true }];
        assert_eq!(row_of(&list()), Row { edges: vec![0, 100, 300], cells: cells.to_vec(), ..Row::default() });
        let changed = [&list()[..], &[0x24, 0x56, 0, 2, 0x2b, 0xd6, 2, 1, 0, 0x07, 0x94, 0xf6, 0xff]].concat();
        let row = row_of(&changed);
        assert_eq!(row.cells, [Cell::default(), Cell { goes_left: true, goes_up: false }]);
        assert!(row.is_flat);
    }

    #[test]
    fn what_is_cut_off_is_no_row() {
        let list = list();
        for end in 0..list.len() {
            assert_eq!(row_of(&list[..end]), Row::default(), "{end}");
        }
        assert_eq!(properties(&list).count(), 3);
    }

    #[test]
    fn columns_are_those_of_all_rows() {
        let row = |edges: &[i32]| Row { edges: edges.to_vec(), ..Row::default() };
        let columns = columns(&[row(&[0, 300]), row(&[5, 100, 290]), row(&[100, 300])]);
        let ends = columns.iter().map(|row| row.iter().map(|cell| (cell.start, cell.end)).collect::<Vec<_>>());
        assert_eq!(ends.collect::<Vec<_>>(), [vec![(0, 2)], vec![(0, 1), (1, 2)], vec![(1, 2)]]);
    }
}
