//! What a text seems to be, before anybody knows what it means: a figure, a measure, words, or nothing.

use crate::filing::typed::half_width;

/// What a cell of a source seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    /// Nothing.
    Blank,
    /// A number, a sign for "no data", or what the source calls a number or a date.
    Figure,
    /// A measure such as 件, which names nothing.
    Measure,
    /// Words.
    Words,
}

/// What a text seems to be.
pub(in crate::import) fn kind_of(text: &str) -> Kind {
    const SIGNS: &str = "-—–―/\\无無.";
    const MEASURES: &str = "人次件条條项項个個篇份宗起部万萬亿億元圆圓%";
    let flat: String = text.chars().filter_map(narrow).collect();
    let is_measure = |text: &str| !text.is_empty() && text.chars().all(|c| MEASURES.contains(c) || "/、()".contains(c));
    if flat.is_empty() {
        Kind::Blank
    } else if flat.chars().all(|c| SIGNS.contains(c)) {
        Kind::Figure
    } else if is_measure(&flat) {
        Kind::Measure
    } else {
        let rest = flat.trim_start_matches(['+', '-', '−', '約', '约', '(']);
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\''));
        let has_digits = unit.len() < rest.len();
        let is_figure = has_digits && (unit.is_empty() || unit == ")" || is_measure(unit));
        if is_figure || flat.starts_with('#') { Kind::Figure } else { Kind::Words }
    }
}

/// A character in half width; `None` for spaces and invisible ones.
pub(in crate::import) fn narrow(c: char) -> Option<char> {
    match c {
        '〔' | '【' | '﹙' => Some('('),
        '〕' | '】' | '﹚' => Some(')'),
        '\u{3000}' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        _ if c.is_whitespace() || c.is_control() => None,
        _ => Some(half_width(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind_of};

    #[test]
    fn figures_are_told_from_words() {
        for text in [
            "12",
            "１２３",
            "1,234",
            "12件",
            "-",
            "——",
            "／",
            "无",
            "無",
            "251000元",
            "+1036",
            "－8",
            "5%",
            "1.5",
            "#REF!",
        ] {
            assert_eq!(kind_of(text), Kind::Figure, "{text}");
        }
        for text in ["规章", "1.属于国家秘密", "3其他", "2023年", "（一）", "二十一", "12月", "第1项", "无法提供"]
        {
            assert_eq!(kind_of(text), Kind::Words, "{text}");
        }
        assert_eq!(kind_of("件"), Kind::Measure);
        assert_eq!(kind_of("项/件"), Kind::Measure);
        assert_eq!(kind_of(" \n　"), Kind::Blank);
    }
}
