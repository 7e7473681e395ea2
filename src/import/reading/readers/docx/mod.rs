//! Documents of Word 2007 and later, and of WPS; also those that are one XML file, of Word 2003 and later.
//!
//! What a person sees is read: text that is struck out, deleted, hidden or raised stands beside its cell. Footnotes,
//! comments, headers and fields' codes are left out. Reading is one pass without recursion, however deep tables stand
//! in one another. Reading order: [`read`], `parts` (which part is what), `body`, `table` and `cells` (the elements),
//! `properties`, `paragraph`, `look` and `styles` (how text is seen), `chunks` and `embedded` (files inside).

mod body;
mod cells;
mod chunks;
pub(super) mod embedded;
mod look;
mod paragraph;
mod parts;
mod properties;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::readers::flow::Flow;
use crate::import::reading::readers::relations::{Relation, resolve};
use crate::import::reading::xml::{Token, Xml};
use body::Body;
use parts::Parts;
use styles::Styles;

/// Kinds of relations that embed a file.
const EMBEDDED: [&str; 2] = ["package", "oleObject"];

/// How many chunks of other formats a document may have.
const CHUNKS: usize = 256;

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    whole(bytes, limits, false)
}

/// Reads a document that stands in another; what stands in it in turn is not read.
fn inner(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    whole(bytes, limits, true)
}

fn whole(bytes: &[u8], limits: &Limits, is_inner: bool) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes, limits)?;
    let main = parts.main()?;
    let text = parts.text(&main)?.ok_or(ReadError::Damaged { kind: FileKind::Docx })?;
    let relations = parts.relations(&main)?;
    let mut notes = Vec::new();
    let styles = styles(&mut parts, &main, &relations, limits, &mut notes)?;
    let related = |id: &str| relations.iter().find(|it| it.id == id);
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(&text, FileKind::Docx, limits.depth);
    let mut body = Body::new(Flow::new(&mut budget), &styles, limits);
    let mut chunks = 0;
    while let Some(token) = xml.next()? {
        match token {
            Token::Start(element) if element.local() == "altChunk" => {
                chunks += 1;
                if chunks > CHUNKS {
                    return Err(ReadError::TooBig { what: format!("嵌入的部分超过 {CHUNKS} 个") });
                }
                let id = element.attribute("id").unwrap_or_default();
                let (blocks, said) = if is_inner {
                    (Vec::new(), vec!["文档中嵌入的文件里还嵌有别的，没有读".to_owned()])
                } else {
                    chunks::chunk(&mut parts, related(&id), limits, inner)?
                };
                body.begin_chunk()?;
                body.flow.append(blocks)?;
                notes.extend(said);
            }
            Token::Start(element) => body.start(&element, &mut xml)?,
            Token::End(name) => body.end(name.local())?,
            Token::Text(text) => body.text(&text),
        }
    }
    let objects: Vec<Relation> = body.objects.iter().filter_map(|id| related(id)).cloned().collect();
    let objects: Vec<Relation> = objects.into_iter().filter(|it| EMBEDDED.contains(&it.kind.as_str())).collect();
    let blocks = body.flow.finish()?;
    notes.sort();
    notes.dedup();
    let mut document = Document { kind: FileKind::Docx, blocks, embedded: None, notes };
    if !is_inner {
        let bytes = |number: usize| objects.get(number).map_or(Ok(None), |it| parts.bytes(&it.part));
        embedded::add(&mut document, objects.len(), bytes, limits)?;
    }
    Ok(document)
}

/// The styles of a document. Without them it can be read all the same, which is said.
fn styles(
    parts: &mut Parts<'_>,
    main: &str,
    relations: &[Relation],
    limits: &Limits,
    notes: &mut Vec<String>,
) -> Result<Styles, ReadError> {
    let named = relations.iter().find(|it| it.kind == "styles").map(|it| it.part.clone());
    let name = named.unwrap_or_else(|| if main.is_empty() { String::new() } else { resolve(main, "styles.xml") });
    let read =
        parts.text(&name).and_then(|text| text.map_or_else(|| Ok(Styles::default()), |it| Styles::read(&it, limits)));
    match read {
        Err(ReadError::Damaged { .. }) => {
            notes.push("文档的样式已损坏，由样式划掉或隐藏的内容可能读了进来，请核对".to_owned());
            Ok(Styles::default())
        }
        read => read,
    }
}
