//! Which part of an office package refers to which: the `.rels` parts. Where a part lies say the relations, never its name.

use crate::import::reading::archive::Archive;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::FileKind;
use crate::import::reading::limits::Limits;
use crate::import::reading::xml::{Token, Xml};

/// How many references of one part are read.
const REFERENCES: usize = 65_536;

/// A reference to a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its kind, such as `worksheet`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) part: String,
}

/// The references of a part, by the name of the part that lists them.
pub(super) fn read(
    archive: &mut Archive<'_>,
    name: &str,
    kind: FileKind,
    limits: &Limits,
) -> Result<Vec<Relation>, ReadError> {
    let text = archive.required(name)?;
    let base = name.replacen("_rels/", "", 1);
    parse(&text, base.strip_suffix(".rels").unwrap_or(&base), kind, limits)
}

/// The references in the text of a list; addresses count from the part `base`.
pub(super) fn parse(text: &str, base: &str, kind: FileKind, limits: &Limits) -> Result<Vec<Relation>, ReadError> {
    let mut xml = Xml::new(text, kind, limits.depth);
    let mut relations = Vec::new();
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        if relations.len() >= REFERENCES || element.attribute("TargetMode").is_some_and(|it| it == "External") {
            continue;
        }
        let said = (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"));
        if let (Some(id), Some(kind), Some(target)) = said {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id: id.into_owned(), kind, part: resolve(base, &target) });
        }
    }
    Ok(relations)
}

/// The name of the part that lists the references of another.
pub(super) fn list_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The name of the main part of a package; the usual one where the package does not say.
pub(super) fn main(
    archive: &mut Archive<'_>,
    usual: &str,
    kind: FileKind,
    limits: &Limits,
) -> Result<String, ReadError> {
    let names = archive.names();
    let has = |name: &str| names.iter().any(|it| it.trim_start_matches('/').eq_ignore_ascii_case(name));
    if !has("_rels/.rels") {
        return Ok(usual.to_owned());
    }
    let relations = read(archive, "_rels/.rels", kind, limits)?;
    let found = relations.into_iter().find(|it| it.kind == "officeDocument" && has(&it.part));
    Ok(found.map_or_else(|| usual.to_owned(), |it| it.part))
}

/// The name of a part from the address by which another refers to it.
pub(super) fn resolve(base: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let target = decoded(target.split('#').next().unwrap_or_default());
    let folder = base.rsplit_once('/').map_or("", |it| it.0);
    let mut steps: Vec<&str> = Vec::new();
    let folder = if target.starts_with('/') { "" } else { folder };
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// An address without `%20` and its like.
fn decoded(address: &str) -> String {
    let mut parts = address.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let meant = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.extend(meant.or(Some(b'%')));
        bytes.extend(part.bytes().skip(if meant.is_some() { 2 } else { 0 }));
    }
    String::from_utf8(bytes).unwrap_or_else(|_other| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_from_the_part_that_holds_them() {
        for (base, target, part) in [
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl/workbook.xml", "../xl/./worksheets/a.xml", "xl/worksheets/a.xml"),
            ("xl/workbook.xml", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/workbook.xml", "worksheets\\a%20%E8%A1%A8.xml", "xl/worksheets/a 表.xml"),
            ("xl/workbook.xml", "100%.xml", "xl/100%.xml"),
            ("a.xml", "../../b.xml#x", "b.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "./styles.xml", "word/styles.xml"),
            ("word/document.xml", "../word/./styles.xml", "word/styles.xml"),
            ("word/document.xml", "/custom/styles.xml", "custom/styles.xml"),
            ("word/document.xml", "..\\a b.xml", "a b.xml"),
            ("a.xml", "../../b%20c.xml#x", "b c.xml"),
        ] {
            assert_eq!(resolve(base, target), part);
        }
        assert_eq!(list_of("xl/a.xml"), "xl/_rels/a.xml.rels");
        assert_eq!((list_of("a.xml").as_str(), list_of("").as_str()), ("_rels/a.xml.rels", "_rels/.rels"));
    }
}
