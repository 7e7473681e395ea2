//! A sentence as it is compared: half width, Simplified, without quotation marks, titles and spaces.

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
}

/// The characters of a phrase, compared with those of [`plain`].
///
/// Form files are written in Simplified characters.
pub(super) fn phrase(text: &str) -> Vec<char> {
    comparable(text).chars
}

/// Makes a sentence comparable.
pub(super) fn plain(text: &str) -> Plain {
    comparable(&simplified(text.to_owned()))
}

fn comparable(text: &str) -> Plain {
    let mut plain = Plain::default();
    let (mut quotes, mut titles) = (0_usize, 0_usize);
    let mut has_gap = false;
    // An ASCII comma behind a digit, which may part groups of three.
    let mut comma_of_digits = false;
    for c in text.chars() {
        match c {
            '“' | '「' | '『' | '‘' => quotes += 1,
            '”' | '」' | '』' | '’' => quotes = quotes.saturating_sub(1),
            '"' => quotes = usize::from(quotes == 0),
            '《' | '〈' => {
                titles += 1;
                if titles == 1 {
                    plain.push(TITLE, false);
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
                    plain.push(' ', false);
                }
                has_gap = false;
                if comma_of_digits && c.is_ascii_digit() {
                    plain.chars.pop();
                    plain.quoted.pop();
                    plain.push(GROUP_MARK, quotes > 0);
                }
                comma_of_digits = raw == ',' && plain.chars.last().is_some_and(char::is_ascii_digit);
                plain.push(c, quotes > 0);
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
                at = open;
            }
        }
        self
    }

    fn push(&mut self, c: char, is_quoted: bool) {
        self.chars.push(c);
        self.quoted.push(is_quoted);
    }

    /// Reads one wording as another.
    fn replace(&mut self, from: &[char], to: &[char]) {
        let Some(first) = from.first() else { return };
        let mut at = 0;
        while at + from.len() <= self.chars.len() {
            if self.chars[at] == *first && self.chars[at..].starts_with(from) {
                let is_quoted = self.quoted[at];
                self.chars.splice(at..at + from.len(), to.iter().copied());
                self.quoted.splice(at..at + from.len(), to.iter().map(|_| is_quoted));
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
    use super::plain;

    #[test]
    fn width_writing_quotes_and_titles_no_longer_matter() {
        let text = |text: &str| plain(text).chars.into_iter().collect::<String>();
        assert_eq!(text("收到“同意公开”的２１ 件"), "收到同意公开的21件");
        assert_eq!(text("根據《政府信息公開條例》,結轉到下年度"), "根据《,结转到下年");
        assert_eq!(text("21 3"), "21 3");
    }
}
