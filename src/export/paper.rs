//! What a printed page says about the filing that it was made from, and whether the two agree.
//!
//! Every page carries the [`Code`]. The QR code in the foot holds a [`Label`], fields parted by `|`, the unit last:
//!
//! ```text
//! TIANBAO1|zfxxgk-2021|2024|7K2M-90QX-VB4T-31WE|3440,12,0,3452,,?|某县人民政府
//! ```
//!
//! The fifth field has the values of all total cells in the form's order, a blank empty and words as `?`; with it a
//! page tells not only that a filing was changed but where. It is empty where the totals would not fit.

use std::sync::Arc;

use crate::check::{Rulebook, totals};
use crate::filing::{Code, Filing, Value};
use crate::form::CellIndex;

/// What a label begins with, and its version.
const TAG: &str = "TIANBAO";
const VERSION: &str = "1";

/// What stands for words in a total cell.
const WORDS: &str = "?";

/// A longer unit name is cut, so that the QR code stays small.
const UNIT_CHARACTERS: usize = 40;

/// What the QR code of a printed filing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    form: String,
    year: String,
    code: Code,
    totals: Vec<String>,
    unit: String,
}

/// What was read or typed from a printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The code alone.
    Code(Code),
    /// What the QR code says.
    Label(Label),
}

/// Why something is nothing that a page of this program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Neither a code nor a label.
    #[error("这不是校验码：校验码是 16 个字母和数字，四个一组；也可以粘贴扫描二维码得到的整段文字")]
    NoCode,
    /// A label that lacks something.
    #[error("二维码的文字不完整：请重新扫描，复制整段文字，从 TIANBAO 到单位名称")]
    BrokenLabel,
    /// A label of a later version of this program.
    #[error("这个二维码由更新版本的程序生成：请用新版本校验，或者只输入页脚的校验码")]
    NewerLabel,
}

/// Something about a filing that is not what the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What it is: 填报单位, or the name of a total cell.
    pub what: String,
    /// The total cell, if it is one.
    pub cell: Option<CellIndex>,
    /// What the page says; empty for a blank.
    pub paper: String,
    /// What the filing says.
    pub file: String,
}

/// Whether page and filing agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Every value is that of the page.
    Equal,
    /// A value was changed; with the totals that differ, as far as the page tells.
    Different(Vec<Mismatch>),
    /// The page is of another unit, year or form.
    OtherFiling(Vec<Mismatch>),
}

impl Agreement {
    /// The name in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different(_) => "different",
            Self::OtherFiling(_) => "other_filing",
        }
    }

    /// The words that users read.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Equal => "一致",
            Self::Different(_) => "不一致",
            Self::OtherFiling(_) => "不是这份填报",
        }
    }

    /// What it means, and what to do.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::Equal => "打印件上的每一个数都和这份填报相同。",
            Self::Different(_) => "打印以后有数改动过，或者校验码输错了。请核对，或重新打印、签章。",
            Self::OtherFiling(_) => "请打开打印件所属的填报文件，再校验。",
        }
    }

    /// What is not as the page says.
    pub fn mismatches(&self) -> &[Mismatch] {
        match self {
            Self::Equal => &[],
            Self::Different(mismatches) | Self::OtherFiling(mismatches) => mismatches,
        }
    }
}

impl Mismatch {
    /// The mismatch as a sentence.
    pub fn sentence(&self) -> String {
        let shown = |text: &str| match text {
            "" => "（空）".to_owned(),
            WORDS if self.cell.is_some() => "（不是数）".to_owned(),
            text => text.to_owned(),
        };
        format!("{}：打印件为{}，填报文件为{}", self.what, shown(&self.paper), shown(&self.file))
    }
}

impl Label {
    /// What the pages of a filing say.
    pub fn of(filing: &Filing) -> Self {
        let unit = &filing.unit().name;
        Self {
            form: filing.form().id.clone(),
            year: filing.year().to_string(),
            code: Code::of(filing),
            totals: total_cells(filing).into_iter().map(|cell| total_text(filing.value(cell))).collect(),
            // A line break would not survive being copied from a scanner.
            unit: unit.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(UNIT_CHARACTERS).collect(),
        }
    }

