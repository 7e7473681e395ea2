//! `tianbao export F -o OUT…`: one or more files, the format by extension, tables or report by `--shape`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::ending::Ending;
use super::output::Output;
use super::session::{Session, engine};
use crate::check::Engine;
use crate::export::printed::changed_at;
use crate::export::report::Report;
use crate::filing::Filing;
use crate::jobs;
use crate::jobs::export::Shape;
use crate::jobs::paths::name_of;
use crate::jobs::reading::Pool;
use crate::report::charts;

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// 填报文件
    file: PathBuf,
    /// 导出到的文件，可写多次；格式由扩展名决定：xlsx、docx、pdf、html、csv、json
    #[arg(short, long = "output", value_name = "OUT", required = true, num_args = 1..)]
    outputs: Vec<PathBuf>,
    /// 导出什么：tables 报表，report 年度报告（docx、pdf、html），audit 审核报告（docx、pdf）
    #[arg(long, value_name = "SHAPE", default_value = "tables")]
    shape: WrittenShape,
    /// 报告中的图：kept 按填报文件中的选择，all 全部，none 不要
    #[arg(long, value_name = "CHARTS", default_value = "kept")]
    charts: WrittenCharts,
    /// 审核报告中与表比对的文字（文本、Word 或网页）；不写则用填报文件中的报告
    #[arg(long, value_name = "REPORT")]
    text: Option<PathBuf>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// What of the filing is exported, as it is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum WrittenShape {
    Tables,
    Report,
    #[value(alias = "review")]
    Audit,
}

/// Which charts stand in the report, as it is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum WrittenCharts {
    Kept,
    All,
    None,
}

impl WrittenCharts {
    /// The filing with this choice; nothing is written.
    fn chosen(self, mut filing: Filing) -> Filing {
        let choice = match self {
            Self::Kept => return filing,
            Self::All => None,
            Self::None => Some(false),
        };
        // The date of documents is that of the last change.
        let at = changed_at(&filing);
        for offer in charts::offers(&filing) {
            if let Some(edit) = filing.chart_edit(&offer.id, choice) {
                filing.apply(edit, at);
            }
        }
        filing
    }
}

impl From<WrittenShape> for Shape {
    fn from(shape: WrittenShape) -> Self {
        match shape {
            WrittenShape::Tables => Self::Tables,
            WrittenShape::Report => Self::Report,
            WrittenShape::Audit => Self::Audit,
        }
    }
}

impl Export {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = self.charts.chosen(session.read(&self.file)?);
        let engine = engine(&filing);
        let shape = self.shape.into();
        match &self.text {
            None => export_to(&self.outputs, &filing, &engine, shape)?,
            Some(_) if shape != Shape::Audit => bail!("--text 只用于审核报告，请同时写 --shape audit"),
            Some(path) => {
                let text = jobs::report::paragraphs(path, &Pool::new()?)?;
                let name = name_of(path);
                export_each(&self.outputs, shape, |output| {
                    jobs::export::export_audit(&filing, &engine, (&name, &text), output)
                })?;
            }
        }
        let unwritten = if shape == Shape::Report { Report::of(&filing, &engine)?.unwritten } else { Vec::new() };
        if !unwritten.is_empty() {
            Output::message(format!("报告中还没有写：{}", unwritten.join("；")));
        }
        if self.json {
            output.json(&json!({ "written": self.outputs, "unwritten": unwritten }));
        } else {
            for path in &self.outputs {
                output.line(format!("已导出 {}", path.display()));
            }
        }
        Ok(Ending::Fine)
    }
}

/// Writes the files; nothing is written when one of them has an extension that says no format.
pub(super) fn export_to(outputs: &[PathBuf], filing: &Filing, engine: &Engine, shape: Shape) -> anyhow::Result<()> {
    export_each(outputs, shape, |path| jobs::export::export(filing, engine, shape, path))
}

fn export_each(
    outputs: &[PathBuf],
    shape: Shape,
    export: impl Fn(&Path) -> Result<(), jobs::Error>,
) -> anyhow::Result<()> {
    for path in outputs {
        jobs::export::Format::of_shape(path, shape)?;
    }
    for path in outputs {
        export(path)?;
    }
    Ok(())
}
