//! Spreadsheets of OpenDocument, streamed from their XML.
//!
//! calamine does not tell merged cells of this format. Rows and cells that claim to be repeated are repeated only where
//! something stands in them, and only within the limits.

use std::collections::BTreeSet;

use crate::import::archive::Archive;
use crate::import::encoding;
use crate::import::error::ReadError;
use crate::import::grid::{Content, Document, FileKind, Nature};
use crate::import::limits::{Budget, Limits};
use crate::import::number_text::decimal;
use crate::import::readers::sheet::SheetBuilder;
use crate::import::xml::{Element, Token, Xml};

/// The content of a package, or of a spreadsheet that is one XML file.
fn content(bytes: &[u8], limits: &Limits) -> Result<String, ReadError> {
    if !bytes.starts_with(b"PK") {
        return encoding::xml_text(bytes.to_vec()).ok_or(ReadError::Damaged { kind: FileKind::Ods });
    }
    let mut archive = Archive::open(bytes, FileKind::Ods, limits)?;
    let manifest = archive.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    archive.required("content.xml")
}

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = content(bytes, limits)?;
    let mut budget = Budget::new(limits);
    let mut document = Document { kind: FileKind::Ods, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let mut xml = Xml::new(&text, FileKind::Ods, limits.depth);
    let mut reader = Reader::default();
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) if matches!(element.local(), "annotation" | "shapes" | "tracked-changes") => {
                xml.skip()?;
            }
            Token::Start(element) => reader.start(&element, &mut budget),
            Token::End(name) => reader.end(name.local(), &mut budget, &mut document)?,
            Token::Text(text) => reader.text(&text),
        }
    }
    Ok(document)
}

/// A cell of the row that is being read.
#[derive(Clone)]
struct Cell {
    column: u32,
    repeated: u32,
    spans: (u32, u32),
    text: String,
    nature: Nature,
}

/// What is being read.
#[derive(Default)]
struct Reader {
    /// Styles of tables that are not shown, and the style that is being described.
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    sheet: SheetBuilder,
    name: String,
    is_hidden: bool,
    row: u32,
    column: u32,
    /// How often the row stands there, and its cells.
    row_repeated: u32,
    is_row_hidden: bool,
    cells: Vec<Cell>,
    /// The columns described so far.
    columns: u32,
    open: Option<OpenCell>,
}

/// A cell whose text is being read.
struct OpenCell {
    cell: Cell,
    value: Option<String>,
    formula: Option<String>,
    paragraphs: usize,
    is_text: bool,
}

