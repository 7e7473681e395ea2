//! Reading what is typed into a cell: `１，２３４`, `12件`, `251000元`, `－8`; and what is refused.
//!
//! Reading never guesses. A number in a shape that people write is taken; `-`, `/` and 无 are refused, because the form
//! wants 0 there and only the clerk may say so; other words are kept as text, and the check reports them.
//! A calculation is reckoned only where a hand typed it ([`enter`]); in a pasted or imported text it stays words.

use rust_decimal::Decimal;

use super::Value;
use super::calculator;
pub use super::narrow::half_width;
use super::narrow::{halve, ungroup};
use crate::form::{Cell, MONEY};

/// What became of a typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A value for the cell.
    Taken {
        /// The value.
        value: Value,
        /// What was changed on the way, as a sentence: 251000元 → 25.1万元.
        notice: Option<String>,
    },
    /// The text stands for "no data"; the old value stays. Holds the sentence for the clerk.
    Refused(String),
}

impl Typed {
    fn plain(value: Value) -> Self {
        Self::Taken { value, notice: None }
    }
}

/// What a hand typed into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// The calculation that gave it, kept as the cell's note.
    pub note: Option<String>,
    /// What was changed on the way, as a sentence.
    pub notice: Option<String>,
}

/// Signs that people write where they have no data.
const NO_DATA: [&str; 12] = ["-", "--", "---", "----", "—", "——", "–", "/", "//", "\\", "无", "無"];

/// Counting words that may follow a number in any count cell.
const COUNT_MEASURES: [&str; 12] = ["人次", "件", "条", "项", "个", "次", "篇", "人", "份", "宗", "起", "部"];

/// Reads a typed text for a cell.
pub fn read(text: &str, cell: &Cell) -> Typed {
    // Most texts are a number and nothing else.
    if let Some(value) = Value::from_exact(text) {
        return Typed::plain(value);
    }
    let plain = halve(text);
    if plain.is_empty() {
        return Typed::plain(Value::Blank);
    }
    if NO_DATA.contains(&plain.as_str()) {
        return Typed::Refused(format!(
            "“{}”不能填入{}：没有数据的格子请填 0，还不清楚的请留空。原来的数没有改动。",
            text.trim(),
            cell.name
        ));
    }
    let kept = || Typed::plain(Value::Text(text.trim().to_owned()));
    let (number, measure) = split_measure(&plain);
    let Some(value) = number_of(number) else { return kept() };
    let Value::Number(amount) = value else { return kept() };
    match factor(measure, cell) {
        Some(Factor::One) => Typed::plain(value),
        Some(Factor::DivideByTenThousand) => {
            converted(amount.checked_div(Decimal::from(10_000)), text, cell).unwrap_or_else(kept)
        }
        Some(Factor::TimesTenThousand) => {
            converted(amount.checked_mul(Decimal::from(10_000)), text, cell).unwrap_or_else(kept)
        }
        None => kept(),
    }
}

/// Reads what a hand typed into a cell: as [`read`] does, and `=12+7` is reckoned.
///
/// # Errors
/// The sentence for the clerk when the old value stays.
pub fn enter(text: &str, cell: &Cell) -> Result<Entry, String> {
    if calculator::is_calculation(text) {
        let calculated = calculator::calculate(text)?;
        return Ok(Entry { value: calculated.value, note: Some(calculated.note), notice: None });
    }
    match read(text, cell) {
        Typed::Taken { value, notice } => Ok(Entry { value, note: None, notice }),
        Typed::Refused(sentence) => Err(sentence),
    }
}

/// How a number with a measure becomes a number in the cell's measure.
enum Factor {
    One,
    DivideByTenThousand,
    TimesTenThousand,
}

fn factor(measure: &str, cell: &Cell) -> Option<Factor> {
    if measure.is_empty() || measure == cell.measure {
        return Some(Factor::One);
    }
    if cell.measure == MONEY {
        return match measure {
            "万" => Some(Factor::One),
            "元" | "圆" => Some(Factor::DivideByTenThousand),
            "亿" | "亿元" => Some(Factor::TimesTenThousand),
            _ => None,
        };
    }
    COUNT_MEASURES.contains(&measure).then_some(Factor::One)
}

fn converted(amount: Option<Decimal>, text: &str, cell: &Cell) -> Option<Typed> {
    let value = Value::from_exact(&amount?.normalize().to_string())?;
    let notice = format!("{}以{}为单位，“{}”已换算为 {value}{}。", cell.name, cell.measure, text.trim(), cell.measure);
    Some(Typed::Taken { value, notice: Some(notice) })
}

