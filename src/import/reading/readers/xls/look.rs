//! What calamine does not tell of an old workbook: what is hidden, the formats and fonts of its cells, results of formulas.
//!
//! The records are those of [MS-XLS]. A stream that is not understood gives no look, and the values stand without it.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{BEGIN, END, Record, SHEET, number, records, stream};
use super::strings::{self, Pieces};
use super::styles::{Style, Styles};
use crate::import::reading::cfb::Compound;

/// `Row`.
const ROW: u16 = 0x0208;
/// `DefaultRowHeight`.
const ROWS: u16 = 0x0225;
/// `ColInfo`.
const COLUMNS: u16 = 0x007d;
/// `Window2`: how the sheet is seen.
const VIEW: u16 = 0x023e;
/// `Uncalced`: the sheet was not calculated before it was saved.
const NOT_CALCULATED: u16 = 0x005e;
/// `Formula`.
const FORMULA: u16 = 0x0006;
/// `LabelSst`: a shared text.
const SHARED: u16 = 0x00fd;
/// `RString`: a text with fonts of its own.
const OWN: u16 = 0x00d6;
/// The records of one cell: `Number`, `RK`, `Label`, `BoolErr` and those above.
const CELLS: [u16; 7] = [0x0203, 0x027e, 0x0204, 0x0205, FORMULA, SHARED, OWN];
/// `MulRk`: several cells with numbers.
const MANY_NUMBERS: u16 = 0x00bd;

/// Lower rows, in twentieths of a point, and narrower columns, in 256ths of a letter, show nothing.
const LOWEST: u32 = 2;
const NARROWEST: u32 = 26;
/// The height of the row is the usual one.
const IS_USUAL: u32 = 0x8000;

/// A position, row and column.
type At = (u32, u32);

/// The look of a workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) styles: Vec<Style>,
    pub(super) texts: BTreeMap<u32, Pieces>,
    /// The sheets by the order of the list.
    pub(super) sheets: Vec<Look>,
}

/// The look of a sheet.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// The numbers of the styles of cells, where they say something.
    pub(super) styles: BTreeMap<At, u32>,
    /// The numbers of shared texts with pieces.
    pub(super) shared: BTreeMap<At, u32>,
    /// Texts with pieces that stand in their cells.
    pub(super) own: BTreeMap<At, Pieces>,
    pub(super) hides_zeros: bool,
    /// Formulas with the stored result 0, and with an empty one.
    pub(super) zeros: BTreeSet<At>,
    pub(super) empty: BTreeSet<At>,
    /// Whether a formula has another result.
    pub(super) has_result: bool,
    /// Whether the file asks to be calculated when it is opened.
    pub(super) asks_for_calculation: bool,
}

/// Reads the look of a workbook.
pub(super) fn read(bytes: &[u8]) -> Book {
    let stream = Compound::open(bytes).and_then(|file| Some(stream(&file, &file.entries())?.1));
    let stream = stream.unwrap_or_default();
    let globals = || records(&stream, 0).take_while(|(_, kind, _)| *kind != END);
    let mut starts = Vec::new();
    let mut styles = Styles::default();
    for record in globals() {
        let (_, kind, data) = record;
        match kind {
            SHEET => starts.extend(number(data, 0).zip(number(data, 2)).map(|(low, high)| low | high << 16)),
            _ => styles.note(record),
        }
    }
    let texts = strings::shared(globals(), &styles);
    let all = styles.all();
    let plain = Style::default();
    let says = |style: u32| all.get(style as usize).is_some_and(|style| *style != plain);
    let sheets = starts.into_iter().map(|start| {
        let mut reader = Reader { says: &says, texts: &texts, styles: &styles, rows: Rows::default() };
        reader.look(records(&stream, start as usize))
    });
    let sheets = sheets.collect();
    Book { styles: all, texts, sheets }
}

/// What the rows of a sheet say of their height.
#[derive(Default)]
struct Rows {
    /// Whether rows without a record of their own are hidden.
    are_hidden: bool,
    described: BTreeSet<u32>,
    filled: BTreeSet<u32>,
}

