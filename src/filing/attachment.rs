//! Scans and photos of the signed pages, kept beside the filing in `<name>.附件/`; the filing holds their names and hashes.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::error::Error;
use super::fields::{Fields, append_extra};
use super::json::read_time;

/// A file beside the filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its name in the folder.
    pub name: String,
    /// SM3 of its content, in hexadecimal.
    pub hash: String,
    /// When it was attached.
    pub at: Timestamp,
    /// The verification code of the filing at that time: what the signed page says.
    pub code: String,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

pub(super) fn to_json(attachment: &Attachment) -> Json {
    let mut map = Map::new();
    map.insert("name".to_owned(), attachment.name.as_str().into());
    map.insert("hash".to_owned(), attachment.hash.as_str().into());
    map.insert("at".to_owned(), attachment.at.to_string().into());
    map.insert("code".to_owned(), attachment.code.as_str().into());
    append_extra(&mut map, &attachment.extra);
    Json::Object(map)
}

pub(super) fn read(mut fields: Fields) -> Result<Attachment, Error> {
    let name = fields.required_text("name")?;
    if name.is_empty() || name.contains(['/', '\\']) || name == ".." {
        return Err(Error::Wrong { path: "attachments".to_owned(), expected: "不带文件夹的文件名" });
    }
    Ok(Attachment {
        name,
        hash: fields.required_text("hash")?,
        at: read_time(&fields.required_text("at")?, "attachments")?,
        code: fields.text("code")?.unwrap_or_default(),
        extra: fields.rest(),
    })
}
