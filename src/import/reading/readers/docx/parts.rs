//! The parts of a document and how they refer to one another: a package, a package as one XML file, or one XML file.
//!
//! Where a part lies say the relations, never its name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::reading::archive::Archive;
use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::FileKind;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::relations::{self, Relation, resolve};
use crate::import::reading::xml::{Token, Xml};

/// A document in parts.
pub(super) struct Parts<'a> {
    source: Source<'a>,
    limits: &'a Limits,
}

enum Source<'a> {
    Zip(Box<Archive<'a>>),
    /// The text, and where in it the parts of XML stand.
    Flat(Cow<'a, str>, BTreeMap<String, Range<usize>>),
}

impl<'a> Parts<'a> {
    /// Opens a document.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        let source = if bytes.starts_with(b"PK") {
            Source::Zip(Box::new(Archive::open(bytes, FileKind::Docx, limits)?))
        } else {
            let text = encoding::plain_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Docx })?;
            let parts = flat(&text, limits)?;
            Source::Flat(text, parts)
        };
        Ok(Self { source, limits })
    }

    /// The name of the part with the text; empty for a file that is one part.
    pub(super) fn main(&mut self) -> Result<String, ReadError> {
        if matches!(&self.source, Source::Flat(_, parts) if parts.is_empty()) {
            return Ok(String::new());
        }
        let relations = self.relations("")?;
        let named = relations.into_iter().filter(|it| it.kind == "officeDocument").map(|it| it.part);
        let usual = ["word/document.xml".to_owned()];
        let all: Vec<String> = named.chain(self.by_content()?).chain(usual).collect();
        all.into_iter().find(|name| self.has(name)).ok_or(ReadError::Damaged { kind: FileKind::Docx })
    }

    /// The name of the part that the list of contents calls the document.
    fn by_content(&mut self) -> Result<Option<String>, ReadError> {
        let Some(text) = self.text("[Content_Types].xml")? else { return Ok(None) };
        let mut xml = Xml::new(&text, FileKind::Docx, self.limits.depth);
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            let kind = element.attribute("ContentType").unwrap_or_default();
            if kind.contains("wordprocessingml") && kind.contains(".main")
                || kind.contains("ms-word") && kind.contains("main")
            {
                return Ok(element.attribute("PartName").map(|it| resolve("", &it)));
            }
        }
        Ok(None)
    }

    fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::Zip(archive) => {
                archive.names().iter().any(|it| it.trim_start_matches('/').eq_ignore_ascii_case(name))
            }
            Source::Flat(_, parts) => parts.contains_key(&name.to_lowercase()),
        }
    }

    /// The text of a part; nothing when there is none of this name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        match &mut self.source {
            Source::Zip(archive) => archive.text(name),
            Source::Flat(text, parts) if parts.is_empty() => Ok(name.is_empty().then(|| text.to_string())),
            Source::Flat(text, parts) => {
                let range = parts.get(&name.to_lowercase()).cloned();
                Ok(range.and_then(|range| text.get(range)).map(str::to_owned))
            }
        }
    }

    /// The bytes of a part; a file that is one XML text holds none.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match &mut self.source {
            Source::Zip(archive) => archive.bytes(name),
            Source::Flat(..) => Ok(None),
        }
    }

    /// What a part refers to; the package itself has no name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let Some(text) = self.text(&relations::list_of(part))? else { return Ok(Vec::new()) };
        relations::parse(&text, part, FileKind::Docx, self.limits)
    }
}

/// Where the parts of XML stand in a package that is one XML text; nothing when it is no package.
fn flat(text: &str, limits: &Limits) -> Result<BTreeMap<String, Range<usize>>, ReadError> {
    let mut xml = Xml::new(text, FileKind::Docx, limits.depth);
    let mut parts = BTreeMap::new();
    let mut name = String::new();
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        match element.local() {
            "package" => {}
            "part" => {
                name = element.attribute("name").map(|it| resolve("", &it).to_lowercase()).unwrap_or_default();
                if parts.len() >= limits.entries {
                    return Err(ReadError::TooBig { what: format!("超过 {} 个部分", limits.entries) });
                }
            }
            "xmlData" => {
                let start = xml.position();
                xml.skip()?;
                let whole = text.get(start..xml.position()).unwrap_or_default();
                let length = whole.rfind("</").unwrap_or(0);
                parts.insert(std::mem::take(&mut name), start..start + length);
            }
            // Another document, of one part.
            _ => xml.skip()?,
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_as_one_text_has_its_parts_inside() {
        let text = "<pkg:package><pkg:part pkg:name='/_rels/.rels'><pkg:xmlData><Relationships><Relationship Id='r' \
                    Type='x/officeDocument' Target='a/d.xml'/></Relationships></pkg:xmlData></pkg:part><pkg:part \
                    pkg:name='/a/d.xml'><pkg:xmlData><w:document/></pkg:xmlData></pkg:part></pkg:package>";
        let limits = Limits::default();
        let mut parts = Parts::open(text.as_bytes(), &limits).expect("a package");
        assert_eq!(parts.main(), Ok("a/d.xml".to_owned()));
        assert_eq!(parts.text("a/d.xml"), Ok(Some("<w:document/>".to_owned())));
        assert_eq!(parts.relations("a/d.xml"), Ok(Vec::new()));
        let mut single = Parts::open(b"<w:wordDocument/>", &limits).expect("a document");
        assert_eq!(single.main(), Ok(String::new()));
        assert_eq!(single.text(""), Ok(Some("<w:wordDocument/>".to_owned())));
    }
}
