//! `tianbao export F -o OUT…`: one or more files, the format by extension.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::Ending;
use super::output::Output;
use super::session::{Session, engine};
use crate::check::Engine;
use crate::filing::Filing;
use crate::jobs;

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// 填报文件
    file: PathBuf,
    /// 导出到的文件，可写多次；格式由扩展名决定：xlsx、docx、pdf、html、csv、json
    #[arg(short, long = "output", value_name = "OUT", required = true, num_args = 1..)]
    outputs: Vec<PathBuf>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = session.read(&self.file)?;
        let engine = engine(&filing);
        export_to(&self.outputs, &filing, &engine)?;
        if self.json {
            output.json(&json!({ "written": self.outputs }));
        } else {
            for path in &self.outputs {
                output.line(format!("已导出 {}", path.display()));
            }
        }
        Ok(Ending::Fine)
    }
}

/// Writes the files; nothing is written when one of them has an extension that says no format.
pub(super) fn export_to(outputs: &[PathBuf], filing: &Filing, engine: &Engine) -> anyhow::Result<()> {
    for path in outputs {
        jobs::export::Format::of(path)?;
    }
    for path in outputs {
        jobs::export::export(filing, engine, path)?;
    }
    Ok(())
}
