//! Handing in (报送) and what comes after: a filing that was handed in is locked; a correction (更正) needs a reason, opens
//! it, and is listed with its changes when it is handed in again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::fields::{Fields, append_extra};
use super::format::{Error, read_change, read_time, read_value, value_to_json};
use super::{Code, Edit, Filing, Value, format};
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

impl Filing {
    /// Whether it was handed in and is not being corrected: then nothing of it may be changed.
    pub fn is_locked(&self) -> bool {
        self.handing().correcting.is_none() && !self.handing().submissions.is_empty()
    }

    /// The cells that were changed since the filing was handed in last.
    pub fn changed_since_submission(&self) -> Vec<Changed> {
        let Some(last) = self.handing().last() else { return Vec::new() };
        let form = self.form();
        let changed = form.cell_indices().filter_map(|cell| {
            let (id, new) = (&form.cell(cell).id, self.value(cell));
            let old = last.values.get(id).unwrap_or(&Value::Blank);
            (old != new).then(|| (id.clone(), old.clone(), new.clone()))
        });
        changed.collect()
    }

    /// Whether anything that is handed in was changed since the last time.
    pub fn is_changed_since_submission(&self) -> bool {
        self.handing().last().is_none_or(|last| last.content != format::content_hash(self))
    }

    /// The edit that hands the filing in; `None` when it is handed in already.
    pub fn submit_edit(&self, at: Timestamp) -> Option<Edit> {
        if self.is_locked() {
            return None;
        }
        let mut new = self.handing().clone();
        let correction = new.correcting.take().zip(new.last()).map(|(correcting, last)| Correction {
            number: 1 + u64::try_from(new.corrections().count()).unwrap_or_default(),
            reason: correcting.reason,
            from: last.code.clone(),
            cells: self.changed_since_submission(),
            extra: Map::new(),
        });
        for before in &mut new.submissions {
            before.values.clear();
        }
        let form = self.form();
        let filled = form.cell_indices().filter(|cell| !self.value(*cell).is_blank());
        new.submissions.push(Submission {
            at,
            code: Code::of(self).to_string(),
            content: format::content_hash(self),
            correction,
            values: filled.map(|cell| (form.cell(cell).id.clone(), self.value(cell).clone())).collect(),
            extra: Map::new(),
        });
        Some(self.handing_edit(new))
    }

    /// The edit that begins a correction; `None` when the filing is not locked or no reason is given.
    pub fn correct_edit(&self, reason: &str, at: Timestamp) -> Option<Edit> {
        let reason = reason.trim();
        if !self.is_locked() || reason.is_empty() {
            return None;
        }
        let correcting = Some(Correcting { at, reason: reason.to_owned(), extra: Map::new() });
        Some(self.handing_edit(Handing { correcting, ..self.handing().clone() }))
    }

    /// The edit that gives a correction up; `None` when there is none, or something was changed already.
    pub fn leave_correction_edit(&self) -> Option<Edit> {
        if self.handing().correcting.is_none() || self.is_changed_since_submission() {
            return None;
        }
        Some(self.handing_edit(Handing { correcting: None, ..self.handing().clone() }))
    }

    fn handing_edit(&self, new: Handing) -> Edit {
        Edit::Handing { old: Box::new(self.handing().clone()), new: Box::new(new) }
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
