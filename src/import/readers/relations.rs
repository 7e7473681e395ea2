//! Which part of an office package refers to which: the `.rels` parts.

use crate::import::archive::Archive;
use crate::import::error::ReadError;
use crate::import::grid::FileKind;
use crate::import::limits::Limits;
use crate::import::xml::{Token, Xml};

/// A reference to a part.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its kind, such as `worksheet`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) part: String,
}

/// The references of a workbook.
pub(super) fn read(
    archive: &mut Archive<'_>,
    name: &str,
    kind: FileKind,
    limits: &Limits,
) -> Result<Vec<Relation>, ReadError> {
    let text = archive.required(name)?;
    let mut xml = Xml::new(&text, kind, limits.depth);
    let mut relations = Vec::new();
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        let said = (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"));
        if let (Some(id), Some(kind), Some(target)) = said {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id: id.into_owned(), kind, part: part(&target) });
        }
    }
    Ok(relations)
}

/// The name of a part from its address, which counts from `xl/` unless it begins with a slash.
fn part(target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}
