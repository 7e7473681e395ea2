//! What titles, sheet names and the foot say: the unit, the year, the sign-off fields.
//!
//! Everything said is weighed: `（2017年度）` under a title says more than a year somewhere in the text, and the name of
//! the file says least. A date is no year of a report.

use std::ops::Range;
use std::rc::Rc;

use super::labels::flat;
use super::labels::variants::variants;
use crate::form::Form;

/// Something that was said, and how much it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said<T> {
    /// What was said.
    pub(super) what: T,
    /// How much it counts, 0–100.
    pub(super) weight: u8,
}

/// A line of text around the tables, with what it says.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The line.
    pub(super) text: String,
    /// The year of the report.
    pub(super) year: Option<Said<u16>>,
    /// The unit.
    pub(super) unit: Option<Said<String>>,
    /// Whether it is short and speaks of the year before.
    pub(super) is_prior: bool,
}

/// Texts longer than this are paragraphs of a report, not titles.
const LONGEST_TITLE: usize = 60;

/// The words that a title of a form or of a report ends with.
const TITLES: [&str; 7] = [
    "政府信息公开情况统计表",
    "政府信息公开工作情况统计表",
    "政府信息公开统计表",
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开年报",
    "政府信息公开工作报告",
];

impl Line {
    /// Reads a line.
    fn of(text: &str) -> Rc<Self> {
        const LONGEST_HINT: usize = 20;
        let flat = flat(text);
        let is_short = text.chars().count() <= LONGEST_HINT;
        Rc::new(Self {
            text: text.to_owned(),
            year: year_in(&flat),
            unit: unit_in(text, &flat),
            is_prior: is_short && speaks_of_prior(&flat),
        })
    }
}

/// The lines of a text, and the whole of it, because a title may be broken over lines.
pub(super) fn lines(text: &str) -> Vec<Rc<Line>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let whole = (lines.len() > 1).then_some(text);
    whole.into_iter().chain(lines).map(Line::of).collect()
}

/// The years in a text: where four digits stand alone that are no number of a unit, such as 第2017小学.
fn years(flat: &str) -> impl Iterator<Item = (u16, Range<usize>)> + '_ {
    flat.match_indices("20").filter_map(move |(at, _)| {
        let place = at..at + 4;
        let digits = flat.get(place.clone()).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (before, behind) = (flat.get(..at)?, flat.get(place.end..)?);
        let is_alone = !before.ends_with(|c: char| c.is_ascii_digit() || c == '第')
            && !behind.starts_with(|c: char| c.is_ascii_digit());
        is_alone.then_some((digits.parse().ok()?, place))
    })
}

/// What a text says about the year of the report.
pub(super) fn year(text: &str) -> Option<Said<u16>> {
    year_in(&flat(text))
}

fn year_in(flat: &str) -> Option<Said<u16>> {
    let flat = arabic(flat);
    let is_title = flat.chars().count() <= LONGEST_TITLE;
    let mut best: Option<Said<u16>> = None;
    for (year, place) in years(&flat) {
        let before = flat.get(..place.start).unwrap_or_default();
        let behind = flat.get(place.end..).unwrap_or_default();
        let weight = match behind {
            _ if before.ends_with('(') && behind.starts_with("年度)") => 95,
            _ if behind.starts_with("年1月1日起") || behind.starts_with("年1月1日至") => 60,
            _ if is_month(behind) => 0,
            _ if !is_title => 0,
            _ if behind.starts_with("年")
                && (behind.contains("统计表") || behind.contains("报告") && behind.contains("公开")) =>
            {
                90
            }
            _ if behind.starts_with("年度") => 85,
            _ if behind.starts_with("年") && behind.contains("公开") => 80,
            _ if behind.starts_with("年") && is_field_of_year(before) => 90,
            _ if is_field_of_year(before) => 85,
            _ if behind == "年" && before.is_empty() => 75,
            _ if behind.starts_with("年报") => 75,
            _ => 0,
        };
        if weight > 0 && best.as_ref().is_none_or(|it| it.weight < weight) {
            best = Some(Said { what: year, weight });
        }
    }
    best
}

