//! Web archives: a page with what belongs to it in one file, as browsers, office programs and wikis save it.
//!
//! Which part is the page says the head, or else it is the first. A page of frames has its tables in further parts.

mod mime;

use super::{html, text};
use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Document, FileKind};
use crate::import::reading::limits::Limits;
use mime::{Head, Part};

/// How many pages an archive may hold.
const PAGES: usize = 256;

pub(in crate::import::reading) use mime::is_archive;

/// Reads an archive.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let too_many = |what: String| ReadError::TooBig { what };
    let (head, parts) =
        mime::parts(bytes, limits.entries).ok_or_else(|| too_many(format!("部件超过 {} 个", limits.entries)))?;
    let kinds: Vec<Kind> = parts.iter().map(Kind::of).collect();
    let of = |kind: Kind| parts.iter().zip(&kinds).filter(move |it| *it.1 == kind).map(|it| it.0);
    let unpacked: usize = of(Kind::Page).chain(of(Kind::Sheet)).map(Part::len).sum();
    if unpacked as u64 > limits.part_bytes {
        return Err(too_many(format!("超过 {} MB", limits.part_bytes >> 20)));
    }
    let mut pages: Vec<&Part<'_>> = of(Kind::Page).collect();
    if pages.len() > PAGES {
        return Err(too_many(format!("网页超过 {PAGES} 个")));
    }
    if let Some(root) = pages.iter().position(|page| is_root(&head, &page.head)) {
        pages.get_mut(..=root).unwrap_or_default().rotate_right(1);
    }
    let damaged = || ReadError::Damaged { kind: FileKind::Mht };
    let decoded = |part: &Part<'_>| {
        let said = part.head.parameter("content-type", "charset");
        encoding::web_text(&part.bytes(), said.as_deref()).map(|it| it.into_owned()).ok_or_else(damaged)
    };
    let document = if pages.is_empty() {
        let texts: Result<Vec<String>, ReadError> = of(Kind::Text).map(decoded).collect();
        text::read_text(&texts?.join("\n"), limits)?
    } else {
        let pages: Vec<String> = pages.into_iter().map(decoded).collect::<Result<_, _>>()?;
        let sheets: Vec<String> = of(Kind::Sheet).filter_map(|it| decoded(it).ok()).collect();
        let all: Vec<&str> = pages.iter().map(String::as_str).collect();
        html::read_pages(&all, &sheets.iter().map(String::as_str).collect::<Vec<_>>(), limits)?
    };
    Ok(Document { kind: FileKind::Mht, ..document })
}

/// What a part is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Sheet,
    Text,
    Other,
}

impl Kind {
    fn of(part: &Part<'_>) -> Self {
        let location = part.head.value("content-location").unwrap_or_default().to_ascii_lowercase();
        let location = location.split(['?', '#']).next().unwrap_or_default();
        let ending = location.rsplit_once('.').map(|it| it.1);
        match part.head.kind().as_str() {
            "text/html" | "application/xhtml+xml" => Self::Page,
            "text/css" => Self::Sheet,
            "" | "text/plain" | "application/octet-stream" if matches!(ending, Some("htm" | "html")) => Self::Page,
            "" | "text/plain" => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Whether a part is the one with which the archive begins.
fn is_root(outer: &Head, part: &Head) -> bool {
    let id = |it: &str| it.trim().trim_matches(['<', '>']).to_owned();
    let start = outer.parameter("content-type", "start").map(|it| id(&it)).filter(|it| !it.is_empty());
    if let Some(start) = start {
        return part.value("content-id").is_some_and(|it| id(it) == start);
    }
    let location = outer.value("snapshot-content-location").or_else(|| outer.value("content-location"));
    location.is_some() && part.value("content-location") == location
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reading::grid::Block;

    fn blocks(text: &str) -> Vec<Block> {
        read(text.as_bytes(), &Limits::default()).unwrap().blocks
    }

    fn table(text: &str) -> Vec<String> {
        let grids =
            blocks(text).into_iter().filter_map(|it| if let Block::Grid(grid) = it { Some(grid) } else { None });
        grids.flat_map(|grid| grid.cells).map(|it| it.text).collect()
    }

    #[test]
    fn a_page_alone_is_an_archive() {
        let text = "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n\
            PHRhYmxlPjx0cj48dGQ+55SyPHRkPjE8L3RhYmxlPg==";
        assert_eq!(table(text), ["甲", "1"]);
    }

    #[test]
    fn the_first_page_is_the_one_that_the_head_names() {
        let page = |id: &str, text: &str| {
            format!("--b\nContent-Type: text/html\nContent-ID: <{id}>\n\n<p>{text}<table><tr><td>{text}<td>1</table>\n")
        };
        let head = "MIME-Version: 1.0\nContent-Type: multipart/related; start=\"<two>\"; boundary=b\n\n";
        let text = format!("{head}{}{}--b--\n", page("one", "甲"), page("two", "乙"));
        let blocks = blocks(&text);
        assert_eq!(blocks.first(), Some(&Block::Paragraph("乙".to_owned())));
        assert_eq!(table(&text), ["乙", "1", "甲", "1"]);
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn style_sheets_beside_the_page_hold_for_it() {
        let text = "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
            <table><tr><td>甲<td><i class=x>9</i>1</table>\n--b\nContent-Type: text/css\n\n.x{display:none}\n--b--";
        assert_eq!(table(text), ["甲", "1"]);
    }
}
