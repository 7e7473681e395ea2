//! The result of a check as a text for a letter or a chat: unit, form and year, then every finding with its cells and
//! figures, what to do and what was answered.

use std::fmt::Write as _;

use super::facts::Facts;
use super::kinds::help;
use super::{Counts, Engine, Finding, Stage};
use crate::filing::{Filing, Value};
use crate::form::{CellIndex, Period, Severity, Term};

/// So many blanks of a table are named one by one; of more, only the number is told.
const MOST_NAMED: usize = 20;

/// The text. Findings stand as `findings` has them, grouped by severity.
pub fn text(filing: &Filing, engine: &Engine, findings: &[Finding], stage: Stage) -> String {
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let mut line = |words: &str| writeln!(text, "{words}").ok();
    let unit = if filing.unit().name.is_empty() { "（未填单位名称）" } else { &filing.unit().name };
    line(&format!("{unit}　{}　{}", filing.year_words(), filing.form().title));
    line(&format!("审核结果：{}", summary(&engine.counts_of(findings, filing, stage), stage)));
    let facts = engine.facts(filing);
    for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
        let group = findings.iter().filter(|finding| finding.severity == severity);
        let count = group.clone().count();
        if count == 0 {
            continue;
        }
        line("");
        line(&format!("{}（{count} 条）", severity.word()));
        for (position, finding) in group.enumerate() {
            line(&format!("{}. 【{}】{}", position + 1, help(finding.kind).title, finding.message));
            line(&format!("   单元格：{}", cells(finding, &facts)));
            match &finding.answer {
                Some(answer) if answer.is_current => line(&format!("   审核说明：{}", answer.text)),
                Some(answer) => line(&format!("   审核说明（数据改过，须重新说明）：{}", answer.text)),
                None => line(&format!("   怎么办：{}", finding.advice)),
            };
        }
    }
    blanks(filing, &mut line);
    text
}

/// `错误 2，警告 1，提示 0，空格 3`; blanks count as blanks only.
fn summary(counts: &Counts, stage: Stage) -> String {
    let blanks = |is_stage: bool| if is_stage { counts.blanks } else { 0 };
    let errors = counts.errors - blanks(stage == Stage::Final).min(counts.errors);
    let warnings = counts.warnings - blanks(stage == Stage::Filling).min(counts.warnings);
    let settled = if counts.settled == 0 { String::new() } else { format!("，已说明 {}", counts.settled) };
    format!("错误 {errors}，警告 {warnings}，提示 {}，空格 {}{settled}", counts.notices, counts.blanks)
}

/// Every cell of a finding with its figure, last year's too.
fn cells(finding: &Finding, facts: &Facts<'_>) -> String {
    let form = facts.form();
    let told = |(cell, period): (CellIndex, Period)| {
        let term = Term { cell, period, is_minus: false };
        let figure = facts.value(term).unwrap_or(&Value::Blank).told();
        format!("{} {} {figure}", form.cell(cell).id, facts.name(term))
    };
    let this = finding.cells.iter().map(|cell| (*cell, Period::This));
    let prior = finding.prior_cells.iter().map(|cell| (*cell, Period::Prior));
    this.chain(prior).map(told).collect::<Vec<_>>().join("；")
}

/// The blanks, a line a table.
fn blanks(filing: &Filing, line: &mut impl FnMut(&str) -> Option<()>) {
    let form = filing.form();
    let blanks: Vec<CellIndex> = form.cell_indices().filter(|cell| filing.value(*cell).is_blank()).collect();
    if blanks.is_empty() {
        return;
    }
    line("");
    line(&format!("空格（{} 格）", blanks.len()));
    for (number, table) in form.tables.iter().enumerate() {
        let here: Vec<&str> = blanks
            .iter()
            .map(|cell| form.cell(*cell))
            .filter(|it| it.table == number)
            .map(|it| it.id.as_str())
            .collect();
        let title = if table.section.is_empty() { &form.title } else { &table.section };
        match here.len() {
            0 => None,
            count if count > MOST_NAMED => line(&format!("{title}：空 {count} 格")),
            count => line(&format!("{title}：空 {count} 格，{}", here.join("、"))),
        };
    }
}
