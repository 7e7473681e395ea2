//! The cells of one sheet, its merged ranges and what it hides, in one pass.

use super::strings::{Pieces, unescape};
use super::styles::Style;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, FileKind, Nature};
use crate::import::reading::limits::Budget;
use crate::import::reading::number_format::{content, hide, text_content};
use crate::import::reading::readers::address::position;
use crate::import::reading::readers::calculated::{Formulas, Zero};
use crate::import::reading::readers::sheet::SheetBuilder;
use crate::import::reading::xml::{Element, Token, Xml};

/// What the cells of all sheets refer to.
pub(super) struct Book<'b> {
    pub(super) styles: &'b [Style],
    pub(super) strings: &'b [Pieces],
    pub(super) is_1904: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    at: (u32, u32),
    style: usize,
    kind: Kind,
    value: Option<String>,
    /// A text that stands in the cell itself.
    pieces: Option<Pieces>,
    formula: Option<String>,
    /// The number of a formula that cells share.
    shared: Option<u32>,
}

/// A sheet as it was read.
pub(super) struct Sheet {
    pub(super) cells: SheetBuilder,
    pub(super) formulas: Formulas,
}

/// What the rows of a sheet say of their height.
#[derive(Default)]
struct Heights {
    /// Whether rows without a height of their own are hidden.
    are_zero: bool,
    has_own: bool,
    without: Vec<u32>,
}

/// What a cell says that it holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Logical,
    Error,
    Date,
}

/// Where text belongs at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Nowhere,
    Value,
    Formula,
}

impl Heights {
    /// A row begins: one that is hidden is noted.
    fn row(&mut self, element: &Element<'_>, row: u32, cells: &mut SheetBuilder, budget: &Budget<'_>) {
        if element.is_on("hidden") || element.is_nothing("ht") {
            cells.hide_row(budget, row);
        } else if element.attribute("ht").is_some() {
            self.has_own = true;
        } else if self.are_zero && budget.holds(row, 0) {
            self.without.push(row);
        }
    }
}

/// Reads a sheet.
pub(super) fn read(text: &str, book: &Book<'_>, budget: &mut Budget<'_>) -> Result<Sheet, ReadError> {
    let mut xml = Xml::new(text, FileKind::Xlsx, budget.limits().depth);
    let mut sheet = Sheet { cells: SheetBuilder::default(), formulas: Formulas::default() };
    let mut cell = OpenCell::default();
    let mut next = (0, 0);
    let mut target = Target::Nowhere;
    let (mut heights, mut shows_zeros) = (Heights::default(), true);
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match element.local() {
                "c" => cell = begin(&element, next),
                "v" => {
                    target = Target::Value;
                    cell.value.get_or_insert_default();
                }
                "f" => {
                    target = Target::Formula;
                    cell.formula.get_or_insert_default();
                    cell.shared = element.number("si");
                }
                "is" => drop(cell.pieces.get_or_insert_default()),
                "sheetView" => shows_zeros = element.attribute("showZeros").is_none_or(|it| it != "0" && it != "false"),
                "sheetFormatPr" => heights.are_zero = element.is_on("zeroHeight"),
                "row" => {
                    next = (element.number("r").map_or(next.0, |row| row.saturating_sub(1)), 0);
                    heights.row(&element, next.0, &mut sheet.cells, budget);
                }
                "col" if element.is_on("hidden") || element.is_nothing("width") => {
                    let ends = ["min", "max"].map(|end| element.number(end).unwrap_or(1).saturating_sub(1));
                    sheet.cells.hide_columns(budget, ends[0], ends[1]);
                }
                "mergeCell" => {
                    let range = element.attribute("ref");
                    if let Some((first, last)) = range.as_deref().and_then(range_of) {
                        sheet.cells.merge(budget, first, last)?;
                    }
                }
                "rPh" => xml.skip()?,
                // A text in a cell of another kind, as some programs write it.
                "t" if cell.pieces.is_none() => target = Target::Value,
                _ => cell.pieces.iter_mut().for_each(|pieces| pieces.start(&element)),
            },
            Token::End(name) => match name.local() {
                "c" => {
                    next = (cell.at.0, cell.at.1.saturating_add(1));
                    let cell = std::mem::take(&mut cell);
                    let at = cell.at;
                    let content = finished(cell, book, shows_zeros, &mut sheet.formulas);
                    sheet.cells.cell(budget, at, content)?;
                }
                "row" => next = (next.0.saturating_add(1), 0),
                name => {
                    target = Target::Nowhere;
                    cell.pieces.iter_mut().for_each(|pieces| pieces.end(name));
                }
            },
            Token::Text(text) => match target {
                Target::Nowhere => cell.pieces.iter_mut().for_each(|pieces| pieces.text(&text)),
                Target::Value => cell.value.get_or_insert_default().push_str(&text),
                Target::Formula => cell.formula.get_or_insert_default().push_str(&text),
            },
        }
    }
    // Rows that nobody gave a height are hidden with the others, unless that would leave nothing.
    if heights.has_own {
        heights.without.into_iter().for_each(|row| sheet.cells.hide_row(budget, row));
    }
    Ok(sheet)
}

