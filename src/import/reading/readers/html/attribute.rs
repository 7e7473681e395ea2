//! Attributes of a tag.

use html5ever::tokenizer::Tag;

/// The value of an attribute.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| &*it.value)
}

/// The number at the beginning of an attribute, as browsers read `2px`.
pub(super) fn leading_number(tag: &Tag, name: &str) -> Option<u32> {
    let value = attribute(tag, name)?.trim_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits: String = value.chars().take_while(char::is_ascii_digit).take(9).collect();
    digits.parse().ok()
}
