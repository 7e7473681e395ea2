//! The text of the annual report inside a filing: sentences by the id of their place, drafted or written by hand.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::error::Error;
use super::fields::{Fields, append_extra};

/// One sentence or paragraph of the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// What it says.
    pub text: String,
    /// Whether somebody wrote or changed it; what was drafted may be drafted anew.
    pub is_edited: bool,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// A sentence before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceChange {
    /// The id of its place: `requests.intake`.
    pub id: String,
    /// Before; `None` when there was none.
    pub old: Option<Sentence>,
    /// After; `None` takes it away.
    pub new: Option<Sentence>,
}

/// The sentences by the id of their place.
pub type Report = BTreeMap<String, Sentence>;

pub(super) fn to_json(report: &Report) -> Json {
    let sentence = |it: &Sentence| {
        let mut map = Map::new();
        map.insert("text".to_owned(), it.text.as_str().into());
        map.insert("origin".to_owned(), if it.is_edited { EDITED } else { DRAFTED }.into());
        append_extra(&mut map, &it.extra);
        Json::Object(map)
    };
    report.iter().map(|(id, it)| (id.clone(), sentence(it))).collect::<Map<_, _>>().into()
}

pub(super) fn read(fields: Fields) -> Result<Report, Error> {
    let mut report = Report::new();
    for (path, id, value) in fields.entries() {
        let mut fields = Fields::of(&path, value)?;
        let text = fields.required_text("text")?;
        let is_edited = match fields.required_text("origin")?.as_str() {
            EDITED => true,
            DRAFTED => false,
            _ => return Err(Error::Wrong { path: format!("{path}.origin"), expected: "drafted 或 edited" }),
        };
        report.insert(id, Sentence { text, is_edited, extra: fields.rest() });
    }
    Ok(report)
}

const DRAFTED: &str = "drafted";
const EDITED: &str = "edited";
