//! Workbooks as one XML file ("XML 表格 2003"), which many web systems export under the name `.xls`.

use std::collections::BTreeMap;

use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Content, Document, Doubt, FileKind, Nature, Unread};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::number_format::{Format, content, text_content};
use crate::import::reading::readers::runs::Runs;
use crate::import::reading::readers::sheet::SheetBuilder;
use crate::import::reading::xml::{Element, Token, Xml};

/// How far the parents of a style are followed.
const PARENTS: usize = 16;

/// The style of cells that name none.
const DEFAULT: &str = "Default";

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    kind: String,
    text: String,
    /// The text in pieces, for its markup.
    runs: Runs,
    /// The elements around the text, and what each says of it.
    marks: Vec<Option<Unread>>,
    formula: Option<String>,
    style: Option<String>,
    has_data: bool,
}

/// A style; nothing where it leaves the matter to its parent.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    format: Option<Format>,
    is_struck: Option<bool>,
    is_raised: Option<bool>,
}

/// The styles by name.
type Styles = BTreeMap<String, Style>;

/// The columns of a sheet that name a style, the first, the last and the style.
type Columns = Vec<(u32, u32, String)>;

/// Where the reader stands in a sheet.
#[derive(Default)]
struct Open {
    sheet: SheetBuilder,
    name: String,
    is_hidden: bool,
    next_row: u32,
    next_column: u32,
    at: (u32, u32),
    row_style: Option<String>,
    columns: Columns,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::xml_text(bytes.to_vec()).ok_or(ReadError::Damaged { kind: FileKind::SpreadsheetXml })?;
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(&text, FileKind::SpreadsheetXml, limits.depth);
    let mut document =
        Document { kind: FileKind::SpreadsheetXml, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let (mut open, mut cell, mut is_visible_tag) = (Open::default(), Cell::default(), false);
    let (mut styles, mut style) = (Styles::new(), String::new());
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) if cell.has_data => cell.marks.push(mark(&element)),
            Token::Start(element) => match element.local() {
                "Style" => {
                    budget.cell()?;
                    style = element.attribute("ID").map(Into::into).unwrap_or_default();
                    let parent = element.attribute("Parent").map(Into::into);
                    styles.insert(style.clone(), Style { parent, ..Style::default() });
                }
                "NumberFormat" | "Font" => styles.get_mut(&style).into_iter().for_each(|it| it.note(&element)),
                "Worksheet" => {
                    let name = element.attribute("Name").map(Into::into).unwrap_or_default();
                    open = Open { name, ..Open::default() };
                }
                "Column" => open.column(&element, &budget),
                "Row" => open.row(&element, &budget),
                "Cell" => {
                    open.at.1 = element.number("Index").map_or(open.next_column, |column| column.saturating_sub(1));
                    let last = last_of(&element, open.at);
                    open.sheet.merge(&mut budget, open.at, last)?;
                    open.next_column = last.1.saturating_add(1);
                    let style = element.attribute("StyleID").map(Into::into);
                    let formula = element.attribute("Formula").map(Into::into);
                    cell = Cell { formula, style: style.or_else(|| open.style()), ..Cell::default() };
                }
                "Data" => {
                    cell.kind = element.attribute("Type").map(Into::into).unwrap_or_default();
                    cell.has_data = true;
                }
                "Visible" => is_visible_tag = true,
                "Comment" => xml.skip()?,
                _ => {}
            },
            Token::End(_) if !cell.marks.is_empty() => drop(cell.marks.pop()),
            Token::End(end) => match end.local() {
                "Cell" => {
                    let content = finished(std::mem::take(&mut cell), &styles);
                    open.sheet.cell(&mut budget, open.at, content)?;
                }
                "Data" => cell.has_data = false,
                "Visible" => is_visible_tag = false,
                "Worksheet" => {
                    let Open { sheet, name, is_hidden, .. } = std::mem::take(&mut open);
                    sheet.add_to(&mut document, &mut budget, (&name, is_hidden))?;
                }
                _ => {}
            },
            Token::Text(text) if cell.has_data => {
                cell.text.push_str(&text);
                cell.runs.push(&text, cell.marks.iter().rev().find_map(|mark| *mark));
            }
            Token::Text(text) => open.is_hidden |= is_visible_tag && text.contains("Hidden"),
        }
    }
    Ok(document)
}

