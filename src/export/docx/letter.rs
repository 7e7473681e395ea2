//! A letter as blocks: heading, paragraphs, and who writes at the right.

use super::block::{Block, Paragraph};
use super::style::{Alignment, Style};

/// All blocks of a letter.
pub(super) fn blocks(heading: &str, paragraphs: &[String], foot: &[String]) -> Vec<Block> {
    let empty = || Paragraph::new(Style::Text, Vec::new());
    let right =
        |text: &String| Paragraph { alignment: Some(Alignment::Right), ..Paragraph::text(Style::Text, text.as_str()) };
    let mut blocks = vec![Paragraph::text(Style::Title, heading), empty()];
    blocks.extend(paragraphs.iter().map(|text| Paragraph::text(Style::Text, text.as_str())));
    blocks.push(empty());
    blocks.extend(foot.iter().map(right));
    blocks.into_iter().map(Block::Paragraph).collect()
}
