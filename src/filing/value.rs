//! What a cell holds: nothing, an exact number, or text that could not be read as a number and is kept as it is.

use std::fmt;

use rust_decimal::Decimal;

/// The value of one cell. Blank is not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing was entered.
    #[default]
    Blank,
    /// An exact decimal, without trailing zeros.
    Number(Decimal),
    /// Words, kept as typed so that nothing is lost; every check treats them as a blank and reports them.
    Text(String),
}

/// Numbers with more digits before the point than this are kept as text: they would not add up exactly in 96 bits.
const MOST_WHOLE_DIGITS: usize = 18;

/// The same for digits after the point.
pub(super) const MOST_PLACES: u32 = 9;

impl Value {
    /// A number in canonical form; 12.50 and 12.5 are the same value.
    pub fn number(number: Decimal) -> Self {
        Self::Number(number.normalize())
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }

    /// The value in a sentence, where a blank needs a word.
    pub fn told(&self) -> String {
        if self.is_blank() { "空".to_owned() } else { self.to_string() }
    }

    /// Reads the exact notation of files: an optional `-`, digits, an optional point and digits. No separators.
    pub fn from_exact(text: &str) -> Option<Self> {
        // Most numbers are short and whole.
        if text.len() <= 9 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().ok().map(Self::whole);
        }
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let whole_digits = whole.trim_start_matches('0').len();
        let place_digits = places.trim_end_matches('0').len();
        if !is_digits(whole)
            || !is_digits(places)
            || whole_digits > MOST_WHOLE_DIGITS
            || place_digits > MOST_PLACES as usize
        {
            return None;
        }
        // Zeros beyond what 96 bits hold would be refused by the parser, though they say nothing.
        let significant = places.trim_end_matches('0');
        let sign = if text.starts_with('-') { "-" } else { "" };
        let whole = whole.trim_start_matches('0');
        let number: Decimal = if significant.is_empty() {
            format!("{sign}0{whole}").parse().ok()?
        } else {
            format!("{sign}0{whole}.{significant}").parse().ok()?
        };
        Some(Self::number(if number.is_zero() { Decimal::ZERO } else { number }))
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Blank | Self::Text(_) => None,
        }
    }

    /// Whether nothing was entered.
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

impl fmt::Display for Value {
    /// The value as a file or an editor shows it; a blank is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn exact_notation() {
        for (text, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("12.50", "12.5"),
            ("-417", "-417"),
            ("0.000001", "0.000001"),
            ("999999999999999999", "999999999999999999"),
            ("1.000000000000000000000000000000", "1"),
        ] {
            assert_eq!(Value::from_exact(text).map(|value| value.to_string()), Some(shown.to_owned()), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1e5", "+1", "1,000", " 1", "1234567890123456789", "0.1234567891"] {
            assert_eq!(Value::from_exact(text), None, "{text}");
        }
    }
}
