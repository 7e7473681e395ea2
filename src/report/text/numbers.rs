//! The numbers of a sentence: digits and Chinese numerals, how exact they are, what they count, and which count nothing.

use super::language::language;
use super::plain::{GROUP_MARK, Plain};
use crate::check::Amount;

/// How exact a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// 36件.
    Exact,
    /// 240余件, 800件以上.
    OrMore,
    /// 近1000件.
    OrLess,
    /// 约1000件, 1.6万件.
    About,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// It counts something in a measure of the forms, or in none.
    Count,
    /// A percentage.
    Percent,
    /// Something else, with the words for it.
    Other(&'static str),
}

/// A number in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends, its measure included.
    pub(super) end: usize,
    /// What it amounts to; money in 元.
    pub(super) amount: Amount,
    /// One in the last place that is written.
    pub(super) step: Amount,
    /// How exact it is.
    pub(super) precision: Precision,
    /// What it counts in; empty when nothing is said.
    pub(super) measure: String,
    /// What it is.
    pub(super) nature: Nature,
}

impl Number {
    /// Whether a value is what the number says, as exactly as it is said.
    pub(super) fn says(&self, value: Amount) -> bool {
        let distance = (value - self.amount).abs();
        match self.precision {
            Precision::Exact => distance.is_zero(),
            Precision::OrMore => value >= self.amount && (distance < self.step || distance.times(5) <= self.amount),
            Precision::OrLess => value <= self.amount && (distance < self.step || distance.times(5) <= self.amount),
            Precision::About => distance < self.step || distance.times(10) <= self.amount,
        }
    }

    /// Whether it parts the words around it: what stands before it belongs to it, and to nothing behind.
    pub(super) fn parts(&self) -> bool {
        matches!(self.nature, Nature::Count | Nature::Percent)
    }
}

const DATE: &str = "日期或时间";
const ORDINAL: &str = "序号";
const CODE: &str = "文号、电话或网址";
const OTHER_MEASURE: &str = "不是表中指标的计量单位";
const QUOTED: &str = "在引号内";
const TABLE: &str = "像是表格中的数";

/// The numbers of a sentence, in order.
pub(super) fn numbers(text: &Plain) -> Vec<Number> {
    let chars = &text.chars;
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let found = if chars[at].is_ascii_digit() { digits(chars, at) } else { numeral(chars, at) };
        match found {
            Some(mut number) => {
                if text.quoted[number.start] {
                    number.nature = Nature::Other(QUOTED);
                }
                at = number.end.max(at + 1);
                numbers.push(number);
            }
            None => at += 1,
        }
    }
    for at in 1..numbers.len() {
        // Bare numbers side by side are a line of a table.
        let is_bare = |number: &Number| number.measure.is_empty() && number.nature != Nature::Percent;
        let is_beside = numbers[at].start == numbers[at - 1].end + 1 && chars[numbers[at - 1].end] == ' ';
        if is_beside && is_bare(&numbers[at]) && is_bare(&numbers[at - 1]) {
            numbers[at - 1].nature = Nature::Other(TABLE);
            numbers[at].nature = Nature::Other(TABLE);
        }
    }
    numbers
}

fn starts(chars: &[char], at: usize, word: &str) -> bool {
    let mut place = at;
    word.chars().all(|c| {
        place += 1;
        chars.get(place - 1) == Some(&c)
    })
}

fn ends(chars: &[char], at: usize, word: &str) -> bool {
    let length = word.chars().count();
    at >= length && starts(chars, at - length, word)
}

/// A number in digits that begins at a place.
fn digits(chars: &[char], start: usize) -> Option<Number> {
    let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10)).map(i128::from);
    let mut end = start;
    let mut whole: i128 = 0;
    let mut count = 0;
    loop {
        // Groups of three are parted by a mark.
        let is_group = || (1..=3).all(|offset| digit(end + offset).is_some()) && digit(end + 4).is_none();
        if count > 0 && chars.get(end) == Some(&GROUP_MARK) && is_group() {
            end += 1;
        }
        let Some(value) = digit(end) else { break };
        whole = whole.saturating_mul(10).saturating_add(value);
        count += 1;
        end += 1;
    }
    let mut billionths = whole.saturating_mul(1_000_000_000);
    let mut step: i128 = 1_000_000_000;
    if chars.get(end) == Some(&'.') && digit(end + 1).is_some() {
        end += 1;
        while let Some(value) = digit(end) {
            step /= 10;
            billionths = billionths.saturating_add(value.saturating_mul(step));
            end += 1;
        }
    }
    if count > 18 {
        return Some(other(start, end, CODE));
    }
    let before = start.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let is_code = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '@' | '_' | '#' | '〔' | '[' | '×');
    let after = chars.get(end).copied();
    if before.is_some_and(is_code)
        || after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '〕' | ']' | '×' | '/'))
        || (count >= 5 && (matches!(before, Some('-' | '—')) || ["电话:", "邮编:", "传真:", "热线"].iter().any(|it| ends(chars, start, it))))
        || (matches!(after, Some('-' | '—')) && count >= 3 && digit(end + 1).is_some())
        || matches!(after, Some('—')) && chars.get(end + 1) == Some(&'—')
    {
        return Some(other(start, end, CODE));
    }
    finish(chars, Number {
        start,
        end,
        amount: Amount::from_billionths(billionths),
        step: Amount::from_billionths(step),
        precision: Precision::Exact,
        measure: String::new(),
        nature: Nature::Count,
    })
}

