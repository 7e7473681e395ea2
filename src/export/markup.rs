//! Texts of users inside XML and HTML: what is typed is printed, and never markup.

use std::borrow::Cow;

/// The text with `�` for every character that XML 1.0 and HTML do not allow; line feeds, returns and tabs stay.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(|it| if is_allowed(it) { it } else { char::REPLACEMENT_CHARACTER }).collect())
    }
}

/// The text with the five signs of markup escaped, for contents and quoted attributes of HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in legible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// HTML is stricter than XML about the controls of Latin-1 and about noncharacters.
fn is_allowed(character: char) -> bool {
    let is_noncharacter = matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe;
    matches!(character, '\t' | '\n' | '\r') || !(character.is_control() || is_noncharacter)
}

#[cfg(test)]
mod tests {
    use super::{escaped, legible};

    #[test]
    fn nothing_breaks_the_markup() {
        assert_eq!(escaped("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
        assert_eq!(legible("甲\u{0}乙\u{b}\u{ffff}\u{85}"), "甲�乙���");
        assert_eq!(legible("𠮷\t\u{200f}阿\n"), "𠮷\t\u{200f}阿\n");
    }
}
