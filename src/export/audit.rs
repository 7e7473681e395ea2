//! The audit report (审核报告): what was checked against what, what was found, what was answered. One description shared
//! by PDF and Word.

use jiff::Zoned;

use super::printed::Printed;
use crate::check::{Engine, Finding, Stage, Verdict};
use crate::filing::Filing;
use crate::form::Severity;
use crate::report::{draft, text};

/// How many digits of a file's hash are printed: enough to tell two files apart.
const HASH_DIGITS: usize = 16;

/// An audit report as it is printed.
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    /// The form that was checked: unit, foot, and what every page says.
    pub printed: Printed<'a>,
    /// The title.
    pub title: String,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// A part with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading: 一、审核结论.
    pub heading: String,
    /// What stands below it.
    pub content: Content,
}

/// What a part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A paragraph.
    Text(String),
    /// Names with what belongs to them.
    Facts(Vec<(&'static str, String)>),
    /// Findings, group by group.
    Groups(Vec<Group>),
}

/// The findings about one table, or about the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub title: String,
    /// The findings, the worst first.
    pub entries: Vec<Entry>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How bad it is.
    pub severity: Severity,
    /// Whether a remark settles it.
    pub is_settled: bool,
    /// What is wrong.
    pub message: String,
    /// The remark, or what is to be done.
    pub answer: String,
}

impl Entry {
    /// 错误, 警告 or 提示; 已说明 when a remark settles it.
    pub fn word(&self) -> &'static str {
        if self.is_settled { "已说明" } else { self.severity.word() }
    }

    fn of(finding: &Finding) -> Self {
        let answer = match &finding.answer {
            Some(answer) if answer.is_current => format!("审核说明：{}", answer.text),
            Some(answer) => format!("审核说明（数据改过，须重新说明）：{}", answer.text),
            None => finding.advice.to_owned(),
        };
        Self { severity: finding.severity, is_settled: finding.is_settled(), message: finding.message.clone(), answer }
    }
}

impl<'a> Audit<'a> {
    /// The audit of a filing as it would be before handing in, made at some time, with the report in it.
    pub fn of(filing: &'a Filing, engine: &Engine, at: &Zoned) -> Self {
        Self::with_text(filing, engine, at, "", &draft::paragraphs(filing, engine))
    }

    /// The same with a text from a file of that name.
    pub fn with_text(filing: &'a Filing, engine: &Engine, at: &Zoned, name: &str, paragraphs: &[String]) -> Self {
        let printed = Printed::of(filing);
        let title = format!("{}审核报告", printed.title);
        let text = (!paragraphs.is_empty()).then(|| text::compare(filing, engine, paragraphs));
        let mut groups = groups(filing, engine);
        if let Some(text) = &text {
            let mut entries: Vec<Entry> = text.findings.iter().map(|it| Entry::of(&it.finding)).collect();
            entries.sort_by_key(|entry| entry.severity);
            if !entries.is_empty() {
                groups.push(Group { title: "年度报告的文字".to_owned(), entries });
            }
        }
        let part = |heading: &str, content| Part { heading: heading.to_owned(), content };
        let mut parts = vec![
            part("一、审核结论", Content::Text(conclusion(&groups))),
            part("二、审核对象", Content::Facts(subject(filing, &printed, at))),
            part("三、比对依据", Content::Facts(basis(filing, engine, name, text.as_ref()))),
        ];
        if !groups.is_empty() {
            parts.push(part("四、审核结果", Content::Groups(groups)));
        }
        Self { printed, title, parts }
    }
}

/// The findings of the last check, table by table; the blanks of a table are one entry.
fn groups(filing: &Filing, engine: &Engine) -> Vec<Group> {
    let form = filing.form();
    let findings = engine.findings(filing, Stage::Final);
    let (blanks, others): (Vec<_>, Vec<_>) =
        findings.iter().filter(|it| it.verdict == Verdict::Violated).partition(|it| it.kind == "blank");
    let table_of = |finding: &Finding| finding.cells.first().map(|cell| form.cell(*cell).table);
    let mut groups = Vec::new();
    for (number, table) in form.tables.iter().enumerate() {
        let is_here = |finding: &&&Finding| table_of(finding).unwrap_or(0) == number;
        let mut entries: Vec<Entry> = others.iter().filter(is_here).map(|finding| Entry::of(finding)).collect();
        let blank: Vec<_> = blanks.iter().filter(is_here).collect();
        if let Some(first) = blank.first() {
            let name = first.cells.first().map_or("", |cell| form.cell(*cell).name.as_str());
            entries.push(Entry {
                severity: first.severity,
                is_settled: false,
                message: format!("有 {} 格没有填，第一格是 {name}", blank.len()),
                answer: first.advice.to_owned(),
            });
        }
        entries.sort_by_key(|entry| entry.severity);
        if !entries.is_empty() {
            let title = if table.section.is_empty() { &form.title } else { &table.section };
            groups.push(Group { title: title.clone(), entries });
        }
    }
    groups
}

