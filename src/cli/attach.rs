//! `tianbao attach F [SCAN…]`: scans of the signed pages beside a filing, attached, looked at, taken out.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::jobs::attaching::{self, State};

#[derive(Debug, Args)]
pub(crate) struct Attach {
    /// 填报文件
    file: PathBuf,
    /// 签章页的扫描件或照片（pdf、jpg、png）；不写则列出已附上的
    scans: Vec<PathBuf>,
    /// 不再附上这一份；文件留在原处
    #[arg(long, value_name = "NAME")]
    remove: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Attach {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = if self.scans.is_empty() && self.remove.is_empty() {
            session.read(&self.file)?
        } else {
            session
                .change_formally(&self.file, |filing| {
                    let mut scratch = filing.clone();
                    let mut edits = Vec::new();
                    for name in &self.remove {
                        let Some(edit) = scratch.detach_edit(name) else { bail!("没有附上“{name}”") };
                        scratch.apply(edit.clone(), Timestamp::UNIX_EPOCH);
                        edits.push(edit);
                    }
                    for scan in &self.scans {
                        let attachment = attaching::attach(&self.file, &scratch, scan, Timestamp::now())?;
                        let edit = scratch.attach_edit(attachment);
                        scratch.apply(edit.clone(), Timestamp::UNIX_EPOCH);
                        edits.push(edit);
                    }
                    Ok((edits, ()))
                })?
                .0
        };
        let states = attaching::states(&self.file, &filing);
        if self.json {
            let entry = |(it, state): &(crate::filing::Attachment, State)| json!({ "name": it.name, "sm3": it.hash, "at": it.at.to_string(), "code": it.code, "state": state.as_str() });
            output.json(&json!({ "attachments": states.iter().map(entry).collect::<Vec<_>>() }));
        } else if states.is_empty() {
            output.line("没有附上签章件");
        } else {
            for (it, state) in &states {
                output.line(format!("[{}] {}（附上时的校验码 {}）", state.word(), it.name, it.code));
            }
        }
        let is_whole = states.iter().all(|(_, state)| *state == State::Present);
        Ok(if is_whole { Ending::Fine } else { Ending::Findings })
    }
}
