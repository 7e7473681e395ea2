//! Web pages: saved ones, those that a system exports under the name of a workbook, and what the clipboard holds.
//!
//! Only the tokens are read, no tree is built: a page of a million open elements costs no more than its text. Layout
//! tables, menus and scripts stand around the form; what the page hides, strikes out or raises does not count.
//! Reading order: [`read`], `page` (the tokens), `open` (the open elements), `state` (how text is seen), `css`, `fields`.

mod attribute;
mod css;
mod fields;
mod open;
mod page;
mod state;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::import::reading::encoding;
use crate::import::reading::error::{Foreign, ReadError};
use crate::import::reading::grid::{Block, Document, FileKind};
use crate::import::reading::limits::{Budget, Limits};
use attribute::attribute;
use css::Styles;
use page::{Page, Shape};

/// Reads a page.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::html_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Html })?;
    read_text(&text, limits)
}

/// Reads the text of a page, or of a fragment such as the clipboard holds.
pub(super) fn read_text(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    read_pages(&[without_header(text)], &[], limits)
}

/// Reads pages that belong together, with the style sheets that lie beside them; of the further pages only the tables.
pub(super) fn read_pages(pages: &[&str], sheets: &[&str], limits: &Limits) -> Result<Document, ReadError> {
    let mut budget = Budget::new(limits);
    let mut document = Document { kind: FileKind::Html, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    let (mut is_frame, mut hidden_cells, mut is_cut) = (false, 0, false);
    let mut grids = 0;
    let mut shared = Styles::default();
    for sheet in sheets {
        shared.add(sheet);
    }
    for (number, text) in pages.iter().enumerate() {
        let has_table = has(text, "table");
        if number > 0 && !has_table {
            continue;
        }
        let mut styles = shared.clone();
        for sheet in own_sheets(text) {
            styles.add(&sheet);
        }
        let shape = Shape { is_fragment: !has_table, is_complete: !sheets.is_empty() };
        let page = run(text, Sink(RefCell::new(Page::new(&mut budget, styles, shape))));
        let read = page.0.into_inner().finish(&mut grids)?;
        is_frame |= read.is_frame;
        hidden_cells += read.hidden_cells;
        is_cut |= read.is_cut;
        document.blocks.extend(read.blocks.into_iter().filter(|it| number == 0 || matches!(it, Block::Grid(_))));
    }
    if is_frame && document.grids().next().is_none() {
        return Err(ReadError::Unsupported(Foreign::Frames));
    }
    if hidden_cells > 0 {
        document.notes.push(format!("网页里有 {hidden_cells} 个隐藏的单元格，没有读"));
    }
    if is_cut {
        document.notes.push("网页的样式太多，没有全部理会；隐藏、划掉的内容可能读了进来，请核对".to_owned());
    }
    Ok(document)
}

/// The text without the header that Windows puts before what it keeps on its clipboard.
fn without_header(text: &str) -> &str {
    let is_header = text.starts_with("Version:")
        && text.get(..text.len().min(400)).or(Some(text)).is_some_and(|it| it.contains("StartHTML:"));
    match text.find('<') {
        Some(at) if is_header => text.get(at..).unwrap_or(text),
        _ => text,
    }
}

/// Whether a tag stands in a text, in letters of any size.
fn has(text: &str, tag: &str) -> bool {
    let begins =
        |rest: &str| rest.as_bytes().get(..tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag.as_bytes()));
    text.split('<').skip(1).any(begins)
}

/// Hands the tokens of a text to a sink.
fn run<S: TokenSink<Handle = ()>>(text: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // The tokenizer would stop where a script is to run or an encoding is named; the sinks ask for neither.
    drop(tokenizer.feed(&queue));
    tokenizer.end();
    tokenizer.sink
}

/// The style sheets inside a page, which hold for all of it wherever they stand.
fn own_sheets(text: &str) -> Vec<String> {
    if !has(text, "style") {
        return Vec::new();
    }
    run(text, Sheets::default()).sheets.into_inner()
}

/// What gathers the style sheets of a page.
#[derive(Debug, Default)]
struct Sheets {
    sheets: RefCell<Vec<String>>,
    is_open: RefCell<bool>,
}

impl TokenSink for Sheets {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                let is_sheet = tag.kind == TagKind::StartTag && &*tag.name == "style";
                let is_open = is_sheet && css::is_for_screen(attribute(&tag, "media").unwrap_or_default());
                if is_open {
                    self.sheets.borrow_mut().push(String::new());
                }
                *self.is_open.borrow_mut() = is_open;
                return raw(&tag);
            }
            Token::CharacterTokens(text) if *self.is_open.borrow() => {
                if let Some(sheet) = self.sheets.borrow_mut().last_mut() {
                    sheet.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The tokenizer hands out tokens by a shared reference.
struct Sink<'b, 'l>(RefCell<Page<'b, 'l>>);

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let next = raw(&tag);
                page.take(|page| page.tag(tag));
                next
            }
            Token::CharacterTokens(text) => {
                page.take(|page| page.text(&text));
                TokenSinkResult::Continue
            }
            Token::CommentToken(text) => {
                page.comment(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// How the tokenizer goes on behind a tag.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, tag.name.as_ref()) {
        (TagKind::EndTag, _) => TokenSinkResult::Continue,
        (_, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (_, "style" | "noscript" | "iframe" | "noframes" | "noembed" | "xmp") => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        (_, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
