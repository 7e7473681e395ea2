//! The paragraphs of a report: from plain text, and from what the readers of `import` make of any other file.

use crate::import::grid::{Block, Document};
use crate::import::plain_text;

/// The paragraphs of plain text, whatever its encoding; marks of Markdown headings and lists are left out.
///
/// `None` when the bytes are no text.
pub fn of_text(bytes: &[u8]) -> Option<Vec<String>> {
    let text = plain_text(bytes).filter(|text| !text.contains('\0'))?;
    let line = |line: &str| line.trim().trim_start_matches(['#', '>', '*']).trim().to_owned();
    Some(text.lines().map(line).filter(|line| !line.is_empty()).collect())
}

/// The paragraphs of a document; its tables are no sentences.
pub fn of_document(document: &Document) -> Vec<String> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Block::Grid(_) => None,
    };
    document.blocks.iter().filter_map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn texts_of_any_encoding() {
        let (gb, _, _) = encoding_rs::GB18030.encode("一、总体情况\n收到政府信息公开申请");
        assert_eq!(of_text(&gb).expect("text"), ["一、总体情况", "收到政府信息公开申请"]);
        assert_eq!(of_text("# 标题\n\n收到申请".as_bytes()).expect("text"), ["标题", "收到申请"]);
        assert_eq!(of_text(b"\xd0\xcf\x11\xe0\0\0"), None);
    }
}
