//! The digits of two whole numbers beside each other; what the digit slips share.

use super::change::Change;
use crate::check::Amount;

/// The digits of what stands there and of what would mend it; `None` when one of them is negative or not whole.
pub(super) fn of_both(change: &Change) -> Option<(Vec<u8>, Vec<u8>)> {
    Some((of(change.from)?, of(change.to)?))
}

/// The digits of a number; `None` when it is negative or not whole.
pub(super) fn of(number: Amount) -> Option<Vec<u8>> {
    let text = number.to_string();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.into_bytes())
}

/// The number of some digits.
pub(super) fn number(digits: &[u8]) -> Option<Amount> {
    std::str::from_utf8(digits).ok()?.parse().ok().map(Amount::whole)
}

/// Every number that differs from a whole one in a single digit.
pub(super) fn replaced(number_here: Amount) -> Vec<Amount> {
    let Some(digits) = of(number_here) else { return Vec::new() };
    let with = |(at, digit): (usize, u8)| {
        let mut digits = digits.clone();
        digits[at] = digit;
        number(&digits).filter(|it| is_written_so(&digits) && *it != number_here)
    };
    (0..digits.len()).flat_map(|at| (b'0'..=b'9').map(move |digit| (at, digit))).filter_map(with).collect()
}

/// Whether a number is written with these digits: 0 does not begin a longer one.
fn is_written_so(digits: &[u8]) -> bool {
    digits.len() == 1 || digits.first() != Some(&b'0')
}

/// Whether `longer` without one of its digits is `shorter`.
pub(super) fn is_one_longer(longer: &[u8], shorter: &[u8]) -> bool {
    longer.len() == shorter.len() + 1
        && (0..longer.len()).any(|left_out| {
            let rest = longer.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, digit)| digit);
            rest.eq(shorter)
        })
}