impl Open {
    /// Columns begin: their style, and whether they are hidden.
    fn column(&mut self, element: &Element<'_>, budget: &Budget<'_>) {
        let first = element.number("Index").map_or(self.next_column, |column| column.saturating_sub(1));
        let last = first.saturating_add(element.number("Span").unwrap_or(0));
        self.next_column = last.saturating_add(1);
        if element.is_on("Hidden") || element.is_nothing("Width") {
            self.sheet.hide_columns(budget, first, last);
        }
        let style = element.attribute("StyleID");
        if let Some(style) = style.filter(|_| self.columns.len() < budget.limits().columns as usize) {
            self.columns.push((first, last, style.into_owned()));
        }
    }

    /// A row begins; it may stand for several.
    fn row(&mut self, element: &Element<'_>, budget: &Budget<'_>) {
        self.at = (element.number("Index").map_or(self.next_row, |row| row.saturating_sub(1)), 0);
        let last = self.at.0.saturating_add(element.number("Span").unwrap_or(0));
        self.next_row = last.saturating_add(1);
        self.next_column = 0;
        self.row_style = element.attribute("StyleID").map(Into::into);
        if element.is_on("Hidden") || element.is_nothing("Height") {
            let rows = self.at.0..=last.min(budget.limits().rows);
            rows.for_each(|row| self.sheet.hide_row(budget, row));
        }
    }

    /// The style of a cell that names none: that of its row, or of its column.
    fn style(&self) -> Option<String> {
        let has = |it: &&(u32, u32, String)| (it.0..=it.1).contains(&self.at.1);
        self.row_style.clone().or_else(|| self.columns.iter().find(has).map(|it| it.2.clone()))
    }
}

impl Style {
    fn note(&mut self, element: &Element<'_>) {
        if let Some(format) = element.attribute("Format") {
            self.format = Some(Format::of_code(code(&format)));
        }
        if element.attribute("StrikeThrough").is_some() {
            self.is_struck = Some(element.is_on("StrikeThrough"));
        }
        if let Some(place) = element.attribute("VerticalAlign") {
            self.is_raised = Some(matches!(place.as_ref(), "Superscript" | "Subscript"));
        }
    }
}

/// The code of a format that has a name.
fn code(format: &str) -> &str {
    match format {
        "General Number" | "General" | "Yes/No" | "True/False" | "On/Off" => "General",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => "yyyy/m/d",
        "Long Time" | "Medium Time" | "Short Time" => "h:mm",
        "Currency" | "Euro Currency" | "Standard" => "#,##0.00",
        "Fixed" => "0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        code => code,
    }
}

/// The first thing that a style or one of its parents says.
fn said<T>(styles: &Styles, style: &str, what: impl Fn(&Style) -> Option<T>) -> Option<T> {
    let mut name = style;
    for _ in 0..PARENTS {
        let style = styles.get(name)?;
        if let Some(said) = what(style) {
            return Some(said);
        }
        name = style.parent.as_deref().unwrap_or(DEFAULT);
    }
    None
}

/// What an element of markup says of the text inside.
fn mark(element: &Element<'_>) -> Option<Unread> {
    match element.local().to_ascii_lowercase().as_str() {
        "s" | "strike" | "del" => Some(Unread::Struck),
        "sup" | "sub" => Some(Unread::Raised),
        _ => None,
    }
}

/// The last position that a cell covers.
fn last_of(element: &Element<'_>, at: (u32, u32)) -> (u32, u32) {
    let more = |name| element.number(name).unwrap_or(0);
    (at.0.saturating_add(more("MergeDown")), at.1.saturating_add(more("MergeAcross")))
}

/// What a cell holds, and what it is.
fn finished(cell: Cell, styles: &Styles) -> Content {
    if let (Some(formula), true) = (&cell.formula, cell.text.trim().is_empty() && cell.kind != "String") {
        return Content::new(formula.clone(), Nature::FormulaWithoutResult);
    }
    let style = cell.style.as_deref().unwrap_or(DEFAULT);
    let format = said(styles, style, |it| it.format.clone()).unwrap_or_default();
    let content = match cell.kind.as_str() {
        "Number" => content(&cell.text, &format, false),
        "DateTime" => Content::new(cell.text, Nature::Date),
        "Boolean" => Content::new((if cell.text == "1" { "TRUE" } else { "FALSE" }).to_owned(), Nature::Logical),
        "Error" => Content::new(cell.text, Nature::FormulaError),
        _ if cell.runs.text() == cell.text => text_content(Content::new(cell.text, Nature::Text), &format),
        _ => text_content(cell.runs.content(Nature::Text), &format),
    };
    if content.text.is_empty() || !content.doubts.is_empty() {
        content
    } else if said(styles, style, |it| it.is_struck) == Some(true) {
        content.doubted(Doubt::StruckOut)
    } else if said(styles, style, |it| it.is_raised) == Some(true) {
        content.doubted(Doubt::Raised)
    } else {
        content
    }
}
