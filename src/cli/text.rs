//! What `check --text` adds to a check: the figures of a text, and what disagrees with the tables.

use serde_json::{Value as Json, json};

use super::finding::finding_json;
use super::output::Output;
use crate::filing::Filing;
use crate::form::Figure;
use crate::report::text::{Comparison, Linked};

/// Puts the findings about a text, and its figures, into the JSON of a check.
pub(super) fn append(json: &mut Json, text: &Comparison, filing: &Filing) {
    let findings = text.findings.iter().map(|it| {
        let mut json = finding_json(&it.finding, filing);
        json["sentence"] = it.sentence.as_str().into();
        json
    });
    if let Some(all) = json["findings"].as_array_mut() {
        all.extend(findings);
    }
    let form = filing.form();
    let sentence = |at: usize| text.reading.sentences[at].as_str();
    let linked = text.reading.linked.iter().map(|it| {
        json!({
            "cell": name(it, filing),
            "cells": form.terms_of(it.figure).iter().map(|term| form.cell(term.cell).id.as_str()).collect::<Vec<_>>(),
            "figure": it.written,
            "role": it.role.as_str(),
            "sentence": sentence(it.sentence),
            "agrees": it.agrees,
            "expected": it.expected.map(|amount| amount.to_string()),
        })
    });
    let unlinked = text
        .reading
        .unlinked
        .iter()
        .map(|it| json!({ "figure": it.written, "sentence": sentence(it.sentence), "reason": it.reason }));
    let sums = text.reading.sums.iter().map(|it| json!({ "sum": it.shown, "sentence": sentence(it.sentence) }));
    json["text"] = json!({
        "linked": linked.collect::<Vec<_>>(),
        "unlinked": unlinked.collect::<Vec<_>>(),
        "sums": sums.collect::<Vec<_>>(),
    });
}

/// The cell or derived figure that a figure of the text speaks of; last year's with `prior:` before it.
fn name(linked: &Linked, filing: &Filing) -> String {
    let prior = if linked.is_prior { "prior:" } else { "" };
    format!("{prior}{}", filing.form().figure_id(linked.figure))
}

/// The same for a person: what disagrees, then how much of the text was compared.
pub(super) fn print(text: &Comparison, filing: &Filing, output: &mut Output) {
    output.line("文字与表：");
    for it in &text.findings {
        let state = if it.finding.is_settled() { "已说明" } else { it.finding.severity.word() };
        output.line(format!("[{state}] {} ({})", it.finding.message, it.finding.relation));
    }
    let linked = &text.reading.linked;
    let count = |agrees: Option<bool>| linked.iter().filter(|it| it.agrees == agrees).count();
    for it in linked {
        let state = match it.agrees {
            Some(true) => "一致",
            Some(false) => "不一致",
            None => "表中没有可比的数",
        };
        let name = match it.figure {
            Figure::Cell(cell) => filing.form().cell(cell).name.as_str(),
            Figure::Derived(_) => filing.form().figure_name(it.figure),
        };
        output.line(format!("  {} — {name}（{}）：{state}", it.written, it.role.word()));
    }
    output.line(format!(
        "文字中的数：一致 {}，不一致 {}，无法比对 {}，与表无关 {}；句内合计成立 {}",
        count(Some(true)),
        count(Some(false)),
        count(None),
        text.reading.unlinked.len(),
        text.reading.sums.len()
    ));
}
