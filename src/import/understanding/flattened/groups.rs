//! A line of columns that was cut into one table for each of its groups.
//!
//! 行政复议 over five columns, 行政诉讼 over ten: converters that know no heads over heads write three tables, each under a
//! heading that names its group. Where all groups are there, in order, they are one line again.

use super::token::Token;
use crate::import::reading::grid::Block;
use crate::import::understanding::labels::Label;
use crate::import::understanding::lexicon::{Part, WordId};
use crate::import::understanding::texts::{Kind, Texts};

/// Headings between two of the tables.
const MOST_HEADINGS: usize = 3;

/// How many of the first blocks are the tables of a part, and their heads and figures as two rows.
pub(super) fn rows(blocks: &[Block], texts: &mut Texts<'_>) -> Option<(usize, Vec<Vec<Token>>)> {
    let Some(Block::Paragraph(first)) = blocks.first() else { return None };
    // Nearly every paragraph has no table near it, and is not looked at.
    if !blocks.iter().take(MOST_HEADINGS + 1).any(|block| matches!(block, Block::Grid(_))) {
        return None;
    }
    let lexicon = texts.lexicon();
    let names = names(first, texts);
    let parts = lexicon.models.iter().flat_map(|model| &model.parts).filter(|part| part.is_across);
    let is_begun = |groups: &[Group]| groups.len() > 1 && groups.first().is_some_and(|group| group.is_named(&names));
    let (part, groups) = parts.map(|part| (part, groups(part))).find(|(_, groups)| is_begun(groups))?;
    let (mut heads, mut figures) = (Vec::new(), Vec::new());
    let mut at = 0;
    for group in groups {
        let mut said: Vec<WordId> = Vec::new();
        let mut headings = 0;
        while let Some(Block::Paragraph(text)) = blocks.get(at) {
            said.extend(self::names(text, texts));
            headings += 1;
            at += 1;
            if headings > MOST_HEADINGS {
                return None;
            }
        }
        let Some(Block::Grid(grid)) = blocks.get(at) else { return None };
        let rows: Vec<Vec<Token>> = grid
            .cells
            .chunk_by(|one, other| one.row == other.row)
            .take(3)
            .map(|row| row.iter().map(|cell| Token::of_cell(cell, texts)).collect())
            .collect();
        let [labels, values] = rows.as_slice() else { return None };
        let columns = part.columns.get(group.columns.clone())?;
        let is_whole = labels.len() == columns.len()
            && values.len() == columns.len()
            && labels.iter().zip(columns).all(|(token, column)| token.may_be(&column.labels))
            && values.iter().all(|token| token.kind == Kind::Figure);
        if !group.is_named(&said) || !is_whole {
            return None;
        }
        heads.extend(labels.iter().cloned());
        figures.extend(values.iter().cloned());
        at += 1;
    }
    Some((at, vec![heads, figures]))
}

/// Columns under one head.
struct Group {
    columns: std::ops::Range<usize>,
    /// The heads that stand over no other group.
    names: Vec<WordId>,
}

impl Group {
    fn is_named(&self, said: &[WordId]) -> bool {
        self.names.iter().any(|name| said.contains(name))
    }
}

/// The groups of a part: neighbours under the same heads.
fn groups(part: &Part) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut start = 0;
    for run in part.columns.chunk_by(|one, other| one.parents == other.parents) {
        let columns = start..start + run.len();
        start = columns.end;
        let is_elsewhere = |name: &WordId| {
            let others = part.columns.iter().enumerate().filter(|(at, _)| !columns.contains(at));
            others.into_iter().any(|(_, column)| column.parents.contains(name))
        };
        let names = run.first().map_or_else(Vec::new, |column| column.parents.clone());
        let names = names.into_iter().filter(|name| !is_elsewhere(name)).collect();
        groups.push(Group { columns, names });
    }
    groups
}

/// The labels that a heading names, also in brackets.
fn names(text: &str, texts: &Texts<'_>) -> Vec<WordId> {
    let lexicon = texts.lexicon();
    let label = Label::of(text.trim_start_matches(['#', '*', ' ']));
    let notes = label.notes.split_whitespace().map(|note| Label::of(note).core);
    [label.core.clone()].into_iter().chain(notes).filter_map(|core| lexicon.word(&core)).collect()
}