/// What is known while a sheet is read.
struct Reader<'a> {
    /// Whether a style says something of its cell.
    says: &'a dyn Fn(u32) -> bool,
    texts: &'a BTreeMap<u32, Pieces>,
    styles: &'a Styles,
    rows: Rows,
}

impl Reader<'_> {
    /// Reads the look of one sheet; charts inside it have records of their own.
    fn look<'a>(&mut self, records: impl Iterator<Item = Record<'a>>) -> Look {
        let mut look = Look::default();
        let mut depth = 0;
        for (_, kind, data) in records {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth != 1 => {}
                ROW => {
                    let Some(row) = number(data, 0) else { continue };
                    self.rows.described.insert(row);
                    // The sixth bit of the row's flags is the hidden one.
                    let is_hidden = number(data, 12).unwrap_or(0) & 0x20 != 0;
                    if is_hidden || number(data, 6).is_some_and(|height| height & IS_USUAL == 0 && height < LOWEST) {
                        look.hidden_rows.push(row);
                    }
                }
                ROWS => {
                    let is_hidden = number(data, 0).unwrap_or(0) & 2 != 0;
                    self.rows.are_hidden = is_hidden || number(data, 2).is_some_and(|height| height < LOWEST);
                }
                COLUMNS => {
                    let is_narrow = number(data, 4).is_some_and(|width| width < NARROWEST);
                    if is_narrow || number(data, 8).unwrap_or(0) & 1 != 0 {
                        look.hidden_columns.extend(number(data, 0).zip(number(data, 2)));
                    }
                }
                VIEW => look.hides_zeros = number(data, 0).is_some_and(|flags| flags & 0x10 == 0),
                NOT_CALCULATED => look.asks_for_calculation = true,
                MANY_NUMBERS => {
                    let (Some(row), Some(first)) = (number(data, 0), number(data, 2)) else { continue };
                    let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
                    (first..)
                        .zip(cells)
                        .for_each(|(column, cell)| self.cell(&mut look, (row, column), number(cell, 0)));
                }
                kind if CELLS.contains(&kind) => {
                    let (Some(row), Some(column)) = (number(data, 0), number(data, 2)) else { continue };
                    self.cell(&mut look, (row, column), number(data, 4));
                    self.holding(&mut look, (row, column), (kind, data));
                }
                _ => {}
            }
        }
        // Rows that nobody described are hidden with the others, unless that would leave nothing.
        if self.rows.are_hidden && self.rows.described.len() > look.hidden_rows.len() {
            look.hidden_rows.extend(self.rows.filled.difference(&self.rows.described));
        }
        look
    }

    /// Notes a cell with its style.
    fn cell(&mut self, look: &mut Look, at: At, style: Option<u32>) {
        self.rows.filled.insert(at.0);
        if let Some(style) = style.filter(|style| (self.says)(*style)) {
            look.styles.insert(at, style);
        }
    }

    /// Notes what a cell holds.
    fn holding(&self, look: &mut Look, at: At, (kind, data): (u16, &[u8])) {
        match kind {
            SHARED => {
                let index = number(data, 6).zip(number(data, 8)).map(|(low, high)| low | high << 16);
                look.shared.extend(index.filter(|index| self.texts.contains_key(index)).map(|index| (at, index)));
            }
            OWN => look.own.extend(strings::own(data, self.styles).map(|pieces| (at, pieces))),
            FORMULA => {
                let result = data.get(6..14).unwrap_or_default();
                match result {
                    [3, .., 0xff, 0xff] => drop(look.empty.insert(at)),
                    [.., 0, 0] if result.iter().all(|byte| *byte == 0) => {
                        look.zeros.insert(at);
                        look.asks_for_calculation |= number(data, 14).unwrap_or(0) & 1 == 1;
                    }
                    _ => look.has_result = true,
                }
            }
            _ => {}
        }
    }
}