/// A cell begins; without an address it stands behind the one before.
fn begin(element: &Element<'_>, next: (u32, u32)) -> OpenCell {
    // An address beyond all bounds is a place outside, not the next one.
    let at = element.attribute("r").map_or(next, |address| position(&address).unwrap_or((u32::MAX, u32::MAX)));
    let kind = match element.attribute("t").as_deref() {
        Some("s") => Kind::Shared,
        Some("str" | "inlineStr") => Kind::Text,
        Some("b") => Kind::Logical,
        Some("e") => Kind::Error,
        Some("d") => Kind::Date,
        _ => Kind::Number,
    };
    let style = element.number("s").unwrap_or(0) as usize;
    OpenCell { at, style, kind, ..OpenCell::default() }
}

/// What a cell holds, and what it is.
fn finished(mut cell: OpenCell, book: &Book<'_>, shows_zeros: bool, formulas: &mut Formulas) -> Content {
    let plain = Style::default();
    let style = book.styles.get(cell.style).unwrap_or(&plain);
    if let Some(pieces) = cell.pieces.take().filter(|_| cell.value.is_none()) {
        return text_content(pieces.content(style.look), &style.format);
    }
    let value = cell.value.take().filter(|value| !value.is_empty() || cell.kind == Kind::Text);
    let Some(mut value) = value else {
        return match cell.formula {
            Some(formula) => Content::new(format!("={formula}"), Nature::FormulaWithoutResult),
            None => Content::new(String::new(), Nature::Text),
        };
    };
    let content = match cell.kind {
        Kind::Number => {
            let is_zero = value.trim().parse::<f64>().is_ok_and(|number| number == 0.0);
            if let Some(formula) = cell.formula.take() {
                if is_zero {
                    formulas.zeros.push(Zero { at: cell.at, formula, shared: cell.shared });
                } else {
                    formulas.has_result = true;
                }
            }
            if is_zero && !shows_zeros { hide(&value) } else { content(&value, &style.format, book.is_1904) }
        }
        Kind::Shared => {
            let pieces = value.trim().parse().ok().and_then(|index: usize| book.strings.get(index));
            let content = pieces.map(|pieces| pieces.content(style.look));
            let content = content.unwrap_or_else(|| Content::new(String::new(), Nature::Text));
            return text_content(content, &style.format);
        }
        Kind::Text => {
            unescape(&mut value);
            text_content(Content::new(value, Nature::Text), &style.format)
        }
        Kind::Logical => Content::new((if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
        Kind::Error => Content::new(value, Nature::FormulaError),
        Kind::Date => Content::new(value, Nature::Date),
    };
    content.looking(style.look.why())
}

/// The two ends of a range such as `A1:C3`.
fn range_of(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = text.split_once(':')?;
    Some((position(first)?, position(last)?))
}
