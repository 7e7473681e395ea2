//! What a number format makes of a number: the text of the cell at the scale that is shown, and what is hidden or rounded.
//!
//! A cell that stores 77302800 and shows `7730.3万元` is read as `7730.28万元` and doubted: all digits, as large as they
//! are seen. The number of a cell that shows nothing does not count.

mod code;

use rust_decimal::{Decimal, RoundingStrategy};

use self::code::{Meaning, Part, Section};
use super::grid::{Content, Doubt, LeftOut, Nature, Unread};
use super::number_text::{decimal, moment, shifted};

/// The largest part of a number that is noise of its binary form.
const NOISE: i64 = 10_000_000_000_000;

/// The largest denominator that is tried.
const DENOMINATORS: u32 = 999;

/// A number format, read once for each code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    /// The sections for numbers; none for a number as it is.
    numbers: Vec<Section>,
    /// The section for texts.
    texts: Option<Section>,
}

impl Format {
    /// The format of a code such as `0.00%` or `yyyy"年"m"月"`.
    pub(super) fn of_code(code: &str) -> Self {
        let mut numbers = code::sections(code);
        let is_for_texts = numbers.len() > 3 || numbers.last().is_some_and(|section| section.is_text);
        let texts = if numbers.len() > 3 {
            numbers.drain(3..).next()
        } else if is_for_texts && numbers.len() > 1 {
            numbers.pop()
        } else {
            numbers.last().filter(|_| is_for_texts).cloned()
        };
        Self { numbers, texts }
    }

    /// A built-in number format of Excel, by its number.
    pub(super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 | 59 => "0",
            2 | 60 => "0.00",
            3 | 61 => "#,##0",
            4 | 62 => "#,##0.00",
            5 | 6 | 37 | 38 => "#,##0;-#,##0",
            7 | 8 | 39 | 40 => "#,##0.00;-#,##0.00",
            9 | 67 => "0%",
            10 | 68 => "0.00%",
            11 => "0.00E+00",
            12 | 69 => "# ?/?",
            13 | 70 => "# ??/??",
            14..=22 | 27..=36 | 45..=47 | 50..=58 | 71..=81 => "yyyy/m/d",
            41 | 42 => "#,##0;-#,##0;\"-\";@",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"??;@",
            48 => "##0.0E+0",
            49 => "@",
            _ => return Self::default(),
        };
        Self::of_code(code)
    }

    /// What stands before and behind a text; nothing when a text is not shown.
    pub(super) fn around_text(&self) -> Option<(String, String)> {
        let Some(section) = &self.texts else { return Some((String::new(), String::new())) };
        let general = section.parts.iter().position(|part| *part == Part::General);
        let (before, behind) = section.parts.split_at_checked(general?)?;
        Some((literals(before), literals(behind)))
    }

    /// The section for a number, and whether that shows the number without its sign.
    fn section(&self, value: Decimal) -> Option<(&Section, bool)> {
        let is_negative = value.is_sign_negative() && !value.is_zero();
        let count = self.numbers.len();
        let has_condition = self.numbers.iter().any(|section| section.condition.is_some());
        if !has_condition {
            let index = match count {
                0 | 1 => 0,
                _ if is_negative => 1,
                3 if value.is_zero() => 2,
                _ => 0,
            };
            return self.numbers.get(index).map(|section| (section, index == 1));
        }
        let fits = |index: usize, section: &Section| match section.condition {
            Some(condition) => condition.holds(value),
            None => index + 1 == count || (index == 0 && value > Decimal::ZERO) || (index == 1 && is_negative),
        };
        let found = self.numbers.iter().enumerate().find(|(index, section)| fits(*index, section));
        let (index, section) = found.or_else(|| self.numbers.iter().enumerate().next_back())?;
        let is_bare = section.condition.map_or(index == 1 && count == 3, code::Condition::is_negative);
        Some((section, is_bare))
    }
}

