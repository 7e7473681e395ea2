//! `tianbao check F`: all findings, as sentences or in the shape of the contract.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::finding::finding_json;
use super::output::Output;
use super::session::{Session, engine};
use crate::check::localise::Localised;
use crate::check::suspects::{self, Suspect, Witness};
use crate::check::{Counts, Engine, Finding, Stage, Verdict};
use crate::filing::Filing;
use crate::form::CellIndex;
use crate::jobs::reading::Pool;
use crate::jobs::{self, importing};
use crate::report::{draft, text};

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// 填报文件，或能导入的任何文件（Excel、Word、网页、文本等）
    file: PathBuf,
    /// 上年的填报文件，或能导入的任何文件；不写则用文件里附带的上年数
    #[arg(long, value_name = "F")]
    prior: Option<PathBuf>,
    /// 年度报告的文字（文本、Word 或网页），与表逐句比对；不写则比对填报文件中的报告
    #[arg(long, value_name = "REPORT")]
    text: Option<PathBuf>,
    /// 上报前的审核：空格也算错误，并列出无法判断的关系
    #[arg(long = "final")]
    is_final: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let mut filing = importing::filing(&self.file, &session.catalogue)?;
        if let Some(path) = &self.prior {
            Session::year_for_prior(&filing)?;
            let (year, prior) = importing::snapshot(path, &session.catalogue, filing.year())?;
            if Some(year) != filing.year().checked_sub(1) {
                bail!("{} 是 {year} 年度的，不是 {} 年度的上年数", path.display(), filing.year());
            }
            if prior.unit != filing.unit().name {
                Output::message(format!(
                    "注意：上年数的填报单位是“{}”，与本表“{}”不同",
                    prior.unit,
                    filing.unit().name
                ));
            }
            // Only for this check: nothing is written.
            filing.apply(filing.prior_edit(year, Some(prior)), Timestamp::now());
        }
        let stage = if self.is_final { Stage::Final } else { Stage::Filling };
        let engine = engine(&filing);
        let findings = engine.findings(&filing, stage);
        let counts = engine.counts(&filing, stage);
        // Without a file, the report in the filing itself is compared.
        let paragraphs = match &self.text {
            Some(path) => Some(jobs::report::paragraphs(path, &Pool::new()?)?),
            None => Some(draft::paragraphs(&filing, &engine)).filter(|paragraphs| !paragraphs.is_empty()),
        };
        let wordings = text::Wordings::of(filing.form());
        let compare = |paragraphs: &[String]| text::compare_with(&wordings, &filing, &engine, paragraphs);
        let text = paragraphs.map(|paragraphs| compare(&paragraphs));
        // A draft in the filing repeats its tables, so it is no witness.
        let witnesses = match (&self.text, &text) {
            (_, None) => Vec::new(),
            (Some(_), Some(text)) => text::witnesses(text),
            (None, Some(_)) => text::witnesses(&compare(&draft::by_hand(&filing))),
        };
        if self.json {
            let mut json = report_json(&filing, &engine, &findings, counts, &witnesses);
            if let Some(text) = &text {
                super::text::append(&mut json, text, &filing);
            }
            output.json(&json);
        } else {
            print(&filing, &engine, &findings, counts, &witnesses, output);
            if let Some(text) = &text {
                super::text::print(text, &filing, output);
            }
        }
        Ok(if findings.iter().any(Finding::is_error) { Ending::Findings } else { Ending::Fine })
    }
}

pub(super) fn report_json(
    filing: &Filing,
    engine: &Engine,
    findings: &[Finding],
    counts: Counts,
    witnesses: &[Witness],
) -> Json {
    let facts = engine.facts(filing);
    let (localised, groups) = engine.suspects(filing, witnesses);
    let findings = findings.iter().map(|finding| {
        let mut json = finding_json(finding, filing);
        let suspects = suspects::for_finding(finding, &facts, &groups);
        json["suspects"] = suspects.iter().map(|suspect| suspect_json(suspect, filing)).collect();
        json
    });
    json!({
        "form": filing.form().id,
        "unit": filing.unit().name,
        "year": filing.known_year(),
        "complete": filing.values().iter().all(|value| value.as_number().is_some()),
        "findings": findings.collect::<Vec<_>>(),
        "localised": localised_json(&localised, &groups, filing),
        "incomparable": filing.incomparable(),
        "counts": {
            "error": counts.errors,
            "warning": counts.warnings,
            "notice": counts.notices,
            "settled": counts.settled,
            "holds": counts.holding,
            "undecided": counts.undecided,
            "blank": counts.blanks,
        },
    })
}

