//! Deadlines as offices write them: 12月底前, 9月26日前, 全年工作, 按月度完成. What is not certain stays words.

use jiff::civil::{Date, date};

use super::words::Words;

/// When a task is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// On this day at the latest.
    Until(Date),
    /// All through the year.
    WholeYear,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// It says no day: 待上级文件出台后.
    Unclear,
}

impl Deadline {
    /// What a text says, in a plan of a year.
    pub fn parse(text: &str, year: u16) -> Self {
        Self::parse_with(text, year, &Words::shipped())
    }

    pub(super) fn parse_with(text: &str, year: u16, words: &Words) -> Self {
        let text: String = text.chars().filter(|it| !it.is_whitespace()).map(narrow).collect();
        let begins = |list: &[String]| list.iter().any(|word| text.starts_with(word.as_str()));
        if begins(&words.whole_year) {
            Self::WholeYear
        } else if begins(&words.monthly) {
            Self::Monthly
        } else if begins(&words.quarterly) {
            Self::Quarterly
        } else {
            day(&text, year, words).map_or(Self::Unclear, Self::Until)
        }
    }

    /// The last day of the work in a year; `None` when no day is said.
    pub fn last_day(self, year: u16) -> Option<Date> {
        match self {
            Self::Until(day) => Some(day),
            Self::WholeYear | Self::Monthly | Self::Quarterly => last_of(year, 12),
            Self::Unclear => None,
        }
    }
}

/// A day as a user types it: 2018-10-31, or as in a plan.
pub fn typed_day(text: &str, year: u16) -> Option<Date> {
    let text = text.trim();
    text.parse().ok().or(match Deadline::parse(text, year) {
        Deadline::Until(day) => Some(day),
        _ => None,
    })
}

/// Full-width digits and the signs of dates as people type them.
fn narrow(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        other => other,
    }
}

/// The day that a text names, if it names one and says nothing else.
fn day(text: &str, year: u16, words: &Words) -> Option<Date> {
    // 2018年底 has the 年 of both words.
    let (year, behind) = match number(text) {
        Some((named, rest)) if rest.starts_with('年') && (1900..=2999).contains(&named) => (named, rest),
        _ => (year, text),
    };
    let rest = ["本年", "当年", "年度", "年"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let is_only_suffix = |rest: &str| rest.is_empty() || words.after_a_date.iter().any(|it| it == rest);
    for (words, month) in [("年底", 12), ("年末", 12), ("年内", 12), ("上半年", 6), ("下半年", 12)] {
        if let Some(rest) = behind.strip_prefix(words).or_else(|| rest.strip_prefix(words)) {
            return last_of(year, month).filter(|_| is_only_suffix(rest));
        }
    }
    if let Some((quarter, rest)) = quarter(rest) {
        let rest = rest.trim_start_matches(['末', '底']);
        return last_of(year, quarter * 3).filter(|_| is_only_suffix(rest));
    }
    let (month, rest) = number(rest)?;
    let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let rest = rest.strip_prefix('月')?;
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    if let Some((day, rest)) = number(rest) {
        let rest = rest.strip_prefix(['日', '号'])?;
        let day = i8::try_from(day).ok()?;
        return Date::new(i16::try_from(year).ok()?, month, day).ok().filter(|_| is_only_suffix(rest));
    }
    let start = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    for (words, day) in [("上旬", 10), ("中旬", 20)] {
        if let Some(rest) = rest.strip_prefix(words) {
            return Some(date(start, month, day)).filter(|_| is_only_suffix(rest));
        }
    }
    // 10月前 may mean its beginning or its end.
    let rest = ["底", "末", "下旬"].iter().find_map(|words| rest.strip_prefix(words))?;
    last_of(year, month).filter(|_| is_only_suffix(rest))
}

fn quarter(text: &str) -> Option<(i8, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let names = [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("1", 1), ("2", 2), ("3", 3), ("4", 4)];
    names.into_iter().find_map(|(name, quarter)| Some((quarter, text.strip_prefix(name)?.strip_prefix("季度")?)))
}

/// The number at the beginning of a text, and what follows.
fn number(text: &str) -> Option<(u16, &str)> {
    let rest = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    Some((digits.parse().ok()?, rest))
}

fn last_of(year: u16, month: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::{Deadline, typed_day};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let told = match Deadline::parse(text, 2018) {
            Deadline::Until(day) => day.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn certain_deadlines_are_days() {
        check("12月底前", "2018-12-31");
        check("10 月底前", "2018-10-31");
        check("９月２６日前", "2018-09-26");
        check("2019年2月底前完成", "2019-02-28");
        check("年底前", "2018-12-31");
        check("2018年底前", "2018-12-31");
        check("上半年", "2018-06-30");
        check("第三季度末前", "2018-09-30");
        check("11月中旬", "2018-11-20");
        check("2018年6月30日", "2018-06-30");
    }

    #[test]
    fn work_that_goes_on_has_no_day_of_its_own() {
        check("全年工作", "WholeYear");
        check("按月度完成", "Monthly");
        check("每月5日前", "Monthly");
        check("每季度末", "Quarterly");
    }

    #[test]
    fn what_is_not_certain_stays_words() {
        for text in
            ["待市级有关 文件出台后", "10月前", "13月底前", "2月30日前", "3月至5月", "立即", "", "6月底前，并长期坚持"]
        {
            check(text, "Unclear");
        }
    }

    #[test]
    fn a_day_can_be_typed_in_both_ways() {
        assert_eq!(typed_day("2018-10-31", 2018), typed_day("10月底前", 2018));
        assert_eq!(typed_day("明天", 2018), None);
    }
}
