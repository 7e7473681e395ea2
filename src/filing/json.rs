//! Times, years and values in the JSON of a file: what all parts of a filing read and write alike.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::Value;
use super::error::Error;
use crate::form::CellId;

pub(super) fn json_of(bytes: &[u8]) -> Result<Json, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|source| {
        if source.is_eof() {
            Error::Truncated { line: source.line() }
        } else {
            Error::Syntax { line: source.line(), column: source.column(), source }
        }
    })
}

/// The JSON of a value: a string, `null`, or `{"text": …}`.
pub fn value_to_json(value: &Value) -> Json {
    match value {
        Value::Blank => Json::Null,
        Value::Number(number) => Json::String(number.to_string()),
        Value::Text(text) => Json::Object(Map::from_iter([("text".to_owned(), Json::String(text.clone()))])),
    }
}

pub(super) fn read_year(path: &str, year: u64) -> Result<u16, Error> {
    u16::try_from(year)
        .ok()
        .filter(|year| (1900..=2999).contains(year))
        .ok_or(Error::Wrong { path: path.to_owned(), expected: "四位年份" })
}

pub(super) fn read_value(path: &str, value: Json) -> Result<Value, Error> {
    let wrong = || Error::Wrong {
        path: path.to_owned(), expected: "写成文字的数（如 \"21\"）、null 或 {\"text\": …}"
    };
    match value {
        Json::Null => Ok(Value::Blank),
        Json::String(text) => Value::from_exact(&text).ok_or_else(wrong),
        Json::Object(map) => match map.get("text") {
            Some(Json::String(text)) if map.len() == 1 => Ok(Value::Text(text.clone())),
            _ => Err(wrong()),
        },
        Json::Bool(_) | Json::Number(_) | Json::Array(_) => Err(wrong()),
    }
}

pub(super) fn read_time(text: &str, path: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_source: jiff::Error| Error::Wrong {
        path: path.to_owned(),
        expected: "时间，如 2026-01-05T08:30:00Z",
    })
}

/// A cell with the values before and after.
pub(super) fn read_change(path: &str, id: String, value: Json) -> Result<(CellId, Value, Value), Error> {
    let wrong = || Error::Wrong { path: path.to_owned(), expected: "改动前后的两个值" };
    let Json::Array(pair) = value else { return Err(wrong()) };
    let [old, new] = <[Json; 2]>::try_from(pair).map_err(|_pair| wrong())?;
    Ok((CellId::new(id), read_value(path, old)?, read_value(path, new)?))
}
