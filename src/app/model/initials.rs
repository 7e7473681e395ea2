//! Finding Chinese words by what is easily typed: the words themselves, or the first letters of their pinyin.
//!
//! `xzfy` stands for 行政复议, and so does `行zfy`. A character with several readings may be typed by any of them (重 is `z`
//! or `c`), and brackets and commas need not be typed at all.

use std::collections::BTreeMap;

use pinyin::ToPinyinMulti as _;

use crate::filing::typed::half_width;

/// Where in a text something typed stands; the beginning is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Behind other characters.
    Inside,
    /// At the beginning.
    Start,
}

/// Something typed, to be looked for in many texts.
///
/// For each character of a text the places of the typed characters that it may stand for are kept as bits, so that one
/// pass tells whether they stand there without a gap, and the pinyin of a character is looked up once.
#[derive(Debug)]
pub(crate) struct Sought {
    typed: Vec<char>,
    fits: BTreeMap<char, u64>,
}

impl Sought {
    /// Takes what was typed apart.
    pub(crate) fn new(typed: &str) -> Self {
        Self { typed: plain(typed), fits: BTreeMap::new() }
    }

    /// Where in the text it stands, without a gap.
    pub(crate) fn place_in(&mut self, text: &str) -> Option<Place> {
        // No label has so many characters.
        let last = self.typed.len().checked_sub(1).filter(|last| *last < 64)?;
        let (mut begun, mut place, mut passed) = (0_u64, None, 0);
        for c in text.chars().flat_map(plain_character) {
            let typed = &self.typed;
            let fits = *self.fits.entry(c).or_insert_with(|| {
                let readings = readings(c);
                let fitting = typed.iter().enumerate().filter(|(_, typed)| readings.contains(typed));
                fitting.fold(0, |bits, (at, _)| bits | 1 << at)
            });
            begun = (begun << 1 | 1) & fits;
            passed += 1;
            if begun >> last & 1 == 1 {
                if passed == last + 1 {
                    return Some(Place::Start);
                }
                place = Some(Place::Inside);
            }
        }
        place
    }
}

/// Whether what is typed stands in the text, without a gap.
pub(crate) fn contains(text: &str, typed: &str) -> bool {
    Sought::new(typed).place_in(text).is_some()
}

/// Whether what is typed stands in the text in this order, perhaps with gaps.
pub(crate) fn contains_scattered(text: &str, typed: &str) -> bool {
    let places = places(text);
    let mut rest = places.iter();
    plain(typed).iter().all(|c| rest.any(|at| at.contains(c)))
}

/// What may be typed for each character of a text.
fn places(text: &str) -> Vec<Vec<char>> {
    plain(text).into_iter().map(readings).collect()
}

/// What may be typed for a character.
fn readings(c: char) -> Vec<char> {
    let readings = c.to_pinyin_multi().into_iter().flatten();
    readings.filter_map(|reading| reading.first_letter().chars().next()).chain([c]).collect()
}

/// Letters, digits and Chinese characters in lower case; full-width ones become half-width.
fn plain(text: &str) -> Vec<char> {
    text.chars().flat_map(plain_character).collect()
}

fn plain_character(c: char) -> impl Iterator<Item = char> {
    Some(half_width(c)).filter(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{Place, Sought, contains, contains_scattered};

    fn begins(text: &str, typed: &str) -> bool {
        Sought::new(typed).place_in(text) == Some(Place::Start)
    }

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
