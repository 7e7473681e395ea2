//! Workbooks as one XML file ("XML 表格 2003"), which many web systems export under the name `.xls`.

use crate::import::encoding;
use crate::import::error::ReadError;
use crate::import::grid::{Content, Document, FileKind, Nature};
use crate::import::limits::{Budget, Limits};
use crate::import::number_text::decimal;
use crate::import::readers::sheet::SheetBuilder;
use crate::import::xml::{Element, Token, Xml};

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    kind: String,
    text: String,
    formula: Option<String>,
    has_data: bool,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::xml_text(bytes.to_vec()).ok_or(ReadError::Damaged { kind: FileKind::SpreadsheetXml })?;
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(&text, FileKind::SpreadsheetXml, limits.depth);
    let mut document =
        Document { kind: FileKind::SpreadsheetXml, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let (mut sheet, mut name, mut is_hidden) = (SheetBuilder::default(), String::new(), false);
    let (mut next_row, mut at, mut cell) = (0_u32, (0_u32, 0_u32), Cell::default());
    let (mut next_column, mut is_visible_tag) = (0_u32, false);
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) => match element.local() {
                "Worksheet" => {
                    (sheet, next_row, is_hidden) = (SheetBuilder::default(), 0, false);
                    name = element.attribute("Name").map(Into::into).unwrap_or_default();
                }
                "Row" => {
                    at = (element.number("Index").map_or(next_row, |row| row.saturating_sub(1)), 0);
                    next_row = at.0.saturating_add(1).saturating_add(element.number("Span").unwrap_or(0));
                    next_column = 0;
                    if element.is_on("Hidden") {
                        sheet.hide_row(&budget, at.0);
                    }
                }
                "Cell" => {
                    at.1 = element.number("Index").map_or(next_column, |column| column.saturating_sub(1));
                    let last = last_of(&element, at);
                    sheet.merge(&mut budget, at, last)?;
                    next_column = last.1.saturating_add(1);
                    cell = Cell { formula: element.attribute("Formula").map(Into::into), ..Cell::default() };
                }
                "Data" => {
                    cell.kind = element.attribute("Type").map(Into::into).unwrap_or_default();
                    cell.has_data = true;
                }
                "Visible" => is_visible_tag = true,
                "Comment" => xml.skip()?,
                _ => {}
            },
            Token::End(end) => match end.local() {
                "Cell" => {
                    let (text, nature) = finished(std::mem::take(&mut cell));
                    sheet.cell(&mut budget, at, Content::new(text, nature))?;
                }
                "Data" => cell.has_data = false,
                "Visible" => is_visible_tag = false,
                "Worksheet" => {
                    std::mem::take(&mut sheet).add_to(&mut document, &mut budget, (&name, is_hidden))?;
                }
                _ => {}
            },
            Token::Text(text) if cell.has_data => cell.text.push_str(&text),
            Token::Text(text) => is_hidden |= is_visible_tag && text.contains("Hidden"),
        }
    }
    Ok(document)
}

/// The last position that a cell covers.
fn last_of(element: &Element<'_>, at: (u32, u32)) -> (u32, u32) {
    let more = |name| element.number(name).unwrap_or(0);
    (at.0.saturating_add(more("MergeDown")), at.1.saturating_add(more("MergeAcross")))
}

/// What a cell holds, and what it is.
fn finished(cell: Cell) -> (String, Nature) {
    if let (Some(formula), true) = (&cell.formula, cell.text.is_empty() && cell.kind != "String") {
        return (formula.clone(), Nature::FormulaWithoutResult);
    }
    match cell.kind.as_str() {
        "Number" => match decimal(&cell.text) {
            Some(number) => (number, Nature::Number),
            None => (cell.text, Nature::Text),
        },
        "DateTime" => (cell.text, Nature::Date),
        "Boolean" => ((if cell.text == "1" { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
        "Error" => (cell.text, Nature::FormulaError),
        _ => (cell.text, Nature::Text),
    }
}