impl Reader {
    fn start(&mut self, element: &Element<'_>, budget: &mut Budget<'_>) {
        let repeated = |name: &str| element.number(name).unwrap_or(1).max(1);
        let is_unseen = |it: &Element<'_>| it.attribute("visibility").is_some_and(|it| it != "visible");
        match element.local() {
            "style" => self.style = element.attribute("name").map(Into::into),
            "table-properties" if element.attribute("display").is_some_and(|it| it == "false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "table" => {
                self.name = element.attribute("name").map(Into::into).unwrap_or_default();
                self.is_hidden =
                    element.attribute("style-name").is_some_and(|it| self.hidden_styles.contains(it.as_ref()));
                (self.row, self.columns) = (0, 0);
                self.sheet = SheetBuilder::default();
            }
            "table-column" => {
                let count = repeated("number-columns-repeated");
                if is_unseen(element) {
                    self.sheet.hide_columns(budget, self.columns, self.columns.saturating_add(count - 1));
                }
                self.columns = self.columns.saturating_add(count);
            }
            "table-row" => {
                self.column = 0;
                self.row_repeated = repeated("number-rows-repeated");
                self.is_row_hidden = is_unseen(element);
                self.cells.clear();
            }
            "table-cell" => self.begin(element, repeated("number-columns-repeated")),
            "covered-table-cell" => {
                self.column = self.column.saturating_add(repeated("number-columns-repeated"));
                self.open = None;
            }
            "p" | "h" => {
                if let Some(open) = &mut self.open {
                    if open.paragraphs > 0 {
                        open.cell.text.push('\n');
                    }
                    open.paragraphs += 1;
                    open.is_text = true;
                }
            }
            "s" => self.text(&" ".repeat(element.number("c").unwrap_or(1).min(64) as usize)),
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn begin(&mut self, element: &Element<'_>, repeated: u32) {
        let spans = ["number-rows-spanned", "number-columns-spanned"].map(|it| element.number(it).unwrap_or(1).max(1));
        let of = |name: &str| element.attribute(name).map(String::from);
        // LibreOffice marks errors in its own namespace, beside the type `string`.
        let kinds = element.attribute("value-type");
        let nature = match kinds.as_deref() {
            Some("float" | "currency") => Nature::Number,
            Some("percentage") => Nature::Percent,
            Some("date" | "time") => Nature::Date,
            Some("boolean") => Nature::Logical,
            _ => Nature::Text,
        };
        let cell = Cell { column: self.column, repeated, spans: spans.into(), text: String::new(), nature };
        self.column = self.column.saturating_add(repeated);
        let (value, formula) = (of("value"), of("formula"));
        self.open = Some(OpenCell { cell, value, formula, paragraphs: 0, is_text: false });
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|open| open.is_text) {
            open.cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget<'_>, document: &mut Document) -> Result<(), ReadError> {
        match name {
            "p" | "h" => {
                if let Some(open) = &mut self.open {
                    open.is_text = false;
                }
            }
            "table-cell" => {
                if let Some(open) = self.open.take() {
                    let cell = finished(open);
                    if !cell.text.trim().is_empty() || cell.spans != (1, 1) {
                        budget.text(cell.text.len())?;
                        self.cells.push(cell);
                    }
                }
            }
            "table-row" => self.end_row(budget)?,
            "table" => {
                let sheet = std::mem::take(&mut self.sheet);
                sheet.add_to(document, budget, (&self.name, self.is_hidden))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the row as often as it stands there; a blank one only moves on.
    fn end_row(&mut self, budget: &mut Budget<'_>) -> Result<(), ReadError> {
        let rows = self.row_repeated;
        for step in 0..rows {
            let row = self.row.saturating_add(step);
            let is_inside = budget.holds(row, 0);
            if !is_inside || (self.cells.is_empty() && !self.is_row_hidden) {
                break;
            }
            if self.is_row_hidden {
                self.sheet.hide_row(budget, row);
            }
            for cell in &self.cells {
                let last_row = row.saturating_add(cell.spans.0 - 1);
                for column in (cell.column..cell.column.saturating_add(cell.repeated)).step_by(cell.spans.1 as usize) {
                    if !budget.holds(row, column) {
                        break;
                    }
                    let last = (last_row, column.saturating_add(cell.spans.1 - 1));
                    let content = Content::new(cell.text.clone(), cell.nature);
                    self.sheet.cell(budget, (row, column), content)?;
                    self.sheet.merge(budget, (row, column), last)?;
                }
            }
        }
        self.row = self.row.saturating_add(rows);
        Ok(())
    }
}

/// What a cell holds, and what it is.
fn finished(open: OpenCell) -> Cell {
    let OpenCell { mut cell, value, formula, .. } = open;
    if cell.nature == Nature::Number
        && let Some(number) = value.as_deref().and_then(decimal)
    {
        cell.text = number;
    }
    let is_error = |text: &str| text.starts_with("Err:") || (text.starts_with('#') && text.ends_with(['!', '?', 'A']));
    if let Some(formula) = formula {
        if cell.text.is_empty() && value.is_none() {
            cell.text = format!("={}", formula.trim_start_matches("of:").trim_start_matches('='));
            cell.nature = Nature::FormulaWithoutResult;
        } else if is_error(&cell.text) {
            cell.nature = Nature::FormulaError;
        }
    }
    cell
}
