//! The body of a document, element by element: text into paragraphs, tables into the flow.

use super::look;
use super::paragraph::{Paragraph, Run};
use super::properties;
use super::styles::Styles;
use super::table::{Cell, Table};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Unread;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::fields::{Fields, Shown};
use crate::import::reading::readers::flow::Flow;
use crate::import::reading::xml::{Element, Xml};

/// Namespaces that this reader, or every program that shows documents, understands; other ones have a fallback.
const UNDERSTOOD: &[&str] = &["w", "wps", "wpg", "wpc", "wpi", "wp", "v", "m", "a", "pic", "am3d", "cx"];

/// Parts of a document in one file that stand around its text, and texts beside it.
const BESIDE: &[&str] = &[
    "styles",
    "fonts",
    "lists",
    "tblGrid",
    "tblPrEx",
    "sectPr",
    "ctrlPr",
    "footnote",
    "endnote",
    "binData",
    "docSuppData",
    "docOleData",
    "DocumentProperties",
];

/// What stands around the text that is being read.
#[derive(Default)]
pub(super) struct Around {
    /// Tracked deletions.
    deletions: usize,
    /// Annotations as Word 2003 writes them, with whether they delete.
    annotations: Vec<bool>,
    /// Parts of formulas and of ruby that stand above or below.
    raised: usize,
    /// Content controls, with whether they show their prompt.
    controls: Vec<bool>,
    /// Drawings, with whether they are hidden.
    pub(super) drawings: Vec<bool>,
    /// Alternatives, with whether one is taken.
    alternatives: Vec<bool>,
}

/// A reader of the body of a document.
pub(super) struct Body<'s, 'b, 'l> {
    pub(super) flow: Flow<'b, 'l>,
    /// The worksheets that are embedded as objects, by the names of their relations.
    pub(super) objects: Vec<String>,
    pub(super) styles: &'s Styles,
    limits: &'l Limits,
    pub(super) tables: Vec<Table>,
    /// The paragraphs that are open: a text box stands inside one.
    paragraphs: Vec<Paragraph>,
    pub(super) around: Around,
    pub(super) fields: Fields,
    is_text: bool,
    is_code: bool,
    /// Whether the paper of the document has a colour.
    pub(super) is_dark: bool,
}

/// How many objects are told.
const OBJECTS: usize = 16;

impl<'s, 'b, 'l> Body<'s, 'b, 'l> {
    /// A reader at the beginning.
    pub(super) fn new(flow: Flow<'b, 'l>, styles: &'s Styles, limits: &'l Limits) -> Self {
        Self {
            flow,
            objects: Vec::new(),
            styles,
            limits,
            tables: Vec::new(),
            paragraphs: Vec::new(),
            around: Around::default(),
            fields: Fields::default(),
            is_text: false,
            is_code: false,
            is_dark: false,
        }
    }

    /// An element begins.
    pub(super) fn start(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let name = element.local();
        if look::is_past(element) && name != "annotation" || BESIDE.contains(&name) {
            return xml.skip();
        }
        match name {
            "del" | "moveFrom" => self.around.deletions += 1,
            "annotation" if element.attribute("type").is_some_and(|it| it == "Word.Comment") => xml.skip()?,
            "annotation" => {
                let is_deletion = look::is_deletion(element);
                self.around.annotations.push(is_deletion);
                self.around.deletions += usize::from(is_deletion);
            }
            "rt" | "sup" | "sub" => self.around.raised += 1,
            "sdt" => self.around.controls.push(false),
            "sdtPr" => {
                let is_prompt = properties::of_control(xml)?;
                self.around.controls.last_mut().into_iter().for_each(|it| *it = is_prompt);
            }
            "drawing" | "pict" => self.around.drawings.push(false),
            "docPr" | "shape" | "rect" | "roundrect" => {
                let style = element.attribute("style").unwrap_or_default().replace(' ', "");
                let is_hidden = element.is_on("hidden") || style.contains("visibility:hidden");
                self.around.drawings.last_mut().into_iter().for_each(|it| *it |= is_hidden);
            }
            "AlternateContent" => self.around.alternatives.push(false),
            "Choice" | "Fallback" => self.alternative(element, xml)?,
            "background" => {
                let colour = element.attribute("color").unwrap_or_default();
                self.is_dark = !(colour.is_empty() || colour == "auto" || colour.eq_ignore_ascii_case("ffffff"));
            }
            "OLEObject" => {
                let id = element.attribute("id").filter(|_| is_sheet(element) && self.objects.len() < OBJECTS);
                if let Some(id) = id {
                    self.objects.push(id.into_owned());
                }
            }
            "tbl" | "tblPr" | "tr" | "trPr" | "tc" | "tcPr" => self.start_table(element, xml)?,
            _ => self.start_text(element, xml)?,
        }
        Ok(())
    }

