//! What declarations say of how an element is shown, as far as it decides whether its text is seen and counts.

use super::colour::{Colour, background, colour};
use super::values::{inside, number};

/// A yes or no that a declaration can say, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) enum Fact {
    /// A line through the text.
    Struck = 1,
    /// Raised or lowered text.
    Raised = 1 << 1,
    /// Letters without any size.
    Tiny = 1 << 2,
    /// Blanks and line breaks stay as they are.
    Pre = 1 << 3,
    /// Out of the flow of the page: `position: absolute`.
    Loose = 1 << 4,
    /// Moved far off the page.
    Off = 1 << 5,
    /// At most a point wide.
    Thin = 1 << 6,
    /// At most a point high.
    Flat = 1 << 7,
    /// What does not fit is cut off.
    Cut = 1 << 8,
    /// Cut to nothing by `clip`, for what is out of the flow.
    Clipped = 1 << 9,
    /// Cut to nothing by `clip-path`.
    Masked = 1 << 10,
    /// Shown with no strength at all.
    Faint = 1 << 11,
    /// The first line is moved far off.
    Indented = 1 << 12,
    /// Hidden for office programs.
    OfficeHidden = 1 << 13,
    /// Shrunk to nothing, or content that is not drawn.
    Shrunk = 1 << 14,
    /// The height of the row was set by hand in a spreadsheet.
    SetByHand = 1 << 15,
    /// Text that runs over the next columns, which stay cells of their own.
    RunsOver = 1 << 16,
}

/// How an element takes part in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) enum Display {
    None,
    Inline,
    Block,
    Table,
    Section,
    Row,
    Cell,
}

/// Whether an element is seen where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) enum Visibility {
    Visible,
    Hidden,
    Collapse,
}

/// What is said of an element; nothing where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) struct Look {
    said: u32,
    is: u32,
    pub(in crate::import::reading::readers::html) display: Option<Display>,
    pub(in crate::import::reading::readers::html) visibility: Option<Visibility>,
    pub(in crate::import::reading::readers::html) ink: Option<Colour>,
    pub(in crate::import::reading::readers::html) paper: Option<Colour>,
}

/// What a block of declarations says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) struct Declarations {
    pub(in crate::import::reading::readers::html) normal: Look,
    /// What is said with `!important`.
    pub(in crate::import::reading::readers::html) important: Look,
}

impl Look {
    /// Says a fact.
    pub(in crate::import::reading::readers::html) fn say(&mut self, fact: Fact, is: bool) {
        self.said |= fact as u32;
        self.is = if is { self.is | fact as u32 } else { self.is & !(fact as u32) };
    }

    /// What is said of a fact.
    pub(in crate::import::reading::readers::html) fn said(self, fact: Fact) -> Option<bool> {
        (self.said & fact as u32 != 0).then_some(self.is & fact as u32 != 0)
    }

    /// Whether a fact is said and true.
    pub(in crate::import::reading::readers::html) fn is(self, fact: Fact) -> bool {
        self.said(fact) == Some(true)
    }

    /// Lets what is said later stand in place of what was said before.
    pub(in crate::import::reading::readers::html) fn overlay(&mut self, later: Self) {
        self.is = self.is & !later.said | later.is;
        self.said |= later.said;
        self.display = later.display.or(self.display);
        self.visibility = later.visibility.or(self.visibility);
        self.ink = later.ink.or(self.ink);
        self.paper = later.paper.or(self.paper);
    }

    /// Whether nothing of the element and of what stands inside is seen.
    pub(in crate::import::reading::readers::html) fn is_gone(self) -> bool {
        self.takes_no_place()
            || self.keeps_place()
            || self.is(Fact::Cut) && (self.is(Fact::Flat) || self.is(Fact::Thin))
    }

    /// Whether the element is unseen and all around it lies as if it were not there.
    pub(in crate::import::reading::readers::html) fn takes_no_place(self) -> bool {
        self.display == Some(Display::None) || self.is(Fact::Loose) && (self.is(Fact::Clipped) || self.is(Fact::Off))
    }

    /// Whether the element is unseen and its place stays empty.
    pub(in crate::import::reading::readers::html) fn keeps_place(self) -> bool {
        let ways = [Fact::Masked, Fact::Faint, Fact::Indented, Fact::OfficeHidden, Fact::Shrunk];
        !self.takes_no_place() && ways.iter().any(|it| self.is(*it))
    }
}

