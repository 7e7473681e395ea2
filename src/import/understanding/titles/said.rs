//! Something that was said of the unit or the year, and how much it counts.

/// Something that was said, how much it counts, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::understanding) struct Said<T> {
    /// What was said.
    pub(in crate::import::understanding) what: T,
    /// How much it counts, 0–100.
    pub(in crate::import::understanding) weight: u8,
    /// What kind of place says it.
    pub(in crate::import::understanding) basis: Basis,
    /// The words there, cut short.
    pub(in crate::import::understanding) text: String,
}

/// What kind of place says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import::understanding) enum Basis {
    /// A field for it: 填报单位：…, 报告年度：….
    Field,
    /// A title, or a line that stands like one.
    Title,
    /// The span of the figures: 2022年1月1日至12月31日.
    Span,
    /// A sentence that names the report.
    Report,
    /// The first words of a paragraph: 2022年，甲市乙局认真贯彻….
    Opening,
    /// A sentence in the middle of the text.
    Sentence,
    /// A notice that asks for the report.
    Notice,
    /// Who may be asked about the report.
    Contact,
    /// The lines at the end: a name, a date.
    Foot,
    /// What a web site prints around a page: 信息来源, 发布日期.
    Page,
    /// The name of a sheet.
    Sheet,
    /// The name of the file.
    File,
}

impl Basis {
    /// The place in words.
    pub(in crate::import::understanding) fn words(self) -> &'static str {
        match self {
            Self::Field => "填报栏",
            Self::Title => "标题",
            Self::Span => "统计期限",
            Self::Report => "正文提到本报告的一句",
            Self::Opening => "正文段首",
            Self::Sentence => "正文",
            Self::Notice => "正文提到的通知",
            Self::Contact => "联系方式",
            Self::Foot => "落款",
            Self::Page => "网页的发布信息",
            Self::Sheet => "工作表名",
            Self::File => "文件名",
        }
    }
}

/// The weight from which something said is told like a title, which sorts tables into filings.
pub(in crate::import::understanding) const LIKE_A_TITLE: u8 = 70;

/// Texts longer than this are paragraphs of a report, not titles.
pub(super) const LONGEST_TITLE: usize = 60;

/// What counts most; of equals the first.
pub(in crate::import::understanding) fn best<T>(all: impl Iterator<Item = Said<T>>) -> Option<Said<T>> {
    all.reduce(|best, next| if next.weight > best.weight { next } else { best })
}

/// A text cut short for a sentence of ours, around a place in it.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}
