//! The code of a number format taken apart: `[>=10000]0!.0,"万";#,##0`.

use rust_decimal::Decimal;

/// How much of a code is read; Excel knows no longer ones.
const CHARACTERS: usize = 1024;

/// What stands in a section, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A character that is shown as it is.
    Literal(char),
    /// The place of a digit, and whether a zero is shown there that says nothing.
    Digit { is_zero: bool },
    /// The decimal point.
    Point,
    /// The number as it is, or the text.
    General,
    /// Between the places of a fraction.
    Slash,
    /// The number is shown with an exponent.
    Exponent,
    /// Between thousands, or a division by thousand; no section that is read holds it any more.
    Comma,
}

/// What a section makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A number.
    #[default]
    Number,
    /// A date or a time.
    Date,
    /// A percentage.
    Percent,
}

/// Which numbers a section is for: `[>=10000]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    is_less: bool,
    is_equal: bool,
    is_more: bool,
    limit: Decimal,
}

/// A section of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) parts: Vec<Part>,
    pub(super) meaning: Meaning,
    pub(super) condition: Option<Condition>,
    /// By how many times thousand the number is divided.
    pub(super) thousands: u32,
    /// Whether it is for texts.
    pub(super) is_text: bool,
}

impl Condition {
    fn of(inside: &str) -> Option<Self> {
        let limit = inside.trim_start_matches(['<', '>', '=']);
        let sign = inside.strip_suffix(limit).filter(|sign| !sign.is_empty())?;
        let (is_less, is_equal, is_more) = match sign {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            ">" => (false, false, true),
            ">=" => (false, true, true),
            "=" => (false, true, false),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Self { is_less, is_equal, is_more, limit: limit.trim().parse().ok()? })
    }

    pub(super) fn holds(self, value: Decimal) -> bool {
        match value.cmp(&self.limit) {
            std::cmp::Ordering::Less => self.is_less,
            std::cmp::Ordering::Equal => self.is_equal,
            std::cmp::Ordering::Greater => self.is_more,
        }
    }

    /// Whether it holds for negative numbers only: their sign is then a matter of the section.
    pub(super) fn is_negative(self) -> bool {
        let is_below = self.limit.is_sign_negative() && !self.limit.is_zero();
        !self.is_more && (is_below || self.limit.is_zero() && !self.is_equal)
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut characters: Characters<'_> = code.chars().take(CHARACTERS).peekable();
    let mut sections = vec![Section::default()];
    while let Some(character) = characters.next() {
        if character == ';' {
            sections.push(Section::default());
        } else if let Some(section) = sections.last_mut() {
            take(section, character, &mut characters);
        }
    }
    sections.iter_mut().for_each(divide);
    sections
}

type Characters<'c> = std::iter::Peekable<std::iter::Take<std::str::Chars<'c>>>;

/// Takes the next character of a section.
fn take(section: &mut Section, character: char, rest: &mut Characters<'_>) {
    let has_digit = section.parts.iter().any(|part| matches!(part, Part::Digit { .. }));
    let part = match character {
        '"' => {
            section.parts.extend(rest.by_ref().take_while(|c| *c != '"').map(Part::Literal));
            return;
        }
        // Both are signs of escape in Chinese programs.
        '\\' | '!' => match rest.next() {
            Some(escaped) => Part::Literal(escaped),
            None => return,
        },
        // A blank as wide as a character, and a character that fills the cell.
        '_' | '*' => {
            let _width = rest.next();
            return;
        }
        '[' => {
            let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
            bracket(section, &inside);
            return;
        }
        '0' => Part::Digit { is_zero: true },
        '#' | '?' => Part::Digit { is_zero: false },
        '.' if !section.parts.contains(&Part::Point) => Part::Point,
        ',' if has_digit => Part::Comma,
        '/' if has_digit => Part::Slash,
        '@' => {
            section.is_text = true;
            Part::General
        }
        '%' | '‰' => {
            section.meaning = Meaning::Percent;
            Part::Literal(character)
        }
        'E' | 'e' if has_digit && rest.next_if(|c| matches!(c, '+' | '-')).is_some() => Part::Exponent,
        'G' | 'g' => {
            general(rest);
            Part::General
        }
        'a'..='z' | 'A'..='Z' if !has_digit && is_date(character) => {
            section.meaning = Meaning::Date;
            return;
        }
        // A date may hold digits: the parts of a second.
        's' | 'S' | 'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 'm' | 'M' => {
            section.meaning = Meaning::Date;
            return;
        }
        literal => Part::Literal(literal),
    };
    section.parts.push(part);
}

/// Whether a letter stands for a part of a date, be it of another era, or for a day of the week.
fn is_date(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'a' | 'b')
}

/// The rest of `General`, or of `G/通用格式`.
fn general(rest: &mut Characters<'_>) {
    if rest.next_if_eq(&'/').is_some() {
        while rest.next_if(|c| c.is_alphabetic() && !matches!(c, '元' | '万' | '亿' | '件')).is_some() {}
    } else {
        while rest.next_if(char::is_ascii_alphabetic).is_some() {}
    }
}

/// What stands in brackets: a time that runs on, a condition, a sign of currency; colours say nothing.
fn bracket(section: &mut Section, inside: &str) {
    let is_elapsed = !inside.is_empty() && inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
    if is_elapsed {
        section.meaning = Meaning::Date;
    } else if let Some(currency) = inside.strip_prefix('$') {
        let symbol = currency.split('-').next().unwrap_or_default();
        section.parts.extend(symbol.chars().map(Part::Literal));
    } else if let Some(condition) = Condition::of(inside) {
        section.condition = Some(condition);
    }
}

/// Tells the commas between thousands from those that divide: no digit follows them before the point.
fn divide(section: &mut Section) {
    let mut is_before_digit = false;
    let mut thousands = 0;
    let mut parts = Vec::with_capacity(section.parts.len());
    for part in section.parts.drain(..).rev() {
        match part {
            Part::Comma => {
                thousands += u32::from(!is_before_digit);
                continue;
            }
            Part::Digit { .. } => is_before_digit = true,
            Part::Point => is_before_digit = false,
            _ => {}
        }
        parts.push(part);
    }
    parts.reverse();
    section.parts = parts;
    section.thousands = thousands;
}