/// What a short name, of a sheet or of a file, says about the year; a date inside does not count.
pub(super) fn year_of_name(name: &str) -> Option<u16> {
    let flat = flat(name);
    let flat = arabic(&flat);
    let named = years(&flat).filter(|(_, place)| !flat.get(place.end..).is_some_and(is_month));
    let mut years: Vec<u16> = named.map(|(year, _)| year).collect();
    years.dedup();
    (years.len() == 1).then(|| years[0])
}

/// Whether a name or a head speaks of the year before.
pub(super) fn is_prior(name: &str) -> bool {
    speaks_of_prior(&flat(name))
}

fn speaks_of_prior(flat: &str) -> bool {
    variants().prior.iter().any(|word| flat.contains(word.as_str())) && !flat.contains("结转")
}

/// What a line of text says about the unit.
pub(super) fn unit(line: &str) -> Option<Said<String>> {
    unit_in(line, &flat(line))
}

fn unit_in(line: &str, flat: &str) -> Option<Said<String>> {
    if let Some(unit) = unit_field(line, flat) {
        return Some(Said { what: unit, weight: 95 });
    }
    // Every title speaks of it.
    if !flat.contains("信息公开") || flat.chars().count() > LONGEST_TITLE {
        return None;
    }
    let title = flat.replace("年度", "年").replace("工作年报告", "工作年度报告").replace("公开年报告", "公开年度报告");
    let bare = without_years(&title);
    for ending in TITLES {
        // …人民政府 and 政府信息公开… share their 政府.
        let shared = ending.trim_start_matches("政府");
        let (unit, weight) = if let Some((unit, _)) = bare.split_once(ending) {
            let is_cut = unit.ends_with("人民");
            (if is_cut { format!("{unit}政府") } else { unit.to_owned() }, 80)
        } else if let Some((unit, _)) = bare.split_once(shared).filter(|(unit, _)| unit.ends_with("政府")) {
            (unit.to_owned(), 80)
        } else {
            continue;
        };
        let unit = without_annex(&unit).trim_matches(['(', ')', '-', '《', ':']);
        return (unit.chars().count() >= 2).then(|| Said { what: wide_brackets(unit), weight });
    }
    None
}

/// Whether the name of a sheet or a file reads like the name of a unit, and that name.
pub(super) fn unit_of_name(name: &str) -> Option<String> {
    const ENDINGS: [&str; 26] = [
        "局",
        "委",
        "委员会",
        "办",
        "办公室",
        "政府",
        "院",
        "中心",
        "街道",
        "办事处",
        "镇",
        "乡",
        "厅",
        "处",
        "所",
        "站",
        "队",
        "公司",
        "大学",
        "学校",
        "医院",
        "管委会",
        "法院",
        "检察院",
        "联合会",
        "区",
    ];
    if let Some(said) = unit(name) {
        return Some(said.what);
    }
    let flat = without_years(&flat(name));
    let name = flat.trim_matches(['-', '_', '(', ')']);
    let has_ending = ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.chars().count() >= 3;
    has_ending.then(|| wide_brackets(name))
}

/// Whether a label is the name of a field around the form.
pub(super) fn is_field(core: &str) -> bool {
    const FIELDS: [&str; 9] =
        ["单位负责人", "审核人", "填报人", "联系电话", "填报日期", "填报时间", "报告年度", "年度", "填表人"];
    FIELDS.iter().any(|field| core.starts_with(field))
        || variants().unit_fields.iter().any(|field| core.starts_with(field.as_str()))
}

/// The sign-off fields that a line of text fills in.
pub(super) fn signoff(line: &str, form: &Form) -> Vec<(String, String)> {
    if !line.contains([':', '：']) {
        return Vec::new();
    }
    let line: String = line.chars().map(|c| if c == ':' { '：' } else { c }).collect();
    let mut starts: Vec<(usize, usize, &str)> = form
        .signoff
        .iter()
        .filter_map(|field| {
            let at = line.find(field.as_str())?;
            let behind = line.get(at + field.len()..)?;
            let colon = behind.find('：')?;
            let is_note = behind.get(..colon)?.chars().all(|c| c.is_whitespace() || "（）()签章盖字".contains(c));
            is_note.then_some((at, at + field.len() + colon + '：'.len_utf8(), field.as_str()))
        })
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([line.len()]).collect::<Vec<_>>();
    let texts = starts.iter().zip(ends).filter_map(|((_, from, field), to)| {
        let text = line.get(*from..to)?.trim().trim_end_matches(['，', ',', '；', ';']).trim();
        (!text.is_empty() && !text.contains('：')).then(|| ((*field).to_owned(), text.to_owned()))
    });
    texts.collect()
}

