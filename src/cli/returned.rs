//! `tianbao return F [SLIP]`: what the district sent back, taken into the filing, answered and settled.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::filing::returned::{self, Point, Returned};
use crate::filing::{Edit, Filing};
use crate::jobs;

#[derive(Debug, Args)]
pub(crate) struct Return {
    /// 填报文件
    file: PathBuf,
    /// 退回意见文件（*.tianbao-return）；不写则列出已有的退回意见
    slip: Option<PathBuf>,
    /// 答复第 N 条：N=答复
    #[arg(long, value_name = "N=TEXT")]
    answer: Vec<String>,
    /// 第 N 条已办
    #[arg(long, value_name = "N")]
    done: Vec<usize>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// A point by its number, its answer, and whether it is done.
type Wish<'a> = (usize, Option<&'a str>, Option<bool>);

impl Return {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let is_change = self.slip.is_some() || !self.answer.is_empty() || !self.done.is_empty();
        let filing = if is_change {
            session.change_formally(&self.file, |filing| Ok((self.edits(filing)?, ())))?.0
        } else {
            session.read(&self.file)?
        };
        if self.json {
            output.json(&json!({ "returns": filing.returns().iter().map(returned_json).collect::<Vec<_>>() }));
        } else {
            print(&filing, output);
        }
        if self.slip.is_some() && filing.is_locked() {
            Output::message("要修改，请用 tianbao correct 写明原因后更正");
        }
        Ok(if filing.open_points() > 0 { Ending::Findings } else { Ending::Fine })
    }

    fn edits(&self, filing: &Filing) -> anyhow::Result<Vec<Edit>> {
        let mut scratch = filing.clone();
        let mut edits = Vec::new();
        if let Some(path) = &self.slip {
            let returned = jobs::returned::read(path)?;
            if let Some(sentence) = returned.misfit(filing) {
                bail!(sentence);
            }
            if !returned.is_about_last(filing) {
                Output::message(format!("注意：退回的是校验码 {} 的那一次报送，不是最近一次", returned.code));
            }
            let edit = filing.return_edit(returned).context("这份退回意见已经打开过")?;
            scratch.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
            edits.push(edit);
        }
        let answers = self.answer.iter().map(|entry| -> anyhow::Result<Wish<'_>> {
            let (number, text) = entry.split_once(['=', '＝']).context("答复应写成 N=答复，如 1=已改正")?;
            Ok((number.trim().parse().with_context(|| format!("“{number}”不是序号"))?, Some(text), None))
        });
        let done = self.done.iter().map(|number| anyhow::Ok((*number, None, Some(true))));
        for wish in answers.chain(done) {
            let (number, text, is_done) = wish?;
            let (returned, point, it) =
                points(&scratch).nth(number.wrapping_sub(1)).with_context(|| format!("没有第 {number} 条退回意见"))?;
            let (answer, is_done) = (text.unwrap_or(&it.answer).to_owned(), is_done.unwrap_or(it.is_done));
            if let Some(edit) = scratch.answer_edit(returned, point, &answer, is_done) {
                scratch.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
                edits.push(edit);
            }
        }
        Ok(edits)
    }
}

/// All points in their order, with where they stand.
fn points(filing: &Filing) -> impl Iterator<Item = (usize, usize, &Point)> {
    let returns = filing.returns().iter().enumerate();
    returns.flat_map(|(at, it)| it.points.iter().enumerate().map(move |(point, it)| (at, point, it)))
}

fn returned_json(it: &Returned) -> Json {
    let point = |it: &Point| json!({ "cell": it.cell, "text": it.text, "answer": it.answer, "done": it.is_done });
    json!({
        "code": it.code,
        "date": it.date,
        "from": it.from,
        "findings": it.points.iter().map(point).collect::<Vec<_>>(),
    })
}

fn print(filing: &Filing, output: &mut Output) {
    if filing.returns().is_empty() {
        output.line(format!("没有退回意见；文件的扩展名是 {}", returned::EXTENSION));
    }
    let mut number = 0;
    for it in filing.returns() {
        output.line(format!("{} {} 退回（校验码 {}）", it.date, it.from, it.code));
        for point in &it.points {
            number += 1;
            let state = if point.is_done { "已办" } else { "未办" };
            let cell = point.cell.as_ref().map_or_else(String::new, |cell| format!("（{cell}）"));
            output.line(format!("  {number}. [{state}] {}{cell}", point.text));
            if !point.answer.is_empty() {
                output.line(format!("     答复：{}", point.answer));
            }
        }
    }
}
