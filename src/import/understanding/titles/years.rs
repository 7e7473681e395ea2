//! What a line says about the year of the report, and what it only mentions: dates, laws, plans, comparisons.

use std::ops::Range;

use super::names::is_name;
use super::said::{Basis, LONGEST_TITLE, Said, excerpt};
use crate::import::understanding::labels::flat;

/// Words of what an office means to do: the year there is one that comes.
const PLANS: [&str; 12] = [
    "打算",
    "工作计划",
    "工作要点",
    "公开要点",
    "工作安排",
    "思路",
    "下一步",
    "展望",
    "下步",
    "要继续",
    "要进一步",
    "计划",
];

/// What follows 将 where something is meant to be done; 将公开工作纳入考核 is done.
const WILL: [&str; 28] = [
    "继续",
    "进一步",
    "认真",
    "以",
    "按",
    "加强",
    "严格",
    "持续",
    "着力",
    "不断",
    "深入",
    "重点",
    "坚持",
    "围绕",
    "从",
    "在",
    "积极",
    "全面",
    "大力",
    "根据",
    "结合",
    "紧",
    "努力",
    "切实",
    "更",
    "一如既往",
    "对照",
    "针对",
];

/// What names a report behind its year, when nothing but a unit and few words stand between.
const REPORTS: [&str; 12] = [
    "公开工作年度报告",
    "公开年度报告",
    "公开工作报告",
    "公开报告",
    "公开年报",
    "公开工作年报",
    "年度报告",
    "统计表",
    "公开工作情况报告",
    "公开情况报告",
    "公开工作情况的报告",
    "公开工作总结",
];

/// What follows the name of a report in a notice that asks for it.
const NOTICES: [&str; 10] = ["有关", "的通知", "编制", "编写", "工作的", "格式", "模板", "要求", "和发布", "相关"];

/// The years in a text: where four digits stand alone that are no number of a unit, such as 第2017小学.
pub(super) fn years(flat: &str) -> impl Iterator<Item = (u16, Range<usize>)> + '_ {
    flat.match_indices("20").filter_map(move |(at, _)| {
        let place = at..at + 4;
        let digits = flat.get(place.clone()).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (before, behind) = (flat.get(..at)?, flat.get(place.end..)?);
        let is_alone = !before.ends_with(|c: char| c.is_ascii_digit() || c == '第')
            && !behind.starts_with(|c: char| c.is_ascii_digit());
        is_alone.then_some((digits.parse().ok()?, place))
    })
}

/// What a line says about the year of the report; `flat` is the line without blanks.
pub(super) fn year_in(flat: &str, line: &str) -> Option<Said<u16>> {
    let flat = arabic(flat);
    let mut best: Option<(u16, u8, Basis)> = None;
    for (year, place) in years(&flat) {
        let Some((weight, basis)) = weigh(&flat, &place, year) else { continue };
        if best.is_none_or(|(_, known, _)| known < weight) {
            best = Some((year, weight, basis));
        }
    }
    best.map(|(what, weight, basis)| Said { what, weight, basis, text: excerpt(line) })
}

/// How much a mention of a year counts, and as what.
fn weigh(flat: &str, place: &Range<usize>, year: u16) -> Option<(u8, Basis)> {
    let before = flat.get(..place.start)?;
    let behind = flat.get(place.end..)?;
    if is_of_a_document(before, behind)
        || is_compared(before, behind)
        || is_of_a_law(behind)
        || is_of_a_span(before, behind)
    {
        return None;
    }
    if let Some(is_whole) = span(behind, year) {
        return Some(if is_whole { (85, Basis::Span) } else { (60, Basis::Span) });
    }
    if is_month(behind) || is_planned(behind) {
        return None;
    }
    let is_short = flat.chars().count() <= LONGEST_TITLE;
    let is_bracketed = before.ends_with('(');
    if is_short {
        if is_bracketed && behind.starts_with("年度)") {
            return Some((95, Basis::Title));
        }
        if is_bracketed && (behind.starts_with("年)") || behind.starts_with(')')) && opens_a_note(before) {
            return Some((88, Basis::Title));
        }
        if is_field_of_year(before) {
            return Some((if behind.starts_with('年') { 90 } else { 85 }, Basis::Field));
        }
    }
    let clause = until(behind, &[',', '。', ';', '!']);
    let ends_line = clause.len() == behind.len() || behind.get(clause.len()..).is_some_and(|rest| rest == "。");
    let stands_alone = is_short && ends_line && !before.contains([',', '。']);
    if let Some(weight) = stands_alone.then(|| of_title(before, behind)).flatten() {
        return Some((weight, Basis::Title));
    }
    in_sentence(flat, before, behind, clause)
}

