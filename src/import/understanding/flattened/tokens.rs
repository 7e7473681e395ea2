//! The cells of a flattened table in their order.

use std::ops::Range;

use super::packed::{FEWEST_PIECES, is_one_row};
use super::token::Token;
use super::{groups, lines, packed};
use crate::import::reading::grid::{Block, Document, FileKind, Grid};
use crate::import::understanding::labels::variants::variants;
use crate::import::understanding::lexicon::Lexicon;
use crate::import::understanding::texts::{Kind, Texts, kind_of};
use crate::import::understanding::titles;
use crate::import::understanding::work::KEPT;

/// A paragraph longer than this is running text, no cell.
const LONGEST: usize = 90;

/// Paragraphs that are flattened tables have so many figures and so many labels of a form.
const FEWEST_FIGURES: usize = 6;
const FEWEST_LABELS: usize = 5;

/// More short paragraphs than this, one behind the other, are looked at piece by piece.
const MOST_PARAGRAPHS: usize = 50_000;

/// So many numbers before labels make a column that numbers the lines, and so many of a hundred labels have one.
const FEWEST_NUMBERS: usize = 5;
const NUMBERED_OF_HUNDRED: usize = 75;

/// Headings before a table that may belong to it.
const MOST_BETWEEN: usize = 3;

/// A row of a form has no more columns than this.
const MOST_BLANKS: usize = 20;

/// The cells of a flattened table, and where it stands.
pub(super) struct Run {
    pub(super) blocks: Range<usize>,
    pub(super) name: String,
    pub(super) order: Order,
}

/// What is left of the order of a table.
pub(super) enum Order {
    /// One cell behind the other. A grid does not hold the blanks behind its last cell (`is_cut`).
    Cells { tokens: Vec<Token>, is_cut: bool },
    /// Its rows, each with its cells one behind the other.
    Rows(Vec<Vec<Token>>),
}

