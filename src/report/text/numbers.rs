//! The numbers of a sentence: digits and Chinese numerals, how exact they are, what they count, and which count nothing.

use super::language::language;
use super::numerals::{LONGEST, digit, unit, whole};
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
        let found = if chars[at].is_ascii_digit() { Some(digits(chars, at)) } else { numeral(chars, at) };
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
fn digits(chars: &[char], start: usize) -> Number {
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
        return other(start, end, CODE);
    }
    let before = start.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let is_code = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '@' | '_' | '#' | '〔' | '[' | '×');
    let after = chars.get(end).copied();
    if before.is_some_and(is_code)
        || after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '〕' | ']' | '×' | '/'))
        || (count >= 5
            && (matches!(before, Some('-' | '—'))
                || ["电话:", "邮编:", "传真:", "热线"].iter().any(|it| ends(chars, start, it))))
        || (matches!(after, Some('-' | '—')) && count >= 3 && digit(end + 1).is_some())
        || matches!(after, Some('—')) && chars.get(end + 1) == Some(&'—')
    {
        return other(start, end, CODE);
    }
    finish(
        chars,
        Number {
            start,
            end,
            amount: Amount::from_billionths(billionths),
            step: Amount::from_billionths(step),
            precision: Precision::Exact,
            measure: String::new(),
            nature: Nature::Count,
        },
    )
}

/// A number in Chinese numerals that begins at a place and counts in a measure of the forms.
fn numeral(chars: &[char], start: usize) -> Option<Number> {
    let is_numeral = |c: &char| digit(*c).is_some() || unit(*c).is_some();
    // One more than the longest tells that it is too long, without reading a page of them from every place.
    let length = chars[start..].iter().take(LONGEST + 1).take_while(|c| is_numeral(c)).count();
    let run = chars.get(start..start + length).filter(|run| !run.is_empty())?;
    if start > 0 && matches!(chars[start - 1], '第' | '之' | '.') {
        return Some(other(start, start + length, ORDINAL));
    }
    let whole = whole(run).filter(|_| digit(run[0]).is_some() || run[0] == '十');
    let number = finish(
        chars,
        Number {
            start,
            end: start + length,
            amount: Amount::from_billionths(whole?.saturating_mul(1_000_000_000)),
            step: Amount::whole(1),
            precision: Precision::Exact,
            measure: String::new(),
            nature: Nature::Count,
        },
    );
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

/// Reads what follows the digits, 万, 余, the measure, and what stands before, 第, 约.
fn finish(chars: &[char], mut number: Number) -> Number {
    if let Some(what) = no_count(chars, &number) {
        let end = number.end + usize::from(what == DATE);
        return Number { end, ..other(number.start, number.end, what) };
    }
    if chars.get(number.end) == Some(&'%') || ends(chars, number.start, "%%") {
        number.nature = Nature::Percent;
        number.end += usize::from(chars.get(number.end) == Some(&'%'));
        return number;
    }
    let is_scaled = number.scale(chars);
    if matches!(chars.get(number.end), Some('余' | '多')) {
        number.end += 1;
        number.round(Precision::OrMore);
        number.scale(chars);
    }
    let said = APPROXIMATE.iter().rfind(|(word, _)| ends(chars, number.start, word));
    if let Some((_, precision)) = said {
        number.round(*precision);
    }
    let rest = &chars[number.end..];
    if OTHER_MEASURES.iter().any(|it| starts(chars, number.end, it)) {
        return other(number.start, number.end, OTHER_MEASURE);
    }
    match language().all_measures.iter().find(|measure| rest.starts_with(measure)) {
        Some(measure) => {
            number.end += measure.len();
            number.measure = measure.iter().collect();
        }
        None if rest.first().is_none_or(|c| ",;.。)(:、'".contains(*c)) => {}
        None => return other(number.start, number.end, OTHER_MEASURE),
    }
    if starts(chars, number.end, "以上") {
        number.round(Precision::OrMore);
    } else if starts(chars, number.end, "左右") {
        number.round(Precision::About);
    } else if is_scaled && number.precision == Precision::Exact && number.measure != "元" {
        // 1.6万件 is rounded; 25.1万元 is money to the last place that is written.
        number.precision = Precision::About;
    }
    number
}

/// Words before a number that say how exact it is; a later one holds more of the words.
const APPROXIMATE: [(&str, Precision); 9] = [
    ("约", Precision::About),
    ("大约", Precision::About),
    ("约为", Precision::About),
    ("近", Precision::OrLess),
    ("不足", Precision::OrLess),
    ("超", Precision::OrMore),
    ("超过", Precision::OrMore),
    ("逾", Precision::OrMore),
    ("至少", Precision::OrMore),
];

/// Measures that begin like one of the forms and are none.
const OTHER_MEASURES: [&str; 10] =
    ["个工作日", "个月", "个季度", "个百分点", "小时", "分钟", "工作日", "周岁", "倍", "成"];

/// Why some digits count nothing, by what stands beside them.
fn no_count(chars: &[char], number: &Number) -> Option<&'static str> {
    let before = number.start.checked_sub(1).and_then(|at| chars.get(at));
    let after = chars.get(number.end);
    if before == Some(&'第') {
        return Some(ORDINAL);
    }
    if matches!(after, Some('年' | '月' | '日' | '号' | '时' | '秒' | '天' | '周')) {
        return Some(DATE);
    }
    if after == Some(&':') && chars.get(number.end + 1).is_some_and(char::is_ascii_digit) {
        return Some(CODE);
    }
    let is_at_start = before.is_none_or(|c| matches!(c, '。' | ';' | ':' | '(' | ')'));
    let is_numbering = is_at_start && matches!(after, Some('.' | '、' | ')')) && number.amount < Amount::whole(100);
    is_numbering.then_some(ORDINAL)
}

impl Number {
    /// Takes 万 and 亿 behind the digits in, and tells whether there were any.
    fn scale(&mut self, chars: &[char]) -> bool {
        let start = self.end;
        while let Some(unit) = chars.get(self.end).filter(|c| matches!(c, '万' | '亿')).and_then(|c| unit(*c)) {
            let unit = i64::try_from(unit).unwrap_or(1);
            self.amount = self.amount.times(unit);
            self.step = self.step.times(unit);
            self.end += 1;
        }
        self.end > start
    }

    /// Makes it as inexact as a word says.
    fn round(&mut self, precision: Precision) {
        self.precision = precision;
        self.step = round_step(self.amount).max(self.step);
    }
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
    use super::{Nature, numbers};
    use crate::report::text::plain::plain;

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
