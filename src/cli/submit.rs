//! `tianbao submit F -o FOLDER` and `tianbao correct F`: the folder that goes up, and a correction of what went up.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::{Session, engine};
use crate::filing::{Filing, format};
use crate::jobs::submitting;
use crate::report::readiness::Readiness;

#[derive(Debug, Args)]
pub(crate) struct Submit {
    /// 填报文件
    file: PathBuf,
    /// 报送文件夹，还没有的或空的；不写则只做报送前的审核
    #[arg(short, long = "output", value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Correct {
    /// 填报文件
    file: PathBuf,
    /// 更正的原因
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["leave", "list"])]
    reason: Option<String>,
    /// 撤销更正；还没有改动时才可以
    #[arg(long, conflicts_with = "reason")]
    leave: bool,
    /// 列出报送和更正的记录
    #[arg(long, conflicts_with_all = ["reason", "leave"])]
    list: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Submit {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = session.read(&self.file)?;
        let readiness = Readiness::of(&filing, &engine(&filing));
        let is_kept_back = !filing.is_locked() && !readiness.is_ready();
        let Some(folder) = self.output.as_ref().filter(|_| !is_kept_back) else {
            self.tell(&readiness, output);
            return Ok(if readiness.is_ready() { Ending::Fine } else { Ending::Findings });
        };
        let (filing, mut target) = session.open(&self.file)?;
        let now = Timestamp::now();
        let save = |locked: &Filing| Ok(target.save(&format::write(locked), now)?);
        let handed = submitting::submit(&filing, &engine(&filing), &self.file, folder, now, save)?;
        let handed_filing = session.read(&self.file)?;
        let code = handed_filing.handing().last().map(|it| it.code.clone()).unwrap_or_default();
        if self.json {
            output.json(&json!({
                "folder": handed.folder,
                "files": handed.files,
                "code": code,
                "again": handed.edit.is_none(),
                "notes": handed.notes,
            }));
            return Ok(Ending::Fine);
        }
        let words = if handed.edit.is_some() { "已报送" } else { "已重新生成报送文件夹" };
        output.line(format!("{words}，校验码 {code}：{}", handed.folder.display()));
        for name in &handed.files {
            output.line(format!("  {name}"));
        }
        for note in &handed.notes {
            Output::message(format!("注意：{note}"));
        }
        Ok(Ending::Fine)
    }

    /// What has to be done first.
    fn tell(&self, readiness: &Readiness, output: &mut Output) {
        if self.json {
            let obstacle = |it: &crate::report::readiness::Obstacle| json!({ "sentence": it.sentence, "advice": it.advice, "relation": it.relation });
            output.json(&json!({
                "ready": readiness.is_ready(),
                "obstacles": readiness.obstacles.iter().map(obstacle).collect::<Vec<_>>(),
                "notes": readiness.notes,
            }));
            return;
        }
        for (number, it) in (1..).zip(&readiness.obstacles) {
            output.line(format!("{number}. {}\n   怎么办：{}", it.sentence, it.advice));
        }
        for note in &readiness.notes {
            output.line(format!("注意：{note}"));
        }
        output.line(match readiness.obstacles.len() {
            0 => "可以报送".to_owned(),
            count => format!("还不能报送：有 {count} 处要先处理"),
        });
    }
}

impl Correct {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        if self.list {
            let filing = session.read(&self.file)?;
            self.list(&filing, output);
            return Ok(Ending::Fine);
        }
        let (filing, ()) = session.change_formally(&self.file, |filing| {
            let edit = match &self.reason {
                Some(reason) if reason.trim().is_empty() => bail!("请写明更正的原因"),
                Some(reason) => filing.correct_edit(reason, Timestamp::now()),
                None => filing.leave_correction_edit(),
            };
            match edit {
                Some(edit) => Ok((vec![edit], ())),
                None if self.leave && filing.handing().correcting.is_some() => {
                    bail!("已有改动，不能撤销更正；改完后重新报送，或用历史版本恢复")
                }
                None if self.leave => bail!("这份填报没有在更正"),
                None if filing.handing().correcting.is_some() => bail!("这份填报正在更正，可以直接修改"),
                None => bail!("这份填报还没有报送，可以直接修改"),
            }
        })?;
        if self.json {
            output.json(&handing_json(&filing));
        } else if self.leave {
            output.line("已撤销更正，表已锁定");
        } else {
            output.line("可以修改了；改完后再次报送，会得到新的校验码");
        }
        Ok(Ending::Fine)
    }

    fn list(&self, filing: &Filing, output: &mut Output) {
        if self.json {
            output.json(&handing_json(filing));
            return;
        }
        let handing = filing.handing();
        if handing.submissions.is_empty() {
            output.line("还没有报送");
        }
        for it in &handing.submissions {
            match &it.correction {
                None => output.line(format!("{} 报送，校验码 {}", submitting::day(it.at), it.code)),
                Some(correction) => {
                    for sentence in submitting::correction_sentences(filing, it, correction) {
                        output.line(sentence);
                    }
                }
            }
        }
        if let Some(correcting) = &handing.correcting {
            let changed = filing.changed_since_submission().len();
            output.line(format!("正在更正，已改 {changed} 格。原因：{}", correcting.reason));
        }
    }
}

/// The record of handing in, in JSON.
pub(super) fn handing_json(filing: &Filing) -> Json {
    let handing = filing.handing();
    let cells = |cells: &[crate::filing::handing::Changed]| {
        let change = |(id, old, new): &crate::filing::handing::Changed| json!({ "cell": id.as_str(), "old": format::value_to_json(old), "new": format::value_to_json(new) });
        cells.iter().map(change).collect::<Vec<_>>()
    };
    let submission = |it: &crate::filing::handing::Submission| {
        let correction = it
            .correction
            .as_ref()
            .map(|it| json!({ "number": it.number, "reason": it.reason, "from": it.from, "cells": cells(&it.cells) }));
        json!({ "at": it.at.to_string(), "code": it.code, "correction": correction })
    };
    json!({
        "locked": filing.is_locked(),
        "submissions": handing.submissions.iter().map(submission).collect::<Vec<_>>(),
        "correcting": handing.correcting.as_ref().map(|it| json!({ "at": it.at.to_string(), "reason": it.reason })),
        "changed": cells(&filing.changed_since_submission()),
    })
}
