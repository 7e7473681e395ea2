//! `tianbao new`: an empty filing.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use serde_json::json;

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::filing::{Filing, Level, Unit};

#[derive(Debug, Args)]
pub(crate) struct New {
    /// 表式编号；不写则按年度选
    #[arg(long)]
    form: Option<String>,
    /// 填报单位全称
    #[arg(long)]
    unit: String,
    /// 报告年度
    #[arg(long)]
    year: u16,
    /// 单位层级，如 county、county-department
    #[arg(long)]
    level: Option<String>,
    /// 写入的文件（*.tianbao）
    #[arg(short, long = "output", value_name = "F")]
    output: PathBuf,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl New {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        if !(1900..=2999).contains(&self.year) {
            bail!("年度 {} 不对，应为四位年份", self.year);
        }
        let form = match &self.form {
            Some(id) => session.form(id)?,
            None => match session.catalogue.for_year(self.year) {
                Some(form) => form,
                None => bail!("{} 年度没有对应的表式，请用 --form 指定", self.year),
            },
        };
        if !form.fits_year(self.year) {
            Output::message(format!("注意：表式 {} 不适用于 {} 年度", form.id, self.year));
        }
        let mut unit = Unit::named(self.unit.trim());
        unit.level = self.level.as_deref().map(parse_level).transpose()?;
        let filing = Filing::new(form, unit, self.year);
        session.store.create(&self.output, &filing)?;
        if self.json {
            output.json(&json!({ "form": filing.form().id, "unit": filing.unit().name, "year": filing.year(), "file": self.output }));
        } else {
            output.line(format!("已新建 {}（{}，{} 年度）", self.output.display(), filing.form().id, filing.year()));
        }
        Ok(Ending::Fine)
    }
}

/// The level of a name, or a sentence with all names.
pub(super) fn parse_level(text: &str) -> anyhow::Result<Level> {
    let Some(level) = Level::parse(text) else {
        let known = Level::all().map(|level| format!("{}（{}）", level.as_str(), level.label()));
        bail!("不认识单位层级“{text}”；可用：{}", known.collect::<Vec<_>>().join("、"));
    };
    Ok(level)
}
