//! A sentence as it is compared: half width, Simplified, without quotation marks, titles and spaces.

use std::ops::Range;

use super::language::language;
use crate::filing::typed::half_width;
use crate::import::simplified;

/// What stands between groups of three digits.
pub(super) const GROUP_MARK: char = '\'';

/// What a title in 《》 leaves behind.
pub(super) const TITLE: char = '《';

/// A sentence ready to be searched.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain {
    /// The characters.
    pub(super) chars: Vec<char>,
    /// Whether the character stood in quotation marks.
    pub(super) quoted: Vec<bool>,
    /// Where the character stands in the text as written, counted in characters.
    origins: Vec<usize>,
}

/// The characters of a phrase, compared with those of [`comparable`].
///
/// Form files are written in Simplified characters.
pub(super) fn phrase(text: &str) -> Vec<char> {
    comparable(text).chars
}

/// Makes a sentence in any writing comparable.
#[cfg(test)]
pub(super) fn plain(text: &str) -> Plain {
    comparable(&simplified(text.to_owned()))
}

/// A paragraph as it is written, and in Simplified characters: the writing is converted once, for all that looks at it.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    /// As written.
    pub(super) written: &'a str,
    /// In Simplified characters, as many as are written.
    pub(super) simple: String,
}

impl<'a> Text<'a> {
    /// Converts a paragraph.
    pub(super) fn of(written: &'a str) -> Self {
        let simple = simplified(written.to_owned());
        if simple.chars().count() == written.chars().count() {
            return Self { written, simple };
        }
        // Places are counted in characters, so a phrase of another length is converted one by one.
        let one = |c: char| simplified(c.to_string()).chars().next().unwrap_or(c);
        Self { written, simple: written.chars().map(one).collect() }
    }

    /// Its pieces up to one of some characters each, as written and in Simplified characters.
    pub(super) fn pieces<'b>(&'b self, ends: &'b [char]) -> impl Iterator<Item = (&'a str, &'b str)> + 'b {
        let mut rest = self.written;
        self.simple.split_inclusive(ends).map(move |simple| {
            let end = rest.char_indices().nth(simple.chars().count()).map_or(rest.len(), |(end, _)| end);
            let (written, behind) = rest.split_at(end);
            rest = behind;
            (written, simple)
        })
    }
}

/// The same for a text in Simplified characters.
pub(super) fn comparable(text: &str) -> Plain {
    let mut plain = Plain::default();
    let (mut quotes, mut titles) = (0_usize, 0_usize);
    let mut has_gap = false;
    // An ASCII comma behind a digit, which may part groups of three.
    let mut comma_of_digits = false;
    for (origin, c) in text.chars().enumerate() {
        match c {
            '“' | '「' | '『' | '‘' => quotes += 1,
            '”' | '」' | '』' | '’' => quotes = quotes.saturating_sub(1),
            '"' => quotes = usize::from(quotes == 0),
            '《' | '〈' => {
                titles += 1;
                if titles == 1 {
                    plain.push(TITLE, false, origin);
                }
            }
            '》' | '〉' => titles = titles.saturating_sub(1),
            _ if titles > 0 => {}
            _ if c.is_whitespace() || is_invisible(c) => has_gap = true,
            _ => {
                let raw = c;
                let c = narrow(raw);
                // A space between two digits parts two numbers.
                if has_gap && c.is_ascii_digit() && plain.chars.last().is_some_and(char::is_ascii_digit) {
                    plain.push(' ', false, origin);
                }
                has_gap = false;
                if comma_of_digits && c.is_ascii_digit() {
                    plain.pop();
                    plain.push(GROUP_MARK, quotes > 0, origin);
                }
                comma_of_digits = raw == ',' && plain.chars.last().is_some_and(char::is_ascii_digit);
                plain.push(c, quotes > 0, origin);
            }
        }
    }
    for (from, to) in &language().words {
        plain.replace(from, to);
    }
    for c in &mut plain.chars {
        if matches!(c, '和' | '及' | '与' | '或') {
            *c = '、';
        }
    }
    plain
}

