//! How the text at a place of the page is seen: what the elements around it say, from the outermost in.

use html5ever::tokenizer::Tag;

use super::attribute::attribute;
use super::css::{Colour, Element, Fact, Look, Visibility};
use crate::import::reading::grid::Unread;

/// Classes for what only programs that read aloud hear, as the common style libraries name them.
const HEARD_ONLY: &[&str] = &[
    "sr-only",
    "sr-only-focusable",
    "visually-hidden",
    "visuallyhidden",
    "visually-hidden-focusable",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-only",
    "cdk-visually-hidden",
    "element-invisible",
    "assistive",
    "a11y-hidden",
    "offscreen",
];

/// Classes of marks that lead to a note: Word, LibreOffice, and converters of documents.
const NOTE_MARKS: &[&str] = &[
    "msofootnotereference",
    "msoendnotereference",
    "msocommentreference",
    "msocomanchor",
    "sdfootnoteanc",
    "sdendnoteanc",
    "footnote-ref",
    "footnote-reference",
    "footnoteref",
];

/// What the text at a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way of its own in which text is seen")]
pub(super) struct State {
    /// Not shown, and nothing inside can change that.
    pub(super) is_gone: bool,
    /// Not seen, until something inside is again.
    is_invisible: bool,
    is_tiny: bool,
    crossed: Option<Unread>,
    is_raised: bool,
    /// Blanks and line breaks stay as they are.
    pub(super) is_pre: bool,
    ink: Option<Colour>,
    paper: Option<Colour>,
}

impl State {
    /// The state inside an element of this look; `is_part` when it is a table or a part of one, which grows with its text
    /// and is not raised.
    pub(super) fn inside(self, tag: &Tag, look: Look, is_part: bool) -> Self {
        let mut look = look;
        if is_part {
            look.say(Fact::Cut, false);
            look.say(Fact::Raised, false);
        }
        let crossed = if is_tracked_deletion(tag) {
            Some(Unread::Deleted)
        } else if classes(tag).any(|it| it == "msoplaceholdertext") {
            Some(Unread::Prompt)
        } else {
            (look.is(Fact::Struck) || &*tag.name == "del").then_some(Unread::Struck)
        };
        Self {
            is_gone: self.is_gone || look.is_gone() || classes(tag).any(|it| HEARD_ONLY.contains(&it.as_str())),
            is_invisible: look.visibility.map_or(self.is_invisible, |it| it != Visibility::Visible),
            is_tiny: look.said(Fact::Tiny).unwrap_or(self.is_tiny),
            crossed: self.crossed.or(crossed),
            is_raised: self.is_raised || look.is(Fact::Raised) || is_note_mark(tag),
            is_pre: look.said(Fact::Pre).unwrap_or(self.is_pre),
            ink: look.ink.or(self.ink),
            paper: look.paper.or(self.paper),
        }
    }

    /// The state inside what is hidden as a whole and known to be.
    pub(super) fn shown(self) -> Self {
        Self { is_gone: false, is_invisible: false, ..self }
    }

    /// Whether nothing that stands here is shown, of whatever size and colour.
    pub(super) fn is_unshown(self) -> bool {
        self.is_gone || self.is_invisible
    }

    /// Whether nothing of the text is seen.
    pub(super) fn is_hidden(self) -> bool {
        let is_inkless = match (self.ink, self.paper) {
            (Some(Colour::Clear), _) => true,
            (Some(Colour::Of(ink)), Some(Colour::Of(paper))) => ink == paper,
            _ => false,
        };
        self.is_gone || self.is_invisible || self.is_tiny || is_inkless
    }

    /// Why the text does not count; nothing when it does.
    pub(super) fn unread(self) -> Option<Unread> {
        if self.is_hidden() {
            return Some(Unread::Hidden);
        }
        self.crossed.or(self.is_raised.then_some(Unread::Raised))
    }
}

/// What the element and its attributes say before any style does.
pub(super) fn markup(tag: &Tag) -> Look {
    let mut look = Look::default();
    match &*tag.name {
        "s" | "strike" => look.say(Fact::Struck, true),
        "pre" | "textarea" | "listing" | "xmp" => look.say(Fact::Pre, true),
        "dialog" if attribute(tag, "open").is_none() => look.display = Some(super::css::Display::None),
        "tr" if attribute(tag, "height").is_some_and(|it| it.trim().trim_end_matches("px") == "0") => {
            look.say(Fact::Flat, true);
            look.say(Fact::SetByHand, true);
        }
        _ => {}
    }
    if attribute(tag, "hidden").is_some() {
        look.display = Some(super::css::Display::None);
    }
    look
}

/// Whether a row has no height, so that nothing of it is seen.
pub(super) fn is_flat_row(look: Look) -> bool {
    look.is(Fact::Flat) && [Fact::Cut, Fact::SetByHand, Fact::Tiny].iter().any(|it| look.is(*it))
}

fn classes(tag: &Tag) -> impl Iterator<Item = String> {
    Element { tag, position: 0 }.classes().map(str::to_ascii_lowercase)
}

/// Whether it is text that somebody deleted while changes were tracked, as Word saves it.
fn is_tracked_deletion(tag: &Tag) -> bool {
    let says_who = || attribute(tag, "cite").is_some() || attribute(tag, "datetime").is_some();
    &*tag.name == "del" && says_who() || classes(tag).any(|it| it == "msodel")
}

/// Whether it is the mark of a note.
fn is_note_mark(tag: &Tag) -> bool {
    if matches!(&*tag.name, "sup" | "sub" | "rt") || classes(tag).any(|it| NOTE_MARKS.contains(&it.as_str())) {
        return true;
    }
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let target = attribute(tag, "href").unwrap_or_default();
    let leads_to_note =
        || ["#_ftn", "#_edn", "#_msocom", "#sdfootnote", "#sdendnote"].iter().any(|it| target.contains(it));
    style.contains("mso-footnote-id")
        || style.contains("mso-endnote-id")
        || style.contains("mso-special-character:footnote")
        || style.contains("mso-special-character:comment")
        || &*tag.name == "a" && leads_to_note()
        || attribute(tag, "role").is_some_and(|it| it == "doc-noteref")
}
