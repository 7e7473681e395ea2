//! Spreadsheets of OpenDocument, streamed from their XML.
//!
//! calamine does not tell merged cells of this format. Rows and cells that claim to be repeated are repeated only where
//! something stands in them, and only within the limits. `cell` says what a cell holds, `styles` how text is seen,
//! `data_styles` how numbers are.

mod cell;
mod data_styles;
mod styles;

use self::cell::{Cell, OpenCell, finished, is_blank};
use self::styles::{Look, Styles};
use crate::import::reading::archive::Archive;
use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Document, FileKind, Nature};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::readers::calculated::{Formulas, Zero};
use crate::import::reading::readers::runs::Runs;
use crate::import::reading::readers::sheet::SheetBuilder;
use crate::import::reading::xml::{Element, Token, Xml};

/// Programs that calculate what they write.
const CALCULATING: &[&str] = &[
    "LibreOffice",
    "OpenOffice",
    "Collabora",
    "StarOffice",
    "NeoOffice",
    "Excel",
    "MicrosoftOffice",
    "WPS",
    "Gnumeric",
];

/// What of a table is not read: remarks, drawings, what was changed, readings above characters, footnotes.
const UNREAD: &[&str] = &[
    "annotation",
    "shapes",
    "tracked-changes",
    "note",
    "ruby-text",
    "frame",
    "custom-shape",
    "caption",
    "rect",
    "forms",
    "scripts",
    "master-styles",
    "content-validations",
];

