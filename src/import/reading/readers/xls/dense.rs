//! A workbook whose few cells lie far apart, made small enough for calamine.
//!
//! calamine lays a sheet out as a full rectangle from its first cell to its last, and reserves what the sheet claims to
//! have. So the claims are taken away, and where the rectangle would be too large the rows that hold cells are numbered
//! anew, one below the other; afterwards they get their own numbers back ([`Rows::own`]).

use std::collections::BTreeSet;

use super::records::{BEGIN, END, NOTHING, SHEET, number, records, stream};
use crate::import::reading::cfb::Compound;
use crate::import::reading::error::ReadError;

/// The rectangles of all sheets have so many cells at most; one with more than its share is laid out only after its rows
/// were numbered anew.
const MOST_CELLS: usize = 1 << 20;

/// `Dimensions`: what a sheet claims to have.
const DIMENSIONS: u16 = 0x0200;
/// The records of single cells with content, which begin with row and column.
const CELLS: [u16; 7] = [0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];
/// `MulRk`: several cells of a row, the last column at its end.
const MANY: u16 = 0x00bd;

/// The rows of a sheet that were numbered anew; none when they have their own numbers.
#[derive(Debug, Default)]
pub(super) struct Rows(Vec<u32>);

impl Rows {
    /// The number that a row has in the file.
    pub(super) fn own(&self, row: u32) -> u32 {
        self.0.get(row as usize).copied().unwrap_or(row)
    }
}

/// The file with its sheets made small, and the rows of every sheet.
///
/// A stream that is not understood is left as it is; the bounds of the worker process hold for it.
///
/// # Errors
/// When a sheet holds too much even so.
pub(super) fn dense(bytes: &[u8]) -> Result<(Vec<u8>, Vec<Rows>), ReadError> {
    let mut dense = bytes.to_vec();
    let mut all = Vec::new();
    let Some(file) = Compound::open(bytes) else { return Ok((dense, all)) };
    let entries = file.entries();
    let Some((book, stream)) = stream(&file, &entries) else { return Ok((dense, all)) };
    let places = file.places(book);
    let mut write = |at: usize, value: u16| {
        for (byte, at) in value.to_le_bytes().into_iter().zip(at..) {
            if let Some(place) = places.of(at).and_then(|place| dense.get_mut(place)) {
                *place = byte;
            }
        }
    };
    let globals = records(&stream, 0).take_while(|(_, kind, _)| *kind != END).filter(|(_, kind, _)| *kind == SHEET);
    let starts: Vec<u32> = globals.filter_map(|(_, _, data)| Some(number(data, 0)? | number(data, 2)? << 16)).collect();
    let share = MOST_CELLS / starts.len().max(1);
    let mut total = 0;
    for start in starts {
        let sheet = Sheet::of(&stream, start as usize);
        sheet.claims.iter().for_each(|at| write(*at, NOTHING));
        let rows: BTreeSet<u32> = sheet.cells.iter().map(|(_, row)| *row).collect();
        let height = rows.last().zip(rows.first()).map_or(0, |(last, first)| (last - first + 1) as usize);
        let is_small = height * sheet.width <= share;
        total += sheet.width * if is_small { height } else { rows.len() };
        if is_small {
            all.push(Rows::default());
            continue;
        }
        if total > MOST_CELLS {
            return Err(ReadError::TooBig { what: "工作表的格子太多".to_owned() });
        }
        let rows: Vec<u32> = rows.into_iter().collect();
        for (at, row) in &sheet.cells {
            let rank = rows.partition_point(|other| other < row);
            // There are no more rows than sixteen bits can number.
            write(*at, u16::try_from(rank).unwrap_or(u16::MAX));
        }
        all.push(Rows(rows));
    }
    Ok((dense, all))
}

/// Where the cells of a sheet are.
#[derive(Default)]
struct Sheet {
    /// The places of the kinds of records that claim dimensions.
    claims: Vec<usize>,
    /// The places of the row numbers of cells, with the rows.
    cells: Vec<(usize, u32)>,
    /// From the first column to the last.
    width: usize,
}

impl Sheet {
    fn of(stream: &[u8], start: usize) -> Self {
        let mut sheet = Self::default();
        let (mut depth, mut first, mut last) = (0, u32::MAX, 0);
        for (at, kind, data) in records(stream, start) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => sheet.claims.push(at),
                kind if CELLS.contains(&kind) || kind == MANY => {
                    let (Some(row), Some(column)) = (number(data, 0), number(data, 2)) else { continue };
                    let end =
                        if kind == MANY { data.len().checked_sub(2).and_then(|at| number(data, at)) } else { None };
                    sheet.cells.push((at + 4, row));
                    first = first.min(column);
                    last = last.max(column).max(end.unwrap_or(0));
                }
                _ => {}
            }
        }
        sheet.width = if sheet.cells.is_empty() { 0 } else { (last.saturating_sub(first) + 1) as usize };
        sheet
    }
}
