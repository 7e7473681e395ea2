//! Finding Chinese words by what is easily typed: the words themselves, or the first letters of their pinyin.
//!
//! `xzfy` stands for 行政复议, and so does `行zfy`. A character with several readings may be typed by any of them (重 is `z`
//! or `c`), and brackets and commas need not be typed at all.

use pinyin::ToPinyinMulti as _;

/// Whether what is typed stands in the text, without a gap.
pub(super) fn contains(text: &str, typed: &str) -> bool {
    let (places, typed) = (places(text), plain(typed));
    !typed.is_empty()
        && places.windows(typed.len()).any(|window| window.iter().zip(&typed).all(|(at, c)| at.contains(c)))
}

/// Whether the text begins with what is typed.
pub(super) fn begins(text: &str, typed: &str) -> bool {
    let (places, typed) = (places(text), plain(typed));
    places.len() >= typed.len() && places.iter().zip(&typed).all(|(at, c)| at.contains(c))
}

/// Whether what is typed stands in the text in this order, perhaps with gaps.
pub(super) fn contains_scattered(text: &str, typed: &str) -> bool {
    let places = places(text);
    let mut rest = places.iter();
    plain(typed).iter().all(|c| rest.any(|at| at.contains(c)))
}

/// What may be typed for each character of a text.
fn places(text: &str) -> Vec<Vec<char>> {
    let readings = |c: char| {
        let readings = c.to_pinyin_multi().into_iter().flatten();
        readings.filter_map(|reading| reading.first_letter().chars().next()).chain([c]).collect()
    };
    plain(text).into_iter().map(readings).collect()
}

/// Letters, digits and Chinese characters in lower case; full-width ones become half-width.
fn plain(text: &str) -> Vec<char> {
    let narrow = text.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    });
    narrow.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{begins, contains, contains_scattered};

    #[test]
    fn words_are_found_by_characters_and_initials() {
        for typed in ["行政复议", "xzfy", "XZFY", "行zfy", "fy", "ｘｚ"] {
            assert!(contains("四、行政复议（总计）", typed), "{typed}");
        }
        assert!(contains("四、行政复议（总计）", "fyzj"), "brackets are not typed");
        assert!(contains("重复申请", "cf"));
        for typed in ["xf", "诉讼", "", "（"] {
            assert!(!contains("四、行政复议（总计）", typed), "{typed}");
        }
    }

    #[test]
    fn the_beginning_is_told_from_the_middle() {
        assert!(begins("总计", "zj"));
        assert!(begins("（七）总计", "qzj"));
        assert!(!begins("本年废止件数", "zj"));
        assert!(!begins("总", "zj"));
    }

    #[test]
    fn commands_are_found_with_gaps() {
        assert!(contains_scattered("导出 XLSX…", "dcx"));
        assert!(contains_scattered("历史版本", "lb"));
        assert!(contains_scattered("历史版本", ""));
        assert!(!contains_scattered("历史版本", "bl"));
    }
}
