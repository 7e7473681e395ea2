//! Saved web pages, also those that a system exports under the name of a workbook.
//!
//! Only the tokens are read, no tree is built: a page of a million open elements costs no more than its text. Layout
//! tables, menus and scripts stand around the form; cells end where the next one begins.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::import::encoding;
use crate::import::error::ReadError;
use crate::import::grid::{Document, FileKind};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::flow::Flow;

/// Elements whose text is no text of the page.
const UNSEEN: &[&str] = &["script", "style", "noscript", "iframe", "template", "svg", "select", "object", "noframes"];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "center",
    "form",
    "fieldset",
    "blockquote",
    "pre",
    "hr",
    "title",
    "caption",
    "body",
];

/// Reads a page.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::html_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Html })?;
    read_text(&text, limits)
}

/// Reads the text of a page, or of a fragment such as the clipboard holds.
pub(super) fn read_text(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut budget = Budget::new(limits);
    let page = Page { flow: Flow::new(&mut budget), skipping: None, is_blank_due: false, trouble: None };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(page)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // The tokenizer would stop where a script is to run or an encoding is named; the sink asks for neither.
    drop(tokenizer.feed(&queue));
    tokenizer.end();
    let page = tokenizer.sink.0.into_inner();
    if let Some(trouble) = page.trouble {
        return Err(trouble);
    }
    let blocks = page.flow.finish()?;
    Ok(Document { kind: FileKind::Html, blocks, embedded: None, notes: Vec::new() })
}

/// The tokenizer hands out tokens by a shared reference.
struct Sink<'b, 'l>(RefCell<Page<'b, 'l>>);

/// A page that is being read.
struct Page<'b, 'l> {
    flow: Flow<'b, 'l>,
    /// The element whose content is left out.
    skipping: Option<String>,
    /// Whether blanks stood before the next text.
    is_blank_due: bool,
    trouble: Option<ReadError>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        if page.trouble.is_some() {
            return TokenSinkResult::Continue;
        }
        let (result, next) = match token {
            Token::TagToken(tag) => (page.tag(&tag), raw(&tag)),
            Token::CharacterTokens(text) => (page.text(&text), TokenSinkResult::Continue),
            _ => return TokenSinkResult::Continue,
        };
        page.trouble = result.err();
        next
    }
}

/// How the tokenizer goes on behind a tag.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, tag.name.as_ref()) {
        (TagKind::EndTag, _) => TokenSinkResult::Continue,
        (_, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (_, "style" | "noscript" | "iframe" | "noframes" | "xmp") => TokenSinkResult::RawData(RawKind::Rawtext),
        (_, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Page<'_, '_> {
    fn tag(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let name = tag.name.as_ref();
        let is_start = tag.kind == TagKind::StartTag;
        if let Some(skipped) = &self.skipping {
            // An unclosed element must not swallow the form.
            let is_cell = matches!(name, "td" | "th" | "tr");
            let is_over = if is_start { is_cell || name == "table" } else { skipped == name || name == "table" };
            if !is_over {
                return Ok(());
            }
            self.skipping = None;
            if !is_start && name != "table" {
                return Ok(());
            }
        }
        if UNSEEN.contains(&name) {
            if is_start && !tag.self_closing {
                self.skipping = Some(name.to_owned());
            }
            return Ok(());
        }
        match (is_start, name) {
            (true, "table") => self.flow.open_table(),
            (false, "table") if self.flow.is_in_table() => self.flow.close_table(),
            (true, "tr") if self.flow.is_in_table() => self.flow.open_row(is_unseen(tag)),
            (true, "td" | "th") if self.flow.is_in_table() => self.cell(tag),
            (false, "td" | "th" | "tr") => self.flow.close_cell(),
            (true, "br") => self.line_break(),
            (true, "input") => self.input(tag),
            (_, name) if LINES.contains(&name) => {
                self.is_blank_due = false;
                self.flow.end_paragraph()
            }
            _ => Ok(()),
        }
    }

    fn cell(&mut self, tag: &Tag) -> Result<(), ReadError> {
        self.is_blank_due = false;
        if is_unseen(tag) {
            self.flow.close_cell()?;
            self.skipping = Some(tag.name.to_string());
            return Ok(());
        }
        let span = |name: &str| attribute(tag, name).and_then(|it| it.trim().parse().ok()).unwrap_or(1);
        self.flow.open_cell(span("rowspan"), span("colspan"))
    }

    fn line_break(&mut self) -> Result<(), ReadError> {
        self.is_blank_due = false;
        if self.flow.is_in_cell() { self.flow.text("\n") } else { self.flow.end_paragraph() }
    }

    /// The value of a field of a form on the page, where somebody typed it.
    fn input(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let is_field = attribute(tag, "type").is_none_or(|it| matches!(it.as_ref(), "text" | "number"));
        match attribute(tag, "value") {
            Some(value) if is_field => self.text(&value),
            _ => Ok(()),
        }
    }

    /// Text with its blanks collapsed as a browser does.
    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.skipping.is_some() {
            return Ok(());
        }
        let is_blank = |c: char| c.is_ascii_whitespace();
        for word in text.split_inclusive(is_blank) {
            let trimmed = word.trim_end_matches(is_blank);
            if !trimmed.is_empty() {
                if self.is_blank_due && !self.flow.is_at_line_start() {
                    self.flow.text(" ")?;
                }
                self.is_blank_due = false;
                self.flow.text(&trimmed.replace('\u{a0}', " "))?;
            }
            self.is_blank_due |= trimmed.len() < word.len();
        }
        Ok(())
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<Cow<'t, str>> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name)?;
    Some(Cow::Borrowed(found.value.as_ref()))
}

/// Whether a tag says that it is not shown.
fn is_unseen(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || attribute(tag, "hidden").is_some()
}
