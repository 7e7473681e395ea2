//! Lines of running text that are rows of a table: a label and figures, parted by blanks.
//!
//! So comes a table out of a page viewer: the places of the columns are gone, the rows are not.

use super::token::Token;
use crate::import::reading::grid::Block;
use crate::import::understanding::texts::{Kind, Texts};

/// Lines with a label of a form and figures behind it that make a table.
const FEWEST_ROWS: usize = 2;

/// Pieces of a line; more are no row of a form.
const MOST_PIECES: usize = 40;

/// Paragraphs as rows, if enough of them are.
pub(super) fn rows(blocks: &[Block], texts: &mut Texts<'_>) -> Option<Vec<Vec<Token>>> {
    // A table is one only by lines in several parts; most texts have none, and are not looked at.
    let is_parted = |line: &&str| line.trim().contains([' ', '\t', '\u{3000}']);
    let lines =
        blocks.iter().flat_map(|block| if let Block::Paragraph(text) = block { text.lines() } else { "".lines() });
    if blocks.len() < FEWEST_ROWS || lines.filter(is_parted).nth(FEWEST_ROWS - 1).is_none() {
        return None;
    }
    let mut rows = Vec::new();
    let mut found = 0;
    for block in blocks {
        let Block::Paragraph(text) = block else { return None };
        for line in text.lines() {
            let mut row = pieces(line, texts);
            // Where no figure stands beside it, a measure is the end of a broken head: 自然 above 人.
            if row.iter().all(|token| token.kind != Kind::Figure) {
                for token in &mut row {
                    token.take_as_words(texts.lexicon());
                }
            }
            let has_label = row.first().is_some_and(|token| texts.lexicon().may_stub(&token.likeness));
            found += usize::from(has_label && row.iter().skip(1).any(|token| token.kind == Kind::Figure));
            rows.push(row);
        }
    }
    (found >= FEWEST_ROWS).then_some(rows)
}

/// The cells of a line: parted by wide gaps, figures behind words by single blanks.
fn pieces(line: &str, texts: &mut Texts<'_>) -> Vec<Token> {
    let wide = line.replace(['\u{3000}', '\t'], "  ");
    let mut tokens = Vec::new();
    for field in wide.split("  ").map(str::trim).filter(|field| !field.is_empty()).take(MOST_PIECES) {
        let whole = Token::of(field, texts);
        if !field.contains(' ') || whole.likeness.is_known() {
            tokens.push(whole);
            continue;
        }
        let words: Vec<&str> = field.split(' ').filter(|word| !word.is_empty()).collect();
        let read: Vec<Token> = words.iter().take(MOST_PIECES).map(|word| Token::of(word, texts)).collect();
        let figures = read.iter().rev().take_while(|token| token.kind == Kind::Figure).count();
        let (front, _) = words.split_at(words.len().min(read.len()) - figures);
        let heads = read.iter().filter(|token| texts.lexicon().may_head(&token.likeness)).count();
        if figures == 0 && heads > 0 {
            tokens.extend(read);
        } else if figures > 0 {
            let label = front.join(" ");
            if !label.is_empty() {
                tokens.push(Token::of(&label, texts));
            }
            tokens.extend(read.into_iter().skip(front.len()));
        } else {
            tokens.push(whole);
        }
    }
    tokens
}