/// How much the year of a line counts that stands like a title.
fn of_title(before: &str, behind: &str) -> Option<u8> {
    let is_report = behind.contains("统计表") || behind.contains("报告") || behind.contains("年报");
    let is_asked = report_behind(behind).is_some_and(is_notice);
    let weight = match behind.strip_prefix('年') {
        _ if is_asked => return None,
        Some(rest) if (rest.contains("公开") || before.contains("公开")) && is_report => 90,
        Some(rest) if rest.starts_with('度') => 85,
        Some(rest) if rest.contains("公开") => 80,
        Some("") if before.is_empty() || before.ends_with("公开工作年度报告") => 75,
        Some(rest) if rest.starts_with("年度") => 85,
        Some(rest) if rest.starts_with('报') => 75,
        Some(rest) if rest.starts_with("第") && rest.contains("季度") => 70,
        None if behind.contains("信息公开") && is_report => 80,
        None if behind.starts_with("年报") => 75,
        _ => return None,
    };
    Some(weight)
}

/// How much a year in a sentence counts.
fn in_sentence(flat: &str, before: &str, behind: &str, clause: &str) -> Option<(u8, Basis)> {
    let behind_year = behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年'))?;
    if let Some(rest) = report_behind(clause) {
        let rest = flat.get(flat.len() - (behind.len() - clause.len()) - rest.len()..).unwrap_or(rest);
        return Some(if is_notice(rest) { (60, Basis::Notice) } else { (78, Basis::Report) });
    }
    if !behind.starts_with("年度") && behind_year.starts_with(['以', '起', '底', '初', '来', '至', '-', '前', '后'])
    {
        return None;
    }
    let speaks_of_it = ["信息公开", "政务公开", "条例", "公开信息"].iter().any(|word| flat.contains(word));
    if opens_a_paragraph(before) {
        return Some(if speaks_of_it { (76, Basis::Opening) } else { (60, Basis::Opening) });
    }
    let opens_a_sentence = before.ends_with(['。', ';']) && (behind_year.starts_with(','));
    opens_a_sentence.then_some(if speaks_of_it { (55, Basis::Sentence) } else { (40, Basis::Sentence) })
}

/// What stands behind the report that is named after a year.
fn report_behind(behind: &str) -> Option<&str> {
    const FARTHEST: usize = 40;
    let ends = REPORTS.iter().filter_map(|report| Some((behind.find(report)?, report.len())));
    let (at, length) = ends.min_by_key(|(at, length)| at + length)?;
    let between = behind.get(..at)?;
    let is_near = between.chars().count() <= FARTHEST && !between.contains(['《', '》', ':', '"', '“', '”']);
    is_near.then(|| behind.get(at + length..))?
}

fn is_notice(rest: &str) -> bool {
    NOTICES.iter().any(|word| rest.starts_with(word))
}

/// Whether a year opens a paragraph: nothing before it, or a heading or its numbering.
fn opens_a_paragraph(before: &str) -> bool {
    const LONGEST_HEADING: usize = 14;
    let before = before.trim_start_matches(['#', '*', '-', '>']);
    let is_heading = ["情况", "概述", "概况", ":", "、", ")", ".", "综述"].iter().any(|end| before.ends_with(end));
    before.is_empty()
        || is_name(before)
        || (is_heading && before.chars().count() <= LONGEST_HEADING && !before.contains([',', '。']))
}

/// Whether a bracket with a year stands where a note to a title does, and not in the number of a document.
fn opens_a_note(before: &str) -> bool {
    let head = before.trim_end_matches('(');
    let is_titled = ["公开", "报告", "年报", "统计表"].iter().any(|word| head.contains(word));
    head.is_empty() || is_titled
}