/// The runs of cells in a document: grids of one column in a text, grids in pieces in an old Word document, and paragraphs
/// of which many are figures.
pub(super) fn runs(document: &Document, texts: &mut Texts<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(block) = document.blocks.get(at).filter(|_| texts.work().spend(1)) {
        if let Some((count, rows)) = groups::rows(document.blocks.get(at..).unwrap_or_default(), texts) {
            let name = format!("段落{}", runs.len() + 1);
            runs.push(Run { blocks: at..at + count, name, order: Order::Rows(rows) });
            at += count;
            continue;
        }
        let blocks = match block {
            Block::Grid(first) if document.kind == FileKind::Doc => {
                let rest = document.blocks.get(at..).unwrap_or_default();
                let grids =
                    rest.iter().map_while(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
                let count = grids.clone().count();
                if grids.clone().filter(|grid| is_one_row(grid)).count() >= FEWEST_PIECES {
                    let tokens = grids.flat_map(|grid| rows_of(grid, texts)).collect();
                    let tokens = without_numbers(tokens, texts.lexicon());
                    let order = Order::Cells { tokens, is_cut: true };
                    runs.push(Run { blocks: at..at + count, name: first.name.clone(), order });
                }
                at..at + count
            }
            Block::Grid(grid) if grid.is_hidden => at..at + 1,
            Block::Grid(grid) => {
                if document.kind == FileKind::Text && grid.cells.iter().all(|cell| cell.column == 0) {
                    let tokens = without_numbers(tokens_of(grid, texts), texts.lexicon());
                    let order = Order::Cells { tokens, is_cut: true };
                    runs.push(Run { blocks: at..at + 1, name: grid.name.clone(), order });
                    at..at + 1
                } else {
                    let (count, rows) = packed::rows(document.blocks.get(at..).unwrap_or_default(), texts);
                    if let Some(rows) = rows {
                        let order = Order::Rows(rows);
                        runs.push(Run { blocks: at..at + count, name: grid.name.clone(), order });
                    }
                    at..at + count
                }
            }
            Block::Paragraph(_) => {
                let short = document.blocks.iter().skip(at).take(MOST_PARAGRAPHS).take_while(|block| is_short(block));
                let short = texts.work().take(short.count(), KEPT);
                let end = at + short.max(1);
                let begins = |next: &usize| {
                    let is_before_grid = matches!(document.blocks.get(next + 1), Some(Block::Grid(_)));
                    is_before_grid && groups::rows(document.blocks.get(*next..).unwrap_or_default(), texts).is_some()
                };
                at..(at + 1..end).rev().take(MOST_BETWEEN).find(begins).unwrap_or(end)
            }
        };
        let paragraphs = document.blocks.get(blocks.clone()).unwrap_or_default();
        let order = paragraph_tokens(paragraphs, texts)
            .map(|tokens| Order::Cells { tokens: without_numbers(tokens, texts.lexicon()), is_cut: false });
        if let Some(order) = order.or_else(|| lines::rows(paragraphs, texts).map(Order::Rows)) {
            let name = format!("段落{}", runs.len() + 1);
            runs.push(Run { blocks: blocks.clone(), name, order });
        }
        at = blocks.end;
    }
    runs
}

fn is_short(block: &Block) -> bool {
    // Spaces between columns say nothing of the length.
    let is_word = |c: &char| !c.is_whitespace();
    matches!(block, Block::Paragraph(text) if text.chars().filter(is_word).take(LONGEST + 1).count() <= LONGEST)
}

/// The cells of a grid with one column; a row without a cell is a blank one.
fn tokens_of(grid: &Grid, texts: &mut Texts<'_>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut next = 0_usize;
    let may = texts.work().take(grid.cells.len(), KEPT);
    for cell in grid.cells.iter().take(may) {
        let blanks = usize::try_from(cell.row).unwrap_or(usize::MAX).saturating_sub(next);
        next = usize::try_from(cell.row + 1).unwrap_or(usize::MAX);
        tokens.extend((0..blanks.min(LONGEST)).map(|_| Token::blank()));
        if cell.left_out.is_empty() && cell.doubts.is_empty() {
            tokens.extend(split(&cell.text, texts));
        } else {
            tokens.push(Token::of_cell(cell, texts));
        }
    }
    tokens
}

/// The cells of a grid row by row. The reader of old Word documents loses spans and begins a new grid at each row that is
/// divided otherwise than the one before; what is left of the table is its reading order.
fn rows_of(grid: &Grid, texts: &mut Texts<'_>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let may = texts.work().take(grid.cells.len(), KEPT);
    for row in grid.cells[..may].chunk_by(|one, other| one.row == other.row) {
        let mut next = row.first().map_or(0, |cell| cell.column);
        for cell in row {
            tokens.extend((next..cell.column).map(|_| Token::blank()));
            tokens.push(Token::of_cell(cell, texts));
            next = cell.column + cell.column_span;
        }
        // The grid does not hold the blanks behind the last cell of a row; too many do no harm.
        if row.iter().any(|cell| kind_of(&cell.text) == Kind::Figure) {
            tokens.extend(std::iter::repeat_n(Token::blank(), MOST_BLANKS));
        }
    }
    tokens
}

/// A cell without the lines of text above the table, which have no mark of their own and became part of its first cell.
fn split(text: &str, texts: &mut Texts<'_>) -> Vec<Token> {
    let whole = Token::of(text, texts);
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() < 2 || whole.likeness.is_known() {
        return vec![whole];
    }
    let is_title = |line: &str, texts: &mut Texts<'_>| {
        let token = Token::of(line, texts);
        texts.lexicon().may_open(&token.likeness)
            || titles::is_field(&token.label.core)
            || titles::year(line).is_some()
            || titles::unit(line).is_some()
    };
    let Some(last) = (0..lines.len() - 1).rev().find(|at| is_title(lines[*at], texts)) else { return vec![whole] };
    let (above, cell) = lines.split_at(last + 1);
    let above: Vec<Token> = above.iter().map(|line| Token::of(line, texts)).collect();
    above.into_iter().chain([Token::of(&cell.join("\n"), texts)]).collect()
}

