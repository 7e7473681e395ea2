//! How the rows of tables are divided in a document of Word 97–2003.
//!
//! What Word keeps of a row — where its cells end, which are merged — stands with the mark that ends it. For a row of many
//! cells that is too long for its page and lies in a stream of its own, which rwml does not follow: it then takes the row
//! for a table, without any merged cell. Here all rows are read, and the marks are shortened to what rwml does follow.

use std::ops::Range;

use crate::import::cfb::{Compound, number16, number32};

/// A page of properties.
const PAGE: usize = 512;

/// A paragraph stands in a table; it ends a row; its properties lie in another stream; what a row is divided into.
const IN_TABLE: u16 = 0x2416;
const ENDS_ROW: u16 = 0x2417;
const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];
const DIVISION: u16 = 0xd608;

/// Later changes of the merged cells of a row.
const MERGED: u16 = 0x5624;
const MERGED_DOWN: u16 = 0xd62b;

/// The length of what stands of every cell in a division.
const CELL_BYTES: usize = 20;

/// Edges this near to each other are one; a twentieth of a point each.
const NEAR: i32 = 30;

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
}

/// The document with bare rows and how they are divided, in their order; nothing when rwml finds all of it itself, or the
/// marks cannot be read.
pub(super) fn bare(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Row>)> {
    let file = Compound::open(bytes)?;
    let entries = file.entries();
    let named = |name: &str| entries.iter().find(|entry| entry.name == name);
    let main = named("WordDocument")?;
    let word = file.stream(&entries, main)?;
    let is_second = number16(&word, 10)? & 0x200 != 0;
    let tables = file.stream(&entries, named(if is_second { "1Table" } else { "0Table" })?)?;
    let data = named("Data").and_then(|entry| file.stream(&entries, entry)).unwrap_or_default();
    let mut marks = marks(&word, &tables, &data)?;
    if marks.iter().all(|mark| mark.is_here) {
        return None;
    }
    marks.sort_by_key(|mark| mark.at);
    let places = file.places(main);
    let mut bare = bytes.to_vec();
    for mark in &marks {
        let style = word.get(mark.properties.start..mark.properties.start + 2)?;
        let mut short = vec![0, 4];
        short.extend(style);
        for flag in [IN_TABLE, ENDS_ROW] {
            short.extend(flag.to_le_bytes());
            short.push(1);
        }
        if mark.whole.len() < short.len() {
            return None;
        }
        for (at, byte) in mark.whole.clone().zip(short) {
            *bare.get_mut(places.of(at)?)? = byte;
        }
    }
    Some((bare, marks.into_iter().map(|mark| mark.row).collect()))
}

/// The mark that ends a row.
struct Mark {
    /// Where its text lies, which is the order of the rows.
    at: u32,
    /// Where its properties lie, with and without their length.
    whole: Range<usize>,
    properties: Range<usize>,
    /// Whether the division stands with it.
    is_here: bool,
    row: Row,
}

/// The marks of all rows, page by page.
fn marks(word: &[u8], tables: &[u8], data: &[u8]) -> Option<Vec<Mark>> {
    let (start, length) = (number32(word, 0x102)? as usize, number32(word, 0x106)? as usize);
    let pages = tables.get(start..start.checked_add(length)?)?;
    let count = length.checked_sub(4)? / 8;
    let mut marks = Vec::new();
    for page in 0..count {
        let number = number32(pages, 4 * (count + 1) + 4 * page)? & 0x3f_ffff;
        let from = number as usize * PAGE;
        let page = word.get(from..from + PAGE)?;
        let paragraphs = usize::from(*page.last()?);
        for paragraph in 0..paragraphs {
            let place = usize::from(*page.get(4 * (paragraphs + 1) + 13 * paragraph)?) * 2;
            if place == 0 {
                continue;
            }
            let (skipped, length) = match *page.get(place)? {
                0 => (2, usize::from(*page.get(place + 1)?) * 2),
                half => (1, usize::from(half) * 2 - 1),
            };
            let inside = place + skipped..place + skipped + length;
            let near = page.get(inside.clone())?.get(2..).unwrap_or_default();
            let far = far(near, data);
            let Some(row) = row_of(far.unwrap_or(near)) else { continue };
            marks.push(Mark {
                at: number32(page, 4 * paragraph)?,
                whole: from + place..from + inside.end,
                properties: from + inside.start..from + inside.end,
                is_here: far.is_none(),
                row,
            });
        }
    }
    Some(marks)
}

