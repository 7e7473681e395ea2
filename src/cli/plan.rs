//! `tianbao plan F`: the work plan in a filing, imported, listed by unit and day, noted task by task, put into the report.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::filing::{Edit, Filing, Progress, Task};
use crate::jobs;
use crate::jobs::reading::Pool;
use crate::report::plan::deadline::typed_day;
use crate::report::plan::{self, Deadline, Filter};

#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// 填报文件
    file: PathBuf,
    /// 从工作要点分工方案（Word、Excel、网页、文本）导入任务，记过的进展和句子保留
    #[arg(long, value_name = "SOURCE")]
    import: Option<PathBuf>,
    /// 记一项任务的进展：序号=未开始、进行中、已完成或不涉及
    #[arg(long, value_name = "N=PROGRESS")]
    set: Vec<String>,
    /// 写一项任务在报告中的句子：序号=句子；内容为空则清除
    #[arg(long, value_name = "N=TEXT")]
    say: Vec<String>,
    /// 把列出的任务的句子放入报告
    #[arg(long)]
    put: bool,
    /// 放到报告的哪一处；不写则放到总体情况
    #[arg(long, value_name = "ID", requires = "put")]
    place: Option<String>,
    /// 只列这个单位的任务，单位名称可以只写一部分
    #[arg(long, value_name = "UNIT", default_value = "")]
    unit: String,
    /// 连同“各部门”“各单位”等没有点名的任务
    #[arg(long = "general")]
    with_general: bool,
    /// 只列这一天以前到期的任务：2018-10-31 或 10月底
    #[arg(long, value_name = "DAY")]
    before: Option<String>,
    /// 只列这种进展的任务
    #[arg(long, value_name = "PROGRESS")]
    progress: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Plan {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let changes = self.import.is_some() || self.put || !self.set.is_empty() || !self.say.is_empty();
        let filing = if changes {
            session.change(&self.file, |filing| Ok((self.edits(filing)?, ())))?.0
        } else {
            session.read(&self.file)?
        };
        if filing.plan().is_empty() {
            Output::message("填报文件中还没有工作任务；用 --import 导入工作要点分工方案");
        }
        let tasks = self.filter(&filing)?.of(&filing);
        if self.json {
            output.json(&plan_json(&filing, &tasks));
        } else {
            for (_, task) in &tasks {
                print(task, output);
            }
            output.line(format!("{} 项，共 {} 项", tasks.len(), filing.plan().len()));
        }
        Ok(Ending::Fine)
    }

    fn filter(&self, filing: &Filing) -> anyhow::Result<Filter> {
        let until = match &self.before {
            None => None,
            Some(text) => {
                let day = typed_day(text, filing.year());
                Some(day.with_context(|| format!("看不懂日期“{text}”；请写成 2018-10-31 或 10月底"))?)
            }
        };
        let progress = self.progress.as_deref().map(progress).transpose()?;
        Ok(Filter { unit: self.unit.clone(), with_general: self.with_general, until, progress })
    }

    /// The edits in the order in which they are applied.
    fn edits(&self, filing: &Filing) -> anyhow::Result<Vec<Edit>> {
        let mut scratch = filing.clone();
        let mut edits = Vec::new();
        let mut add = |edit: Option<Edit>, scratch: &mut Filing| {
            if let Some(edit) = edit {
                scratch.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
                edits.push(edit);
            }
        };
        if let Some(source) = &self.import {
            let tasks = jobs::plan::tasks(source, filing.year(), &Pool::new()?)?;
            let edit = scratch.plan_edit(plan::with_notes(&scratch, tasks));
            add(edit, &mut scratch);
        }
        for entry in &self.set {
            let (at, word) = noted(&scratch, entry)?;
            let progress = progress(word)?;
            let edit = plan::task_edit(&scratch, at, |task| task.progress = progress);
            add(edit, &mut scratch);
        }
        for entry in &self.say {
            let (at, text) = noted(&scratch, entry)?;
            let edit = plan::task_edit(&scratch, at, |task| text.trim().clone_into(&mut task.sentence));
            add(edit, &mut scratch);
        }
        if self.put {
            let place = self.place(&scratch)?;
            let tasks: BTreeSet<u32> = self.filter(&scratch)?.of(&scratch).into_iter().map(|(at, _)| at).collect();
            let edit = plan::put_edit(&scratch, &tasks, &place);
            if edit.is_none() {
                Output::message("没有可以放入报告的句子：列出的任务都没有写句子，或已经在报告里");
            }
            add(edit, &mut scratch);
        }
        Ok(edits)
    }

    fn place(&self, filing: &Filing) -> anyhow::Result<String> {
        let Some(place) = &self.place else {
            return plan::usual_place(filing).with_context(|| format!("表式 {} 没有配套的年度报告", filing.form().id));
        };
        let places: Vec<String> = plan::open_places(filing).into_iter().map(|(id, _)| id).collect();
        if !places.contains(place) {
            bail!("报告中没有“{place}”这一处；可用的有：{}", places.join("、"));
        }
        Ok(place.clone())
    }
}

/// The task of a number, and what is said about it.
fn noted<'a>(filing: &Filing, entry: &'a str) -> anyhow::Result<(u32, &'a str)> {
    let (number, text) =
        entry.split_once(['=', '＝']).with_context(|| format!("“{entry}”应写成 序号=内容，如 12=已完成"))?;
    let found: Vec<u32> =
        filing.plan().iter().filter(|(_, task)| task.number == number.trim()).map(|(at, _)| *at).collect();
    match found.as_slice() {
        [at] => Ok((*at, text.trim())),
        [] => bail!("没有序号为“{}”的任务", number.trim()),
        _ => bail!("序号“{}”的任务有 {} 项，请在窗口中改", number.trim(), found.len()),
    }
}

fn progress(word: &str) -> anyhow::Result<Progress> {
    let words = Progress::ALL.map(Progress::word).join("、");
    Progress::parse(word.trim()).with_context(|| format!("没有“{word}”这种进展；可用的有：{words}"))
}

fn plan_json(filing: &Filing, tasks: &[(u32, &Task)]) -> Json {
    let year = filing.year();
    let task = |(_, task): &(u32, &Task)| {
        let deadline = Deadline::parse(&task.deadline, year);
        json!({
            "number": task.number,
            "topic": task.topic,
            "requirement": task.requirement,
            "unit": task.unit,
            "deadline": task.deadline,
            "until": deadline.last_day(year).map(|day| day.to_string()),
            "progress": task.progress.as_str(),
            "sentence": task.sentence,
        })
    };
    json!({ "total": filing.plan().len(), "tasks": tasks.iter().map(task).collect::<Vec<_>>() })
}

fn print(task: &Task, output: &mut Output) {
    output.line(format!("{} [{}] {}", task.number, task.progress.word(), task.requirement));
    output.line(format!("    {}｜{}｜{}", task.topic, task.unit, task.deadline));
    if !task.sentence.is_empty() {
        output.line(format!("    报告：{}", task.sentence));
    }
}
