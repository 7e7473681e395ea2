//! Handing in (报送) and what comes after: a filing that was handed in is locked; a correction (更正) needs a reason, opens
//! it, and is listed with its changes when it is handed in again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::Value;
use super::error::Error;
use super::fields::{Fields, append_extra};
use super::json::{read_change, read_time, read_value, value_to_json};
use crate::form::CellId;

/// What is known of handing a filing in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handing {
    /// Every time that it was handed in, the first first.
    pub submissions: Vec<Submission>,
    /// The correction that is being made.
    pub correcting: Option<Correcting>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// A filing as it was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// When.
    pub at: Timestamp,
    /// Its verification code.
    pub code: String,
    /// SM3 of everything that was handed in but the records of handing in.
    pub content: String,
    /// What was corrected; `None` for the first time.
    pub correction: Option<Correction>,
    /// The values, without the blanks; kept of the last time only, because corrections tell the others.
    pub values: BTreeMap<CellId, Value>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// A correction that was handed in (更正).
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Counts them from 1.
    pub number: u64,
    /// Why.
    pub reason: String,
    /// The verification code before.
    pub from: String,
    /// The changed cells, in the order of the form.
    pub cells: Vec<Changed>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// A cell, what it held, and what it holds.
pub type Changed = (CellId, Value, Value);

/// A correction that is being made.
#[derive(Clone, Debug, PartialEq)]
pub struct Correcting {
    /// When it was begun.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

impl Handing {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The last time that the filing was handed in.
    pub fn last(&self) -> Option<&Submission> {
        self.submissions.last()
    }

    /// The corrections that were handed in, in their order, each with when and with its new code.
    pub fn corrections(&self) -> impl Iterator<Item = (&Submission, &Correction)> {
        self.submissions.iter().filter_map(|it| Some((it, it.correction.as_ref()?)))
    }

    /// What its history says of it.
    pub(super) fn words(&self) -> String {
        match (&self.correcting, self.last()) {
            (Some(correcting), _) => format!("更正：{}", correcting.reason),
            (None, Some(last)) => format!("报送 {}", last.code),
            (None, None) => String::new(),
        }
    }
}

pub(super) fn to_json(handing: &Handing) -> Json {
    let mut map = Map::new();
    map.insert("submissions".to_owned(), handing.submissions.iter().map(submission_to_json).collect::<Vec<_>>().into());
    if let Some(correcting) = &handing.correcting {
        let mut inner = Map::new();
        inner.insert("at".to_owned(), correcting.at.to_string().into());
        inner.insert("reason".to_owned(), correcting.reason.as_str().into());
        append_extra(&mut inner, &correcting.extra);
        map.insert("correcting".to_owned(), inner.into());
    }
    append_extra(&mut map, &handing.extra);
    Json::Object(map)
}

fn submission_to_json(it: &Submission) -> Json {
    let mut map = Map::new();
    map.insert("at".to_owned(), it.at.to_string().into());
    map.insert("code".to_owned(), it.code.as_str().into());
    map.insert("content".to_owned(), it.content.as_str().into());
    if let Some(correction) = &it.correction {
        let cells = correction
            .cells
            .iter()
            .map(|(cell, old, new)| (cell.to_string(), Json::Array(vec![value_to_json(old), value_to_json(new)])));
        let mut inner = Map::new();
        inner.insert("number".to_owned(), correction.number.into());
        inner.insert("reason".to_owned(), correction.reason.as_str().into());
        inner.insert("from".to_owned(), correction.from.as_str().into());
        inner.insert("cells".to_owned(), cells.collect::<Map<_, _>>().into());
        append_extra(&mut inner, &correction.extra);
        map.insert("correction".to_owned(), inner.into());
    }
    if !it.values.is_empty() {
        let values = it.values.iter().map(|(cell, value)| (cell.to_string(), value_to_json(value)));
        map.insert("values".to_owned(), values.collect::<Map<_, _>>().into());
    }
    append_extra(&mut map, &it.extra);
    Json::Object(map)
}

pub(super) fn read(mut fields: Fields) -> Result<Handing, Error> {
    let mut submissions = Vec::new();
    for (path, value) in fields.list("submissions")? {
        submissions.push(read_submission(Fields::of(&path, value)?)?);
    }
    let correcting = match fields.take("correcting") {
        None => None,
        Some(value) => {
            let mut inner = Fields::of("handing.correcting", value)?;
            let at = read_time(&inner.required_text("at")?, "handing.correcting")?;
            Some(Correcting { at, reason: inner.required_text("reason")?, extra: inner.rest() })
        }
    };
    Ok(Handing { submissions, correcting, extra: fields.rest() })
}

fn read_submission(mut fields: Fields) -> Result<Submission, Error> {
    let at = read_time(&fields.required_text("at")?, "handing.submissions")?;
    let code = fields.required_text("code")?;
    let content = fields.text("content")?.unwrap_or_default();
    let correction = match fields.take("correction") {
        None => None,
        Some(value) => {
            let mut inner = Fields::of("handing.submissions.correction", value)?;
            let (number, reason) = (inner.required_number("number")?, inner.required_text("reason")?);
            let from = inner.required_text("from")?;
            let changes = inner.object("cells")?.entries().map(|(path, id, value)| read_change(&path, id, value));
            let cells = changes.collect::<Result<_, _>>()?;
            Some(Correction { number, reason, from, cells, extra: inner.rest() })
        }
    };
    let mut values = BTreeMap::new();
    for (path, id, value) in fields.object("values")?.entries() {
        values.insert(CellId::new(id), read_value(&path, value)?);
    }
    Ok(Submission { at, code, content, correction, values, extra: fields.rest() })
}
