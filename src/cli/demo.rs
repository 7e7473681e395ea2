//! `tianbao demo`: the main job on real figures, from an empty form to the exported files, and then the window.
//!
//! The figures are those that 宿迁市 published for 2023 and 2024.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::Timestamp;

use super::ending::Ending;
use super::export::export_to;
use super::opening::OpenWindow;
use super::output::Output;
use super::session::{Session, engine, has_display};
use crate::check::Stage;
use crate::filing::{Filing, Typed, Unit, format, typed};
use crate::jobs;
use crate::jobs::renderer::Renderer;

/// The published figures of the year before, as a page of a web site.
const LAST_YEAR: &[u8] = include_bytes!("../../assets/demo/suqian-2023.html");

/// The published figures that are entered.
const THIS_YEAR: &[u8] = include_bytes!("../../assets/demo/suqian-2024.tianbao");

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// 演示文件写入的文件夹
    #[arg(short, long = "output", value_name = "DIR", default_value = "tianbao-demo")]
    output: PathBuf,
    /// 不打开窗口
    #[arg(long)]
    no_window: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) fn run(&self, session: &Session, output: &mut Output, open: OpenWindow) -> anyhow::Result<Ending> {
        std::fs::create_dir_all(&self.output).with_context(|| format!("建不了文件夹 {}", self.output.display()))?;
        let filing = filled(session, &self.output)?;
        let file = self.output.join("宿迁2024.tianbao");
        // The store keeps what an earlier demo left as a version, and lets go of the lock at once.
        drop(session.store.replace(&file, &filing)?);
        let engine = engine(&filing);
        let outputs = jobs::export::Format::ALL.map(|format| file.with_extension(format.extension()));
        export_to(&outputs, &filing, &engine, jobs::export::Shape::Tables)?;
        let findings = engine.findings(&filing, Stage::Final);
        let counts = engine.counts(&filing, Stage::Final);
        if self.json {
            output.json(&super::check::report_json(&filing, &engine, &findings, counts, &[]));
        } else {
            super::check::print(&filing, &engine, &findings, counts, &[], output);
            for path in std::iter::once(&file).chain(&outputs) {
                output.line(format!("已写 {}", path.display()));
            }
        }
        if !self.no_window && has_display() {
            output.print_now();
            return session.window(Some(file), Renderer::Auto, false, open);
        }
        if !self.no_window {
            Output::message("没有图形界面，不打开窗口");
        }
        Ok(if findings.iter().any(crate::check::Finding::is_error) { Ending::Findings } else { Ending::Fine })
    }
}

/// A filing made as a clerk makes it: an empty form, last year imported from a saved page, every figure typed.
fn filled(session: &Session, folder: &Path) -> anyhow::Result<Filing> {
    let now = Timestamp::now();
    let figures = format::read(THIS_YEAR, &session.catalogue)?;
    let form = session.catalogue.for_year(figures.year()).context("没有这一年度的表式")?;
    let unit = Unit { level: figures.unit().level, ..Unit::named(figures.unit().name.clone()) };
    let mut filing = Filing::new(form, unit, figures.year());
    let page = folder.join("宿迁2023.html");
    std::fs::write(&page, LAST_YEAR).with_context(|| format!("写不了 {}", page.display()))?;
    let (year, last) = jobs::importing::snapshot(&page, &session.catalogue, figures.year())?;
    filing.apply(filing.prior_edit(year, Some(last)), now);
    for cell in figures.form().cell_indices() {
        let Typed::Taken { value, .. } = typed::read(&figures.value(cell).to_string(), filing.form().cell(cell)) else {
            bail!("演示数据读不成数：{}", filing.form().cell(cell).name);
        };
        if let Some(edit) = filing.cells_edit([(cell, value)]) {
            filing.apply(edit, now);
        }
    }
    Ok(filing)
}