/// The name behind 填报单位（盖章）：.
fn unit_field(line: &str, flat: &str) -> Option<String> {
    let field = variants().unit_fields.iter().find(|field| flat.starts_with(field.as_str()))?;
    let flat = super::labels::flat(&line.replace('\t', "|"));
    let rest = flat.strip_prefix(field.as_str())?;
    let rest = rest.strip_prefix("(盖章)").or_else(|| rest.strip_prefix("(公章)")).unwrap_or(rest);
    let rest = rest.strip_prefix([':', '|']).unwrap_or("").trim_start_matches([':', '|']);
    let stops = ["|", "填报日期", "填报时间", "报告年度", "年度:", "单位:", "填报人", "(盖章)", "(公章)"];
    let date = rest.match_indices("20").map(|(at, _)| at).find(|at| is_date(rest, *at));
    let end = stops.iter().filter_map(|stop| rest.find(stop)).chain(date).min().unwrap_or(rest.len());
    let unit = rest.get(..end)?.trim_matches(['-', '_', ',', '。']);
    (unit.chars().count() >= 2).then(|| wide_brackets(unit))
}

/// Whether a year or a date begins at a place, and no number that is part of a name.
fn is_date(text: &str, at: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(at) else { return false };
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let rest = behind.get(digits..).unwrap_or_default();
    let goes_on = rest.is_empty() || rest.starts_with(['年', '-', '/', '.', '(', ')', ',', '|']);
    !before.ends_with(|c: char| c.is_ascii_digit() || c == '第') && matches!(digits, 4 | 6 | 8) && goes_on
}

/// A title without 附件1: before it.
fn without_annex(title: &str) -> &str {
    let Some(rest) = title.strip_prefix("附件") else { return title };
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches([':', '.', '、', '-'])
}

