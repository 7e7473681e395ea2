//! The small calculator of a cell: `=12+7×2` typed there gives 26, and the text is kept as the cell's note.
//!
//! Reckoned in exact fractions: `=10/3*3` is 10. A result that no decimal holds exactly is refused with a sentence,
//! never rounded. Nothing here reads cells: it is arithmetic, not a spreadsheet.

use std::num::ParseIntError;

use rust_decimal::Decimal;

use super::narrow::{halve, ungroup};
use super::value::{MOST_PLACES, Value};

/// The longest text that is reckoned; it also bounds how deep brackets go.
const LONGEST: usize = 200;

/// What a calculation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculated {
    /// The result, exact.
    pub value: Value,
    /// The calculation in half-width characters, `=12+7`.
    pub note: String,
}

/// Whether a typed text is a calculation: it begins with `=`, full-width too.
pub fn is_calculation(text: &str) -> bool {
    text.trim_start().starts_with(['=', '＝'])
}

/// Reckons a text that begins with `=`.
///
/// # Errors
/// A sentence for the clerk: what cannot be reckoned, and what to do.
pub fn calculate(text: &str) -> Result<Calculated, String> {
    let note = halve(text);
    let Some(written) = note.strip_prefix('=') else {
        return Err("算式以“=”开头，如 =12+7".to_owned());
    };
    if note.chars().count() > LONGEST {
        return Err(format!("算式太长，最多 {LONGEST} 个字；请分开来算"));
    }
    let mut reader = Reader { rest: written };
    let result = reader.sum()?;
    reader.skip_spaces();
    if !reader.rest.is_empty() {
        return Err(unreadable(reader.rest));
    }
    Ok(Calculated { value: result.into_value()?, note })
}

/// Whether a note's calculation gives a value.
pub fn explains(note: &str, value: &Value) -> bool {
    calculate(note).is_ok_and(|calculated| calculated.value == *value)
}

/// A fraction in lowest terms; the denominator is positive.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    over: i128,
    under: i128,
}

const TOO_LARGE: &str = "算式里的数太大或小数位数太多，算不准；请分开来算";

impl Fraction {
    fn of(over: i128, under: i128) -> Result<Self, String> {
        if under == 0 {
            return Err("不能除以 0，请改算式".to_owned());
        }
        let divisor = gcd(over.unsigned_abs(), under.unsigned_abs());
        let divisor = i128::try_from(divisor).map_err(|_large| TOO_LARGE.to_owned())?;
        let sign = if under < 0 { -1 } else { 1 };
        let lowest = |number: i128| (number / divisor).checked_mul(sign).ok_or_else(|| TOO_LARGE.to_owned());
        Ok(Self { over: lowest(over)?, under: lowest(under)? })
    }

    fn sum(self, other: Self, sign: i128) -> Result<Self, String> {
        let crossed = self.over.checked_mul(other.under).zip(other.over.checked_mul(self.under));
        let over = crossed.and_then(|(left, right)| left.checked_add(right.checked_mul(sign)?));
        let under = self.under.checked_mul(other.under);
        let (over, under) = over.zip(under).ok_or_else(|| TOO_LARGE.to_owned())?;
        Self::of(over, under)
    }

    fn times(self, other: Self) -> Result<Self, String> {
        // Shortened crosswise first, so that what fits into the result also fits on the way.
        let (left, right) = (Self::of(self.over, other.under)?, Self::of(other.over, self.under)?);
        let product = left.over.checked_mul(right.over).zip(left.under.checked_mul(right.under));
        let (over, under) = product.ok_or_else(|| TOO_LARGE.to_owned())?;
        Self::of(over, under)
    }

    fn inverse(self) -> Result<Self, String> {
        Self::of(self.under, self.over)
    }