/// A set of guilty cells in the shape of the contract.
fn suspect_json(suspect: &Suspect, filing: &Filing) -> Json {
    let id = |cell: CellIndex| filing.form().cell(cell).id.to_string();
    let changes = suspect
        .changes
        .iter()
        .map(|change| json!({ "cell": id(change.cell), "from": change.from.to_string(), "to": change.to.to_string() }));
    json!({
        "cells": suspect.cells.iter().map(|cell| id(*cell)).collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "slip": suspect.slip,
        "certainty": suspect.certainty.as_str(),
    })
}

/// The localisation in the shape of the contract, the likeliest sets first.
fn localised_json(localised: &Localised, groups: &[Vec<Suspect>], filing: &Filing) -> Json {
    let ids =
        |cells: &[CellIndex]| cells.iter().map(|cell| filing.form().cell(*cell).id.to_string()).collect::<Vec<_>>();
    let ranked = groups.iter().zip(&localised.groups).map(|(suspects, group)| {
        let smallest = suspects.iter().filter(|suspect| suspect.is_smallest);
        json!({ "size": group.size, "sets": smallest.map(|suspect| ids(&suspect.cells)).collect::<Vec<_>>() })
    });
    let (sets, more) = suspects::solutions(groups, localised);
    json!({
        "size": localised.size(),
        "sets": sets.iter().map(|set| ids(set)).collect::<Vec<_>>(),
        "groups": ranked.collect::<Vec<_>>(),
        "more": more,
        "exact": localised.is_exact(),
    })
}

/// The findings as a person reads them; blanks as one line a section.
pub(super) fn print(
    filing: &Filing,
    engine: &Engine,
    findings: &[Finding],
    counts: Counts,
    witnesses: &[Witness],
    output: &mut Output,
) {
    let facts = engine.facts(filing);
    let (_, groups) = engine.suspects(filing, witnesses);
    let form = filing.form();
    output.line(format!("{} {} {}", filing.unit().name, filing.year_words(), form.title));
    for finding in findings.iter().filter(|finding| finding.kind != "blank") {
        let state = match (finding.verdict, finding.is_settled()) {
            (Verdict::Undecided, _) => "未判断",
            (_, true) => "已说明",
            _ => finding.severity.word(),
        };
        output.line(format!("[{state}] {} ({})", finding.message, finding.relation));
        if let Some(suspect) = suspects::for_finding(finding, &facts, &groups).first() {
            output.line(format!("       {}", suspect.told(form)));
        }
        if let Some(answer) = &finding.answer {
            let outdated = if answer.is_current { "" } else { "（数已改动，请重新说明）" };
            output.line(format!("       审核说明{outdated}：{}", answer.text));
        }
    }
    for (table, it) in form.tables.iter().enumerate() {
        let blanks: Vec<_> = findings
            .iter()
            .filter(|finding| finding.kind == "blank" && form.cell(finding.cells[0]).table == table)
            .collect();
        if let Some(first) = blanks.first() {
            let section = if it.section.is_empty() { &form.title } else { &it.section };
            output.line(format!(
                "[{}] {section}：{} 格没有填，第一格是 {}",
                first.severity.word(),
                blanks.len(),
                form.cell(first.cells[0]).name
            ));
        }
    }
    if let Some(reason) = filing.incomparable() {
        output.line(format!("上年不可比：{reason}"));
    }
    output.line(format!(
        "错误 {}，警告 {}，提示 {}，已说明 {}；勾稽关系成立 {}，未判断 {}",
        counts.errors, counts.warnings, counts.notices, counts.settled, counts.holding, counts.undecided
    ));
}