/// What a cell with a stored number holds under a format.
pub(super) fn content(raw: &str, format: &Format, is_1904: bool) -> Content {
    let Some(number) = decimal(raw) else { return Content::new(raw.to_owned(), Nature::Text) };
    let exact = number.parse::<Decimal>().ok();
    let Some((section, is_bare)) = format.section(exact.unwrap_or_default()) else {
        return Content::new(number, Nature::Number);
    };
    match (section.meaning, exact) {
        (Meaning::Percent, _) => Content::new(format!("{}%", shifted(&number)), Nature::Percent),
        (Meaning::Date, _) => {
            let serial = number.parse().unwrap_or_default();
            Content::new(moment(serial, is_1904).unwrap_or(number), Nature::Date)
        }
        // A number beyond all figures.
        (Meaning::Number, None) => Content::new(number, Nature::Number),
        (Meaning::Number, Some(exact)) => Shown::of(section, exact, is_bare).content(section, exact, &number),
    }
}

/// What a cell with a binary number holds under a format.
pub(super) fn content_of(value: f64, format: &Format, is_1904: bool) -> Content {
    content(&format!("{value:?}"), format, is_1904)
}

/// A text under a format, what is left out of it included.
pub(super) fn text_content(mut content: Content, format: &Format) -> Content {
    match format.around_text() {
        None => hide(&content.text),
        Some((before, behind)) => {
            let has_words = !before.trim().is_empty() || !behind.trim().is_empty();
            if has_words && !content.text.trim().is_empty() {
                let more = before.chars().count();
                content.left_out.iter_mut().for_each(|piece| piece.at += more);
                content.text = format!("{before}{}{behind}", content.text);
            }
            content
        }
    }
}

/// A cell that does not show what it stores.
pub(super) fn hide(stored: &str) -> Content {
    let mut content = Content::new(String::new(), Nature::Text);
    if !stored.trim().is_empty() {
        content.left_out.push(LeftOut { at: 0, text: stored.to_owned(), why: Unread::Hidden });
    }
    content
}

/// A number as a section shows it.
struct Shown {
    text: String,
    /// The number at the scale that is shown, with all its digits.
    meant: Decimal,
    is_rounded: bool,
    /// Something else than separators stands between its digits.
    is_broken: bool,
    /// Whether no digit is shown.
    is_bare_of_digits: bool,
}

