//! What a line says about the unit: a field for it, a title, a sentence that names who reports.

use super::names::{is_generic, is_name, name, wide_brackets, without_office};
use super::said::{Basis, LIKE_A_TITLE, LONGEST_TITLE, Said, best, excerpt};
use super::years::{arabic, is_month, without_years, years};
use crate::import::understanding::labels::flat;
use crate::import::understanding::labels::variants::variants;

/// What stands behind the words that name what is reported on, up to the end of a title.
const ENDINGS: &[&str] = &[
    "工作年度情况报告",
    "工作年度报告",
    "工作情况报告",
    "工作情况的报告",
    "工作报告",
    "工作年报",
    "情况统计表",
    "工作情况统计表",
    "统计表",
    "工作年度总结",
    "工作总结",
    "年度工作总结",
    "年度报告",
    "报告",
    "年报",
];

/// Words behind a title that make it the matter of a notice.
const NOTICES: [&str; 9] = ["有关", "的通知", "编制", "编写", "工作的", "格式", "模板", "要求", "和发布"];

/// Words before the name of a unit in a sentence about its report; the name begins behind the last of them.
const LEADS: [&str; 24] = [
    "现公布",
    "现发布",
    "现将",
    "特编制",
    "编制了",
    "编制",
    "编写",
    "公布",
    "发布",
    "公开发布",
    "形成",
    "印发",
    "转发",
    "关于",
    "撰写",
    "制定",
    "制作",
    "根据",
    "按照",
    "以下是",
    "本报告是",
    "本报告为",
    "这是",
    "附件",
];

/// What a web site prints before the name of who published a page.
const PAGE_FIELDS: [&str; 14] = [
    "发布机构",
    "发布单位",
    "发布机关",
    "信息来源",
    "发文单位",
    "发文机关",
    "公开主体",
    "公开责任部门",
    "责任部门",
    "来源",
    "主办单位",
    "稿源",
    "发布部门",
    "作者",
];

/// What a line says about the unit; `flat` is the line without blanks.
pub(super) fn unit_in(line: &str, flat: &str) -> Option<Said<String>> {
    let said = |what: String, weight: u8, basis: Basis| Said { what, weight, basis, text: excerpt(line) };
    if let Some(unit) = unit_field(line) {
        return Some(said(unit, 95, Basis::Field));
    }
    let is_short = flat.chars().count() <= LONGEST_TITLE;
    let flat = arabic(flat);
    let titled = of_report(&flat, is_short).map(|(unit, weight, basis)| said(unit, weight, basis));
    let opening = opening(&flat).map(|unit| said(unit, 62, Basis::Opening));
    let maker = maker(&flat).map(|unit| said(unit, 77, Basis::Report));
    let short_name = short_name(&flat).map(|unit| said(unit, 64, Basis::Sentence));
    let contact = contact(&flat).map(|unit| said(unit, 55, Basis::Contact));
    let page = if is_short { page(line) } else { None }.map(|unit| said(unit, 45, Basis::Page));
    best([titled, maker, short_name, opening, contact, page].into_iter().flatten())
}

/// Whether the name of a sheet or a file reads like the name of a unit, and that name.
pub(in crate::import::understanding) fn unit_of_name(given: &str) -> Option<String> {
    if let Some(said) = unit_in(given, &flat(given)).filter(|said| said.weight >= LIKE_A_TITLE) {
        return Some(said.what);
    }
    let flat = without_years(&flat(given));
    name(flat.trim_matches(['-', '_', '(', ')']))
}

