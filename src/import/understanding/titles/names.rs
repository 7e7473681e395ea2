//! What reads like the name of a unit, and what names nobody: 本机关, 我局, 年季度.

/// What the names of units end with.
const ENDINGS: &[&str] = &[
    "局",
    "委",
    "委员会",
    "办",
    "办公室",
    "办公厅",
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
    "县",
    "市",
    "省",
    "州",
    "旗",
    "盟",
    "馆",
    "小学",
    "中学",
    "学院",
    "集团",
    "银行",
    "总社",
    "联合社",
    "协会",
    "部队",
    "农场",
    "林场",
    "园区",
    "工委",
    "党委",
    "新区",
    "公所",
    "总工会",
    "兵团",
    "组织部",
    "宣传部",
    "统战部",
    "工作部",
    "供销社",
    "支队",
];

/// What no name of a unit holds.
const FOREIGN: &[&str] = &[
    "网站",
    "门户",
    "首页",
    "信息公开",
    "政务公开",
    "条例",
    "通知",
    "报告",
    "情况",
    "有关",
    "各级",
    "根据",
    "按照",
    "联系",
    "认真",
    "贯彻",
    "落实",
    "推进",
    "以下",
    "所属",
    "下属",
    "本级",
    "统计表",
    "年度",
    "季度",
    "栏目",
    "平台",
    "登录",
    "导航",
    "全文",
    "申请",
    "公开",
];

/// Words that stand for any unit, or for none.
const GENERIC: [&str; 18] = [
    "区县",
    "市县",
    "县区",
    "省市",
    "县市区",
    "市区县",
    "街道",
    "乡镇",
    "部门",
    "学校",
    "医院",
    "法院",
    "单位",
    "机关",
    "市区",
    "城区",
    "县市",
    "村委会",
];

/// Whether a name says nothing: 我局, 全市, 本机关, 年季度.
pub(super) fn is_generic(name: &str) -> bool {
    const OWN: &str = "局委机单部办市县区厅院中街镇乡级行校年处期报所站队省州";
    let mut chars = name.chars();
    let (first, second) = (chars.next(), chars.next());
    let is_own = matches!(first, Some('我' | '本' | '全' | '各' | '该')) && second.is_none_or(|c| OWN.contains(c));
    let is_blank_field =
        name.chars().all(|c| "年季度月日第一二三四上下半()（）_-:：|/.,、 ".contains(c) || c.is_ascii_digit());
    let is_title = ["政府信息公开", "信息公开", "政务公开", "政府信息", "政府", "人民政府"].contains(&name);
    is_own || is_blank_field || is_title || GENERIC.contains(&name)
}

/// Whether a text reads like the name of a unit from its first to its last character.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 32;
    let length = text.chars().count();
    let is_place = text.ends_with(['省', '市', '县', '区', '州', '旗', '镇', '乡']);
    let (words, note) = match text.strip_suffix([')', '）']) {
        Some(text) => text.split_once(['(', '（']).unwrap_or((text, "")),
        None => (text, ""),
    };
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '、' | '·'));
    (3..=LONGEST).contains(&(length + usize::from(is_place)))
        && is_plain(words)
        && is_plain(note)
        && ENDINGS.iter().any(|ending| words.ends_with(ending))
        && !FOREIGN.iter().any(|word| words.contains(word))
        && !is_generic(words)
        && !words.starts_with(|c: char| "在由与和及对为向从被将把是的了等并".contains(c))
        && !words.starts_with(|c: char| c.is_ascii_digit() && words.chars().all(|c| c.is_ascii_digit()))
}

/// The name of a unit that a line is and nothing else.
pub(super) fn name(flat: &str) -> Option<String> {
    let bare = flat.trim_matches(['#', '*', '-', '_', '(', '（', '|', ':', '《', '>', '—']);
    let bare = bare.trim_end_matches("(盖章)").trim_end_matches("(公章)");
    is_name(bare).then(|| wide_brackets(bare))
}

/// The unit to which an office inside it belongs: 甲市乙局办公室 is asked about what 甲市乙局 did.
pub(super) fn without_office(name: &str) -> &str {
    const OFFICES: [&str; 14] = [
        "政务公开办公室",
        "信息公开办公室",
        "政务公开办",
        "政务公开科",
        "信息公开科",
        "信息公开办",
        "办公室",
        "办公厅",
        "综合科",
        "综合处",
        "秘书科",
        "党政办",
        "综合股",
        "政府信息公开机构",
    ];
    let cut = OFFICES.iter().find_map(|office| name.strip_suffix(office));
    let cut = cut.or_else(|| {
        let body = name.strip_suffix(['科', '股'])?;
        let end = ["局", "委员会", "政府", "厅", "委", "中心"]
            .iter()
            .filter_map(|end| Some(body.rfind(end)? + end.len()))
            .max()?;
        body.get(..end)
    });
    cut.filter(|cut| cut.chars().count() >= 3).unwrap_or(name)
}

/// Whether two names may be those of one unit, one of them short: 思茅区 and 普洱市思茅区人民政府.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut rest = long.chars();
    short.chars().count() >= 2 && short.chars().all(|c| rest.any(|it| it == c))
}

/// Whether a name is another way to write the other: it ends alike, or only 人民政府 is left out.
pub(super) fn are_one(one: &str, other: &str) -> bool {
    let short = |name: &str| {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        plain.trim_end_matches("人民政府").to_owned()
    };
    let (one, other) = (short(one), short(other));
    one == other || (are_alike(&one, &other) && one.chars().last() == other.chars().last())
}

/// Brackets as names are written.
pub(super) fn wide_brackets(unit: &str) -> String {
    unit.chars()
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        })
        .collect()
}
