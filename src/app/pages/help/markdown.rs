//! The part of Markdown that the manual is written in: headings, paragraphs, lists, tables, pictures; bold words and keys.
//!
//! A file has one sentence a line; in a paragraph the lines follow each other without a space, as Chinese is set.

/// Words that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// As they stand.
    Plain(String),
    /// Keys, `Ctrl+P`.
    Keys(String),
    /// Stressed.
    Bold(String),
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// The name of the page.
    Title(String),
    /// The name of a part of it.
    Heading(String),
    /// Sentences.
    Paragraph(Vec<Span>),
    /// A line of a list, with its sign.
    Item(String, Vec<Span>),
    /// A table: its lines with their cells, the first line being the head.
    Table(Vec<Vec<Vec<Span>>>),
    /// A picture: what it shows, and its file.
    Picture(String, String),
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut table = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let is_row = line.starts_with('|');
        if !is_row && !table.is_empty() {
            blocks.push(Block::Table(std::mem::take(&mut table)));
        }
        let block = if is_row { None } else { block(line) };
        if (block.is_some() || is_row || line.is_empty()) && !paragraph.is_empty() {
            blocks.push(Block::Paragraph(spans(&std::mem::take(&mut paragraph))));
        }
        match block {
            Some(block) => blocks.push(block),
            None if is_row => table.extend(row(line)),
            None => paragraph.push_str(line),
        }
    }
    blocks
}

/// The block that one line is by itself.
fn block(line: &str) -> Option<Block> {
    if let Some(words) = line.strip_prefix("# ") {
        return Some(Block::Title(words.to_owned()));
    }
    if let Some(words) = line.strip_prefix("## ") {
        return Some(Block::Heading(words.to_owned()));
    }
    if let Some(words) = line.strip_prefix("- ") {
        return Some(Block::Item("•".to_owned(), spans(words)));
    }
    if let Some((words, file)) = line.strip_prefix("![").and_then(|rest| rest.strip_suffix(')')?.split_once("](")) {
        return Some(Block::Picture(words.to_owned(), file.to_owned()));
    }
    let (number, words) = line.split_once(". ")?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| Block::Item(format!("{number}."), spans(words)))
}

/// The cells of a line of a table; `None` for the line under the head.
fn row(line: &str) -> Option<Vec<Vec<Span>>> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let is_rule = cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| c == '-'));
    (!is_rule).then(|| cells.into_iter().map(spans).collect())
}

/// Words with their looks: text between two backticks are keys, between two pairs of stars bold.
fn spans(words: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (number, part) in words.split('`').enumerate() {
        if number % 2 == 1 {
            spans.push(Span::Keys(part.to_owned()));
            continue;
        }
        for (number, part) in part.split("**").enumerate().filter(|(_, part)| !part.is_empty()) {
            let part = part.to_owned();
            spans.push(if number % 2 == 1 { Span::Bold(part) } else { Span::Plain(part) });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::{Block, Span, read};

    fn plain(words: &str) -> Vec<Span> {
        vec![Span::Plain(words.to_owned())]
    }

    #[test]
    fn a_page_is_read_block_by_block() {
        let page = "# 名\n\n一句。\n又一句。\n## 节\n- 按 `F2`\n2. **二**\n\n![图](images/a.png)\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n尾";
        let keys = vec![Span::Plain("按 ".to_owned()), Span::Keys("F2".to_owned())];
        let expected = [
            Block::Title("名".to_owned()),
            Block::Paragraph(plain("一句。又一句。")),
            Block::Heading("节".to_owned()),
            Block::Item("•".to_owned(), keys),
            Block::Item("2.".to_owned(), vec![Span::Bold("二".to_owned())]),
            Block::Picture("图".to_owned(), "images/a.png".to_owned()),
            Block::Table(vec![vec![plain("甲"), plain("乙")], vec![plain("1"), plain("2")]]),
            Block::Paragraph(plain("尾")),
        ];
        assert_eq!(read(page), expected);
    }

    #[test]
    fn a_number_in_a_sentence_is_no_list() {
        assert_eq!(read("1.5 倍"), [Block::Paragraph(plain("1.5 倍"))]);
    }
}
