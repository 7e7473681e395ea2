//! A return slip as blocks: heading, who is spoken to, what is wrong, who writes.

use super::block::{Block, Paragraph};
use super::style::{Alignment, Style};
use crate::aggregate::slip::Slip;

/// All blocks of a slip.
pub(super) fn blocks(slip: &Slip) -> Vec<Block> {
    let mut paragraphs = vec![Paragraph::text(Style::Title, Slip::HEADING), Paragraph::new(Style::Text, Vec::new())];
    paragraphs.extend(slip.paragraphs().into_iter().map(|text| Paragraph::text(Style::Text, text)));
    paragraphs.push(Paragraph::new(Style::Text, Vec::new()));
    let foot = slip.foot().into_iter();
    paragraphs
        .extend(foot.map(|text| Paragraph { alignment: Some(Alignment::Right), ..Paragraph::text(Style::Text, text) }));
    paragraphs.into_iter().map(Block::Paragraph).collect()
}