impl Declarations {
    /// Reads declarations such as an attribute `style` or a block of a style sheet holds.
    pub(in crate::import::reading::readers::html) fn of(text: &str) -> Self {
        let mut all = Self::default();
        for declaration in split(text, ';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim().to_ascii_lowercase();
            match value.split_once('!') {
                Some((value, mark)) if mark.trim() == "important" => {
                    declare(&mut all.important, &name, value.trim());
                }
                _ => declare(&mut all.normal, &name, &value),
            }
        }
        all
    }

    /// Whether nothing is said that matters.
    pub(in crate::import::reading::readers::html) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One declaration.
fn declare(look: &mut Look, name: &str, value: &str) {
    let far = |value: &str| pixels(value).is_some_and(|it| it <= -900.0);
    let any_far = |value: &str| value.split_whitespace().any(far);
    match name {
        "display" => look.display = Some(display(value)),
        "visibility" => look.visibility = visibility(value).or(look.visibility),
        "text-decoration" | "text-decoration-line" | "-webkit-text-decoration" | "-webkit-text-decoration-line" => {
            look.say(Fact::Struck, value.contains("line-through"));
        }
        // Word's name for a double line.
        "text-line-through" => look.say(Fact::Struck, value != "none"),
        "vertical-align" => look.say(Fact::Raised, is_raised(value)),
        "mso-text-raise" => look.say(Fact::Raised, pixels(value).is_some_and(|it| it.abs() >= 2.5)),
        "font-variant-position" => look.say(Fact::Raised, matches!(value, "super" | "sub")),
        "font-size" => look.say(Fact::Tiny, is_nothing(value)),
        "font" => {
            let is_tiny = value.split_whitespace().any(|it| is_nothing(it.split('/').next().unwrap_or(it)));
            look.say(Fact::Tiny, is_tiny);
        }
        "white-space" | "white-space-collapse" => {
            look.say(Fact::Pre, value.starts_with("pre") || value == "break-spaces");
        }
        "position" => look.say(Fact::Loose, matches!(value, "absolute" | "fixed")),
        "left" | "top" | "right" | "bottom" | "inset" | "inset-inline-start" if any_far(value) => {
            look.say(Fact::Off, true);
        }
        "margin" | "margin-left" | "margin-top" | "margin-right" if any_far(value) => {
            look.say(Fact::Off, true);
            look.say(Fact::Loose, true);
        }
        "text-indent" => look.say(Fact::Indented, far(value)),
        "width" | "max-width" => look.say(Fact::Thin, is_point(value)),
        "height" | "max-height" => look.say(Fact::Flat, is_point(value)),
        "overflow" | "overflow-x" | "overflow-y" => {
            look.say(Fact::Cut, value.split_whitespace().any(|it| matches!(it, "hidden" | "clip")));
        }
        "clip" => look.say(Fact::Clipped, is_clip_empty(value)),
        "clip-path" | "-webkit-clip-path" => look.say(Fact::Masked, is_mask_empty(value)),
        "opacity" => look.say(Fact::Faint, number(value).is_some_and(|it| it <= 0.01)),
        "transform" | "-webkit-transform" => {
            let is_gone = value.replace(' ', "").contains("scale(0)") || inside(value).split(',').any(far);
            look.say(Fact::Shrunk, is_gone);
        }
        "content-visibility" => look.say(Fact::Shrunk, value == "hidden"),
        "mso-hide" => look.say(Fact::OfficeHidden, value == "all"),
        "mso-height-source" => look.say(Fact::SetByHand, value == "userset"),
        "mso-ignore" => look.say(Fact::RunsOver, value.contains("colspan")),
        "color" => look.ink = Some(colour(value)),
        "background-color" => look.paper = Some(colour(value)),
        "background" => look.paper = Some(background(value)),
        _ => {}
    }
}

fn display(value: &str) -> Display {
    match value.split_whitespace().next().unwrap_or_default() {
        "none" => Display::None,
        "block" | "flex" | "grid" | "list-item" | "flow-root" => Display::Block,
        "table" | "inline-table" => Display::Table,
        "table-row-group" | "table-header-group" | "table-footer-group" => Display::Section,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        _ => Display::Inline,
    }
}

fn visibility(value: &str) -> Option<Visibility> {
    match value {
        "visible" | "initial" => Some(Visibility::Visible),
        "hidden" => Some(Visibility::Hidden),
        "collapse" => Some(Visibility::Collapse),
        _ => None,
    }
}

/// Raised or lowered by a word, or by so much that it is no correction of the line.
fn is_raised(value: &str) -> bool {
    if matches!(value, "super" | "sub" | "text-top" | "text-bottom") {
        return matches!(value, "super" | "sub");
    }
    match value.strip_suffix('%') {
        Some(share) => number(share).is_some_and(|it| it.abs() >= 25.0),
        None => pixels(value).is_some_and(|it| it.abs() >= 4.0),
    }
}

/// A size of letters that nobody could read.
fn is_nothing(value: &str) -> bool {
    value.strip_suffix('%').map_or_else(|| pixels(value), number).is_some_and(|it| it < 1.0)
}

fn is_point(value: &str) -> bool {
    value.strip_suffix('%').map_or_else(|| pixels(value), number).is_some_and(|it| (0.0..=1.5).contains(&it))
}

/// Whether `rect(…)` has no area.
fn is_clip_empty(value: &str) -> bool {
    let edges: Vec<Option<f64>> =
        inside(value).split(|c: char| c == ',' || c.is_whitespace()).filter(|it| !it.is_empty()).map(pixels).collect();
    let [top, right, bottom, left] = edges.as_slice() else { return false };
    let is_narrow =
        |from: &Option<f64>, to: &Option<f64>| matches!((from, to), (Some(from), Some(to)) if to - from <= 1.5);
    is_narrow(top, bottom) || is_narrow(left, right)
}

fn is_mask_empty(value: &str) -> bool {
    let inside = inside(value);
    if value.starts_with("inset(") {
        return inside
            .split_whitespace()
            .next()
            .and_then(|it| it.strip_suffix('%'))
            .and_then(number)
            .is_some_and(|it| it >= 50.0);
    }
    if value.starts_with("circle(") {
        return inside.split_whitespace().next().and_then(pixels).is_some_and(|it| it < 1.0);
    }
    let mut corners = inside.split(',').map(str::trim);
    value.starts_with("polygon(") && corners.next().is_some_and(|first| corners.all(|it| it == first))
}

/// A length in pixels; nothing for a share of something else.
fn pixels(value: &str) -> Option<f64> {
    let value = value.trim();
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    let (amount, unit) = value.split_at_checked(end)?;
    let amount = number(amount)?;
    let scale = match unit {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "em" | "rem" | "pc" => 16.0,
        "ex" | "ch" => 8.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "vw" | "vh" => 10.0,
        "" => 1.0,
        _ => return None,
    };
    Some(amount * scale)
}

/// The parts of a text between marks that stand in no quotes, brackets or comment.
pub(super) fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == mark && depth == 0 => {
                parts.extend(text.get(from..at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(from..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(style: &str) -> bool {
        Declarations::of(style).normal.is_gone()
    }

    #[test]
    fn what_is_not_shown_is_told_by_its_style() {
        for style in [
            "DISPLAY : None",
            "position:absolute;left:-9999px",
            "position: absolute !x; clip: rect(0 0 0 0); position:absolute",
            "position:fixed;clip:rect(1px, 1px, 1px, 1px)",
            "width:1px;height:1px;overflow:hidden",
            "max-height:0;overflow:hidden",
            "opacity:0",
            "text-indent:-9999px",
            "clip-path:inset(50%)",
            "mso-hide:all",
            "transform: scale(0)",
            "margin-left:-99em",
        ] {
            assert!(gone(style), "{style}");
        }
        for style in ["", "display:block", "left:-9999px", "height:0", "margin-left:-5px", "opacity:.5", "display"] {
            assert!(!gone(style), "{style}");
        }
    }

    #[test]
    fn later_declarations_and_important_ones_win() {
        let mut look = Declarations::of("text-decoration:underline line-through red; display:none").normal;
        assert!(look.is(Fact::Struck));
        look.overlay(Declarations::of("display:table-row; text-decoration:none").normal);
        assert_eq!((look.display, look.said(Fact::Struck)), (Some(Display::Row), Some(false)));
        let both = Declarations::of("display:none!important;display:block;background:url('a;b')");
        assert_eq!((both.normal.display, both.important.display), (Some(Display::Block), Some(Display::None)));
    }

    #[test]
    fn raised_tiny_and_colours_are_told() {
        let is = |style: &str, fact| Declarations::of(style).normal.is(fact);
        assert!(is("vertical-align:super", Fact::Raised) && is("vertical-align: 6px", Fact::Raised));
        assert!(!is("vertical-align:middle", Fact::Raised) && !is("vertical-align:-1px", Fact::Raised));
        assert!(is("font-size:0", Fact::Tiny) && is("font:0/0 a", Fact::Tiny) && !is("font:12px/0 a", Fact::Tiny));
        let ink = |style: &str| Declarations::of(style).normal.ink;
        assert_eq!(ink("color:#FFF"), ink("color: rgb(255, 255, 255)"));
        assert_eq!(ink("color:rgba(0,0,0,0)"), Some(Colour::Clear));
    }
}
