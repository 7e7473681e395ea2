//! Numbers of a spreadsheet as text: exact decimals of at most 15 digits as the programs show them, and dates; what a format
//! makes of them is `number_format`.
//!
//! A workbook stores `0.30000000000000004` where the user sees `0.3`, and `45292` where the user sees a date.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// The digits that a spreadsheet keeps.
const DIGITS: usize = 15;

/// The exact decimal of a stored number without exponent, of 15 digits at most; nothing when it is no number.
pub(super) fn decimal(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let unsigned = raw.strip_prefix('-').unwrap_or(raw);
    let is_plain = !unsigned.is_empty()
        && unsigned.len() <= DIGITS
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && unsigned.bytes().filter(|byte| *byte == b'.').count() <= 1
        && unsigned.starts_with(|c: char| c.is_ascii_digit());
    if is_plain {
        return Some(tidy(raw.starts_with('-'), unsigned));
    }
    if !raw.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return None;
    }
    let value: f64 = raw.parse().ok().filter(|value: &f64| value.is_finite())?;
    let rounded = format!("{:.*e}", DIGITS - 1, value.abs());
    let (mantissa, exponent) = rounded.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits = mantissa.replace('.', "");
    let plain = match usize::try_from(exponent) {
        Ok(whole) if whole + 1 >= digits.len() => format!("{digits:0<width$}", width = whole + 1),
        Ok(whole) => {
            let (front, back) = digits.split_at(whole + 1);
            format!("{front}.{back}")
        }
        Err(_) => format!("0.{}{digits}", "0".repeat(usize::try_from(-exponent - 1).ok()?)),
    };
    Some(tidy(value.is_sign_negative(), &plain))
}

/// A plain decimal without needless zeros, and zero without a sign.
fn tidy(is_negative: bool, plain: &str) -> String {
    let short = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { plain };
    let whole = short.trim_start_matches('0');
    let short = match whole.chars().next() {
        None => "0".to_owned(),
        Some('.') => format!("0{whole}"),
        Some(_) => whole.to_owned(),
    };
    if is_negative && short != "0" { format!("-{short}") } else { short }
}

/// A decimal times one hundred, by moving its point.
pub(super) fn shifted(number: &str) -> String {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let padded = format!("{fraction:0<2}");
    let (front, back) = padded.split_at(2);
    tidy(number.starts_with('-'), &format!("{whole}{front}.{back}"))
}

/// The date and time of a serial number of Excel.
pub(super) fn moment(serial: f64, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let minutes = (serial * 1440.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let minutes = minutes as i64;
    let (days, minutes) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    if days == 0 && !is_1904 {
        return Some(clock);
    }
    // Excel counts a 29 February 1900 that never was.
    let first: Date = match (is_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 60..) => date(1899, 12, 30),
        (false, _) => date(1899, 12, 31),
    };
    let day = first.checked_add(days.days()).ok()?;
    Some(if minutes == 0 { day.to_string() } else { format!("{day} {clock}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_numbers_come_out_as_they_are_seen() {
        for (raw, seen) in [
            ("25.1", "25.1"),
            ("0.30000000000000004", "0.3"),
            ("25.100000000000001", "25.1"),
            ("1.2E+3", "1200"),
            ("1e-7", "0.0000001"),
            ("123456789012345678", "123456789012346000"),
            ("-0", "0"),
            ("-0.50", "-0.5"),
            ("007", "7"),
            ("7718.0", "7718"),
            ("0", "0"),
            ("999999999999999.9", "1000000000000000"),
        ] {
            assert_eq!(decimal(raw).as_deref(), Some(seen), "{raw}");
        }
        for raw in ["", "abc", "1.2.3", "inf", "NaN", "1e999", "--1"] {
            assert_eq!(decimal(raw), None, "{raw}");
        }
    }

    #[test]
    fn dates_and_percentages_are_shown_as_such() {
        let seen = |serial| moment(serial, false);
        assert_eq!(seen(45292.0).as_deref(), Some("2024-01-01"));
        assert_eq!(seen(45292.5).as_deref(), Some("2024-01-01 12:00"));
        assert_eq!(seen(0.25).as_deref(), Some("06:00"));
        assert_eq!(seen(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(seen(-1.0), None);
        assert_eq!((shifted("0.125").as_str(), shifted("3").as_str()), ("12.5", "300"));
    }
}