/// The properties in the other stream, to which the ones here point.
fn far<'a>(near: &[u8], data: &'a [u8]) -> Option<&'a [u8]> {
    let (_, pointer) = properties(near).find(|(kind, _)| ELSEWHERE.contains(kind))?;
    let at = number32(pointer, 0)? as usize;
    let length = usize::from(number16(data, at)?);
    data.get(at + 2..at + 2 + length)
}

/// The row that properties end; nothing when they end none.
fn row_of(list: &[u8]) -> Option<Row> {
    let mut row = Row::default();
    let mut ends = false;
    for (kind, operand) in properties(list) {
        match kind {
            ENDS_ROW => ends = operand.first() == Some(&1),
            DIVISION => row = division(operand)?,
            MERGED => {
                let (first, end) = (usize::from(*operand.first()?), usize::from(*operand.get(1)?));
                row.cells.get_mut(first + 1..end).into_iter().flatten().for_each(|cell| cell.goes_left = true);
            }
            MERGED_DOWN => {
                let (cell, how) = (usize::from(*operand.get(1)?), *operand.get(2)?);
                row.cells.get_mut(cell).into_iter().for_each(|cell| cell.goes_up = how == 1);
            }
            _ => {}
        }
    }
    (ends && !row.cells.is_empty()).then_some(row)
}

fn division(operand: &[u8]) -> Option<Row> {
    let count = usize::from(*operand.get(2)?);
    let edge = |at: usize| number16(operand, 3 + 2 * at).map(|edge| i32::from(edge.cast_signed()));
    let edges: Vec<i32> = (0..=count).map(edge).collect::<Option<_>>()?;
    let cell = |at: usize| {
        let flags = number16(operand, 3 + 2 * (count + 1) + CELL_BYTES * at).unwrap_or(0);
        Cell { goes_left: at > 0 && flags & 2 != 0, goes_up: flags & 0x60 == 0x20 }
    };
    Some(Row { edges, cells: (0..count).map(cell).collect() })
}

/// Properties one by one, each with its operand.
fn properties(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let kind = number16(rest, 0)?;
        let behind = rest.get(2..)?;
        let length = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if kind == DIVISION => usize::from(number16(behind, 0)?) + 1,
            _ => usize::from(*behind.first()?) + 1,
        };
        let operand = behind.get(..length)?;
        rest = behind.get(length..)?;
        Some((kind, operand))
    })
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
    use super::{Cell, Row, columns, properties, row_of};

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
        let row = row_of(&list()).expect("a row");
        let cells = [Cell::default(), Cell { goes_left: false, goes_up: true }];
        assert_eq!(row, Row { edges: vec![0, 100, 300], cells: cells.to_vec() });
        let changed = [&list()[..], &[0x24, 0x56, 0, 2, 0x2b, 0xd6, 2, 1, 0]].concat();
        let row = row_of(&changed).expect("a row");
        assert_eq!(row.cells, [Cell::default(), Cell { goes_left: true, goes_up: false }]);
    }

    #[test]
    fn what_is_cut_off_is_no_row() {
        let list = list();
        for end in 0..list.len() {
            assert_eq!(row_of(&list[..end]), None, "{end}");
        }
        assert_eq!(properties(&list).count(), 3);
    }

    #[test]
    fn columns_are_those_of_all_rows() {
        let row = |edges: &[i32]| Row { edges: edges.to_vec(), cells: Vec::new() };
        let columns = columns(&[row(&[0, 300]), row(&[5, 100, 290]), row(&[100, 300])]);
        let ends = columns.iter().map(|row| row.iter().map(|cell| (cell.start, cell.end)).collect::<Vec<_>>());
        assert_eq!(ends.collect::<Vec<_>>(), [vec![(0, 2)], vec![(0, 1), (1, 2)], vec![(1, 2)]]);
    }
}
