//! The named formats of a document.

use std::collections::BTreeMap;

use super::look::{self, Look};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::FileKind;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::line::is_prompt;
use crate::import::reading::xml::{Element, Token, Xml};

/// How many styles may rest on one another.
const CHAIN: usize = 64;

/// The styles of a document, each with what it says in the end.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) document: Look,
    by_id: BTreeMap<String, Style>,
    /// The styles of what names none.
    paragraph: Look,
    character: Look,
    table: Style,
}

/// A style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) look: Look,
    /// Whether it is that of the prompts in fields which nobody filled in.
    pub(super) is_prompt: bool,
    /// Whether a part of its table stands on coloured paper.
    pub(super) is_shaded: bool,
    based_on: Option<String>,
}

impl Styles {
    /// Reads the part of styles, or a document of one part that holds them.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, FileKind::Docx, limits.depth);
        let mut styles = Self::default();
        let mut defaults = Vec::new();
        let mut is_default = false;
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            match element.local() {
                "latentStyles" | "body" => xml.skip()?,
                "rPrDefault" => is_default = true,
                "rPr" if is_default => {
                    styles.document = look::format(&mut xml)?.look;
                    is_default = false;
                }
                "style" => {
                    // A style without any name to refer to is read and never met.
                    let id = element.attribute("styleId").map(|it| it.into_owned()).unwrap_or_default();
                    if element.is_on("default") {
                        defaults.push((element.attribute("type").unwrap_or_default().into_owned(), id.clone()));
                    }
                    let style = style(&mut xml, &id)?;
                    styles.by_id.entry(id).or_insert(style);
                }
                _ => {}
            }
        }
        styles.settle();
        for (kind, id) in defaults {
            let style = styles.by_id.get(&id).cloned().unwrap_or_default();
            match kind.as_str() {
                "paragraph" => styles.paragraph = style.look,
                "character" => styles.character = style.look,
                "table" => styles.table = style,
                _ => {}
            }
        }
        Ok(styles)
    }

    /// What a paragraph of a style says of its text.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Look {
        id.and_then(|id| self.by_id.get(id)).map_or(self.paragraph, |style| style.look)
    }

    /// What a style of text says; whether it is that of prompts.
    pub(super) fn character(&self, id: Option<&str>) -> (Look, bool) {
        match id.map(|id| (id, self.by_id.get(id))) {
            Some((_, Some(style))) => (style.look, style.is_prompt),
            Some((id, None)) => (self.character, is_prompt(id)),
            None => (self.character, false),
        }
    }

    /// The style of a table.
    pub(super) fn table(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.table)
    }

    /// Gives every style what those say on which it rests.
    fn settle(&mut self) {
        let settled = self.by_id.iter().map(|(id, own)| {
            let below = |style: &&Style| style.based_on.as_ref().and_then(|id| self.by_id.get(id));
            let chain = std::iter::successors(below(&own), below).take(CHAIN);
            let style = chain.fold(own.clone(), |style, below| Style {
                look: style.look.over(below.look),
                is_shaded: style.is_shaded || below.is_shaded,
                is_prompt: style.is_prompt || below.is_prompt,
                ..style
            });
            (id.clone(), style)
        });
        self.by_id = settled.collect();
    }
}

/// Reads a style to its end.
fn style(xml: &mut Xml<'_>, id: &str) -> Result<Style, ReadError> {
    let mut style = Style { is_prompt: is_prompt(id), ..Style::default() };
    let (mut open, mut conditional) = (1_usize, 0_usize);
    while open > 0 {
        match xml.next()? {
            Some(Token::Start(element)) => match element.local() {
                _ if look::is_past(&element) => xml.skip()?,
                "rPr" if conditional == 0 => style.look = look::format(xml)?.look.over(style.look),
                _ => {
                    open += 1;
                    conditional += usize::from(element.local() == "tblStylePr");
                    note(&mut style, &element);
                }
            },
            Some(Token::End(name)) => {
                open -= 1;
                conditional = conditional.saturating_sub(usize::from(name.local() == "tblStylePr"));
            }
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(style)
}

fn note(style: &mut Style, element: &Element<'_>) {
    match element.local() {
        "name" => style.is_prompt |= element.attribute("val").is_some_and(|it| is_prompt(&it)),
        "basedOn" => style.based_on = element.attribute("val").map(|it| it.into_owned()),
        "shd" => style.is_shaded |= look::is_coloured(element),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reading::grid::Unread;
    use crate::import::reading::readers::docx::look::Layers;

    fn styles(inside: &str) -> Styles {
        Styles::read(&format!("<w:styles>{inside}</w:styles>"), &Limits::default()).expect("styles")
    }

    fn why(character: Look) -> Option<Unread> {
        Layers { character, ..Layers::default() }.seen().why
    }

    #[test]
    fn a_style_says_what_those_say_on_which_it_rests() {
        let styles = styles(
            "<w:style w:type='character' w:styleId='a'><w:basedOn w:val='b'/></w:style>\
             <w:style w:type='character' w:styleId='b'><w:basedOn w:val='a'/><w:rPr><w:strike/></w:rPr></w:style>\
             <w:style w:type='character' w:styleId='c'><w:basedOn w:val='b'/><w:rPr><w:strike w:val='0'/></w:rPr></w:style>\
             <w:style w:type='character' w:styleId='d'><w:name w:val='Placeholder Text'/></w:style>",
        );
        assert_eq!(why(styles.character(Some("a")).0), Some(Unread::Struck));
        assert_eq!(why(styles.character(Some("c")).0), None);
        assert_eq!(
            [Some("d"), Some("占位符文本1"), Some("b"), None].map(|it| styles.character(it).1),
            [true, true, false, false]
        );
    }

    #[test]
    fn formats_of_parts_of_a_table_and_of_old_are_not_those_of_the_style() {
        let styles = styles(
            "<w:style><w:rPr><w:strike/></w:rPr></w:style><w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>\
             <w:style w:type='table' w:styleId='t' w:default='1'><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>\
             </w:rPr><w:tblStylePr w:type='firstRow'><w:rPr><w:strike/></w:rPr><w:tcPr><w:shd w:fill='4F81BD'/></w:tcPr>\
             </w:tblStylePr></w:style>",
        );
        assert_eq!(why(styles.table(None).look), None);
        assert!(styles.table(None).is_shaded && styles.document.is_hidden());
        assert_eq!(why(styles.document.over(Look::default())), Some(Unread::Hidden));
    }
}