    /// The decimal that is exactly this fraction.
    fn into_value(self) -> Result<Value, String> {
        let mut shift: i128 = 1;
        let mut places = 0;
        while shift % self.under != 0 {
            if places == MOST_PLACES {
                return Err("除不尽，得不到准确的数；请改算式，或直接填写结果".to_owned());
            }
            places += 1;
            shift *= 10;
        }
        let digits = self.over.checked_mul(shift / self.under).ok_or_else(|| TOO_LARGE.to_owned())?;
        let number = Decimal::try_from_i128_with_scale(digits, places).map_err(|_large| TOO_LARGE.to_owned())?;
        Value::from_exact(&number.normalize().to_string()).ok_or_else(|| TOO_LARGE.to_owned())
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Reads a calculation from the left: sums of products of factors.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes one of these signs, if the next is one.
    fn sign(&mut self, signs: &[char]) -> Option<char> {
        self.skip_spaces();
        let mut rest = self.rest.chars();
        let sign = rest.next().filter(|sign| signs.contains(sign))?;
        self.rest = rest.as_str();
        Some(sign)
    }

    fn sum(&mut self) -> Result<Fraction, String> {
        let mut sum = self.product()?;
        while let Some(sign) = self.sign(&['+', '-']) {
            let next = self.product()?;
            sum = sum.sum(next, if sign == '+' { 1 } else { -1 })?;
        }
        Ok(sum)
    }

    fn product(&mut self) -> Result<Fraction, String> {
        let mut product = self.factor()?;
        while let Some(sign) = self.sign(&['*', '×', '/', '÷']) {
            let next = self.factor()?;
            product = product.times(if matches!(sign, '*' | '×') { next } else { next.inverse()? })?;
        }
        Ok(product)
    }

    fn factor(&mut self) -> Result<Fraction, String> {
        if let Some(sign) = self.sign(&['+', '-']) {
            let factor = self.factor()?;
            return if sign == '-' { Fraction::of(factor.over, -factor.under) } else { Ok(factor) };
        }
        if self.sign(&['(']).is_some() {
            let inner = self.sum()?;
            return match self.sign(&[')']) {
                Some(_) => Ok(inner),
                None if self.rest.is_empty() => Err("算式缺右括号".to_owned()),
                None => Err(unreadable(self.rest)),
            };
        }
        self.number()
    }

    fn number(&mut self) -> Result<Fraction, String> {
        self.skip_spaces();
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(self.rest.len());
        let (written, rest) = self.rest.split_at(end);
        if written.is_empty() {
            return Err(if rest.is_empty() { "算式还没有写完".to_owned() } else { unreadable(rest) });
        }
        self.rest = rest;
        let unread = || format!("算式里的“{written}”不是数");
        let (whole, places) = written.split_once('.').unwrap_or((written, ""));
        let whole = ungroup(whole).ok_or_else(unread)?;
        if places.contains(['.', ',']) || (whole.is_empty() && places.is_empty()) {
            return Err(unread());
        }
        let digits = format!("0{whole}{places}").parse().map_err(|_large: ParseIntError| TOO_LARGE.to_owned())?;
        let scale = u32::try_from(places.len()).ok().and_then(|places| 10_i128.checked_pow(places));
        Fraction::of(digits, scale.ok_or_else(|| TOO_LARGE.to_owned())?)
    }
}

fn unreadable(rest: &str) -> String {
    match rest.chars().next() {
        None => "算式还没有写完".to_owned(),
        Some(')') => "算式里的右括号多了，或者前面缺数".to_owned(),
        Some(c) => format!("算式里的“{c}”看不懂；只能用数、+ - × ÷ 和括号"),
    }
}

#[cfg(test)]
mod tests {
    use super::calculate;

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let found = calculate(text).map_or_else(|sentence| sentence, |it| it.value.to_string());
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn exact_results() {
        check(&[
            ("=12+7", "19"),
            ("=12+7*2", "26"),
            ("＝（１２＋７）×２", "38"),
            ("= 1,234 - 34 ", "1200"),
            ("=-5+2", "-3"),
            ("=2*-3", "-6"),
            ("=--4", "4"),
            ("=10/3*3", "10"),
            ("=10÷4", "2.5"),
            ("=0.1+0.2", "0.3"),
            ("=251000/10000", "25.1"),
            ("=1/3+1/6+1/2", "1"),
            ("=.5+1.", "1.5"),
            ("=((((7))))", "7"),
            ("=999999999999999999", "999999999999999999"),
            ("=5-5", "0"),
        ]);
    }

    #[test]
    fn what_cannot_be_reckoned_is_said() {
        for (text, words) in [
            ("=10/3", "除不尽"),
            ("=1/0", "不能除以 0"),
            ("=1/(2-2)", "不能除以 0"),
            ("=999999999*999999999*999999999", "太大"),
            ("=12+", "没有写完"),
            ("=", "没有写完"),
            ("=(1+2", "缺右括号"),
            ("=1+2)", "右括号多了"),
            ("=()", "缺数"),
            ("=SUM(1)", "“S”看不懂"),
            ("=1+A", "“A”看不懂"),
            ("=1 2", "“2”看不懂"),
            ("=1.2.3", "“1.2.3”不是数"),
            ("=1,23", "“1,23”不是数"),
            ("=0.0000000001", "除不尽"),
            ("12", "以“=”开头"),
        ] {
            let sentence = calculate(text).expect_err(text);
            assert!(sentence.contains(words), "{text}: {sentence}");
        }
        assert!(calculate(&format!("={}", "(".repeat(5000))).is_err());
    }

    #[test]
    fn the_note_is_the_calculation_in_half_width() {
        assert_eq!(calculate("＝１２＋７").map(|it| it.note), Ok("=12+7".to_owned()));
    }
}