    /// The text of the QR code.
    pub fn text(&self) -> String {
        let Self { form, year, code, totals, unit } = self;
        format!("{TAG}{VERSION}|{form}|{year}|{code}|{}|{unit}", totals.join(","))
    }

    /// The same without the totals, for filings whose totals do not fit into a QR code.
    #[must_use]
    pub fn without_totals(self) -> Self {
        Self { totals: Vec::new(), ..self }
    }

    fn parse(text: &str) -> Result<Self, Unreadable> {
        let fields: Vec<_> = text.splitn(6, '|').collect();
        let [_, form, year, code, totals, unit] = fields[..] else { return Err(Unreadable::BrokenLabel) };
        let code = Code::parse(code).ok_or(Unreadable::BrokenLabel)?;
        let totals = if totals.is_empty() { Vec::new() } else { totals.split(',').map(str::to_owned).collect() };
        Ok(Self { form: form.to_owned(), year: year.to_owned(), code, totals, unit: unit.to_owned() })
    }
}

impl Given {
    /// Reads what was typed, or pasted from a scanner.
    ///
    /// # Errors
    /// A sentence, when it is neither a code nor the text of a QR code.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        let Some((head, _)) = text.split_once('|') else {
            return Code::parse(text).map(Self::Code).ok_or(Unreadable::NoCode);
        };
        match head.strip_prefix(TAG) {
            Some(VERSION) => Label::parse(text).map(Self::Label),
            Some(other) if !other.is_empty() && other.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(Unreadable::NewerLabel)
            }
            _ => Err(Unreadable::NoCode),
        }
    }

    /// Whether a filing is what the page says.
    pub fn compare(&self, filing: &Filing) -> Agreement {
        let own = Label::of(filing);
        match self {
            Self::Code(code) if *code == own.code => Agreement::Equal,
            Self::Code(_) => Agreement::Different(Vec::new()),
            Self::Label(label) => {
                let other = other_filing(label, &own);
                if !other.is_empty() {
                    return Agreement::OtherFiling(other);
                }
                let different = different_totals(label, &own, filing);
                // A page whose totals are not those of its code was tampered with.
                if label.code == own.code && different.is_empty() {
                    Agreement::Equal
                } else {
                    Agreement::Different(different)
                }
            }
        }
    }
}

fn other_filing(paper: &Label, file: &Label) -> Vec<Mismatch> {
    let fields =
        [("填报单位", &paper.unit, &file.unit), ("年度", &paper.year, &file.year), ("表式", &paper.form, &file.form)];
    let different = fields.into_iter().filter(|(_, paper, file)| paper != file);
    let mismatch = |(what, paper, file): (&str, &String, &String)| Mismatch {
        what: what.to_owned(),
        cell: None,
        paper: paper.clone(),
        file: file.clone(),
    };
    different.map(mismatch).collect()
}

/// The totals that differ; none when the page has no totals, or those of another edition of the form.
fn different_totals(paper: &Label, file: &Label, filing: &Filing) -> Vec<Mismatch> {
    if paper.totals.len() != file.totals.len() {
        return Vec::new();
    }
    let pairs = total_cells(filing).into_iter().zip(paper.totals.iter().zip(&file.totals));
    let different = pairs.filter(|(_, (paper, file))| paper != file);
    let mismatch = |(cell, (paper, file)): (CellIndex, (&String, &String))| Mismatch {
        what: filing.form().cell(cell).name.clone(),
        cell: Some(cell),
        paper: paper.clone(),
        file: file.clone(),
    };
    different.map(mismatch).collect()
}

/// The cells that are the total of others, in the form's order.
fn total_cells(filing: &Filing) -> Vec<CellIndex> {
    let book = Rulebook::new(Arc::clone(filing.form()));
    filing.form().cell_indices().filter(|cell| totals::total_relation(&book, *cell).is_some()).collect()
}

fn total_text(value: &Value) -> String {
    if let Value::Text(_) = value { WORDS.to_owned() } else { value.to_string() }
}
