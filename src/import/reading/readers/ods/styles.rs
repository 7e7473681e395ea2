//! The styles of OpenDocument: how text is seen, which rows and columns have no size, which tables are not shown.

use std::collections::BTreeMap;

use super::data_styles::{DataFormat, DataStyles};
use crate::import::reading::grid::Unread;
use crate::import::reading::xml::Element;

/// How many parents of a style are followed.
const PARENTS: usize = 16;
/// Shorter heights and widths, in any unit, show nothing.
const SHORTEST: f64 = 0.004;

/// How text is seen, as far as a style says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    struck: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
}

impl Look {
    /// What this says, and where it says nothing, what another says.
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            raised: self.raised.or(other.raised),
            hidden: self.hidden.or(other.hidden),
        }
    }

    /// Why text that looks so does not count.
    pub(super) fn why(self) -> Option<Unread> {
        let is = |it: Option<bool>, why| it.unwrap_or(false).then_some(why);
        let by_line = is(self.struck, Unread::Struck);
        is(self.hidden, Unread::Hidden).or(by_line).or(is(self.raised, Unread::Raised))
    }

    /// Notes the properties of text.
    fn note(&mut self, element: &Element<'_>) {
        let lines = ["text-line-through-style", "text-line-through-type", "text-crossing-out"];
        let lines = lines.into_iter().filter_map(|name| element.attribute(name));
        self.struck = lines.map(|it| it.trim() != "none").reduce(|a, b| a && b).or(self.struck);
        if let Some(position) = element.attribute("text-position") {
            let first = position.split_whitespace().next().unwrap_or_default();
            let percent = first.trim_end_matches('%').parse::<f64>().unwrap_or(0.0);
            self.raised = Some(matches!(first, "super" | "sub") || percent != 0.0);
        }
        match element.attribute("display").as_deref() {
            Some("none") => self.hidden = Some(true),
            Some("true") => self.hidden = Some(false),
            _ => {}
        }
    }
}

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    data: Option<String>,
    look: Look,
    /// A row without height, a column without width, a table that is not shown.
    is_unseen: bool,
}

/// The styles of a spreadsheet. A later one of the same name counts.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name; those that all others of a family follow have no name.
    known: BTreeMap<(String, String), Style>,
    open: Option<((String, String), Style)>,
    data: DataStyles,
}

impl Styles {
    /// An element begins.
    pub(super) fn start(&mut self, element: &Element<'_>) {
        let of = |name: &str| element.attribute(name).map(String::from);
        match element.local() {
            "style" | "default-style" => {
                let key = (of("family").unwrap_or_default(), of("name").unwrap_or_default());
                let style = Style { parent: of("parent-style-name"), data: of("data-style-name"), ..Style::default() };
                self.open = Some((key, style));
                return;
            }
            _ if self.data.start(element) => return,
            _ => {}
        }
        let Some((_, style)) = &mut self.open else { return };
        let is_short = |name: &str| of(name).is_some_and(|it| is_nothing(&it));
        match element.local() {
            "text-properties" => style.look.note(element),
            // The oldest programs write all properties in one element.
            "properties" => {
                style.look.note(element);
                style.is_unseen |= is_short("row-height") || is_short("column-width");
            }
            "table-properties" => style.is_unseen |= of("display").is_some_and(|it| it == "false"),
            "table-row-properties" => {
                style.is_unseen |= is_short("row-height") && !element.is_on("use-optimal-row-height");
            }
            "table-column-properties" => style.is_unseen |= is_short("column-width"),
            _ => {}
        }
    }

    /// Text, wherever it stands.
    pub(super) fn text(&mut self, text: &str) {
        self.data.text(text);
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "style" | "default-style" => self.known.extend(self.open.take()),
            _ => self.data.end(name),
        }
    }

    /// The styles from one to the last that it follows.
    fn line<'a>(&'a self, family: &str, name: &str) -> impl Iterator<Item = &'a Style> + use<'a> {
        let of = |family: &str, name: &str| self.known.get(&(family.to_owned(), name.to_owned()));
        // Some programs leave the family out.
        let get = |name: &str| of(family, name).or_else(|| of("", name));
        let mut line: Vec<&Style> = Vec::new();
        let mut next = Some(name);
        while let Some(style) = next.and_then(get).filter(|_| line.len() < PARENTS) {
            next = style.parent.as_deref();
            line.push(style);
        }
        line.extend(get("").filter(|_| !name.is_empty()));
        line.into_iter()
    }

    /// How text of a style is seen.
    pub(super) fn look(&self, family: &str, name: &str) -> Look {
        self.line(family, name).fold(Look::default(), |look, style| look.over(style.look))
    }

    /// Whether a row, a column or a table of a style is not seen.
    pub(super) fn is_unseen(&self, family: &str, name: &str) -> bool {
        self.line(family, name).next().is_some_and(|style| style.is_unseen)
    }

    /// How the numbers of cells of a style are shown; nothing when the style does not say it.
    pub(super) fn format(&mut self, name: &str) -> Option<DataFormat> {
        let data = self.line("table-cell", name).find_map(|style| style.data.clone())?;
        Some(self.data.format(&data))
    }
}

/// Whether a length such as `0cm` is none.
fn is_nothing(length: &str) -> bool {
    let number = length.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|it| it < SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_nothing_are_told() {
        let nothing = ["0cm", "0", "0.00in", "0.45cm", "12pt", "wide"].map(is_nothing);
        assert_eq!(nothing, [true, true, true, false, false, false]);
    }

    #[test]
    fn a_style_says_more_than_the_one_it_follows() {
        let (yes, no) = (Some(true), Some(false));
        let below = Look { struck: yes, raised: yes, hidden: None };
        let look = Look { struck: no, ..Look::default() }.over(below);
        assert_eq!((look.why(), below.why()), (Some(Unread::Raised), Some(Unread::Struck)));
    }
}