impl Shown {
    fn of(section: &Section, exact: Decimal, is_bare: bool) -> Self {
        let parts = &section.parts;
        let is_negative = exact.is_sign_negative() && !exact.is_zero();
        let sign = if is_negative && !is_bare { "-" } else { "" };
        let thousand = |value: Decimal, _| value.checked_div(Decimal::from(1000)).unwrap_or_default();
        let scaled = (0..section.thousands.min(9)).fold(exact.abs(), thousand);
        let digits = parts.iter().filter(|part| matches!(part, Part::Digit { .. })).count();
        if let Some(text) = special(parts, scaled).filter(|_| digits > 0) {
            let seen = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&text)).ok();
            let is_rounded = seen != Some(scaled);
            let text = format!("{sign}{text}");
            return Self { text, meant: scaled, is_rounded, is_broken: false, is_bare_of_digits: false };
        }
        if digits == 0 {
            let number = scaled.normalize().to_string();
            let text = parts.iter().map(|part| written(*part, &number)).collect::<String>();
            let is_bare_of_digits = !parts.contains(&Part::General);
            let text = format!("{sign}{text}");
            return Self { text, meant: scaled, is_rounded: false, is_broken: false, is_bare_of_digits };
        }
        let places = parts.iter().skip_while(|part| **part != Part::Point);
        let places = places.filter(|part| matches!(part, Part::Digit { .. })).count();
        let places = u32::try_from(places).unwrap_or(0).min(28);
        let rounded = scaled.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let gap = (rounded - scaled).abs().checked_mul(Decimal::from(NOISE));
        let is_noise = gap.is_some_and(|gap| gap <= scaled);
        let inner = inner(parts);
        let scaled = if is_noise { rounded } else { scaled };
        let mut meant = scaled;
        let mut is_broken = false;
        match inner.as_slice() {
            [] => {}
            [(Literal::Point, digits)] if places == 0 => {
                for _ in 0..*digits {
                    meant = meant.checked_div(Decimal::TEN).unwrap_or_default();
                }
            }
            _ => is_broken = true,
        }
        let (text, is_bare_of_digits) = filled(parts, rounded, places);
        let text = format!("{sign}{text}");
        Self { text, meant, is_rounded: rounded != scaled, is_broken, is_bare_of_digits }
    }

    /// What the cell holds.
    fn content(self, section: &Section, exact: Decimal, number: &str) -> Content {
        let shown = self.text.trim().to_owned();
        let marks = |c: char| matches!(c, '-' | '－' | '—' | '–' | '―' | '/') || c.is_whitespace();
        if shown.is_empty() {
            return hide(number);
        }
        if self.is_bare_of_digits {
            // Bookkeepers' zero.
            if exact.is_zero() && shown.chars().all(marks) {
                return Content::new(number.to_owned(), Nature::Number);
            }
            if exact.is_zero() {
                return Content::new(number.to_owned(), Nature::Number).doubted(Doubt::Masked(shown));
            }
            return Content { text: shown, ..hide(number) };
        }
        let first = section.parts.iter().position(|part| is_place(*part)).unwrap_or(0);
        let last = section.parts.iter().rposition(|part| is_place(*part)).map_or(0, |last| last + 1);
        let before = literals(section.parts.get(..first).unwrap_or_default());
        let behind = literals(section.parts.get(last..).unwrap_or_default());
        let is_in_brackets = before.contains(['(', '（']) && behind.contains([')', '）']);
        let says_minus = before.contains(['-', '－', '−']) || is_in_brackets || self.text.starts_with('-');
        let is_sign = |c: &char| !(c.is_whitespace() || "-－−+(（)）¥￥$€£".contains(*c));
        let before: String = before.chars().filter(is_sign).collect();
        let behind = if is_in_brackets { behind.replace([')', '）'], "") } else { behind };
        let behind = behind.trim();
        let is_negative = exact.is_sign_negative() && !exact.is_zero();
        let has_digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        if behind.starts_with(['%', '‰']) {
            return Content::new(shown, Nature::Percent);
        }
        let mut content = if self.is_broken || has_digits(&before) || has_digits(behind) {
            Content::new(shown.clone(), Nature::Number).doubted(Doubt::Masked(shown.clone()))
        } else {
            let sign = if is_negative && !self.meant.is_zero() { "-" } else { "" };
            let behind = behind.trim_end_matches(['.', '。']);
            Content::new(format!("{before}{sign}{}{behind}", self.meant.normalize()), Nature::Number)
        };
        if self.is_rounded {
            content.doubts.push(Doubt::Rounded(shown));
        } else if is_negative != says_minus && !exact.is_zero() && content.doubts.is_empty() {
            content.doubts.push(Doubt::Masked(shown));
        }
        content
    }
}

/// Whether a part is a place of the number itself.
fn is_place(part: Part) -> bool {
    !matches!(part, Part::Literal(_))
}

/// The characters of parts that are shown as they are.
fn literals(parts: &[Part]) -> String {
    parts.iter().filter_map(|part| if let Part::Literal(c) = part { Some(*c) } else { None }).collect()
}

fn written(part: Part, number: &str) -> String {
    match part {
        Part::Literal(c) => c.to_string(),
        Part::General => number.to_owned(),
        _ => String::new(),
    }
}

/// What stands between digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Literal {
    Point,
    Other,
}

/// What stands between the digits and is no separator of thousands, each with the number of places behind it.
fn inner(parts: &[Part]) -> Vec<(Literal, usize)> {
    let is_digit = |part: &Part| matches!(part, Part::Digit { .. });
    let first = parts.iter().position(is_digit).unwrap_or(0);
    let last = parts.iter().rposition(is_digit).unwrap_or(0);
    let mut found = Vec::new();
    for (index, part) in parts.iter().enumerate().take(last).skip(first) {
        let Part::Literal(c) = part else { continue };
        let what = match c {
            ',' | '，' | '\'' => continue,
            c if c.is_whitespace() => continue,
            '.' | '．' => Literal::Point,
            _ => Literal::Other,
        };
        found.push((what, parts.iter().skip(index).filter(|part| is_digit(part)).count()));
    }
    found
}

