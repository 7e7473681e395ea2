//! How text is seen: what formats say of it, and which of them is heard.

use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Unread;
use crate::import::reading::readers::line::Seen;
use crate::import::reading::xml::{Element, Token, Xml};

/// Text of at most this size, in half points, is not seen.
const SPECK: u32 = 2;

/// What one format says of text; nothing where it leaves the matter to others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Struck out, and hidden: a second style that says the same takes it back.
    struck: Option<bool>,
    hidden: Option<bool>,
    struck_twice: Option<bool>,
    hidden_elsewhere: Option<bool>,
    /// Raised or lowered, and made smaller with it.
    raised: Option<bool>,
    /// Raised or lowered by so many half points, the size left as it is.
    position: Option<i32>,
    size: Option<u32>,
    is_white: Option<bool>,
    /// Whether it stands on coloured paper.
    is_shaded: Option<bool>,
}

/// The formats around text, from the widest.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layers {
    pub(super) document: Look,
    pub(super) table: Look,
    pub(super) paragraph: Look,
    pub(super) character: Look,
    pub(super) direct: Look,
}

/// The properties of text or of the mark that ends a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Format {
    pub(super) look: Look,
    pub(super) style: Option<String>,
    pub(super) is_deleted: bool,
}

impl Look {
    /// Says what another leaves open.
    #[must_use]
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            struck: self.struck.or(below.struck),
            hidden: self.hidden.or(below.hidden),
            struck_twice: self.struck_twice.or(below.struck_twice),
            hidden_elsewhere: self.hidden_elsewhere.or(below.hidden_elsewhere),
            raised: self.raised.or(below.raised),
            position: self.position.or(below.position),
            size: self.size.or(below.size),
            is_white: self.is_white.or(below.is_white),
            is_shaded: self.is_shaded.or(below.is_shaded),
        }
    }

    /// Whether it hides the mark that ends a paragraph.
    pub(super) fn is_hidden(self) -> bool {
        self.hidden == Some(true) || self.hidden_elsewhere == Some(true)
    }

    /// Notes a property.
    fn note(&mut self, element: &Element<'_>) {
        let value = element.attribute("val");
        let value = value.as_deref().map(str::trim);
        let is_on = Some(!matches!(value, Some("0" | "false" | "off")));
        match element.local() {
            "strike" => self.struck = is_on,
            "dstrike" => self.struck_twice = is_on,
            "vanish" => self.hidden = is_on,
            "webHidden" | "specVanish" => {
                self.hidden_elsewhere = Some(self.hidden_elsewhere == Some(true) || is_on == Some(true));
            }
            "vertAlign" => self.raised = Some(matches!(value, Some("superscript" | "subscript"))),
            "position" => self.position = value.and_then(half_points),
            "sz" => self.size = value.and_then(half_points).and_then(|size| u32::try_from(size).ok()),
            "color" => self.is_white = Some(value.is_some_and(|it| it.eq_ignore_ascii_case("ffffff"))),
            "highlight" => self.is_shaded = Some(!matches!(value, Some("none" | "white"))),
            "shd" => self.is_shaded = Some(is_coloured(element)),
            _ => {}
        }
    }
}

impl Layers {
    /// How text in these formats is seen.
    pub(super) fn seen(&self) -> Seen {
        let Self { document, table, paragraph, character, direct } = self;
        let styles = [table, paragraph, character];
        let toggled = |of: fn(&Look) -> Option<bool>| {
            let is_on = |look: &&&Look| of(look) == Some(true);
            of(direct).unwrap_or_else(|| is_on(&&document) || styles.iter().filter(is_on).count() % 2 == 1)
        };
        let all = direct.over(*character).over(*paragraph).over(*table).over(*document);
        let is_speck = all.size.is_some_and(|size| size <= SPECK);
        let is_hidden = toggled(|look| look.hidden) || all.hidden_elsewhere == Some(true) || is_speck;
        let why = if is_hidden {
            Some(Unread::Hidden)
        } else if toggled(|look| look.struck) || all.struck_twice == Some(true) {
            Some(Unread::Struck)
        } else {
            (all.raised == Some(true)).then_some(Unread::Raised)
        };
        Seen {
            why,
            position: all.position.unwrap_or(0),
            size: all.size.unwrap_or(0),
            is_white: all.is_white == Some(true) && all.is_shaded != Some(true),
        }
    }
}

