//! Documents of Word 97–2003, and `.wps` files.
//!
//! What a person sees is read: text that is struck out, deleted, hidden or raised stands beside its cell. Footnotes,
//! comments, headers and fields' codes are left out. The text is read once, in its order; nothing is looked for in it.
//! Reading order: [`read`], `header` (what lies where), `text` (characters), `pages` (their properties), `look` (how
//! they are seen), `story` (paragraphs), `tables` and `rows`.

mod header;
mod look;
mod pages;
mod rows;
mod story;
mod tables;
mod text;

use crate::import::reading::cfb::{Compound, Entry};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::readers::docx::embedded;
use crate::import::reading::readers::flow::Flow;
use header::Streams;
use story::Story;
use text::Text;

/// The streams of embedded workbooks: those of later programs are packages, which can be read by themselves.
const PACKAGE: &str = "Package";
const WORKBOOKS: [&str; 3] = [PACKAGE, "Workbook", "Book"];

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let damaged = ReadError::Damaged { kind: FileKind::Doc };
    let file = Compound::open(bytes).ok_or(damaged.clone())?;
    let entries = file.entries();
    let streams = Streams::open(&file, &entries)?;
    let text = Text::read(streams.pieces()).ok_or(damaged)?;
    let mut budget = Budget::new(limits);
    let mut story = Story::new(&streams, &text, Flow::new(&mut budget), limits);
    story.read(streams.text.clone())?;
    story.read(streams.boxes.clone())?;
    let has_looks = story.has_looks();
    let blocks = story.flow.finish()?;
    let mut document = Document { kind: FileKind::Doc, blocks, embedded: None, notes: Vec::new() };
    if !has_looks && !document.blocks.is_empty() {
        let note = "文档里文字的格式读不出来，划掉、隐藏或修订中删除的内容可能读了进来，请核对";
        document.notes.push(note.to_owned());
    }
    let workbooks: Vec<&Entry> = entries.iter().filter(|entry| WORKBOOKS.contains(&entry.name.as_str())).collect();
    let bytes = |number: usize| {
        let package = workbooks.get(number).filter(|entry| entry.name == PACKAGE);
        Ok(package.and_then(|entry| file.stream(&entries, entry)))
    };
    embedded::add(&mut document, workbooks.len(), bytes, limits)?;
    Ok(document)
}