/// Whether a year belongs to the number of a document: 国办函〔2021〕30号.
fn is_of_a_document(before: &str, behind: &str) -> bool {
    let Some(head) = before.strip_suffix(['(', '[', '{']) else { return false };
    let Some(rest) = behind.strip_prefix([')', ']', '}']) else { return false };
    let has_number = rest.trim_start_matches("第").starts_with(|c: char| c.is_ascii_digit());
    has_number || head.ends_with(['发', '函', '办', '字', '令', '通', '电', '规', '号'])
}

/// Whether a year is only compared with.
fn is_compared(before: &str, behind: &str) -> bool {
    let is_measure = ["较", "比", "同比", "相较", "相比于", "超过", "对比"].iter().any(|word| before.ends_with(word));
    let rest = behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or(behind);
    let is_measured =
        ["相比", "同期", "增长", "下降", "减少", "增加", "底", "末"].iter().any(|word| rest.starts_with(word));
    is_measure || is_measured
}

/// Whether a year begins or ends a span of several: 2020—2022年, 2021-2022学年.
fn is_of_a_span(before: &str, behind: &str) -> bool {
    const MARKS: [char; 7] = ['-', '—', '~', '至', '到', '―', '–'];
    let bare = behind.strip_prefix('年').unwrap_or(behind);
    let goes_on = bare.trim_start_matches(MARKS);
    let begins = goes_on.len() < bare.len() && years(goes_on).next().is_some_and(|(_, place)| place.start == 0);
    let head = before.trim_end_matches(MARKS);
    let year = head.trim_end_matches('年');
    let ends = head.len() < before.len() && years(year).last().is_some_and(|(_, place)| place.end == year.len());
    // The span of one year's figures has its days: 2022年1月1日至2022年12月31日.
    (begins && !goes_on.is_empty() && !is_month(behind)) || (ends && !is_month(behind))
}

fn is_of_a_law(behind: &str) -> bool {
    ["年修订", "年修正", "年颁布", "年施行", "年公布", "年版", "版)"].iter().any(|word| behind.starts_with(word))
}

/// Whether the sentence behind a year says what is meant to be done.
fn is_planned(behind: &str) -> bool {
    const FARTHEST: usize = 40;
    let sentence = until(behind, &['。', ';']);
    let near: String = sentence.chars().take(FARTHEST).collect();
    PLANS.iter().any(|word| near.contains(word))
        || near.match_indices('将').any(|(at, it)| {
            let rest = near.get(at + it.len()..).unwrap_or_default();
            WILL.iter().any(|word| rest.starts_with(word))
        })
}

/// Whether a span of figures begins here: `年1月1日至12月31日`; true where its end is told too.
fn span(behind: &str, year: u16) -> Option<bool> {
    let mark = |rest: &str| rest.starts_with(['年', '.', '-', '/']);
    let rest = behind.get(1..).filter(|_| behind.starts_with(['.', '-', '/'])).or_else(|| behind.strip_prefix('年'))?;
    let (month, rest) = number(rest)?;
    if month != 1 {
        return None;
    }
    let rest = rest.strip_prefix('月').or_else(|| rest.strip_prefix(['.', '-', '/'])).unwrap_or(rest);
    let (rest, is_first) = match number(rest) {
        Some((1, behind)) => (behind.strip_prefix('日').or_else(|| behind.strip_prefix('号')).unwrap_or(behind), true),
        Some((12, _)) => (rest, true),
        Some(_) => return None,
        None => (rest, false),
    };
    let begun = rest.strip_prefix('起').unwrap_or(rest);
    let to = begun.trim_start_matches(['至', '到', '-', '—', '~', '―', '–', ',']);
    let has_mark = to.len() < begun.len() || number(rest).is_some();
    let same = to.strip_prefix(&year.to_string()).filter(|rest| mark(rest));
    let same = same.map_or(to, |rest| rest.trim_start_matches(['年', '.', '-', '/']));
    let is_end = number(same).is_some_and(|(month, rest)| month == 12 && rest.starts_with(['月', '.', '-', '/']));
    if has_mark && is_end {
        return Some(true);
    }
    (is_first && (rest.starts_with('起') || to.len() < begun.len())).then_some(false)
}

