//! `tianbao remark F RELATION TEXT`: answers a finding (审核说明); an empty text takes the answer away.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use serde_json::json;

use super::ending::Ending;
use super::output::Output;
use super::session::{Session, engine};
use crate::check::{Stage, remarks};
use crate::report::{draft, text};

#[derive(Debug, Args)]
pub(crate) struct Remark {
    /// 填报文件
    file: PathBuf,
    /// 审核结果的编号，如 disclosed-rules-issued 或 blank:3.1.a（见 check --json 的 relation）
    relation: String,
    /// 说明；写空则撤回
    text: String,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Remark {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let (_, is_settled) = session.change(&self.file, |filing| {
            let engine = engine(filing);
            let mut findings = engine.findings(filing, Stage::Filling);
            let report = draft::paragraphs(filing, &engine);
            findings.extend(text::compare(filing, &engine, &report).findings.into_iter().map(|it| it.finding));
            let finding = findings.iter().find(|finding| finding.relation == self.relation);
            let edit = match finding {
                Some(finding) => remarks::answer_edit(finding, filing, &self.text),
                // A remark whose finding is gone can still be taken away.
                None if self.text.trim().is_empty() && filing.remarks().contains_key(&self.relation) => {
                    filing.remark_edit(&self.relation, None)
                }
                None => bail!(
                    "没有编号为“{}”的审核结果；用 tianbao check {} --json 查看",
                    self.relation,
                    self.file.display()
                ),
            };
            let is_settled = finding.is_some_and(|finding| {
                finding.severity != crate::form::Severity::Error && !self.text.trim().is_empty()
            });
            Ok((vec![edit], is_settled))
        })?;
        if self.json {
            output.json(&json!({ "relation": self.relation, "text": self.text.trim(), "settled": is_settled }));
        } else if self.text.trim().is_empty() {
            output.line("已撤回审核说明");
        } else if is_settled {
            output.line("已记录审核说明");
        } else {
            output.line("已记录审核说明；错误必须改正，不能只作说明");
        }
        Ok(Ending::Fine)
    }
}