/// Whether the filing can be handed in, in a sentence.
fn conclusion(groups: &[Group]) -> String {
    let entries = || groups.iter().flat_map(|group| &group.entries);
    let count = |severity| entries().filter(|it| it.severity == severity && !it.is_settled).count();
    let (errors, warnings, notices) = (count(Severity::Error), count(Severity::Warning), count(Severity::Notice));
    let settled = entries().filter(|it| it.is_settled).count();
    let counts = format!("错误 {errors} 条，警告 {warnings} 条，提示 {notices} 条，已作审核说明 {settled} 条。");
    let verdict = if errors > 0 {
        "审核没有通过：有错误，须改正后重新审核。"
    } else if warnings > 0 {
        "没有错误；有警告没有作审核说明，须核实并改正或说明后报送。"
    } else {
        "审核通过，可以报送。"
    };
    format!("{verdict}{counts}")
}

fn subject(filing: &Filing, printed: &Printed<'_>, at: &Zoned) -> Vec<(&'static str, String)> {
    let unit = if filing.unit().name.is_empty() { "（未填单位名称）" } else { &filing.unit().name };
    let form = filing.form();
    vec![
        ("填报单位", unit.to_owned()),
        ("报告年度", filing.year_words()),
        ("表式", format!("{}（{}，{}）", form.title, form.issued_by, form.id)),
        ("校验码", printed.code.to_string()),
        ("审核时间", at.strftime("%Y年%-m月%-d日 %H:%M").to_string()),
        ("审核程序", format!("填报 {}", env!("CARGO_PKG_VERSION"))),
    ]
}

fn basis(filing: &Filing, engine: &Engine, name: &str, text: Option<&text::Comparison>) -> Vec<(&'static str, String)> {
    let counts = engine.counts(filing, Stage::Final);
    let cells = filing.form().cells.len();
    let broken = engine.violations(filing).iter().filter(|it| filing.form().relation(&it.relation).is_some()).count();
    let mut basis = vec![
        ("单元格", format!("共 {cells} 格，已填 {} 格，空 {} 格。", cells - counts.blanks, counts.blanks)),
        (
            "勾稽关系",
            format!(
                "共 {} 条，成立 {} 条，不成立 {broken} 条，因空格等未能判断 {} 条。",
                counts.holding + broken + counts.undecided,
                counts.holding,
                counts.undecided
            ),
        ),
        ("上年数", prior(filing)),
    ];
    let told = text.map_or_else(
        || "填报文件中没有年度报告的文字，没有比对。".to_owned(),
        |text| {
            let count = |agrees| text.reading.linked.iter().filter(|it| it.agrees == agrees).count();
            let source = if name.is_empty() { "报告".to_owned() } else { format!("文件 {name} ") };
            format!(
                "{source}中的数，与表一致 {} 处，不一致 {} 处，表中无可比的数 {} 处，与表无关 {} 处。",
                count(Some(true)),
                count(Some(false)),
                count(None),
                text.reading.unlinked.len()
            )
        },
    );
    basis.push(("年度报告", told));
    basis
}

fn prior(filing: &Filing) -> String {
    let year = filing.year().saturating_sub(1);
    let Some(prior) = filing.prior() else {
        return format!("没有附上{year}年度的文件，没有比对逐年变化和结转。");
    };
    let hash: String = prior.hash.chars().take(HASH_DIGITS).collect();
    let source = if prior.source.is_empty() { String::new() } else { format!("，来自 {}", prior.source) };
    let hash = if hash.is_empty() { String::new() } else { format!("（SM3 {hash}…）") };
    match filing.incomparable() {
        Some(reason) => format!("{year}年度{source}{hash}；上年不可比，没有比对：{reason}"),
        None => format!("{year}年度，单位 {}{source}{hash}。", prior.unit),
    }
}
