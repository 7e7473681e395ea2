//! `tianbao report F`: the annual report in a filing, shown, drafted from the figures, and written place by place.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::{Session, engine};
use crate::filing::Filing;
use crate::report::draft::{self, Piece, State};

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// 填报文件
    file: PathBuf,
    /// 按表中的数草拟还没有写的句子；写过或改过的不动
    #[arg(long)]
    draft: bool,
    /// 重新草拟这一处，写过或改过的也换掉
    #[arg(long, value_name = "ID")]
    redraft: Vec<String>,
    /// 写这一处：ID=内容；内容为空则清除
    #[arg(long, value_name = "ID=TEXT")]
    set: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Report {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = if self.draft || !self.redraft.is_empty() || !self.set.is_empty() {
            session.change(&self.file, |filing| Ok((self.edits(filing)?, ())))?.0
        } else {
            session.read(&self.file)?
        };
        let pieces = draft::report(&filing, &engine(&filing))
            .with_context(|| format!("表式 {} 没有配套的年度报告", filing.form().id))?;
        if self.json {
            output.json(&report_json(&filing, &pieces));
        } else {
            print(&filing, &pieces, output);
        }
        Ok(Ending::Fine)
    }

    /// The edits in the order in which they are applied.
    fn edits(&self, filing: &Filing) -> anyhow::Result<Vec<crate::filing::Edit>> {
        let mut scratch = filing.clone();
        let engine = engine(filing);
        let places = draft::places(filing);
        let known = |id: &str| {
            if places.iter().any(|place| place == id) {
                return Ok(());
            }
            bail!("报告中没有“{id}”这一处；可写的有：{}", places.join("、"))
        };
        let mut edits = Vec::new();
        let mut add = |edit: Option<crate::filing::Edit>, scratch: &mut Filing| {
            if let Some(edit) = edit {
                scratch.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
                edits.push(edit);
            }
        };
        for entry in &self.set {
            let (id, text) = entry
                .split_once(['=', '＝'])
                .with_context(|| format!("“{entry}”应写成 ID=内容，如 other.matters=无"))?;
            known(id.trim())?;
            let edit = draft::write_edit(&scratch, id.trim(), text);
            add(edit, &mut scratch);
        }
        for id in &self.redraft {
            known(id)?;
            let edit = draft::redraft_edit(&scratch, &engine, id);
            if edit.is_none() && !scratch.report().contains_key(id) {
                bail!("“{id}”草拟不出来：要用的数还没有填，或这一处要自己写");
            }
            add(edit, &mut scratch);
        }
        if self.draft {
            let edit = draft::draft_edit(&scratch, &engine);
            add(edit, &mut scratch);
        }
        Ok(edits)
    }
}

fn report_json(filing: &Filing, pieces: &[Piece]) -> Json {
    let piece = |piece: &Piece| match piece {
        Piece::Title(text) => json!({ "kind": "title", "text": text }),
        Piece::Heading(text) => json!({ "kind": "heading", "text": text }),
        Piece::Annex(text) => json!({ "kind": "annex", "text": text }),
        Piece::Table(table) => json!({ "kind": "table", "table": filing.form().tables[*table].id }),
        Piece::Chart(chart) => json!({ "kind": "chart", "chart": chart.id, "text": chart.told() }),
        Piece::Sentence { id, text, state, is_outdated, prompt, can_draft: _ } => json!({
            "kind": "sentence",
            "id": id,
            "text": text,
            "state": state.as_str(),
            "outdated": is_outdated,
            "prompt": prompt,
        }),
    };
    json!({
        "form": filing.form().id,
        "unit": filing.unit().name,
        "year": filing.known_year(),
        "report": pieces.iter().map(piece).collect::<Vec<_>>(),
    })
}

fn print(filing: &Filing, pieces: &[Piece], output: &mut Output) {
    for piece in pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(text) | Piece::Annex(text) => output.line(format!("\n{text}")),
            Piece::Table(table) => {
                let it = &filing.form().tables[*table];
                output.line(format!(
                    "  【表 {}】",
                    if it.section.is_empty() { &filing.form().title } else { &it.section }
                ));
            }
            Piece::Chart(chart) => output.line(format!("  【图 {}】", chart.full_title())),
            Piece::Sentence { id, text, state: State::Open, prompt, .. } => {
                let what = if prompt.is_empty() { "数还没有填齐，或尚未草拟" } else { prompt };
                output.line(format!("  （{id}：{what}）{text}"));
            }
            Piece::Sentence { id, text, state, is_outdated, .. } => {
                let outdated = if *is_outdated { "，数已改动，可重新草拟" } else { "" };
                output.line(format!("  {text}［{id}，{}{outdated}］", state.word()));
            }
        }
    }
}
