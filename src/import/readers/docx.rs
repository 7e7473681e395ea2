//! Documents of Word 2007 and later, and of WPS: tables with spans, text in content controls and text boxes.
//!
//! Deleted text is not text; inserted text is. Footnotes, comments, headers and fields' codes are left out. Reading is
//! one pass without recursion, however deep tables stand in one another.

use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::{Document, FileKind};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::flow::Flow;
use crate::import::xml::{Element, Token, Xml};

/// A row of a table that is being read.
#[derive(Default)]
struct Row {
    /// Whether its cells are known to Word as deleted.
    is_deleted: bool,
    cell: Cell,
}

/// The spans of a cell, which stand inside it and before its text.
#[derive(Default)]
struct Cell {
    column_span: u32,
    merge: Merge,
    is_begun: bool,
    /// Whether it is the lower part of a cell above, whose text does not show.
    is_covered: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

/// A reader of the body of a document.
struct Reader<'b, 'l> {
    flow: Flow<'b, 'l>,
    rows: Vec<Row>,
    /// The paragraphs that are open: a text box stands inside one.
    paragraphs: Vec<String>,
    is_text: bool,
    is_hidden_run: bool,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes, FileKind::Docx, limits)?;
    let text = archive.required("word/document.xml")?;
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(&text, FileKind::Docx, limits.depth);
    let mut reader = Reader {
        flow: Flow::new(&mut budget),
        rows: Vec::new(),
        paragraphs: Vec::new(),
        is_text: false,
        is_hidden_run: false,
    };
    while let Some(token) = xml.next()? {
        match token {
            // A fallback repeats a drawing for old programs; moved text stands at its new place.
            Token::Start(element) if matches!(element.local(), "Fallback" | "moveFrom" | "del" | "pPrChange") => {
                let is_deleted_row = element.local() == "del" && reader.paragraphs.len() < reader.rows.len();
                if is_deleted_row && let Some(row) = reader.rows.last_mut().filter(|row| !row.cell.is_begun) {
                    row.is_deleted = true;
                }
                xml.skip()?;
            }
            Token::Start(element) => reader.start(&element)?,
            Token::End(name) => reader.end(name.local())?,
            Token::Text(text) => reader.text(&text),
        }
    }
    let blocks = reader.flow.finish()?;
    Ok(Document { kind: FileKind::Docx, blocks, embedded: None, notes: Vec::new() })
}

impl Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.local() {
            "t" => self.is_text = true,
            "p" => {
                self.begin_cell()?;
                self.paragraphs.push(String::new());
            }
            "tab" if !self.paragraphs.is_empty() => self.mark("\t"),
            "br" | "cr" => self.mark("\n"),
            "noBreakHyphen" => self.mark("-"),
            "r" => self.is_hidden_run = false,
            "vanish" => self.is_hidden_run = element.attribute("val").is_none_or(|it| it != "0" && it != "false"),
            "tbl" => {
                self.begin_cell()?;
                self.flow.open_table()?;
                self.rows.push(Row::default());
            }
            "tr" => {
                if let Some(row) = self.rows.last_mut() {
                    *row = Row::default();
                }
                self.flow.open_row(false)?;
            }
            "gridBefore" => self.flow.skip_columns(element.number("val").unwrap_or(0)),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.cell = Cell { column_span: 1, ..Cell::default() };
                }
            }
            "gridSpan" => {
                if let Some(row) = self.rows.last_mut() {
                    row.cell.column_span = element.number("val").unwrap_or(1).max(1);
                }
            }
            "vMerge" => {
                if let Some(row) = self.rows.last_mut() {
                    let is_restart = element.attribute("val").is_some_and(|it| it == "restart");
                    row.cell.merge = if is_restart { Merge::Restart } else { Merge::Continue };
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "t" => self.is_text = false,
            "r" => self.is_hidden_run = false,
            "p" => {
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                if !self.rows.last().is_some_and(|row| row.cell.is_covered) {
                    self.flow.paragraph(&paragraph)?;
                }
            }
            "tc" => {
                self.begin_cell()?;
                self.flow.close_cell()?;
                if let Some(row) = self.rows.last_mut() {
                    row.cell = Cell { is_begun: true, ..Cell::default() };
                }
            }
            "tr" if self.rows.last().is_some_and(|row| row.is_deleted) => self.flow.drop_row()?,
            "tbl" => {
                self.flow.close_table()?;
                self.rows.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// The properties of the cell are over: it takes its place.
    fn begin_cell(&mut self) -> Result<(), ReadError> {
        let Some(Row { cell, .. }) = self.rows.last_mut() else { return Ok(()) };
        if cell.is_begun || cell.column_span == 0 {
            return Ok(());
        }
        cell.is_begun = true;
        cell.is_covered = cell.merge == Merge::Continue && self.flow.extend_cell_above(cell.column_span)?;
        if !cell.is_covered {
            self.flow.open_cell(1, cell.column_span)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.is_text && !self.is_hidden_run {
            self.mark(text);
        }
    }

    fn mark(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push_str(text);
        }
    }
}