impl Plain {
    /// The sentence without notes in brackets that hold no number: 部分公开（区分处理的，…）471件.
    pub(super) fn without_notes(mut self) -> Self {
        let mut at = 0;
        while let Some(open) = self.chars[at..].iter().position(|c| *c == '(').map(|offset| at + offset) {
            let Some(close) = self.chars[open..].iter().position(|c| *c == ')').map(|offset| open + offset) else {
                break;
            };
            let note = &self.chars[open..=close];
            let excludes = note.starts_with(&['(', '不']) || note.contains(&'除');
            if note.iter().any(char::is_ascii_digit) || excludes || note[1..].contains(&'(') {
                at = open + 1;
            } else {
                self.chars.drain(open..=close);
                self.quoted.drain(open..=close);
                self.origins.drain(open..=close);
                at = open;
            }
        }
        self
    }

    /// Where a part of it stands in the text as written.
    pub(super) fn span(&self, part: Range<usize>) -> Range<usize> {
        let last = part.end.checked_sub(1).filter(|last| *last >= part.start);
        match (self.origins.get(part.start), last.and_then(|last| self.origins.get(last))) {
            (Some(start), Some(last)) => *start..last + 1,
            _ => 0..0,
        }
    }

    fn push(&mut self, c: char, is_quoted: bool, origin: usize) {
        self.chars.push(c);
        self.quoted.push(is_quoted);
        self.origins.push(origin);
    }

    fn pop(&mut self) {
        self.chars.pop();
        self.quoted.pop();
        self.origins.pop();
    }

    /// Reads one wording as another.
    fn replace(&mut self, from: &[char], to: &[char]) {
        let Some(first) = from.first() else { return };
        let mut at = 0;
        while at + from.len() <= self.chars.len() {
            if self.chars[at] == *first && self.chars[at..].starts_with(from) {
                let (is_quoted, origin) = (self.quoted[at], self.origins[at]);
                self.chars.splice(at..at + from.len(), to.iter().copied());
                self.quoted.splice(at..at + from.len(), to.iter().map(|_| is_quoted));
                self.origins.splice(at..at + from.len(), to.iter().map(|_| origin));
                at += to.len();
            } else {
                at += 1;
            }
        }
    }
}

/// Whether a clause ends at a character.
pub(super) fn is_boundary(c: char) -> bool {
    matches!(c, ',' | ';' | '(' | ')' | '!' | '?' | '。' | GROUP_MARK)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn narrow(c: char) -> char {
    match c {
        '﹙' => '(',
        '﹚' => ')',
        '−' | '﹣' => '-',
        _ => half_width(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, plain};

    #[test]
    fn width_writing_quotes_and_titles_no_longer_matter() {
        let text = |text: &str| plain(text).chars.into_iter().collect::<String>();
        assert_eq!(text("收到“同意公开”的２１ 件"), "收到同意公开的21件");
        assert_eq!(text("根據《政府信息公開條例》,結轉到下年度"), "根据《,结转到下年");
        assert_eq!(text("21 3"), "21 3");
    }

    #[test]
    fn pieces_of_a_text_in_traditional_characters_are_quoted_as_written() {
        let text = Text::of("結轉到下年度。收到申請！沒有");
        let pieces: Vec<_> = text.pieces(&['。', '！']).collect();
        assert_eq!(pieces, [("結轉到下年度。", "结转到下年度。"), ("收到申請！", "收到申请！"), ("沒有", "没有")]);
    }

    #[test]
    fn every_character_knows_where_it_was_written() {
        let text = "收到“申请” 1,021 件";
        let found = plain(text);
        let at = found.chars.iter().position(|c| *c == '1').expect("the number");
        let span = found.span(at..found.chars.len());
        assert_eq!(text.chars().skip(span.start).take(span.len()).collect::<String>(), "1,021 件");
        assert_eq!(found.span(0..0), 0..0);
    }
}
