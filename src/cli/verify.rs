//! `tianbao verify F [CODE]`: the code of a filing, or whether a printed page and the file agree.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::export::paper::{Agreement, Given, Mismatch};
use crate::filing::{Code, Filing};

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// 填报文件
    file: PathBuf,
    /// 打印件页脚的校验码，或扫描二维码得到的整段文字；不写则列出本文件的校验码
    #[arg(value_name = "校验码")]
    code: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = session.read(&self.file)?;
        let mut document = json!({
            "form": filing.form().id,
            "unit": filing.unit().name,
            "year": filing.known_year(),
            "code": Code::of(&filing).to_string(),
        });
        if self.code.is_empty() {
            if self.json {
                output.json(&document);
            } else {
                output.line(Code::of(&filing).to_string());
            }
            return Ok(Ending::Fine);
        }
        // A code typed with spaces between its groups comes as several arguments.
        let agreement = Given::parse(&self.code.join(" "))?.compare(&filing);
        if self.json {
            document["result"] = agreement.as_str().into();
            document["differences"] =
                agreement.mismatches().iter().map(|it| difference(it, &filing)).collect::<Vec<_>>().into();
            output.json(&document);
        } else {
            output.line(agreement.word());
            if agreement != Agreement::Equal {
                output.line(agreement.meaning());
            }
            for mismatch in agreement.mismatches() {
                output.line(mismatch.sentence());
            }
        }
        Ok(if agreement == Agreement::Equal { Ending::Fine } else { Ending::Findings })
    }
}

fn difference(it: &Mismatch, filing: &Filing) -> Json {
    let cell = it.cell.map(|cell| filing.form().cell(cell).id.as_str());
    json!({ "cell": cell, "what": it.what, "paper": it.paper, "file": it.file })
}
