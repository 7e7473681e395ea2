//! `tianbao print F`: the printed form onto paper, through the print service of the system.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use serde_json::json;

use super::ending::Ending;
use super::export::WrittenShape;
use super::output::Output;
use super::session::{Session, engine};
use crate::filing::store::file_name_of;
use crate::jobs::Error;
use crate::jobs::export::pages_to_print;
use crate::jobs::printing::{MOST_COPIES, Order, Paper, Printer as _, Sides, pages_of};

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// 填报文件
    #[arg(required_unless_present = "list")]
    file: Option<PathBuf>,
    /// 打印机；不写就用系统的默认打印机
    #[arg(long, value_name = "NAME")]
    printer: Option<String>,
    /// 份数
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_COPIES)))]
    copies: u16,
    /// 页码，如 1-2 或 1,3；不写就打印全部
    #[arg(long, value_name = "PAGES", default_value = "")]
    pages: String,
    /// 纸张：A4 或 A3
    #[arg(long, value_name = "PAPER", default_value = "A4", value_parser = Paper::ALL.map(Paper::label))]
    paper: String,
    /// 双面打印（长边翻页）
    #[arg(long)]
    duplex: bool,
    /// 打印什么：tables 报表，report 年度报告，audit 审核报告
    #[arg(long, value_name = "SHAPE", default_value = "tables")]
    shape: WrittenShape,
    /// 列出打印机
    #[arg(long)]
    list: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Print {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let printer = session.printer();
        let Some(file) = self.file.as_ref().filter(|_| !self.list) else {
            let Some(printers) = printer.printers()? else { bail!(Error::NoPrintService) };
            if self.json {
                output.json(&json!({ "printers": printers.names, "usual": printers.usual }));
            } else if printers.names.is_empty() {
                output.line("没有打印机");
            }
            for name in printers.names.iter().filter(|_| !self.json) {
                let mark = if Some(name) == printers.usual.as_ref() { "（默认）" } else { "" };
                output.line(format!("{name}{mark}"));
            }
            return Ok(Ending::Fine);
        };
        let filing = session.read(file)?;
        let pages = match pages_of(&self.pages, None) {
            Ok(pages) => pages,
            Err(sentence) => bail!(sentence),
        };
        let order = Order {
            printer: self.printer.clone(),
            copies: self.copies,
            pages,
            paper: Paper::ALL.into_iter().find(|paper| paper.label() == self.paper).unwrap_or_default(),
            sides: if self.duplex { Sides::Long } else { Sides::One },
            title: file_name_of(&filing),
        };
        let number = printer.print(&pages_to_print(&filing, &engine(&filing), self.shape.into())?, &order)?;
        if self.json {
            output.json(&json!({ "job": number }));
        } else {
            output.line(format!("已交给打印机，任务 {number}"));
        }
        Ok(Ending::Fine)
    }
}