/// A title without its years. A bare number in the middle of a name is part of the name.
fn without_years(text: &str) -> String {
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

/// Chinese digits of a year to Arabic ones: 二〇二三年.
fn arabic(text: &str) -> String {
    const DIGITS: [(char, char); 12] = [
        ('〇', '0'),
        ('○', '0'),
        ('零', '0'),
        ('一', '1'),
        ('二', '2'),
        ('三', '3'),
        ('四', '4'),
        ('五', '5'),
        ('六', '6'),
        ('七', '7'),
        ('八', '8'),
        ('九', '9'),
    ];
    let has_digits = text.contains('二');
    let starts = ["二〇", "二○", "二零"].iter().filter(|_| has_digits);
    let Some(at) = starts.filter_map(|start| text.find(start)).min() else {
        return text.to_owned();
    };
    let (before, behind) = text.split_at(at);
    let digit = |c: char| DIGITS.iter().find(|(from, _)| *from == c).map(|(_, to)| *to);
    let year: Option<String> = behind.chars().take(4).map(digit).collect();
    match year.filter(|year| year.len() == 4) {
        Some(year) => format!("{before}{year}{}", behind.chars().skip(4).collect::<String>()),
        None => text.to_owned(),
    }
}

fn is_month(behind: &str) -> bool {
    let rest = behind.strip_prefix(['年', '-', '/', '.']).unwrap_or("");
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && !rest.get(digits..).is_some_and(|rest| rest.starts_with("年"))
}

fn is_field_of_year(before: &str) -> bool {
    ["年度:", "年份:", "报告年度", "年度"].iter().any(|field| before.ends_with(field))
}

fn wide_brackets(unit: &str) -> String {
    unit.chars()
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Said, signoff, unit, unit_of_name, year, year_of_name};
    use crate::form::Catalogue;

    #[test]
    fn years() {
        for (text, expected) in [
            ("（2017年度）", Some(2017)),
            ("( 2017年度)", Some(2017)),
            ("江苏省宿迁市2023年政府信息公开工作年度报告", Some(2023)),
            ("二〇二三年政府信息公开工作年度报告", Some(2023)),
            ("２０２１年度", Some(2021)),
            ("报告年度：2022", Some(2022)),
            ("附件:思茅区2017年度政府信息公开情况统计表", Some(2017)),
            (
                "本报告中所列数据的统计期限自2017年1月1日起至12月31日止，电子版可在门户网站下载，如有疑问请与本单位联系，地址如下，欢迎来电来函咨询，邮编如下",
                Some(2017),
            ),
            ("填报日期：2018年2月8日", None),
            ("国办公开办函〔2021〕30号", None),
            ("电话2023456", None),
        ] {
            assert_eq!(year(text).map(|said| said.what), expected, "{text}");
        }
        assert_eq!(year_of_name("2022年"), Some(2022));
        assert_eq!(year_of_name("宿迁2023（定稿2024-01-05）"), Some(2023));
        assert_eq!(year_of_name("2022-2023对比"), None);
        assert_eq!(year_of_name("第2017小学2023年度"), Some(2023));
        assert_eq!(year_of_name("第2017小学"), None);
    }

    #[test]
    fn units() {
        for (text, expected) in [
            ("普洱市思茅区人民政府信息公开情况统计表", "普洱市思茅区人民政府"),
            ("威海市文登区住房和城乡建设局政府信息公开情况统计表", "威海市文登区住房和城乡建设局"),
            ("填报单位（盖章）：上海市人民政府办公厅", "上海市人民政府办公厅"),
            ("填报单位：\t甲市乙局（丙处）\t2023年度", "甲市乙局（丙处）"),
            ("江苏省宿迁市2023年政府信息公开工作年度报告", "江苏省宿迁市"),
            ("2023年江苏省宿迁市政府信息公开工作年度报告", "江苏省宿迁市"),
            ("昆明市人民政府2020年政府信息公開工作年度報告", "昆明市人民政府"),
            // Numbers that are part of a name.
            ("填报单位：江苏省第200县人民政府", "江苏省第200县人民政府"),
            ("填报单位（盖章）：江苏省第2017小学　　2023年度", "江苏省第2017小学"),
            ("江苏省第200县人民政府信息公开情况统计表", "江苏省第200县人民政府"),
            ("江苏省第2017小学2017年政府信息公开工作年度报告", "江苏省第2017小学"),
            ("甲市第20中学2023政府信息公开工作年度报告", "甲市第20中学"),
            ("2017年度92060部队农场政府信息公开情况统计表", "92060部队农场"),
            ("甲市2049科技园政府信息公开情况统计表", "甲市2049科技园"),
            ("12345热线管理办公室政府信息公开情况统计表", "12345热线管理办公室"),
            ("附件2：110指挥中心政府信息公开情况统计表", "110指挥中心"),
            // Years and dates that are not.
            ("填报单位：甲市乙局2023年度", "甲市乙局"),
            ("填报单位：甲市乙局 2023-01-05", "甲市乙局"),
            ("填报单位：甲市乙局 20230105", "甲市乙局"),
            ("填报单位：甲市乙局（2023年）", "甲市乙局"),
            ("（2017年度）甲市乙局政府信息公开情况统计表", "甲市乙局"),
            ("甲市乙局2017政府信息公开情况统计表", "甲市乙局"),
        ] {
            assert_eq!(unit(text).map(|said| said.what).as_deref(), Some(expected), "{text}");
        }
        for text in ["政府信息公开情况统计表", "（2017年度）", "三、收到和处理政府信息公开申请情况"]
        {
            assert_eq!(unit(text), None::<Said<String>>, "{text}");
        }
        assert_eq!(unit_of_name("甲区教育局").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("江苏省第200县人民政府").as_deref(), Some("江苏省第200县人民政府"));
        assert_eq!(unit_of_name("甲区教育局2023").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("2023甲区教育局").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("Sheet1"), None);
    }

    #[test]
    fn the_foot() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let fields = signoff("单位负责人:陈 奇 审核人:李志远 填报人:文也平", &form);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        assert_eq!(fields, [("单位负责人", "陈 奇"), ("审核人", "李志远"), ("填报人", "文也平")]);
        assert_eq!(signoff("联系电话：2133791　填报日期：2018年2月8日", &form).len(), 2);
        assert!(signoff("单位负责人：　审核人：　填报人：", &form).is_empty());
    }
}
