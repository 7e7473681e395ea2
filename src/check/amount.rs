//! Exact arithmetic for the check: no floats, and no overflow at any magnitude that a cell can hold.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;

/// Places after the point that every amount carries; [`crate::filing::Value`] admits no more.
const PLACES: u32 = 9;

/// One billionths in a whole.
const ONE: i128 = 10_i128.pow(PLACES);

/// An exact number in billionths. A cell is below 10^18, so that 10^11 cells still add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i128);

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number as i128 * ONE)
    }

    /// An amount of billionths.
    pub const fn from_billionths(billionths: i128) -> Self {
        Self(billionths)
    }

    /// How many billionths it is.
    pub const fn billionths(self) -> i128 {
        self.0
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// So many times this amount.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(i128::from(factor)))
    }

    /// A fraction of this amount, when it is exact.
    pub fn divided(self, divisor: i64) -> Option<Self> {
        let divisor = i128::from(divisor);
        (self.0.checked_rem(divisor)? == 0).then(|| Self(self.0 / divisor))
    }

    /// Whether nothing is behind the point.
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl From<Decimal> for Amount {
    fn from(number: Decimal) -> Self {
        let scale = number.scale();
        let mantissa = number.mantissa();
        Self(if scale <= PLACES {
            mantissa.saturating_mul(10_i128.pow(PLACES - scale))
        } else {
            mantissa / 10_i128.pow(scale - PLACES)
        })
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

impl fmt::Display for Amount {
    /// The exact number without trailing zeros: `-0.5`, `72701.2578`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = (self.0 / ONE).unsigned_abs();
        let places = (self.0 % ONE).unsigned_abs();
        write!(f, "{sign}{whole}")?;
        if places != 0 {
            let digits = format!("{places:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use crate::filing::Value;

    fn amount(text: &str) -> Amount {
        Amount::from(Value::from_exact(text).and_then(|value| value.as_number()).expect("a number"))
    }

    #[test]
    fn exact_at_any_magnitude() {
        for text in ["0", "-0.5", "72701.2578", "999999999999999999", "-999999999999999999.999999999", "0.000000001"] {
            assert_eq!(amount(text).to_string(), text);
        }
        let huge: Amount = std::iter::repeat_n(amount("999999999999999999.999999999"), 10_000).sum();
        assert_eq!(huge.to_string(), "9999999999999999999999.99999");
        assert_eq!((amount("0.1") + amount("0.2")).to_string(), "0.3");
    }
}
