//! What the district sends back (退回意见): points about a filing that was handed in, which the clerk answers and settles.
//!
//! It comes as a small JSON file, `*.tianbao-return`:
//!
//! ```text
//! {
//!   "format": "tianbao-return", "version": 1,
//!   "unit": "某县人民政府", "form": "zfxxgk-2021", "year": 2024,
//!   "code": "7K2M-90QX-VB4T-31WE", "date": "2025-01-12", "from": "某市政府信息公开办公室",
//!   "findings": [ { "cell": "3.1.g", "text": "总计与各项之和不符" }, { "text": "缺少签章" } ]
//! }
//! ```
//!
//! `code` is that of the filing that is sent back, `cell` may be left out. In the filing the same is kept, each point with
//! its answer and whether it is done.

use serde_json::{Map, Value as Json};

use super::error::Error;
use super::fields::{Fields, append_extra};
use super::json::{json_of, read_year};

/// The extension of the file.
pub const EXTENSION: &str = "tianbao-return";

/// What the first field of the file says.
pub const KIND: &str = "tianbao-return";

/// The version of the file that is written, and the newest that is understood.
pub const VERSION: u64 = 1;

/// What was sent back at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Returned {
    /// The unit.
    pub unit: String,
    /// The form's id.
    pub form: String,
    /// The reporting year.
    pub year: u16,
    /// The verification code of what was sent back.
    pub code: String,
    /// The day, as it was written.
    pub date: String,
    /// Who sends it back.
    pub from: String,
    /// What is said.
    pub points: Vec<Point>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

/// One thing that is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The cell that it is about.
    pub cell: Option<String>,
    /// What is said.
    pub text: String,
    /// What the clerk answers.
    pub answer: String,
    /// Whether it is done.
    pub is_done: bool,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

impl Returned {
    /// Whether both are the same file, whatever was answered.
    pub fn is_same(&self, other: &Self) -> bool {
        let said =
            |it: &Self| it.points.iter().map(|point| (point.cell.clone(), point.text.clone())).collect::<Vec<_>>();
        (&self.code, &self.date, &self.from) == (&other.code, &other.date, &other.from) && said(self) == said(other)
    }
}

/// Reads the file of the district.
///
/// # Errors
/// A sentence for every way in which the bytes are not such a file.
pub fn read_file(bytes: &[u8]) -> Result<Returned, Error> {
    let json = json_of(bytes)?;
    let Json::Object(_) = &json else { return Err(Error::NotAReturn) };
    let mut fields = Fields::of("", json)?;
    if fields.take("format").as_ref().and_then(Json::as_str) != Some(KIND) {
        return Err(Error::NotAReturn);
    }
    let found = fields.required_number("version")?;
    if found > VERSION {
        return Err(Error::Newer { found, known: VERSION });
    }
    read(fields)
}

pub(super) fn read(mut fields: Fields) -> Result<Returned, Error> {
    let (unit, form) = (fields.required_text("unit")?, fields.required_text("form")?);
    let year = read_year("year", fields.required_number("year")?)?;
    let code = fields.text("code")?.unwrap_or_default();
    let (date, from) = (fields.text("date")?.unwrap_or_default(), fields.text("from")?.unwrap_or_default());
    let mut points = Vec::new();
    for (path, value) in fields.list("findings")? {
        let mut inner = Fields::of(&path, value)?;
        points.push(Point {
            cell: inner.text("cell")?,
            text: inner.required_text("text")?,
            answer: inner.text("answer")?.unwrap_or_default(),
            is_done: inner.take("done") == Some(Json::Bool(true)),
            extra: inner.rest(),
        });
    }
    Ok(Returned { unit, form, year, code, date, from, points, extra: fields.rest() })
}

pub(super) fn to_json(returned: &Returned) -> Json {
    let mut map = Map::new();
    map.insert("unit".to_owned(), returned.unit.as_str().into());
    map.insert("form".to_owned(), returned.form.as_str().into());
    map.insert("year".to_owned(), returned.year.into());
    for (name, text) in [("code", &returned.code), ("date", &returned.date), ("from", &returned.from)] {
        map.insert(name.to_owned(), text.as_str().into());
    }
    let point = |it: &Point| {
        let mut map = Map::new();
        if let Some(cell) = &it.cell {
            map.insert("cell".to_owned(), cell.as_str().into());
        }
        map.insert("text".to_owned(), it.text.as_str().into());
        if !it.answer.is_empty() {
            map.insert("answer".to_owned(), it.answer.as_str().into());
        }
        if it.is_done {
            map.insert("done".to_owned(), true.into());
        }
        append_extra(&mut map, &it.extra);
        Json::Object(map)
    };
    map.insert("findings".to_owned(), returned.points.iter().map(point).collect::<Vec<_>>().into());
    append_extra(&mut map, &returned.extra);
    Json::Object(map)
}
