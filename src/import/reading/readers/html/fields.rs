//! Fields of a form on the page: what a person typed or chose is text of the page.

use html5ever::tokenizer::Tag;

use super::attribute::attribute;

/// The value of a field that shows one as text; nothing for buttons, boxes and what is hidden.
pub(super) fn value(tag: &Tag) -> Option<&str> {
    let kind = attribute(tag, "type").map(|it| it.trim().to_ascii_lowercase()).unwrap_or_default();
    let is_hidden = matches!(
        kind.as_str(),
        "hidden"
            | "checkbox"
            | "radio"
            | "button"
            | "submit"
            | "reset"
            | "image"
            | "file"
            | "password"
            | "color"
            | "range"
    );
    attribute(tag, "value").filter(|_| !is_hidden)
}

/// A list of choices that is being read: one is shown, the chosen one or else the first.
#[derive(Debug, Default)]
pub(super) struct Choice {
    first: Option<String>,
    chosen: Option<String>,
    /// The option whose text is being read, and whether it is chosen.
    open: Option<(String, bool)>,
    /// Whether all options stand on the page at once, so that none is a value.
    is_list: bool,
}

impl Choice {
    /// A list begins.
    pub(super) fn of(tag: &Tag) -> Self {
        let is_long = attribute(tag, "size").and_then(|it| it.trim().parse::<u32>().ok()).is_some_and(|it| it > 1);
        Self { is_list: is_long || attribute(tag, "multiple").is_some(), ..Self::default() }
    }

    /// An option begins.
    pub(super) fn option(&mut self, tag: &Tag) {
        self.end_option();
        self.open = Some((String::new(), attribute(tag, "selected").is_some()));
    }

    /// Text inside the list.
    pub(super) fn text(&mut self, text: &str) {
        if let Some((open, _)) = &mut self.open {
            open.push_str(text);
        }
    }

    /// An option ends.
    pub(super) fn end_option(&mut self) {
        if let Some((text, is_chosen)) = self.open.take() {
            if is_chosen {
                self.chosen = Some(text);
            } else if self.first.is_none() {
                self.first = Some(text);
            }
        }
    }

    /// What is seen of the list.
    pub(super) fn seen(mut self) -> Option<String> {
        self.end_option();
        let only = if self.is_list { None } else { self.first };
        self.chosen.or(only)
    }
}