/// The parts of a package that count, each as far as it is there, or a spreadsheet that is one XML file.
fn parts(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, ReadError> {
    if !bytes.starts_with(b"PK") {
        let text = encoding::xml_text(bytes.to_vec()).ok_or(ReadError::Damaged { kind: FileKind::Ods })?;
        return Ok(vec![text]);
    }
    let mut archive = Archive::open(bytes, FileKind::Ods, limits)?;
    let manifest = archive.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    let content = archive.required("content.xml")?;
    let mut parts: Vec<String> = Vec::new();
    for name in ["meta.xml", "styles.xml"] {
        parts.extend(archive.text(name)?);
    }
    parts.push(content);
    Ok(parts)
}

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let parts = parts(bytes, limits)?;
    let mut budget = Budget::new(limits);
    let mut document = Document { kind: FileKind::Ods, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let mut reader = Reader::default();
    for (index, text) in parts.iter().enumerate() {
        let mut xml = Xml::new(text, FileKind::Ods, limits.depth);
        // What stands beside the content says how it looks, and may be broken.
        let is_content = index + 1 == parts.len();
        loop {
            let token = match xml.next() {
                Ok(Some(token)) => token,
                Err(error) if is_content => return Err(error),
                Ok(None) | Err(_) => break,
            };
            match token {
                Token::Start(element) if UNREAD.contains(&element.local()) => {
                    if xml.skip().is_err() && is_content {
                        return Err(ReadError::Damaged { kind: FileKind::Ods });
                    }
                }
                Token::Start(element) => reader.start(&element, &mut budget),
                Token::End(name) => reader.end(name.local(), &mut budget)?,
                Token::Text(text) => reader.text(&text),
            }
        }
    }
    let has_result = reader.sheets.iter().any(|sheet| sheet.formulas.has_result);
    let all_are_open = !has_result && !reader.is_calculated;
    for mut sheet in reader.sheets {
        sheet.formulas.doubt(&mut sheet.cells, all_are_open);
        sheet.cells.add_to(&mut document, &mut budget, (&sheet.name, sheet.is_hidden))?;
    }
    Ok(document)
}

/// A table.
#[derive(Default)]
struct Sheet {
    cells: SheetBuilder,
    formulas: Formulas,
    name: String,
    is_hidden: bool,
}

/// What is being read.
#[derive(Default)]
struct Reader {
    styles: Styles,
    /// Whether the program that wrote the file calculates; its name is being read.
    is_calculated: bool,
    is_program: bool,
    sheets: Vec<Sheet>,
    row: u32,
    column: u32,
    /// How often the row stands there, and its cells.
    row_repeated: u32,
    is_row_hidden: bool,
    row_style: Option<String>,
    cells: Vec<Cell>,
    /// The columns described so far, where each description ends, and the style that it gives to cells.
    columns: u32,
    column_styles: Vec<(u32, Option<String>)>,
    /// For each open group of rows or columns whether it is hidden.
    groups: Vec<bool>,
    open: Option<OpenCell>,
    /// How the text of each open element is seen.
    looks: Vec<Look>,
}

impl Reader {
    fn start(&mut self, element: &Element<'_>, budget: &mut Budget<'_>) {
        let repeated = |name: &str| element.number(name).unwrap_or(1).max(1);
        let of = |name: &str| element.attribute(name).map(String::from);
        let is_collapsed = of("visibility").is_some_and(|it| it != "visible");
        let style = || of("style-name").unwrap_or_default();
        match element.local() {
            "generator" => self.is_program = true,
            "table" => {
                let is_hidden = self.styles.is_unseen("table", &style());
                let name = of("name").unwrap_or_default();
                self.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
                (self.row, self.columns) = (0, 0);
                self.column_styles.clear();
                self.groups.clear();
            }
            "table-row-group" | "table-column-group" => {
                self.groups.push(of("display").is_some_and(|it| it == "false"));
            }
            "table-column" => {
                let count = repeated("number-columns-repeated");
                let is_hidden =
                    is_collapsed || self.groups.contains(&true) || self.styles.is_unseen("table-column", &style());
                if let Some(sheet) = self.sheets.last_mut().filter(|_| is_hidden) {
                    sheet.cells.hide_columns(budget, self.columns, self.columns.saturating_add(count - 1));
                }
                self.columns = self.columns.saturating_add(count);
                self.column_styles.push((self.columns, of("default-cell-style-name")));
            }
            "table-row" => {
                self.column = 0;
                self.row_repeated = repeated("number-rows-repeated");
                self.is_row_hidden =
                    is_collapsed || self.groups.contains(&true) || self.styles.is_unseen("table-row", &style());
                self.row_style = of("default-cell-style-name");
                self.cells.clear();
            }
            "table-cell" => self.begin(element, repeated("number-columns-repeated")),
            "covered-table-cell" => {
                self.column = self.column.saturating_add(repeated("number-columns-repeated"));
                self.open = None;
            }
            "p" | "h" => {
                let Some(open) = &mut self.open else { return };
                if open.paragraphs > 0 {
                    open.text.push("\n", None);
                    open.shown.push('\n');
                }
                open.paragraphs += 1;
                self.looks.push(self.styles.look("paragraph", &style()).over(open.look));
            }
            "span" => {
                let below = self.looks.last().copied().unwrap_or_default();
                self.looks.push(self.styles.look("text", &style()).over(below));
            }
            "s" => self.text(&" ".repeat(element.number("c").unwrap_or(1).min(64) as usize)),
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => self.styles.start(element),
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
        let column = self.column_styles.partition_point(|(end, _)| *end <= self.column);
        let of_column = self.column_styles.get(column).and_then(|(_, style)| style.clone());
        let style = of("style-name").or_else(|| self.row_style.clone()).or(of_column).unwrap_or_default();
        let content = Content::new(String::new(), Nature::Text);
        let cell = Cell { column: self.column, repeated, spans: spans.into(), content, zero: None, has_result: false };
        self.column = self.column.saturating_add(repeated);
        let others = ["string-value", "date-value", "time-value", "boolean-value"];
        self.looks.clear();
        self.open = Some(OpenCell {
            cell,
            nature,
            value: of("value"),
            other: others.into_iter().find_map(of),
            formula: of("formula"),
            look: self.styles.look("table-cell", &style),
            format: self.styles.format(&style),
            text: Runs::default(),
            shown: String::new(),
            paragraphs: 0,
        });
    }

    fn text(&mut self, text: &str) {
        match (&mut self.open, self.looks.last()) {
            (Some(open), Some(look)) => {
                open.text.push(text, look.why());
                open.shown.push_str(text);
            }
            (None, _) if self.is_program => self.is_calculated |= CALCULATING.iter().any(|it| text.contains(it)),
            (None, _) => self.styles.text(text),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget<'_>) -> Result<(), ReadError> {
        match name {
            "generator" => self.is_program = false,
            "p" | "h" | "span" => drop(self.looks.pop()),
            "table-row-group" | "table-column-group" => drop(self.groups.pop()),
            "table-cell" => {
                if let Some(open) = self.open.take() {
                    let cell = finished(open, self.is_calculated);
                    if !is_blank(&cell.content) || cell.spans != (1, 1) {
                        budget.text(cell.content.text.len())?;
                        self.cells.push(cell);
                    }
                }
            }
            "table-row" => self.end_row(budget)?,
            _ => self.styles.end(name),
        }
        Ok(())
    }

    /// Writes the row as often as it stands there; a blank one only moves on.
    fn end_row(&mut self, budget: &mut Budget<'_>) -> Result<(), ReadError> {
        let rows = self.row_repeated;
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        for step in 0..rows {
            let row = self.row.saturating_add(step);
            let is_inside = budget.holds(row, 0);
            if !is_inside || (self.cells.is_empty() && !self.is_row_hidden) {
                break;
            }
            if self.is_row_hidden {
                sheet.cells.hide_row(budget, row);
            }
            for cell in &self.cells {
                let last_row = row.saturating_add(cell.spans.0 - 1);
                for column in (cell.column..cell.column.saturating_add(cell.repeated)).step_by(cell.spans.1 as usize) {
                    if !budget.holds(row, column) {
                        break;
                    }
                    let last = (last_row, column.saturating_add(cell.spans.1 - 1));
                    sheet.cells.cell(budget, (row, column), cell.content.clone())?;
                    sheet.cells.merge(budget, (row, column), last)?;
                    if let Some(formula) = &cell.zero {
                        sheet.formulas.zeros.push(Zero { at: (row, column), formula: formula.clone(), shared: None });
                    }
                }
            }
            sheet.formulas.has_result |= self.cells.iter().any(|cell| cell.has_result);
        }
        self.row = self.row.saturating_add(rows);
        Ok(())
    }
}
