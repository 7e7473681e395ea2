//! XML as a stream of few events, bounded: no document type, no entity but the predefined ones, no deep nesting.
//!
//! Names come without their prefix; an empty element is a start and an end.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use super::error::ReadError;
use super::grid::FileKind;

/// What stands next in the stream.
pub(super) enum Token<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// An element ends.
    End(Name<'a>),
    /// Text, or a part of it.
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

/// The name of an element that ends.
pub(super) struct Name<'a>(BytesEnd<'a>);

impl Name<'_> {
    /// The name without prefix.
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Element<'_> {
    /// The name without prefix.
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|it| it.key.local_name().into_inner() == local)?;
        let Cow::Borrowed(raw) = found.value else { return Some(found.value) };
        if !raw.contains('&') {
            return Some(Cow::Borrowed(raw));
        }
        // An unknown entity stays as it is written.
        Some(quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw)))
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, local: &str) -> Option<u32> {
        self.attribute(local)?.trim().parse().ok()
    }

    /// Whether an attribute is `1`, `true` or `on`.
    pub(super) fn is_on(&self, local: &str) -> bool {
        self.attribute(local).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
    }

    /// Whether an attribute is a height or a width of nothing that could be seen.
    pub(super) fn is_nothing(&self, local: &str) -> bool {
        self.attribute(local).and_then(|it| it.trim().parse::<f64>().ok()).is_some_and(|size| size < 0.1)
    }
}

/// A reader of one XML text.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    kind: FileKind,
    depth: usize,
    most: usize,
}

impl<'a> Xml<'a> {
    /// Begins to read.
    pub(super) fn new(text: &'a str, kind: FileKind, most: usize) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, kind, depth: 0, most }
    }

    /// The next event, nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, ReadError> {
        let damaged = ReadError::Damaged { kind: self.kind };
        loop {
            return match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > self.most {
                        return Err(ReadError::TooBig { what: format!("内容嵌套超过 {} 层", self.most) });
                    }
                    Ok(Some(Token::Start(Element(start))))
                }
                Ok(Event::End(end)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Some(Token::End(Name(end))))
                }
                Ok(Event::Text(text)) => Ok(Some(Token::Text(text.into_inner()))),
                Ok(Event::CData(text)) => Ok(Some(Token::Text(text.into_inner()))),
                Ok(Event::GeneralRef(reference)) => Ok(Some(Token::Text(resolved(&reference)))),
                Ok(Event::Eof) if self.depth == 0 => Ok(None),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_)) => continue,
                Ok(Event::DocType(_) | Event::Eof) | Err(_) => Err(damaged),
            };
        }
    }

    /// Where in the text the next event begins.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Skips the rest of the element whose start was just read.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// The character of a reference; an entity that XML does not define stays as it is written.
fn resolved<'a>(reference: &BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    let name: &str = reference;
    resolve_predefined_entity(name).map_or_else(|| Cow::Owned(format!("&{name};")), Cow::Borrowed)
}