/// The name behind 填报单位（盖章）：, wherever the field stands in a short line.
fn unit_field(line: &str) -> Option<String> {
    const LONGEST: usize = 120;
    let flat = flat(&line.replace(['\t', '\n'], "|"));
    if flat.chars().count() > LONGEST {
        return None;
    }
    let fields = variants().unit_fields.iter();
    let (at, field) = fields.filter_map(|field| Some((flat.find(field.as_str())?, field))).min_by_key(|(at, _)| *at)?;
    let (before, rest) = (flat.get(..at)?, flat.get(at + field.len()..)?);
    let rest = rest.strip_prefix("(盖章)").or_else(|| rest.strip_prefix("(公章)")).unwrap_or(rest);
    let is_marked = rest.starts_with([':', '|']);
    // In the middle of a line it has to look like a field: behind a number or a mark, before a colon.
    let is_apart = before.ends_with(['号', '度', '年']) || !before.ends_with(char::is_alphabetic);
    let is_field = is_marked && is_apart;
    if !before.is_empty() && !is_field {
        return None;
    }
    let rest = rest.strip_prefix([':', '|']).unwrap_or("").trim_start_matches([':', '|']);
    let stops = [
        "|",
        "填报日期",
        "填报时间",
        "报告年度",
        "年度:",
        "单位:",
        "填报人",
        "(盖章)",
        "(公章)",
        "表号:",
        "制表",
        "统计期",
    ];
    let date = rest.match_indices("20").map(|(at, _)| at).find(|at| is_date(rest, *at));
    let end = stops.iter().filter_map(|stop| rest.find(stop)).chain(date).min().unwrap_or(rest.len());
    let unit = rest.get(..end)?.trim_matches(['-', '_', ',', '。', '(']);
    let unit = unit.trim_end_matches("年度").trim_end_matches("年季度");
    (unit.chars().count() >= 2 && !is_generic(unit)).then(|| wide_brackets(unit))
}

/// Whether a year or a date begins at a place, and no number that is part of a name.
fn is_date(text: &str, at: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(at) else { return false };
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let rest = behind.get(digits..).unwrap_or_default();
    let goes_on = rest.is_empty() || rest.starts_with(['年', '-', '/', '.', '(', ')', ',', '|']);
    !before.ends_with(|c: char| c.is_ascii_digit() || c == '第') && matches!(digits, 4 | 6 | 8) && goes_on
}

/// The unit of a report that a text names: 甲市乙局2022年政府信息公开工作年度报告.
fn of_report(flat: &str, is_short: bool) -> Option<(String, u8, Basis)> {
    let cores = ["信息公开", "政务公开"];
    let mut places: Vec<(usize, &str)> = cores.iter().flat_map(|core| flat.match_indices(core)).collect();
    places.sort_unstable();
    places.into_iter().filter_map(|(at, core)| titled(flat, (at, core), is_short)).max_by_key(|(_, weight, _)| *weight)
}