/// A number of one or two digits, and what stands behind it.
fn number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = (1..=2).contains(&digits).then(|| text.get(..digits)?.parse().ok()).flatten()?;
    Some((number, text.get(digits..)?))
}

fn until<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.split(marks).next().unwrap_or(text)
}

/// The year before a date in a short line, when reports of that year come out then. It is no year of a report by itself.
pub(super) fn dated(flat: &str, line: &str) -> Option<Said<u16>> {
    const LAST_MONTH: u8 = 4;
    if flat.chars().count() > LONGEST_TITLE {
        return None;
    }
    let flat = arabic(flat);
    let dates: Vec<u16> = years(&flat)
        .filter_map(|(year, place)| {
            let rest = flat.get(place.end..)?;
            let rest = rest.strip_prefix(['年', '-', '/', '.'])?;
            let (month, rest) = number(rest)?;
            let is_date = rest.starts_with(['月', '-', '/', '.']) && (1..=LAST_MONTH).contains(&month);
            is_date.then_some(year - 1)
        })
        .collect();
    let first = *dates.first()?;
    let is_one = dates.iter().all(|year| *year == first);
    is_one.then(|| Said { what: first, weight: 25, basis: Basis::Page, text: excerpt(line) })
}

/// What a short name, of a sheet or of a file, says about the year; a date inside does not count.
pub(in crate::import::understanding) fn year_of_name(name: &str) -> Option<u16> {
    let flat = flat(name);
    let flat = arabic(&flat);
    let named = years(&flat).filter(|(_, place)| !flat.get(place.end..).is_some_and(is_month));
    let mut years: Vec<u16> = named.map(|(year, _)| year).collect();
    years.dedup();
    (years.len() == 1).then(|| years.first().copied()).flatten()
}

/// A title without its years. A bare number in the middle of a name is part of the name.
pub(super) fn without_years(text: &str) -> String {
    let mut text = arabic(text);
    let is_year = |text: &str, place: &Range<usize>| {
        let (before, behind) = (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
        let stands_apart = |c: char| !c.is_alphanumeric();
        before.is_empty()
            || before.ends_with(stands_apart)
            || behind.is_empty()
            || behind.starts_with(stands_apart)
            || ["年", "政府信息", "信息公开", "统计表"].iter().any(|word| behind.starts_with(word))
    };
    loop {
        let year = years(&text).map(|(_, place)| place).find(|place| is_year(&text, place));
        let Some(place) = year else { break };
        let behind = text.get(place.end..).unwrap_or_default();
        let rest = behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or(behind).to_owned();
        let before = text.get(..place.start).unwrap_or_default().trim_end_matches(['-', '_']).to_owned();
        text = before + &rest;
    }
    text.replace("()", "")
}

/// Chinese digits of years to Arabic ones: 二〇二三年, 二O二三年.
pub(super) fn arabic(text: &str) -> String {
    if !text.contains('二') {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let four = chars.get(at..at + 4).unwrap_or_default();
        let year: Option<String> = four.iter().map(|c| digit(*c)).collect();
        match year {
            Some(year) if *c == '二' && year.starts_with("20") => {
                result.push_str(&year);
                at += 4;
            }
            _ => {
                result.push(*c);
                at += 1;
            }
        }
    }
    result
}

/// A digit of a year in Chinese; the round one is written in many ways.
fn digit(c: char) -> Option<char> {
    const DIGITS: &str = "一二三四五六七八九";
    if matches!(c, '〇' | '○' | '零' | 'O' | 'o' | '0' | 'Ο' | 'О' | '◯' | '０') {
        return Some('0');
    }
    let at = DIGITS.chars().position(|digit| digit == c)?;
    char::from_digit(u32::try_from(at).ok()? + 1, 10)
}

pub(super) fn is_month(behind: &str) -> bool {
    let rest = behind.strip_prefix(['年', '-', '/', '.']).unwrap_or("");
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && !rest.get(digits..).is_some_and(|rest| rest.starts_with("年"))
}

fn is_field_of_year(before: &str) -> bool {
    const FIELDS: [&str; 10] =
        ["年度:", "年份:", "报告年度", "统计年度", "填报年度", "数据年度", "所属年度", "报告期:", "年度", "年份"];
    FIELDS.iter().any(|field| before.ends_with(field))
}