/// The value of a Chinese digit.
fn chinese_digit(c: char) -> Option<i128> {
    "零一二三四五六七八九".chars().zip(0..).find(|(digit, _)| *digit == c).map(|(_, value)| value).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// The value of a Chinese unit.
fn chinese_unit(c: char) -> Option<i128> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// What a run of Chinese numerals amounts to: 二十一, 一千零五, 三万.
fn chinese(run: &[char]) -> Option<i128> {
    let (mut total, mut section, mut digit) = (0_i128, 0_i128, None);
    for c in run {
        if let Some(value) = chinese_digit(*c) {
            if digit.is_some_and(|digit| digit != 0) {
                return None;
            }
            digit = Some(value);
        } else {
            let unit = chinese_unit(*c)?;
            if unit >= 10_000 {
                total = (total + section + digit.take().unwrap_or(0)) * unit;
                section = 0;
            } else {
                section += digit.take().filter(|digit| *digit != 0).unwrap_or(1) * unit;
            }
        }
    }
    Some(total + section + digit.unwrap_or(0))
}

/// A number in Chinese numerals that begins at a place and counts in a measure of the forms.
fn numeral(chars: &[char], start: usize) -> Option<Number> {
    let is_numeral = |c: &char| chinese_digit(*c).is_some() || chinese_unit(*c).is_some();
    let length = chars[start..].iter().take_while(|c| is_numeral(c)).count();
    let run = chars.get(start..start + length).filter(|run| !run.is_empty())?;
    if start > 0 && matches!(chars[start - 1], '第' | '之' | '.') {
        return Some(other(start, start + length, ORDINAL));
    }
    let whole = chinese(run).filter(|_| chinese_digit(run[0]).is_some() || run[0] == '十');
    let number = finish(chars, Number {
        start,
        end: start + length,
        amount: Amount::from_billionths(whole?.saturating_mul(1_000_000_000)),
        step: Amount::whole(1),
        precision: Precision::Exact,
        measure: String::new(),
        nature: Nature::Count,
    })?;
    let is_zero_alone = run == ['零'] && chars.get(start + 1).is_none_or(|c| ",;.)('".contains(*c));
    let is_counting = number.nature == Nature::Count && (!number.measure.is_empty() || is_zero_alone);
    (is_counting || number.nature == Nature::Percent).then_some(number)
}

fn other(start: usize, end: usize, what: &'static str) -> Number {
    Number {
        start,
        end,
        amount: Amount::ZERO,
        step: Amount::ZERO,
        precision: Precision::Exact,
        measure: String::new(),
        nature: Nature::Other(what),
    }
}

/// Reads what follows the digits: 万, 余, the measure; and what stands before: 第, 约.
fn finish(chars: &[char], mut number: Number) -> Option<Number> {
    let start = number.start;
    let after = |at: usize| chars.get(at).copied();
    if start > 0 && matches!(chars[start - 1], '第') {
        return Some(other(start, number.end, ORDINAL));
    }
    match after(number.end) {
        Some('%') => {
            number.nature = Nature::Percent;
            number.end += 1;
            return Some(number);
        }
        Some('年' | '月' | '日' | '号' | '时' | '秒' | '天' | '周') => {
            let end = number.end + 1;
            return Some(Number { end, ..other(start, number.end, DATE) });
        }
        Some(':') if after(number.end + 1).is_some_and(|c| c.is_ascii_digit()) => {
            return Some(other(start, number.end, DATE));
        }
        _ => {}
    }
    if ends(chars, start, "%%") {
        number.nature = Nature::Percent;
        return Some(number);
    }
    let is_at_start = start == 0 || matches!(chars[start - 1], '。' | ';' | ':' | '(' | ')');
    if is_at_start && matches!(after(number.end), Some('.' | '、' | ')')) && number.amount < Amount::whole(100) {
        return Some(other(start, number.end, ORDINAL));
    }
    let mut factor = 1;
    while let Some(unit) = after(number.end).filter(|c| matches!(c, '万' | '亿')).and_then(chinese_unit) {
        factor *= i64::try_from(unit).unwrap_or(1);
        number.end += 1;
    }
    if factor > 1 {
        number.amount = number.amount.times(factor);
        number.step = number.step.times(factor);
        number.precision = Precision::About;
    }
    if matches!(after(number.end), Some('余' | '多')) {
        number.precision = Precision::OrMore;
        number.end += 1;
        number.step = round_step(number.amount).max(number.step);
        while let Some(unit) = after(number.end).filter(|c| matches!(c, '万' | '亿')).and_then(chinese_unit) {
            let unit = i64::try_from(unit).unwrap_or(1);
            number.amount = number.amount.times(unit);
            number.step = number.step.times(unit);
            number.end += 1;
        }
    }
    let mut is_rounded = factor > 1;
    for (word, precision) in [
        ("约", Precision::About),
        ("大约", Precision::About),
        ("约为", Precision::About),
        ("近", Precision::OrLess),
        ("不足", Precision::OrLess),
        ("超", Precision::OrMore),
        ("超过", Precision::OrMore),
        ("逾", Precision::OrMore),
        ("至少", Precision::OrMore),
    ] {
        if ends(chars, start, word) {
            is_rounded = false;
            number.precision = precision;
            number.step = round_step(number.amount).max(number.step);
        }
    }
    let rest = &chars[number.end..];
    if ["个工作日", "个月", "个季度", "个百分点", "小时", "分钟", "工作日", "周岁", "倍", "成"].iter().any(|it| starts(chars, number.end, it)) {
        return Some(other(start, number.end, OTHER_MEASURE));
    }
    match language().all_measures.iter().find(|measure| rest.starts_with(measure)) {
        Some(measure) => {
            number.end += measure.len();
            number.measure = measure.iter().collect();
            if number.measure == "元" && is_rounded && number.precision == Precision::About {
                // 25.1万元 is money to the last place that is written.
                number.precision = Precision::Exact;
            }
        }
        None if rest.first().is_none_or(|c| ",;.。)(:、'".contains(*c)) => {}
        None => return Some(other(start, number.end, OTHER_MEASURE)),
    }
    if starts(chars, number.end, "以上") {
        number.precision = Precision::OrMore;
        number.step = round_step(number.amount).max(number.step);
    } else if starts(chars, number.end, "左右") {
        number.precision = Precision::About;
        number.step = round_step(number.amount).max(number.step);
    }
    Some(number)
}

/// One in the last place that is not zero: 10 for 240, 1000 for 3000.
fn round_step(amount: Amount) -> Amount {
    let mut whole = amount.billionths() / 1_000_000_000;
    let mut step = 1_i64;
    while whole != 0 && whole % 10 == 0 {
        whole /= 10;
        step = step.saturating_mul(10);
    }
    Amount::whole(step)
}

#[cfg(test)]
mod tests {
    use super::super::plain::plain;
    use super::{Nature, numbers};

    /// The counts of a text as `amount measure`, percentages with %.
    fn read(text: &str) -> Vec<String> {
        let numbers = numbers(&plain(text));
        let counted = numbers.iter().filter_map(|number| match number.nature {
            Nature::Count => Some(format!("{}{}", number.amount, number.measure)),
            Nature::Percent => Some(format!("{}%", number.amount)),
            Nature::Other(_) => None,
        });
        counted.collect()
    }

    #[test]
    fn counts() {
        for (text, found) in [
            ("收到申请二十一件", vec!["21件"]),
            ("受理两千零五件，一万二千三百件", vec!["2005件", "12300件"]),
            ("共1,234件，20,000余起", vec!["1234件", "20000起"]),
            ("收取费用2950元、0.5万元、1.2亿元", vec!["2950元", "5000元", "120000000元"]),
            ("受理1607.4万余件", vec!["16074000件"]),
            ("占95.5%；百分之四", vec!["95.5%", "4%"]),
            ("投诉数量为0，诉讼为零", vec!["0", "0"]),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }

    #[test]
    fn what_counts_nothing() {
        for text in [
            "2020年1月1日至12月31日",
            "国办发〔2020〕17号",
            "《条例》第二十条第（五）项",
            "电话:0871-63123819，邮编:650500",
            "“最多跑一次”",
            "3个工作日内",
            "一、总体情况",
            "1.强化主动公开",
            "kmzwfw@163.com",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn lines_of_tables_are_left_aside() {
        assert_eq!(read("本年新收 3440 75 0 1 6 3 3525"), Vec::<String>::new());
    }
}
