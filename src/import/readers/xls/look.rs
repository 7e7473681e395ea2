//! What calamine does not tell of an old workbook: hidden rows and columns, and the formats of its numbers.
//!
//! The records are those of [MS-XLS]. A stream that is not understood gives no look, and the values stand without it.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::import::cfb::Compound;
use crate::import::number_format::Format;

/// `BOF`: a substream begins.
pub(super) const BEGIN: u16 = 0x0809;
/// `EOF`: a substream ends.
pub(super) const END: u16 = 0x000a;
/// `BoundSheet8`: a sheet of the list.
pub(super) const SHEET: u16 = 0x0085;
/// `FilePass`: the workbook is encrypted.
const PASSWORD: u16 = 0x002f;
/// `Format`: a number format of the workbook's own.
const FORMAT: u16 = 0x041e;
/// `XF`: a cell style.
const STYLE: u16 = 0x00e0;
/// `Row`.
const ROW: u16 = 0x0208;
/// `ColInfo`.
const COLUMNS: u16 = 0x007d;
/// `Number`, `RK` and `Formula`: one cell with a number.
const NUMBERS: [u16; 3] = [0x0203, 0x027e, 0x0006];
/// `MulRk`: several cells with numbers.
const MANY_NUMBERS: u16 = 0x00bd;

/// The looks of the sheets, by the order of the list.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// The formats of the cells with numbers, but those that show numbers as they are.
    pub(super) formats: BTreeMap<(u32, u32), Rc<Format>>,
}

/// A record: where it begins, its kind and its bytes.
pub(super) type Record<'a> = (usize, u16, &'a [u8]);

/// Reads the looks of all sheets.
pub(super) fn read(bytes: &[u8]) -> Vec<Look> {
    let stream = stream(bytes);
    let (mut starts, mut formats, mut own) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (_, kind, data) in records(&stream, 0).take_while(|(_, kind, _)| *kind != END) {
        match kind {
            SHEET => starts.extend(number(data, 0).zip(number(data, 2)).map(|(low, high)| low | high << 16)),
            FORMAT => drop(number(data, 0).map(|id| own.insert(id, Rc::new(Format::of_code(&code(data)))))),
            STYLE => {
                let id = number(data, 2).unwrap_or(0);
                let format = own.get(&id).cloned().unwrap_or_else(|| Rc::new(Format::built_in(id)));
                formats.push((format, id != 0));
            }
            _ => {}
        }
    }
    starts.into_iter().map(|start| look(records(&stream, start as usize), &formats)).collect()
}

/// Whether a workbook is protected by a password.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    let stream = stream(bytes);
    records(&stream, 0).take_while(|(_, kind, _)| *kind != END).any(|(_, kind, _)| kind == PASSWORD)
}

/// The stream of the workbook; nothing when it is not there.
fn stream(bytes: &[u8]) -> Vec<u8> {
    let stream = Compound::open(bytes).and_then(|file| {
        let entries = file.entries();
        let book = entries.iter().find(|entry| matches!(entry.name.as_str(), "Workbook" | "Book"))?;
        file.stream(&entries, book)
    });
    stream.unwrap_or_default()
}

/// Reads the look of one sheet; charts inside it have records of their own.
fn look<'a>(records: impl Iterator<Item = Record<'a>>, formats: &[(Rc<Format>, bool)]) -> Look {
    let mut look = Look::default();
    let mut depth = 0;
    // The general format shows numbers as they are.
    let format = |style: Option<u32>| {
        let of_style = style.and_then(|style| formats.get(style as usize));
        of_style.filter(|(_, is_own)| *is_own).map(|(format, _)| Rc::clone(format))
    };
    for (_, kind, data) in records {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth != 1 => {}
            // The sixth bit of the row's flags is the hidden one.
            ROW if number(data, 12).unwrap_or(0) & 0x20 != 0 => look.hidden_rows.extend(number(data, 0)),
            COLUMNS if number(data, 8).unwrap_or(0) & 1 != 0 => {
                look.hidden_columns.extend(number(data, 0).zip(number(data, 2)));
            }
            MANY_NUMBERS => {
                let (Some(row), Some(first)) = (number(data, 0), number(data, 2)) else { continue };
                let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
                let shown = (first..).zip(cells).filter_map(|(column, cell)| Some((column, format(number(cell, 0))?)));
                look.formats.extend(shown.map(|(column, format)| ((row, column), format)));
            }
            kind if NUMBERS.contains(&kind) => {
                let at = number(data, 0).zip(number(data, 2));
                look.formats.extend(at.zip(format(number(data, 4))));
            }
            _ => {}
        }
    }
    look
}

/// The records of a stream from a place on.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let begin = at;
        let kind = u16::try_from(number(stream, begin)?).ok()?;
        let length = number(stream, begin + 2)? as usize;
        let data = stream.get(begin + 4..begin + 4 + length)?;
        at = begin + 4 + length;
        Some((begin, kind, data))
    })
}

/// The code of a number format, of which only the signs count: letters of one byte, or of two.
fn code(data: &[u8]) -> String {
    let is_wide = data.get(4).is_some_and(|flags| flags & 1 == 1);
    let letters = data.get(5..).unwrap_or_default();
    if is_wide {
        let units = letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        letters.iter().copied().map(char::from).collect()
    }
}

/// A number of two bytes.
pub(super) fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}