/// Paragraphs as cells, if they are a flattened table; a note in brackets belongs to the label before it.
fn paragraph_tokens(blocks: &[Block], texts: &mut Texts<'_>) -> Option<Vec<Token>> {
    if blocks.len() < FEWEST_FIGURES + FEWEST_LABELS {
        return None;
    }
    let mut tokens: Vec<Token> = Vec::new();
    for block in blocks {
        let Block::Paragraph(text) = block else { return None };
        let token = Token::of(text.trim(), texts);
        let is_note = token.text.starts_with(['(', '（']) && token.text.ends_with([')', '）']);
        match tokens.last_mut() {
            Some(last) if is_note && !token.likeness.is_known() && last.likeness.is_known() => {
                last.text = format!("{}\n{}", last.text, token.text);
            }
            _ => tokens.push(token),
        }
    }
    let figures = tokens.iter().filter(|token| token.kind == Kind::Figure).count();
    let labels = tokens.iter().filter(|token| token.likeness.is_known()).count();
    (figures >= FEWEST_FIGURES && labels >= FEWEST_LABELS).then_some(tokens)
}

/// The cells without those of a column that numbers the lines, and without its head.
///
/// Such a column stands to the left of the labels, so its numbers come behind the figures of the line before: they rise
/// by little from label to label, and nearly every label has one.
fn without_numbers(tokens: Vec<Token>, lexicon: &Lexicon) -> Vec<Token> {
    const LARGEST_STEP: u32 = 3;
    let is_numbering = |token: &Token| variants().is_numbering(&token.label.core);
    if !tokens.iter().any(is_numbering) {
        return tokens;
    }
    let is_words = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Words);
    let is_label = |at: &usize| {
        let likeness = &tokens[*at].likeness;
        let is_near = lexicon.may_stub(likeness) || lexicon.may_open(likeness) || lexicon.may_head(likeness);
        *at > 0 && is_near && !is_words(at - 1)
    };
    let starts: Vec<usize> = (0..tokens.len()).filter(is_label).collect();
    let numbers = starts.iter().filter_map(|start| Some((start - 1, tokens[start - 1].text.trim().parse().ok()?)));
    let numbers: Vec<(usize, u32)> = numbers.collect();
    let follows = |one: u32, other: u32| one < other && other - one <= LARGEST_STEP;
    let is_member = |at: usize| {
        let number = numbers[at].1;
        at.checked_sub(1).is_some_and(|before| follows(numbers[before].1, number))
            || numbers.get(at + 1).is_some_and(|next| follows(number, next.1))
    };
    let mut members: Vec<usize> = (0..numbers.len()).filter(|at| is_member(*at)).map(|at| numbers[at].0).collect();
    if members.len() < FEWEST_NUMBERS || members.len() * 100 < starts.len() * NUMBERED_OF_HUNDRED {
        return tokens;
    }
    // A line without a label has its number right behind the heads; a head whose column has no numbers stays.
    members.sort_unstable();
    let known = members.clone();
    let mut heads: Vec<usize> = Vec::new();
    for head in (0..tokens.len()).filter(|at| is_numbering(&tokens[*at])) {
        let first = (head..tokens.len()).find(|at| !is_words(*at)).unwrap_or(head);
        if tokens.get(first).is_some_and(|token| token.text.trim() == "1") {
            heads.push(head);
            members.push(first);
        } else if known.binary_search(&first).is_ok() {
            heads.push(head);
        }
    }
    members.sort_unstable();
    let is_kept = |(at, _): &(usize, Token)| members.binary_search(at).is_err() && heads.binary_search(at).is_err();
    tokens.into_iter().enumerate().filter(is_kept).map(|(_, token)| token).collect()
}
