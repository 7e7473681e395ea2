//! Traditional characters to Simplified ones; the dictionary is loaded when the first Traditional character is met.

use std::sync::OnceLock;

use encoding_rs::GBK;
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

static CONVERTER: OnceLock<Option<OpenCC>> = OnceLock::new();

/// The characters of GB 2312, by their numbers; every character of every label is looked up.
static STANDARD: OnceLock<Vec<bool>> = OnceLock::new();

/// The text in Simplified characters.
///
/// A text that GB 2312 can write needs no dictionary: the standard of 1980 holds Simplified characters only.
pub(crate) fn simplified(text: String) -> String {
    if text.chars().all(|c| c.is_ascii() || is_simplified(c)) {
        return text;
    }
    // The dictionary is part of the program; without it the text is compared as it is.
    let converter = CONVERTER.get_or_init(|| OpenCC::from_config(BuiltinConfig::T2s).ok());
    match converter {
        Some(converter) => converter.convert(&text),
        None => text,
    }
}

/// Whether a character stands in GB 2312, or is no character of Chinese at all.
fn is_simplified(c: char) -> bool {
    if !('\u{3400}'..='\u{9fff}').contains(&c) && !('\u{f900}'..='\u{faff}').contains(&c) {
        return true;
    }
    STANDARD.get_or_init(standard).get(c as usize).copied().unwrap_or(false)
}

/// For every character whether GB 2312 holds it: its rows of characters are those of GBK with both bytes high.
fn standard() -> Vec<bool> {
    let pairs = (0xb0..=0xf7_u8).flat_map(|lead| (0xa1..=0xfe_u8).map(move |trail| [lead, trail]));
    let bytes: Vec<u8> = pairs.flatten().collect();
    let (text, _) = GBK.decode_without_bom_handling(&bytes);
    let mut standard = vec![false; 0x1_0000];
    for c in text.chars().filter(|c| *c != char::REPLACEMENT_CHARACTER) {
        if let Some(place) = standard.get_mut(c as usize) {
            *place = true;
        }
    }
    standard
}

#[cfg(test)]
mod tests {
    use super::{is_simplified, simplified};

    #[test]
    fn only_traditional_characters_need_the_dictionary() {
        assert!("规范性文件，123abc（）".chars().all(is_simplified));
        assert!("規檔開".chars().all(|c| !is_simplified(c)));
    }

    #[test]
    fn traditional_labels_become_simplified() {
        assert_eq!(
            simplified("維持具體行政行為或者駁回原告訴訟請求數".to_owned()),
            "维持具体行政行为或者驳回原告诉讼请求数"
        );
    }
}
