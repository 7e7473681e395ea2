//! `tianbao carry F`: the cells that follow from last year's figures, listed or filled in.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::filing::Filing;
use crate::filing::format::value_to_json;
use crate::import::carry::{Proposal, proposals};

#[derive(Debug, Args)]
pub(crate) struct Carry {
    /// 填报文件，已附上年数
    file: PathBuf,
    /// 填入列出的数（已有别的数的格子也改）
    #[arg(long)]
    accept: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Carry {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let (filing, all) = if self.accept {
            session.change(&self.file, |filing| {
                let all = proposals(filing);
                let edit = filing.cells_edit(all.iter().map(|it| (it.cell, it.value.clone())));
                Ok((edit.into_iter().collect(), all))
            })?
        } else {
            let filing = session.read(&self.file)?;
            let all = proposals(&filing);
            (filing, all)
        };
        if self.json {
            let all: Vec<Json> = all.iter().map(|it| proposal_json(it, &filing)).collect();
            output.json(&json!({ "accepted": self.accept, "proposals": all }));
            return Ok(Ending::Fine);
        }
        if filing.prior().is_none() {
            output.line("没有附上年数；先用 tianbao import 上年文件 -o F --as prior 导入");
        }
        for it in &all {
            let now = if it.now.is_blank() { "空格".to_owned() } else { it.now.to_string() };
            output.line(format!("{}：{now} → {}（{}）", filing.form().cell(it.cell).name, it.value, it.text));
        }
        output.line(format!("{} {} 格", if self.accept { "已填入" } else { "可结转" }, all.len()));
        Ok(Ending::Fine)
    }
}

fn proposal_json(it: &Proposal, filing: &Filing) -> Json {
    json!({
        "cell": filing.form().cell(it.cell).id,
        "value": value_to_json(&it.value),
        "now": value_to_json(&it.now),
        "relation": it.relation,
        "text": it.text,
    })
}