/// The number and the measure behind it: `12 件` → `12`, `件`.
fn split_measure(text: &str) -> (&str, &str) {
    let end =
        text.char_indices().rev().find(|(_, c)| c.is_ascii_digit() || *c == '.').map_or(0, |(at, c)| at + c.len_utf8());
    let (number, rest) = text.split_at(end);
    let measure = rest.trim();
    (number, measure.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(measure))
}

/// A number with optional sign and well-placed thousands separators.
fn number_of(text: &str) -> Option<Value> {
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest.trim_start()),
        None => ("", text),
    };
    let (whole, places) = match digits.split_once('.') {
        Some((whole, places)) => (whole, if places.is_empty() { "0" } else { places }),
        None => (digits, "0"),
    };
    let whole =
        if whole.is_empty() && digits.starts_with('.') && places != "0" { "0".to_owned() } else { ungroup(whole)? };
    Value::from_exact(&format!("{sign}{whole}.{places}"))
}

#[cfg(test)]
mod tests {
    use super::{Typed, read};
    use crate::filing::Value;
    use crate::form::{Catalogue, Form};
    use std::sync::Arc;

    fn form() -> Arc<Form> {
        Catalogue::shipped().get("zfxxgk-2021").expect("shipped")
    }

    fn check(cell: &str, cases: &[(&str, &str)]) {
        let form = form();
        let cell = form.cell(form.cell_index(cell).expect("a cell"));
        for (typed, expected) in cases {
            let found = match read(typed, cell) {
                Typed::Taken { value: Value::Blank, .. } => "blank".to_owned(),
                Typed::Taken { value: Value::Number(number), notice } => {
                    format!("{number}{}", if notice.is_some() { " noticed" } else { "" })
                }
                Typed::Taken { value: Value::Text(text), .. } => format!("text {text}"),
                Typed::Refused(_) => "refused".to_owned(),
            };
            assert_eq!(&found, expected, "typed {typed:?}");
        }
    }

    #[test]
    fn counts() {
        check(
            "3.1.a",
            &[
                ("12", "12"),
                ("１２３", "123"),
                (" 0  ", "0"),
                ("1,234", "1234"),
                ("１，２３４，５６７", "1234567"),
                ("1 234", "1234"),
                ("1\u{a0}234", "1234"),
                ("12件", "12"),
                ("12 件", "12"),
                ("12（件）", "12"),
                ("3条", "3"),
                ("+1036", "1036"),
                ("－8", "-8"),
                ("\u{2212}8", "-8"),
                ("- 8", "-8"),
                ("2.5", "2.5"),
                ("2.0", "2"),
                ("", "blank"),
                ("　", "blank"),
                ("1000000000000000000", "text 1000000000000000000"),
                ("100000000000000000", "100000000000000000"),
                ("12,34", "text 12,34"),
                ("1,23,456", "text 1,23,456"),
                ("1 2", "text 1 2"),
                ("0 121", "text 0 121"),
                ("0,121", "text 0,121"),
                ("12 5", "text 12 5"),
                ("1 2345", "text 1 2345"),
                ("1  234", "text 1  234"),
                ("12,345 678", "text 12,345 678"),
                ("21\n1", "text 21\n1"),
                ("21\n100", "text 21\n100"),
                ("3 / 5", "text 3 / 5"),
                ("12、5", "text 12、5"),
                ("12、500", "text 12、500"),
                ("12（含上年2）", "text 12（含上年2）"),
                ("12+3", "text 12+3"),
                ("12.5.3", "text 12.5.3"),
                ("1,23", "text 1,23"),
                ("1.234,5", "text 1.234,5"),
                ("12.0", "12"),
                ("007", "7"),
                ("(8)", "text (8)"),
                ("1e5", "text 1e5"),
                ("5%", "text 5%"),
                ("（5）", "text （5）"),
                ("二十一", "text 二十一"),
                ("12万元", "text 12万元"),
                ("约12件", "text 约12件"),
                ("件", "text 件"),
                ("2023-01-05", "text 2023-01-05"),
            ],
        );
    }

    #[test]
    fn money() {
        check(
            "2.8.1.a",
            &[
                ("251000元", "25.1 noticed"),
                ("25.1万元", "25.1"),
                ("25.1万", "25.1"),
                ("1.2亿元", "12000 noticed"),
                ("2.123456", "2.123456"),
                ("0.5", "0.5"),
                (".5", "0.5"),
                ("12件", "text 12件"),
                ("-5", "-5"),
            ],
        );
    }

    #[test]
    fn no_data_is_refused() {
        for text in ["-", "－", "—", "——", "/", "／", "无", "無", " - ", "----"] {
            check("3.1.a", &[(text, "refused")]);
        }
    }
}
