//! Traditional characters to Simplified ones; the dictionary is loaded when the first Traditional character is met.

use std::sync::OnceLock;

use encoding_rs::GBK;
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

static CONVERTER: OnceLock<Option<OpenCC>> = OnceLock::new();

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
    let mut buffer = [0; 4];
    let (bytes, _, is_unknown) = GBK.encode(c.encode_utf8(&mut buffer));
    let is_in_the_standard = |lead: u8, trail: u8| (0xb0..=0xf7).contains(&lead) && trail >= 0xa1;
    !is_unknown && matches!(bytes.as_ref(), [lead, trail] if is_in_the_standard(*lead, *trail))
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