/// The unit before or behind one mention of what is reported on.
fn titled(flat: &str, (at, core): (usize, &str), is_short: bool) -> Option<(String, u8, Basis)> {
    let (head, behind) = (flat.get(..at)?, flat.get(at + core.len()..)?);
    let rest = report_end(behind)?;
    if NOTICES.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let head = match head.strip_suffix("政府").filter(|_| core == "信息公开") {
        // …人民政府 and 政府信息公开… share their 政府.
        Some(shared) if shared.ends_with("人民") => head,
        Some(shared) => shared,
        None => head,
    };
    let start = head.rfind(['。', ';', '!', '?', ':', '《', '》', '“', '”', '"', ',', '|', '#', '*']);
    let start = start.map_or(0, |at| at + head.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    let (above, clause) = (head.get(..start)?, head.get(start..)?);
    let stands_alone = is_heading(above) && is_tail(rest);
    let clause = without_years(clause);
    let (clause, is_led) = behind_lead(without_annex(&clause));
    let unit = clause.trim_matches(['-', '《', ':', '_', '—', '·', '>']);
    let unit = without_loose_brackets(unit).trim_end_matches("学年");
    let unit = unit.trim_start_matches("年度").trim_end_matches("年度").trim_end_matches('年');
    let unit = ["关于", "的", "开展", "推进", "做好"].iter().fold(unit, |unit, word| unit.trim_end_matches(word));
    if unit.is_empty() {
        let behind = is_short.then(|| behind_title(rest)).flatten()?;
        return Some((wide_brackets(behind), 76, Basis::Title));
    }
    let is_sound = unit.chars().count() >= 2 && !is_generic(unit) && !unit.contains(['。', '、']);
    if is_short && stands_alone && is_sound && !is_led {
        return Some((wide_brackets(unit), 80, Basis::Title));
    }
    let basis = if is_short && stands_alone { Basis::Title } else { Basis::Report };
    is_name(unit).then(|| (wide_brackets(unit), 77, basis))
}

/// A name without the brackets around it, or of which only one is left; those of 某局（某处） stay.
fn without_loose_brackets(name: &str) -> &str {
    let inner = name.trim_start_matches(')').trim_end_matches('(');
    let is_paired = inner.matches('(').count() == inner.matches(')').count() && !inner.starts_with('(');
    if is_paired { inner } else { inner.trim_matches(['(', ')']) }
}

/// What stands behind the end of a title; the year may stand inside.
fn report_end(behind: &str) -> Option<&str> {
    let bare = behind.trim_start_matches("工作").trim_start_matches("情况").trim_start_matches('的');
    let year = years(bare).next().filter(|(_, place)| place.start <= 1).map(|(_, place)| place.end);
    let rest = year.and_then(|end| bare.get(end..)).map(|rest| rest.strip_prefix('年').unwrap_or(rest));
    let inner = rest.map(|rest| rest.trim_start_matches("度").trim_start_matches(')').trim_start_matches("年度工作"));
    let candidates = [Some(behind), Some(bare), inner, inner.map(|it| it.trim_start_matches("年度"))];
    let mut candidates = candidates.into_iter().flatten();
    candidates.find_map(|text| {
        let text = text.strip_prefix("年度").filter(|rest| rest.starts_with("工作")).unwrap_or(text);
        ENDINGS.iter().find_map(|ending| text.strip_prefix(ending))
    })
}

/// Whether what stands before the clause of a title is only a mark of one: `标题：`, `附件1：`, `#`, a year.
fn is_heading(above: &str) -> bool {
    let above = without_years(above);
    let above = above.trim_matches(['#', '*', ':', '《', '|', '"', '“', '(', ')', '-', '>', '_']);
    let words = ["标题", "名称", "题目", "信息名称", "文件名称", "主题", "公开事项名称", "题名", "附件", "附表", "附"];
    let bare = above.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六".contains(c));
    bare.is_empty() || words.contains(&bare)
}

/// Whether nothing that matters stands behind a title.
fn is_tail(rest: &str) -> bool {
    let rest = without_years(rest);
    let rest = rest.trim_matches(['》', ')', '(', '*', '|', '"', '”', '#', '。', '_', '-', ':']);
    rest.is_empty() || rest.starts_with(['_', '-', '—', '(', '|']) || ["文本", "全文", "正文"].contains(&rest)
}

/// What stands behind the last word that leads to a name, and whether there was one.
fn behind_lead(clause: &str) -> (&str, bool) {
    let ends = LEADS.iter().filter_map(|lead| {
        let at = clause.rfind(lead)?;
        let rest = clause.get(at + lead.len()..)?;
        // …机构编制委员会办公室 is a name; and what ends with 关于 has the name before it.
        let is_name = lead.ends_with("编制") && rest.starts_with(['委', '办']);
        (!is_name && !rest.is_empty()).then_some(rest)
    });
    ends.min_by_key(|rest| rest.len()).map_or((clause, false), |rest| (rest, true))
}

/// The name behind a title: `政府信息公开工作年度报告（甲市乙局）`, `…年度报告-甲市乙局-甲市政府网`.
fn behind_title(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['(', '-', '_', '—', '|', ':', '》']);
    let end = rest.find([')', '-', '_', '—', '|', '(']).unwrap_or(rest.len());
    rest.get(..end).filter(|name| is_name(name))
}

/// A title without 附件1: before it.
fn without_annex(title: &str) -> &str {
    let Some(rest) = title.strip_prefix("附件") else { return title };
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches([':', '.', '、', '-'])
}