/// A number in the places of a section, and whether no digit is seen.
fn filled(parts: &[Part], rounded: Decimal, places: u32) -> (String, bool) {
    let plain = format!("{rounded:.*}", places as usize);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = whole.trim_start_matches('0');
    let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
    let is_digit = |part: &&Part| matches!(part, Part::Digit { .. });
    let count = parts.iter().take(point).filter(is_digit).count();
    let mut text = String::new();
    let (mut left, mut behind, mut is_first, mut has_digit) = (count, 0, true, false);
    for (index, part) in parts.iter().enumerate() {
        let start = text.len();
        match part {
            Part::Literal(c) => {
                text.push(*c);
                continue;
            }
            Part::Point => {
                // A number below 1 without a place before the point.
                text.push_str(if count == 0 { whole } else { "" });
                text.push('.');
                has_digit |= count == 0 && !whole.is_empty();
                continue;
            }
            Part::Digit { is_zero } if index < point => {
                let skipped = if is_first { 0 } else { whole.len().saturating_sub(left) };
                left -= 1;
                let end = whole.len().saturating_sub(left);
                match whole.get(skipped..end).filter(|digits| !digits.is_empty()) {
                    Some(digits) => text.push_str(digits),
                    None if *is_zero => text.push('0'),
                    None => {}
                }
                is_first = false;
            }
            Part::Digit { is_zero } => {
                let rest = fraction.get(behind..).unwrap_or_default();
                if *is_zero || rest.contains(|c| c != '0') {
                    text.push_str(rest.get(..1).unwrap_or_default());
                }
                behind += 1;
            }
            Part::General | Part::Slash | Part::Exponent | Part::Comma => {}
        }
        has_digit |= text.len() > start;
    }
    (text, !has_digit)
}

