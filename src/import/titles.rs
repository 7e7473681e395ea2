//! What titles, sheet names and the foot say: the unit, the year, the sign-off fields.
//!
//! Everything said is weighed: `（2017年度）` under a title says more than a year somewhere in the text, and the name of
//! the file says least. A date is no year of a report.

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

/// The lines of a text, and the whole of it, because a title may be broken over lines.
pub(super) fn lines(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    let whole = (lines.len() > 1).then(|| text.to_owned());
    whole.into_iter().chain(lines).collect()
}

/// What a text says about the year of the report.
pub(super) fn year(text: &str) -> Option<Said<u16>> {
    let flat = arabic(&flat(text));
    let is_title = flat.chars().count() <= LONGEST_TITLE;
    let mut best: Option<Said<u16>> = None;
    for (at, _) in flat.match_indices("20") {
        let Some(year) = flat.get(at..at + 4).and_then(|digits| digits.parse::<u16>().ok()) else { continue };
        let before = flat.get(..at).unwrap_or_default();
        let behind = flat.get(at + 4..).unwrap_or_default();
        if before.ends_with(|c: char| c.is_ascii_digit()) || behind.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
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
    let flat = arabic(&flat(name));
    let years = flat.match_indices("20").filter_map(|(at, _)| {
        let year: u16 = flat.get(at..at + 4)?.parse().ok()?;
        let is_alone = !flat.get(..at)?.ends_with(|c: char| c.is_ascii_digit())
            && !flat.get(at + 4..)?.starts_with(|c: char| c.is_ascii_digit())
            && !is_month(flat.get(at + 4..)?);
        is_alone.then_some(year)
    });
    let mut years: Vec<u16> = years.collect();
    years.dedup();
    (years.len() == 1).then(|| years[0])
}

/// Whether a name or a head speaks of the year before.
pub(super) fn is_prior(name: &str) -> bool {
    let flat = flat(name);
    variants().prior.iter().any(|word| flat.contains(word.as_str())) && !flat.contains("结转")
}

/// What a line of text says about the unit.
pub(super) fn unit(line: &str) -> Option<Said<String>> {
    if let Some(unit) = unit_field(line) {
        return Some(Said { what: unit, weight: 95 });
    }
    let flat = flat(line);
    if flat.chars().count() > LONGEST_TITLE {
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
        let unit = unit
            .trim_start_matches("附件")
            .trim_start_matches([':', '1', '2', '3'])
            .trim_matches(['(', ')', '-', '《']);
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
fn unit_field(line: &str) -> Option<String> {
    let flat: String = flat(&line.replace('\t', "|"));
    let field = variants().unit_fields.iter().find(|field| flat.starts_with(field.as_str()))?;
    let rest = flat.strip_prefix(field.as_str())?;
    let rest = rest.strip_prefix("(盖章)").or_else(|| rest.strip_prefix("(公章)")).unwrap_or(rest);
    let rest = rest.strip_prefix([':', '|']).unwrap_or("").trim_start_matches([':', '|']);
    let end = ["|", "填报日期", "填报时间", "报告年度", "年度:", "单位:", "填报人", "(盖章)", "(公章)", "20"]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let unit = rest.get(..end)?.trim_matches(['-', '_', ',', '。']);
    (unit.chars().count() >= 2).then(|| wide_brackets(unit))
}

/// A title without its years.
fn without_years(text: &str) -> String {
    let mut text = arabic(text);
    while let Some(at) = text
        .match_indices("20")
        .map(|(at, _)| at)
        .find(|at| text.get(*at..at + 4).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())))
    {
        let behind = text.get(at + 4..).unwrap_or_default();
        let rest = behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or(behind).to_owned();
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['-', '_']).to_owned();
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
    let Some(at) = ["二〇", "二○", "二零"].iter().filter_map(|start| text.find(start)).min() else {
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
        ] {
            assert_eq!(unit(text).map(|said| said.what).as_deref(), Some(expected), "{text}");
        }
        for text in ["政府信息公开情况统计表", "（2017年度）", "三、收到和处理政府信息公开申请情况"]
        {
            assert_eq!(unit(text), None::<Said<String>>, "{text}");
        }
        assert_eq!(unit_of_name("甲区教育局").as_deref(), Some("甲区教育局"));
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