/// The unit of the first words: 2022年，甲市乙局认真贯彻….
fn opening(flat: &str) -> Option<String> {
    const STOPS: [&str; 36] = [
        "认真",
        "坚持",
        "在",
        "严格",
        "深入",
        "贯彻",
        "按照",
        "根据",
        "以",
        "积极",
        "高度",
        "全面",
        "紧紧",
        "切实",
        "持续",
        "不断",
        "扎实",
        "始终",
        "政府信息",
        "政务",
        "信息公开",
        "依法",
        "主动",
        "进一步",
        "充分",
        "围绕",
        "结合",
        "共",
        "将",
        "对",
        "把",
        "大力",
        "着力",
        "稳步",
        "落实",
        "继续",
    ];
    const FARTHEST: usize = 14;
    let (_, place) = years(flat).next()?;
    let before = flat.get(..place.start)?;
    if is_name(before) {
        return Some(wide_brackets(before));
    }
    if before.chars().count() > FARTHEST || before.contains([',', '。', '《']) {
        return None;
    }
    let rest = flat.get(place.end..)?;
    if is_month(rest) {
        return None;
    }
    let rest = rest.strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest).trim_start_matches(',');
    // 政府信息公开 behind 人民 is the beginning of a name's end.
    let stop = |word: &str| {
        rest.match_indices(word)
            .map(|(at, _)| at)
            .find(|at| !(word.starts_with("政府") && rest.get(..*at).is_some_and(|name| name.ends_with("人民"))))
    };
    let marks = rest.find([',', '。', '(', ';', '、', '《']);
    let end = STOPS.iter().filter_map(|word| stop(word)).chain(marks).min()?;
    let name = rest.get(..end)?;
    is_name(name).then(|| name.to_owned())
}

/// The unit that made the report: 本报告由甲市乙局编制.
fn maker(flat: &str) -> Option<String> {
    let end = ["编制", "编写", "撰写"].iter().filter_map(|word| flat.find(word)).min()?;
    let head = flat.get(..end)?;
    let from = head.rfind('由')? + '由'.len_utf8();
    let said = head.get(from..)?;
    let cuts = ["根据", "按照", "依据", "负责", "牵头", "组织", "综合", "汇总", "按", "结合", "依照", ",", "("];
    let cut = cuts.iter().filter_map(|word| said.find(word)).min().unwrap_or(said.len());
    let name = without_office(said.get(..cut)?);
    let of_report = ["报告", "年报"].iter().any(|word| head.contains(word));
    (of_report && is_name(name)).then(|| wide_brackets(name))
}

/// The unit that is called otherwise from there on: 甲市乙局（以下简称市乙局）.
fn short_name(flat: &str) -> Option<String> {
    let at = ["(以下简称", "(以下称", "(下称", "(简称"]
        .iter()
        .filter_map(|word| flat.find(word))
        .find(|at| !flat.get(..*at).is_some_and(|head| head.ends_with(['》', '”', '"'])))?;
    let head = flat.get(..at)?;
    let start = head.rfind(['。', ';', ',', ':', '、', '》', '由', ')']);
    let start = start.map_or(0, |at| at + head.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    let name = behind_lead(head.get(start..)?).0;
    let name = without_years(name);
    is_name(&name).then(|| wide_brackets(&name))
}

/// Who may be asked: 如有疑问，请与甲市乙局办公室联系（地址：…）.
fn contact(flat: &str) -> Option<String> {
    let end = flat.find("联系")?;
    let head = flat.get(..end)?;
    let (at, word) = ["请与", "可与", "可向", "请向", "与"].iter().find_map(|word| Some((head.rfind(word)?, word)))?;
    let name = head.get(at + word.len()..)?;
    let name = name.split('(').next().unwrap_or(name);
    let name = without_office(name);
    is_name(name).then(|| wide_brackets(name))
}

/// Who published a page: 信息来源：甲市乙局.
fn page(line: &str) -> Option<String> {
    // Blanks part what stands on such a line.
    let marked: String = line.chars().map(|c| if c.is_whitespace() { '|' } else { c }).collect();
    let flat = flat(&marked);
    let fields = PAGE_FIELDS.iter().filter_map(|field| Some((flat.find(field)?, field)));
    fields.into_iter().find_map(|(at, field)| {
        let rest = flat.get(at + field.len()..)?;
        let value = rest.trim_start_matches('|').strip_prefix(':').or_else(|| rest.strip_prefix('|'))?;
        let value = value.trim_start_matches(['|', ':']);
        let ends = ["|", "发布", "日期", "时间", "浏览", "点击", "字体", "文号", "20", "【", "("];
        let end = ends.iter().filter_map(|word| value.find(word)).min().unwrap_or(value.len());
        let name = value.get(..end)?;
        let unit = without_office(name);
        is_name(unit).then(|| wide_brackets(unit))
    })
}
