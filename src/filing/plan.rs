//! The work plan (工作要点分工) inside a filing: its tasks in order, each with where it stands and a sentence for the report.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::error::Error;
use super::fields::{Fields, append_extra};

/// How far a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nothing was done yet.
    #[default]
    Open,
    /// It is being done.
    Underway,
    /// It is done.
    Done,
    /// It does not concern the unit.
    NotOurs,
}

impl Progress {
    /// Every one, as they are offered.
    pub const ALL: [Self; 4] = [Self::Open, Self::Underway, Self::Done, Self::NotOurs];

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Underway => "underway",
            Self::Done => "done",
            Self::NotOurs => "not-ours",
        }
    }

    /// The word for the clerk.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "未开始",
            Self::Underway => "进行中",
            Self::Done => "已完成",
            Self::NotOurs => "不涉及",
        }
    }

    /// The one of a name in files or of a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text || it.word() == text)
    }
}

/// One task of a work plan, as it was printed, with merged cells resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// Its number as printed.
    pub number: String,
    /// What it is about: 推进网上办事服务公开, with what stands above it.
    pub topic: String,
    /// What has to be done.
    pub requirement: String,
    /// Who does it.
    pub unit: String,
    /// By when, as printed.
    pub deadline: String,
    /// How far it is.
    pub progress: Progress,
    /// What the report says about it.
    pub sentence: String,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// The tasks by their place in the plan, from 0.
pub type Plan = BTreeMap<u32, Task>;

/// A task before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskChange {
    /// Its place in the plan.
    pub at: u32,
    /// Before; `None` when there was none.
    pub old: Option<Task>,
    /// After; `None` takes it away.
    pub new: Option<Task>,
}

pub(super) fn to_json(plan: &Plan) -> Json {
    let task = |it: &Task| {
        let mut map = Map::new();
        let mut put = |name: &str, text: &str| {
            map.insert(name.to_owned(), text.into());
        };
        put("number", &it.number);
        put("topic", &it.topic);
        put("requirement", &it.requirement);
        put("unit", &it.unit);
        put("deadline", &it.deadline);
        put("progress", it.progress.as_str());
        put("sentence", &it.sentence);
        append_extra(&mut map, &it.extra);
        Json::Object(map)
    };
    plan.values().map(task).collect()
}

pub(super) fn read(list: Vec<(String, Json)>) -> Result<Plan, Error> {
    let mut plan = Plan::new();
    for (at, (path, value)) in (0..).zip(list) {
        let mut fields = Fields::of(&path, value)?;
        let mut text = |name: &str| Ok::<String, Error>(fields.text(name)?.unwrap_or_default());
        let (number, topic, requirement) = (text("number")?, text("topic")?, text("requirement")?);
        let (unit, deadline, progress) = (text("unit")?, text("deadline")?, text("progress")?);
        let sentence = text("sentence")?;
        let progress = match progress.as_str() {
            "" => Progress::default(),
            name => Progress::parse(name).ok_or(Error::Wrong {
                path: format!("{path}.progress"),
                expected: "open、underway、done 或 not-ours",
            })?,
        };
        let extra = fields.rest();
        plan.insert(at, Task { number, topic, requirement, unit, deadline, progress, sentence, extra });
    }
    Ok(plan)
}
