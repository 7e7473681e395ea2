//! Scans and photos of the signed pages, kept beside the filing in `<name>.附件/`; the filing holds their names and hashes.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::fields::{Fields, append_extra};
use super::format::{Error, read_time};
use super::{Edit, Filing};

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

impl Filing {
    /// The edit that adds an attachment; one of the same name gives way.
    pub fn attach_edit(&self, attachment: Attachment) -> Edit {
        let mut new = self.attachments().to_vec();
        new.retain(|it| it.name != attachment.name);
        new.push(attachment);
        Edit::Attachments { old: self.attachments().to_vec(), new }
    }

    /// The edit that takes an attachment out of the list; `None` when there is none of that name.
    pub fn detach_edit(&self, name: &str) -> Option<Edit> {
        let old = self.attachments().to_vec();
        let new: Vec<Attachment> = old.iter().filter(|it| it.name != name).cloned().collect();
        (new != old).then_some(Edit::Attachments { old, new })
    }
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
