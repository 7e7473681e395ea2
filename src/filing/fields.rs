//! Reading JSON field by field, with a sentence that names the place when something is of the wrong kind.
//!
//! What nobody asked for is kept: a newer program's fields survive a round trip through this one.

use serde_json::{Map, Value as Json};

use super::error::Error;

/// The fields of one JSON object that were not taken yet.
pub(crate) struct Fields {
    path: String,
    map: Map<String, Json>,
}

impl Fields {
    /// The fields of a value that has to be an object.
    pub(crate) fn of(path: &str, value: Json) -> Result<Self, Error> {
        match value {
            Json::Object(map) => Ok(Self { path: path.to_owned(), map }),
            _ => Err(Error::Wrong { path: path.to_owned(), expected: "一组“名称: 内容”" }),
        }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Takes a field out; JSON's null counts as absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json> {
        self.map.shift_remove(name).filter(|value| !value.is_null())
    }

    /// An optional text.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::Wrong { path: self.path_of(name), expected: "文字" }),
        }
    }

    /// A text that has to be there.
    pub(crate) fn required_text(&mut self, name: &str) -> Result<String, Error> {
        let path = self.path_of(name);
        self.text(name)?.ok_or(Error::Missing { path })
    }

    /// A whole number that has to be there.
    pub(crate) fn required_number(&mut self, name: &str) -> Result<u64, Error> {
        let path = self.path_of(name);
        match self.take(name) {
            None => Err(Error::Missing { path }),
            Some(value) => value.as_u64().ok_or(Error::Wrong { path, expected: "整数" }),
        }
    }

    /// A whole number that may be absent.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u64>, Error> {
        let path = self.path_of(name);
        let number = |value: Json| value.as_u64().ok_or(Error::Wrong { path, expected: "整数" });
        self.take(name).map(number).transpose()
    }

    /// An object inside; an absent one is empty, and null is none.
    pub(crate) fn object(&mut self, name: &str) -> Result<Self, Error> {
        let path = self.path_of(name);
        match self.map.shift_remove(name) {
            None => Ok(Self { path, map: Map::new() }),
            Some(value) => Self::of(&path, value),
        }
    }

    /// A list inside, each entry with its path; an absent one is empty, and null is none.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<(String, Json)>, Error> {
        let path = self.path_of(name);
        match self.map.shift_remove(name) {
            None => Ok(Vec::new()),
            Some(Json::Array(entries)) => {
                Ok(entries.into_iter().enumerate().map(|(at, entry)| (format!("{path}[{at}]"), entry)).collect())
            }
            Some(_) => Err(Error::Wrong { path, expected: "一个列表" }),
        }
    }

    /// Every remaining field with its path.
    pub(crate) fn entries(self) -> impl Iterator<Item = (String, String, Json)> {
        let prefix = self.path;
        self.map.into_iter().map(move |(name, value)| (format!("{prefix}.{name}"), name, value))
    }

    /// What was not taken.
    pub(crate) fn rest(self) -> Map<String, Json> {
        self.map
    }
}

/// The fields of a newer program at the end of an object, sorted, so that the same content gives the same bytes.
pub(crate) fn append_extra(map: &mut Map<String, Json>, extra: &Map<String, Json>) {
    let mut names: Vec<&String> = extra.keys().collect();
    names.sort();
    for name in names {
        map.insert(name.clone(), sorted(&extra[name]));
    }
}

fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(map) => {
            let mut ordered = Map::new();
            append_extra(&mut ordered, map);
            Json::Object(ordered)
        }
        Json::Array(entries) => Json::Array(entries.iter().map(sorted).collect()),
        _ => value.clone(),
    }
}
