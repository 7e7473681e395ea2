//! `tianbao versions F [--restore N]`: the kept versions of a file, or one of them put back.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::jobs::submitting::lock_sentence;

#[derive(Debug, Args)]
pub(crate) struct Versions {
    /// 填报文件
    file: PathBuf,
    /// 恢复第 N 个版本；现在的内容会先存为新版本
    #[arg(long, value_name = "N")]
    restore: Option<u64>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Versions {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        if let Some(number) = self.restore {
            if let Some(sentence) = session.read(&self.file).ok().as_ref().and_then(lock_sentence) {
                bail!(sentence);
            }
            session.store.restore(&self.file, number, &session.catalogue)?;
            if self.json {
                output.json(&json!({ "restored": number }));
            } else {
                output.line(format!("已恢复第 {number} 个版本；恢复前的内容已存为新版本"));
            }
            return Ok(Ending::Fine);
        }
        let versions = session.store.versions(&self.file).list();
        if self.json {
            let list = versions
                .iter()
                .map(|it| json!({ "number": it.number, "at": it.at.map(|at| at.to_string()), "file": it.path }));
            output.json(&Json::Array(list.collect()));
        } else if versions.is_empty() {
            output.line("还没有历史版本");
        } else {
            for version in versions {
                let zone = jiff::tz::TimeZone::system();
                let at = version.at.map(|at| at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string());
                output.line(format!("{:>4}  {}", version.number, at.unwrap_or_default()));
            }
        }
        Ok(Ending::Fine)
    }
}
