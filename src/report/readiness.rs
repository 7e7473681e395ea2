//! Whether a filing may be handed in (报送): what has to be done first, and what should be looked at.

use crate::check::cells::BLANK;
use crate::check::{Engine, Finding, Stage, Verdict};
use crate::filing::Filing;
use crate::form::{CellIndex, Severity};
use crate::report::draft::{self, flow::Flow};
use crate::report::text;

/// Something that has to be done first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub advice: String,
    /// The cell to look at.
    pub cell: Option<CellIndex>,
    /// The finding behind it, if it can be answered with a remark.
    pub relation: Option<String>,
}

/// How a filing stands before it is handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// What keeps it back.
    pub obstacles: Vec<Obstacle>,
    /// What does not, but should be known.
    pub notes: Vec<String>,
}

impl Readiness {
    /// How a filing stands; `engine` is its check.
    pub fn of(filing: &Filing, engine: &Engine) -> Self {
        let mut obstacles = Vec::new();
        if filing.unit().name.trim().is_empty() {
            obstacles.push(plain("没有填报单位名称", "在填报信息中填写"));
        }
        let findings = engine.findings(filing, Stage::Final);
        let (blanks, others): (Vec<&Finding>, Vec<&Finding>) = findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Violated)
            .partition(|finding| finding.kind == BLANK);
        obstacles.extend(others.into_iter().filter_map(of_finding));
        obstacles.extend(of_blanks(filing, &blanks));
        let paragraphs = draft::paragraphs(filing, engine);
        if !paragraphs.is_empty() {
            let compared = text::compare(filing, engine, &paragraphs);
            obstacles.extend(compared.findings.iter().filter_map(|found| of_finding(&found.finding)));
        }
        match filing.open_points() {
            0 => {}
            count => obstacles.push(plain(&format!("退回意见还有 {count} 条没有办"), "逐条答复或标为已办")),
        }
        Self { obstacles, notes: notes(filing, engine) }
    }

    /// Whether nothing keeps it back.
    pub fn is_ready(&self) -> bool {
        self.obstacles.is_empty()
    }
}

fn plain(sentence: &str, advice: &str) -> Obstacle {
    Obstacle { sentence: sentence.to_owned(), advice: advice.to_owned(), cell: None, relation: None }
}

/// Errors have to be mended, warnings mended or answered; notices keep nothing back.
fn of_finding(finding: &Finding) -> Option<Obstacle> {
    let advice = match finding.severity {
        Severity::Error => finding.advice.to_owned(),
        Severity::Warning if !finding.is_settled() => format!("{}；确实无误的，写审核说明", finding.advice),
        Severity::Warning | Severity::Notice => return None,
    };
    let relation = (finding.severity != Severity::Error).then(|| finding.relation.clone());
    Some(Obstacle { sentence: finding.message.clone(), advice, cell: finding.cells.first().copied(), relation })
}

/// One for each table that has blanks.
fn of_blanks(filing: &Filing, blanks: &[&Finding]) -> Vec<Obstacle> {
    let form = filing.form();
    let cells: Vec<CellIndex> = blanks.iter().filter_map(|finding| finding.cells.first().copied()).collect();
    let of_table = |(number, table): (usize, &crate::form::Table)| {
        let here: Vec<CellIndex> = cells.iter().copied().filter(|cell| form.cell(*cell).table == number).collect();
        let title = if table.section.is_empty() { &form.title } else { &table.section };
        let first = *here.first()?;
        Some(Obstacle {
            cell: Some(first), ..plain(&format!("{title}：空 {} 格", here.len()), "都要填，没有的填 0")
        })
    };
    form.tables.iter().enumerate().filter_map(of_table).collect()
}

fn notes(filing: &Filing, engine: &Engine) -> Vec<String> {
    let mut notes = Vec::new();
    let empty: Vec<&str> = filing
        .form()
        .signoff
        .iter()
        .map(String::as_str)
        .filter(|field| filing.signoff().get(field).trim().is_empty())
        .collect();
    if !empty.is_empty() {
        notes.push(format!("签章栏没有填：{}", empty.join("、")));
    }
    if filing.report().is_empty() {
        if draft::place_count(filing.form()) > 0 {
            notes.push("年度报告还没有写，只报送报表".to_owned());
        }
    } else if let Some(flow) = Flow::of(filing, engine).filter(|flow| !flow.unwritten.is_empty()) {
        notes.push(format!("年度报告中还没有写：{}", flow.unwritten.join("；")));
    }
    notes
}