/// A length in half points; strict documents write points with their unit.
fn half_points(value: &str) -> Option<i32> {
    if let Ok(number) = value.parse() {
        return Some(number);
    }
    let points: f32 = value.strip_suffix("pt")?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "the cast stops at the ends of the range")]
    points.is_finite().then_some((points * 2.0) as i32)
}

/// Whether a shading is more than white.
pub(super) fn is_coloured(shading: &Element<'_>) -> bool {
    let pattern = shading.attribute("val");
    if pattern.is_some_and(|it| !matches!(it.as_ref(), "clear" | "nil")) {
        return true;
    }
    let fill = shading.attribute("fill").unwrap_or_default();
    !(fill.is_empty() || fill == "auto" || fill.eq_ignore_ascii_case("ffffff"))
}

/// Reads properties to their end. What they were before a tracked change is skipped.
pub(super) fn format(xml: &mut Xml<'_>) -> Result<Format, ReadError> {
    let mut format = Format::default();
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Some(Token::Start(element)) if is_past(&element) => xml.skip()?,
            Some(Token::Start(element)) => {
                open += 1;
                match element.local() {
                    "rStyle" => format.style = element.attribute("val").map(|it| it.into_owned()),
                    "del" | "moveFrom" | "annotation" => format.is_deleted = true,
                    _ => format.look.note(&element),
                }
            }
            Some(Token::End(_)) => open -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(format)
}

/// Whether an element tells what properties were before a tracked change.
pub(super) fn is_past(element: &Element<'_>) -> bool {
    element.local().ends_with("Change") || (element.local() == "annotation" && !is_deletion(element))
}

/// Whether an annotation, as Word 2003 tracks changes, deletes what is inside.
pub(super) fn is_deletion(annotation: &Element<'_>) -> bool {
    annotation.attribute("type").is_some_and(|it| it == "Word.Deletion")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reading::grid::FileKind;

    fn look(inside: &str) -> Look {
        let text = format!("<w:rPr>{inside}</w:rPr>");
        let mut xml = Xml::new(&text, FileKind::Docx, 9);
        xml.next().expect("a start");
        format(&mut xml).expect("properties").look
    }

    fn why(layers: &Layers) -> Option<Unread> {
        layers.seen().why
    }

    #[test]
    fn a_format_says_it_or_takes_it_back() {
        for (inside, expected) in [
            ("<w:strike/>", Some(Unread::Struck)),
            ("<w:strike w:val='0'/>", None),
            ("<w:dstrike w:val='true'/>", Some(Unread::Struck)),
            ("<w:vanish w:val='off'/>", None),
            ("<w:vanish/><w:strike/>", Some(Unread::Hidden)),
            ("<w:webHidden/>", Some(Unread::Hidden)),
            ("<w:vertAlign w:val='subscript'/>", Some(Unread::Raised)),
            ("<w:vertAlign w:val='baseline'/>", None),
            ("<w:sz w:val='2'/>", Some(Unread::Hidden)),
            ("<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>", None),
        ] {
            assert_eq!(why(&Layers { direct: look(inside), ..Layers::default() }), expected, "{inside}");
        }
    }

    #[test]
    fn styles_take_each_other_back_and_direct_formats_decide() {
        let struck = look("<w:strike/>");
        let mut layers = Layers { paragraph: struck, ..Layers::default() };
        assert_eq!(why(&layers), Some(Unread::Struck));
        layers.character = struck;
        assert_eq!(why(&layers), None);
        layers.direct = struck;
        assert_eq!(why(&layers), Some(Unread::Struck));
        layers = Layers { document: struck, character: struck, ..Layers::default() };
        assert_eq!(why(&layers), Some(Unread::Struck));
        layers.direct = look("<w:strike w:val='0'/>");
        assert_eq!(why(&layers), None);
    }

    #[test]
    fn white_text_is_seen_on_coloured_paper_only() {
        let seen = |inside: &str| Layers { direct: look(inside), ..Layers::default() }.seen().is_white;
        assert!(seen("<w:color w:val='FFFFFF'/>"));
        assert!(!seen("<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='1F497D'/>"));
        assert!(!seen("<w:color w:val='FFFFFF'/><w:highlight w:val='black'/>"));
        assert!(!seen("<w:color w:val='auto'/>"));
    }
}
