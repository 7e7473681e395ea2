//! The digits of two whole numbers beside each other; what the digit slips share.

use super::Change;

/// The digits of what stands there and of what would mend it; `None` when one of them is negative or not whole.
pub(super) fn of(change: &Change) -> Option<(Vec<u8>, Vec<u8>)> {
    Some((digits(&change.from.to_string())?, digits(&change.to.to_string())?))
}

fn digits(text: &str) -> Option<Vec<u8>> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.bytes().collect())
}

/// Whether `longer` without one of its digits is `shorter`.
pub(super) fn is_one_longer(longer: &[u8], shorter: &[u8]) -> bool {
    longer.len() == shorter.len() + 1
        && (0..longer.len()).any(|left_out| {
            let rest = longer.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, digit)| digit);
            rest.eq(shorter)
        })
}