    /// An element of a paragraph begins.
    fn start_text(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        match element.local() {
            "p" => {
                self.begin_cell()?;
                self.begin_paragraph();
            }
            "pPr" => self.paragraph_properties(xml)?,
            "r" => {
                self.with_paragraph(|paragraph| paragraph.run = Run::default());
                self.run_style(None);
            }
            "rPr" => {
                let format = look::format(xml)?;
                self.with_paragraph(|paragraph| {
                    paragraph.run.direct = format.look.over(paragraph.run.direct);
                    paragraph.run.is_deleted |= format.is_deleted;
                });
                self.run_style(format.style.as_deref());
            }
            "t" | "delText" => self.is_text = true,
            "instrText" => self.is_code = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.push(symbol(element)),
            "footnoteReference" | "endnoteReference" if element.is_on("customMarkFollows") => {
                self.with_paragraph(|paragraph| paragraph.run.is_mark = true);
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(self.limits)?,
                Some("separate") => self.fields.separate(),
                Some("end") => match self.fields.end() {
                    Some(Shown::Text(text)) => self.push(&text),
                    Some(Shown::Drawn(code)) => {
                        self.around.raised += 1;
                        self.push(&code);
                        self.around.raised -= 1;
                    }
                    None => {}
                },
                _ => {}
            },
            "ffData" => {
                let shown = properties::of_field(xml)?;
                self.fields.show(shown);
            }
            _ => {}
        }
        Ok(())
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) -> Result<(), ReadError> {
        let around = &mut self.around;
        match name {
            "del" | "moveFrom" => around.deletions = around.deletions.saturating_sub(1),
            "annotation" if around.annotations.pop() == Some(true) => {
                around.deletions = around.deletions.saturating_sub(1);
            }
            "rt" | "sup" | "sub" => around.raised = around.raised.saturating_sub(1),
            "sdt" => drop(around.controls.pop()),
            "drawing" | "pict" => drop(around.drawings.pop()),
            "AlternateContent" => drop(around.alternatives.pop()),
            "t" | "delText" => self.is_text = false,
            "instrText" => self.is_code = false,
            "p" => {
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                if !self.tables.last().is_some_and(|table| table.cell.is_covered) {
                    paragraph.end(&mut self.flow)?;
                }
            }
            "tc" => {
                self.begin_cell()?;
                self.flow.close_cell()?;
                if let Some(table) = self.tables.last_mut() {
                    self.fields.close_to(table.cell.fields);
                    table.cell = Cell { is_begun: true, ..Cell::default() };
                }
            }
            "tr" if self.tables.last().is_some_and(|table| table.is_row_deleted) => self.flow.drop_row()?,
            "tbl" => {
                self.flow.close_table()?;
                self.tables.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// Text, or a part of it.
    pub(super) fn text(&mut self, text: &str) {
        if self.is_text {
            self.push(text);
        } else if self.is_code {
            self.fields.code(text);
        }
    }

    /// Another document stands here.
    pub(super) fn begin_chunk(&mut self) -> Result<(), ReadError> {
        self.begin_cell()
    }

    /// Takes the first alternative that is understood, or else the last resort.
    fn alternative(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let required = element.attribute("Requires").unwrap_or_default();
        let is_known = |prefix: &str| UNDERSTOOD.contains(&prefix) || is_of_word(prefix);
        let is_understood = required.split_whitespace().all(is_known);
        match self.around.alternatives.last_mut() {
            Some(is_taken) if !*is_taken && is_understood => *is_taken = true,
            Some(_) => xml.skip()?,
            None if element.local() == "Fallback" => xml.skip()?,
            None => {}
        }
        Ok(())
    }

    fn begin_paragraph(&mut self) {
        let mut paragraph = Paragraph::default();
        paragraph.is_on_white = self.is_on_white();
        paragraph.layers.document = self.styles.document;
        paragraph.layers.table = self.tables.last().map(|table| table.look).unwrap_or_default();
        paragraph.layers.paragraph = self.styles.paragraph(None);
        self.paragraphs.push(paragraph);
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let found = properties::of_paragraph(xml)?;
        let look = self.styles.paragraph(found.style.as_deref());
        self.with_paragraph(|paragraph| {
            paragraph.layers.paragraph = look;
            paragraph.goes_on = found.mark.is_deleted || found.mark.look.is_hidden();
            paragraph.is_on_white &= !found.is_shaded;
        });
        Ok(())
    }

    /// The open run has a style, or none.
    fn run_style(&mut self, id: Option<&str>) {
        let (character, is_prompt) = self.styles.character(id);
        self.with_paragraph(|paragraph| {
            if id.is_some() || paragraph.run.character == look::Look::default() {
                paragraph.run.character = character;
            }
            paragraph.run.is_prompt |= is_prompt;
            paragraph.settle_run();
        });
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() || self.fields.is_code() {
            return;
        }
        let around = &self.around;
        let outside = if around.deletions > 0 {
            Some(Unread::Deleted)
        } else if around.drawings.contains(&true) {
            Some(Unread::Hidden)
        } else if around.controls.contains(&true) {
            Some(Unread::Prompt)
        } else {
            (around.raised > 0).then_some(Unread::Raised)
        };
        self.with_paragraph(|paragraph| paragraph.push(text, outside));
    }
}

/// Whether an object is a worksheet, by the name of its program.
fn is_sheet(object: &Element<'_>) -> bool {
    let program = object.attribute("ProgID").unwrap_or_default().to_ascii_lowercase();
    let is = |word: &str| program.contains(word);
    (is("excel") || is("sheet") || is("workbook") || is("et.")) && !is("chart")
}

/// Whether a prefix is that of a later Word, such as `w14` or `w16se`.
fn is_of_word(prefix: &str) -> bool {
    let numbered =
        |letters: &str| prefix.strip_prefix(letters).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    numbered("w") || numbered("wp") || numbered("a")
}

/// What a symbol of the font Symbol says that has figures at their usual places; others are pictures.
fn symbol(element: &Element<'_>) -> &'static str {
    const FIGURES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let is_of_figures = element.attribute("font").is_some_and(|it| it == "Symbol");
    let code = element.attribute("char").and_then(|it| u32::from_str_radix(&it, 16).ok()).filter(|_| is_of_figures);
    match code.map(|code| code & 0xff) {
        Some(0x2c) => ",",
        Some(0x2d) => "-",
        Some(0x2e) => ".",
        Some(code @ 0x30..=0x39) => FIGURES.get((code - 0x30) as usize).copied().unwrap_or_default(),
        _ => "",
    }
}
