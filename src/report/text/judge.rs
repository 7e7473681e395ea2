//! From linked figures to findings: what disagrees is a warning that quotes the sentence.

use super::inside::WrongSum;
use super::linker::Linker;
use super::reading::{Linked, Reading, Role};
use crate::check::{Amount, Finding, Verdict};
use crate::form::{CellIndex, Figure, Period, Severity};

/// The kind of every finding about a text.
pub const TEXT: &str = "text";

/// A finding about a text.
#[derive(Clone, Debug)]
pub struct TextFinding {
    /// What is wrong, in the shape of every other finding.
    pub finding: Finding,
    /// The sentence that it is about, as written.
    pub sentence: String,
}

const ADVICE: &str = "核对文字与表，改正写错的一方";
const CLARIFY: &str = "可在文字中写明口径";

/// The findings about linked figures.
pub(super) fn findings(linker: &Linker<'_>, reading: &Reading, wrong_sums: &[WrongSum]) -> Vec<TextFinding> {
    let mut found: Vec<TextFinding> = Vec::new();
    let mut add = |id: String, severity, linked: &Linked, left, right, message: String, advice| {
        let prefix = format!("{id}#");
        let same =
            found.iter().filter(|it| it.finding.relation == id || it.finding.relation.starts_with(&prefix)).count();
        let relation = if same == 0 { id } else { format!("{id}#{}", same + 1) };
        let cells = cells(linker, linked.figure);
        let (cells, prior_cells) = if linked.is_prior { (Vec::new(), cells) } else { (cells, Vec::new()) };
        let sentence = reading.sentences[linked.sentence].clone();
        found.push(TextFinding {
            finding: finding(relation, severity, cells, prior_cells, left, right, message, advice),
            sentence,
        });
    };
    for linked in &reading.linked {
        let id = linker.form().figure_id(linked.figure);
        let quote = &reading.sentences[linked.sentence];
        if linked.agrees == Some(false) {
            let id = match linked.role {
                Role::Value | Role::None => format!("text:{}{id}", if linked.is_prior { "prior:" } else { "" }),
                Role::Change { .. } | Role::Growth { .. } | Role::Level => format!("text-trend:{id}"),
                Role::Share => format!("text-share:{id}"),
            };
            let message = disagreement(linker, linked, quote);
            add(id, Severity::Warning, linked, Some(linked.amount), linked.expected, message, ADVICE);
        } else if !linked.notice.is_empty() && linked.role == Role::Value {
            let message = format!("文字写“{}”，{}：“{quote}”", linked.written, linked.notice);
            add(format!("text:{id}"), Severity::Notice, linked, Some(linked.amount), linked.expected, message, CLARIFY);
        }
    }
    for it in wrong_sums {
        let total = &reading.linked[it.total];
        let disagrees = |at: &usize| reading.linked[*at].agrees == Some(false);
        if disagrees(&it.total) || it.parts.iter().any(disagrees) {
            continue;
        }
        let parts: Vec<&str> = it.parts.iter().map(|at| reading.linked[*at].written.as_str()).collect();
        let quote = &reading.sentences[total.sentence];
        let message =
            format!("文字写“{}”，而同一句中的 {} 相加是 {}：“{quote}”", total.written, parts.join("、"), it.sum);
        let id = format!("text-sum:{}", linker.form().figure_id(total.figure));
        add(id, Severity::Warning, total, Some(total.amount), Some(it.sum), message, ADVICE);
    }
    found
}

/// The sentence about a figure that disagrees.
fn disagreement(linker: &Linker<'_>, it: &Linked, quote: &str) -> String {
    let name = linker.form().figure_name(it.figure);
    let expected = it.expected.unwrap_or_default();
    let unit = if it.written.ends_with('元') { "元" } else { "" };
    let whose = if it.is_prior { "上年的" } else { "" };
    match it.role {
        Role::None => format!("文字说没有，表中{whose}{name}为 {expected}：“{quote}”"),
        Role::Value => {
            let is_this = it.is_prior && this_value(linker, it) == Some(it.amount);
            let year = if is_this { "，而与本年的数相同，可能年份写错" } else { "" };
            format!("文字写“{}”，表中{whose}{name}为 {expected}{unit}{year}：“{quote}”", it.written)
        }
        Role::Change { is_fall } => {
            let word = direction(is_fall);
            format!("文字写{name}比上年{word}{}，按表应为{}：“{quote}”", it.written, signed(expected, is_fall))
        }
        Role::Growth { is_fall } => {
            let word = direction(is_fall);
            format!(
                "文字写{name}比上年{word}{}，按表应为{}%：“{quote}”",
                it.written,
                signed(rounded(expected), is_fall)
            )
        }
        Role::Level => format!("文字写{name}“{}”，上年为 {expected}：“{quote}”", it.written),
        Role::Share => format!(
            "文字写{name}占“{}”，与文字和表中任何一个合计都对不上（按同段各数之和为 {}%）：“{quote}”",
            it.written,
            rounded(expected)
        ),
    }
}

fn direction(is_fall: bool) -> &'static str {
    if is_fall { "减少" } else { "增加" }
}

/// A change in words, when the text says that the value fell (`is_fall`) and it changed that way by `change`.
fn signed(change: Amount, is_fall: bool) -> String {
    let is_fall = is_fall != (change < Amount::ZERO);
    format!("{}{}", direction(is_fall), change.abs())
}

/// A percentage with two places.
fn rounded(value: Amount) -> Amount {
    let step = 10_000_000;
    let half = if value < Amount::ZERO { -step / 2 } else { step / 2 };
    Amount::from_billionths((value.billionths() + half) / step * step)
}

fn this_value(linker: &Linker<'_>, it: &Linked) -> Option<Amount> {
    let terms = linker.form().terms_of(it.figure);
    let mut sum = Amount::ZERO;
    for mut term in terms {
        term.period = Period::This;
        linker.facts.number(term)?;
        sum = sum + linker.facts.signed(term);
    }
    Some(sum)
}

fn cells(linker: &Linker<'_>, figure: Figure) -> Vec<CellIndex> {
    linker.form().terms_of(figure).iter().map(|term| term.cell).collect()
}

#[expect(clippy::too_many_arguments, reason = "the parts of a finding, spelled out")]
pub(super) fn finding(
    relation: String,
    severity: Severity,
    cells: Vec<CellIndex>,
    prior_cells: Vec<CellIndex>,
    left: Option<Amount>,
    right: Option<Amount>,
    message: String,
    advice: &'static str,
) -> Finding {
    Finding {
        relation,
        kind: TEXT,
        severity,
        verdict: Verdict::Violated,
        cells,
        prior_cells,
        left,
        right,
        message,
        advice,
        answer: None,
    }
}