/// A number with an exponent, or as a fraction.
fn special(parts: &[Part], value: Decimal) -> Option<String> {
    let is_digit = |part: &&Part| matches!(part, Part::Digit { .. });
    if let Some(at) = parts.iter().position(|part| *part == Part::Exponent) {
        let places = parts.iter().take(at).skip_while(|part| **part != Part::Point).filter(is_digit).count();
        let value: f64 = value.to_string().parse().ok()?;
        return Some(format!("{value:.places$e}").to_uppercase());
    }
    let at = parts.iter().position(|part| *part == Part::Slash)?;
    let largest = match parts.iter().skip(at).filter(is_digit).count() {
        0 | 1 => 9,
        2 => 99,
        _ => DENOMINATORS,
    };
    let whole = value.trunc();
    let rest = value - whole;
    let near = |below: u32| {
        let above = (rest * Decimal::from(below)).round();
        ((above / Decimal::from(below) - rest).abs(), above, below)
    };
    let (_, above, below) = (1..=largest).map(near).min_by_key(|(gap, _, below)| (*gap, *below))?;
    Some(match (above.is_zero(), above == Decimal::from(below)) {
        (true, _) => whole.normalize().to_string(),
        (_, true) => (whole + Decimal::ONE).normalize().to_string(),
        _ => format!("{} {}/{below}", whole.normalize(), above.normalize()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str, code: &str) -> (String, Nature, Vec<String>) {
        let content = content(raw, &Format::of_code(code), false);
        let told = content.doubts.iter().map(|doubt| match doubt {
            Doubt::Rounded(shown) => format!("~{shown}"),
            Doubt::Masked(shown) => format!("!{shown}"),
            other => format!("{other:?}"),
        });
        let told = told.chain(content.left_out.iter().map(|it| format!("({})", it.text))).collect();
        (content.text, content.nature, told)
    }

    #[test]
    fn the_number_is_read_at_the_scale_that_is_shown() {
        for (raw, code, text, told) in [
            ("77302800", "0\".\"0,\"万元\"", "7730.28万元", "~7730.3万元"),
            ("77302800", "0!.0,", "7730.28", "~7730.3"),
            ("77302800", "0\\.0,\"万\"", "7730.28万", "~7730.3万"),
            ("77302800", "0!.0000", "7730.28", ""),
            ("77302800", "0!.0000万元", "7730.28万元", ""),
            ("77302800", "#,##0,", "77302.8", "~77303"),
            ("77302800", "0.00,,", "77.3028", "~77.30"),
            ("77302800", "#,##0\"元\"", "77302800元", ""),
            ("7730.28", "#,##0.00\"万元\"", "7730.28万元", ""),
            ("25.149", "0.0", "25.149", "~25.1"),
            ("3.7", "0", "3.7", "~4"),
            ("3", "0.00", "3", ""),
            ("0.30000000000000004", "0.0", "0.3", ""),
            ("7730.27999999998", "0.00", "7730.28", ""),
            ("25.149", "General", "25.149", ""),
            ("25.149", "G/通用格式\"万元\"", "25.149万元", ""),
            ("12", "General\"件\"", "12件", ""),
            ("12345", "[>=10000]0!.0,\"万\";0", "1.2345万", "~1.2万"),
            ("123", "[>=10000]0!.0,\"万\";0", "123", ""),
            ("-5", "#,##0;[Red]-#,##0", "-5", ""),
            ("-5", "#,##0_);(#,##0)", "-5", ""),
            ("-5", "0;[Red]0", "-5", "!5"),
            ("5", "\"约\"0", "约5", ""),
            ("5", "[$¥-804]#,##0.00", "5", ""),
            ("41", "0\"00\"", "4100", "!4100"),
            ("77302800", "0\"万\"0000\"元\"", "7730万2800元", "!7730万2800元"),
            ("4119", "0.00E+00", "4119", "~4.12E3"),
            ("4100", "0.0E+00", "4100", ""),
            ("7730.28", "# ?/?", "7730.28", "~7730 2/7"),
            ("7730.5", "# ?/?", "7730.5", "~7730 1/2"),
            ("7", "# ?/?", "7", ""),
            ("0", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "0", ""),
            ("0", "0;-0;\"无\"", "0", "!无"),
        ] {
            let found = of(raw, code);
            assert_eq!((found.0.as_str(), found.2.join(" ").as_str()), (text, told), "{raw} {code}");
        }
    }

    #[test]
    fn what_is_not_shown_does_not_count() {
        for (raw, code) in [("5", ";;;"), ("0", "0;-0;"), ("0", "#"), ("0", "#,###"), ("5", "\"\""), ("-1", "0;")] {
            assert_eq!(of(raw, code), (String::new(), Nature::Text, vec![format!("({raw})")]), "{code}");
        }
        assert_eq!(of("5", "\"***\"").0, "***");
        assert_eq!(Format::of_code(";;;").around_text(), None);
        assert_eq!(Format::of_code("@\"件\"").around_text(), Some((String::new(), "件".to_owned())));
        assert_eq!(Format::of_code("0;-0;0").around_text(), Some((String::new(), String::new())));
    }

    #[test]
    fn dates_and_percentages_are_told() {
        for code in ["0%", "0.00%", "0\"%\"", "0\\%"] {
            assert_eq!(of("12", code).1, Nature::Percent, "{code}");
        }
        for code in ["yyyy\"年\"m\"月\"", "[$-804]yyyy/m/d", "h:mm", "[h]:mm", "m/d/yy", "e!年", "mm:ss.0", "aaaa"] {
            assert_eq!(of("45292", code).1, Nature::Date, "{code}");
        }
        for code in ["General", "0.00", "0\"年\"", "[Red]0", "@", "0.00E+00", "G/通用格式", "[DBNum1]General"] {
            assert_eq!(of("4119", code).1, Nature::Number, "{code}");
        }
        for id in 0..100 {
            let is_date = matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58 | 71..=81);
            let nature = content("4119", &Format::built_in(id), false).nature;
            assert_eq!(nature == Nature::Date, is_date, "{id}");
        }
    }
}
