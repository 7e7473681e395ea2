//! What the cells of a flattened table are: texts, heads, and lines of labels and figures.

use super::heads::{Column, MOST_WORDS, heads, joined};
use super::token::Token;
use crate::import::understanding::lexicon::{CLOSE, Lexicon, Likeness};
use crate::import::understanding::texts::Kind;
use crate::import::understanding::work::Work;

/// A label above others is not longer than this.
const LONGEST_HEADING: usize = 20;

/// Steps to look for heads, for every word: it is compared with every column.
const PER_WORD: usize = 100;

/// A part of a flattened table, in its order.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A title, a band, or anything else beside the tables.
    Text(String),
    /// Heads over the lines behind them.
    Heads {
        /// What stands over the labels.
        corner: Option<String>,
        /// The columns in every reading.
        readings: Vec<Vec<Column>>,
        /// Whether their order is the form's.
        is_assumed: bool,
        /// Whether every head of the form is there, and nothing else.
        is_exact: bool,
    },
    /// A line of a table.
    Line(Line),
}

/// A line of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The labels with the columns that they stand in.
    pub(super) labels: Vec<(u32, String)>,
    /// What follows them, blank or not.
    pub(super) values: Vec<Token>,
    /// Words behind the figures.
    pub(super) remarks: Vec<String>,
}

/// The parts of a flattened table; `None` when nothing in it is of a form.
///
/// A grid does not hold the blanks behind its last cell, so the last line of one may lack some (`is_cut`).
pub(super) fn pieces(tokens: Vec<Token>, is_cut: bool, (lexicon, work): (&Lexicon, &Work)) -> Option<Vec<Piece>> {
    let mut parser = Parser::new(lexicon, work);
    let mut words: Vec<Token> = Vec::new();
    let mut blanks: Vec<Token> = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Words => {
                if words.is_empty() {
                    parser.values(&mut blanks);
                }
                // Blanks between labels are lines without figures.
                blanks.clear();
                words.push(token);
            }
            Kind::Blank => blanks.push(token),
            Kind::Figure | Kind::Measure => {
                parser.words(std::mem::take(&mut words), None);
                parser.values(&mut blanks);
                parser.values(&mut vec![token]);
            }
        }
    }
    parser.words(words, None);
    if is_cut {
        parser.fill_up();
    }
    parser.has_known.then_some(parser.pieces)
}

/// The parts of a table of which the rows are known, but not which column a cell stands in.
pub(super) fn pieces_of_rows(rows: Vec<Vec<Token>>, (lexicon, work): (&Lexicon, &Work)) -> Option<Vec<Piece>> {
    let mut parser = Parser::new(lexicon, work);
    let mut words: Vec<Token> = Vec::new();
    let widths: Vec<Option<usize>> = rows.iter().map(|row| split(row, lexicon).map(|at| row.len() - at)).collect();
    for (number, mut row) in rows.into_iter().enumerate() {
        let Some(at) = split(&row, lexicon) else {
            words.extend(row.into_iter().filter(|token| token.kind == Kind::Words));
            continue;
        };
        let mut values = row.split_off(at);
        words.extend(row.into_iter().filter(|token| token.kind == Kind::Words));
        let width = usual(widths.get(number..).unwrap_or_default());
        let begins = words.is_empty();
        parser.words(std::mem::take(&mut words), width);
        if begins || !parser.is_line_open() {
            parser.pieces.push(Piece::Line(Line::default()));
        }
        parser.values(&mut values);
    }
    parser.words(words, None);
    parser.has_known.then_some(parser.pieces)
}

/// Where the figures of a row begin: behind its last label; nothing for a row without figures.
fn split(row: &[Token], lexicon: &Lexicon) -> Option<usize> {
    let first = row.iter().position(|token| matches!(token.kind, Kind::Figure | Kind::Measure))?;
    let before = row.get(..first)?;
    let is_label = |token: &Token| token.kind == Kind::Words && lexicon.may_stub(&token.likeness);
    let label = before.iter().rposition(is_label).or_else(|| before.iter().rposition(|it| it.kind == Kind::Words));
    Some(label.map_or(0, |label| label + 1))
}

/// How many cells the figures of most of the rows up to the next heads take; blanks at the end do not count.
fn usual(widths: &[Option<usize>]) -> Option<usize> {
    const MOST_ROWS: usize = 40;
    let mut counts: Vec<usize> = Vec::new();
    let mut gaps = 0;
    for width in widths.iter().take(MOST_ROWS) {
        match width {
            Some(width) => {
                counts.push(*width);
                gaps = 0;
            }
            None => gaps += 1,
        }
        if gaps > 1 {
            break;
        }
    }
    counts.sort_unstable();
    counts.chunk_by(|one, other| one == other).max_by_key(|run| run.len()).and_then(|run| run.first().copied())
}

struct Parser<'a> {
    lexicon: &'a Lexicon,
    work: &'a Work,
    pieces: Vec<Piece>,
    /// How many columns stand under the last heads, and how many of them the form has.
    width: Option<(usize, usize)>,
    /// Whether a column that the form does not have stands behind all others.
    has_remarks: bool,
    /// Whether those that the form does not have stand behind the others for sure.
    is_known_first: bool,
    has_known: bool,
}

impl<'a> Parser<'a> {
    fn new(lexicon: &'a Lexicon, work: &'a Work) -> Self {
        let pieces = Vec::new();
        Self { lexicon, work, pieces, width: None, has_remarks: false, is_known_first: false, has_known: false }
    }

    /// Whether the last piece is a line that waits for its figures.
    fn is_line_open(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Line(line)) if line.values.is_empty())
    }
}

impl Parser<'_> {
    fn values(&mut self, values: &mut Vec<Token>) {
        if values.is_empty() {
            return;
        }
        // What follows a remark is another line, whose label was not told from one.
        if !matches!(self.pieces.last(), Some(Piece::Line(line)) if line.remarks.is_empty()) {
            self.pieces.push(Piece::Line(Line::default()));
        }
        if let Some(Piece::Line(line)) = self.pieces.last_mut() {
            line.values.append(values);
        }
    }

    /// Words before figures; `width` is how many figures the lines have, where that is known.
    fn words(&mut self, words: Vec<Token>, width: Option<usize>) {
        if words.is_empty() {
            return;
        }
        let words = joined(words, self.lexicon);
        let may_look = self.work.spend(words.len().min(MOST_WORDS) * PER_WORD);
        let Some(heads) = may_look.then(|| heads(&words, width, self.lexicon)).flatten() else {
            self.labels(&words);
            return;
        };
        self.has_known = true;
        self.labels_above(&words[..heads.words.start]);
        let columns = heads.readings.first().map_or(&[][..], Vec::as_slice);
        self.width = Some((columns.len(), columns.iter().filter(|column| column.is_known).count()));
        self.has_remarks = heads.readings.iter().any(|columns| columns.last().is_some_and(|column| !column.is_known));
        let is_known_first = columns.windows(2).all(|pair| pair[0].is_known || !pair[1].is_known);
        self.is_known_first = heads.readings.len() == 1 && is_known_first;
        let super::heads::Heads { words: place, corner, readings, is_assumed, is_exact, .. } = heads;
        self.pieces.push(Piece::Heads { corner, readings, is_assumed, is_exact });
        self.labels(words.get(place.end..).unwrap_or_default());
    }

    /// Words above heads: nothing but headings and texts, and the remark of the line before.
    fn labels_above(&mut self, words: &[Token]) {
        for (at, word) in words.iter().enumerate() {
            if at == 0 && self.is_remark(word) {
                continue;
            }
            match self.column(word).filter(|_| !self.lexicon.may_open(&word.likeness)) {
                Some(column) => self.label(column, word),
                None => self.pieces.push(Piece::Text(word.text.clone())),
            }
        }
    }

    /// The words before the figures of a line.
    fn labels(&mut self, words: &[Token]) {
        let lexicon = self.lexicon;
        let is_opening = |word: &Token| lexicon.may_open(&word.likeness) && !word.likeness.is_known_stub(lexicon);
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1);
            if is_opening(word) {
                self.pieces.push(Piece::Text(word.text.clone()));
                continue;
            }
            if let Some(column) = self.column(word) {
                self.has_known = true;
                self.label(column, word);
                continue;
            }
            if at == 0 && (self.is_remark(word) || (next.is_none() && self.is_value(word))) {
                continue;
            }
            let is_plain = word.text.chars().count() <= LONGEST_HEADING && !word.text.contains(['：', ':', '\u{3000}']);
            match next {
                // The label of a line that the form does not have.
                None if is_plain => self.label(self.last_column(), word),
                Some(next) if is_plain => match self.column(next).filter(|column| *column > 0) {
                    Some(column) => self.label(column - 1, word),
                    None => self.pieces.push(Piece::Text(word.text.clone())),
                },
                _ => self.pieces.push(Piece::Text(word.text.clone())),
            }
        }
    }

    /// Puts a label into the line that begins, or begins one.
    fn label(&mut self, column: u32, word: &Token) {
        let is_open = |line: &Line| {
            line.values.is_empty()
                && line.labels.last().is_some_and(|(last, text)| *last < column || *text == word.text)
        };
        match self.pieces.last_mut() {
            Some(Piece::Line(line)) if is_open(line) => {
                if line.labels.last().is_none_or(|(_, text)| *text != word.text) {
                    line.labels.push((column, word.text.clone()));
                }
            }
            _ => {
                let labels = vec![(column, word.text.clone())];
                self.pieces.push(Piece::Line(Line { labels, ..Line::default() }));
            }
        }
    }

    /// Adds the blanks that the last line lacks.
    fn fill_up(&mut self) {
        let Some((_, known)) = self.width.filter(|_| self.is_known_first) else { return };
        if let Some(Piece::Line(line)) = self.pieces.last_mut() {
            let lacking = if line.values.is_empty() { 0 } else { known.saturating_sub(line.values.len()) };
            line.values.extend(std::iter::repeat_n(Token::blank(), lacking));
        }
    }

    /// The column of labels in which a form prints a label.
    fn column(&self, word: &Token) -> Option<u32> {
        if !self.lexicon.may_stub(&word.likeness) {
            return None;
        }
        let rows = self.lexicon.models.iter().flat_map(|model| model.rows.iter().zip(&model.stub_columns));
        let scores = rows.filter(|(labels, _)| word.may_be(labels));
        let best = scores.map(|(labels, column)| (word.likeness.best(labels).max(CLOSE - 1), *column));
        best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, column)| column)
    }

    fn last_column(&self) -> u32 {
        let lines =
            self.pieces.iter().rev().filter_map(|piece| if let Piece::Line(line) = piece { Some(line) } else { None });
        lines.take(1).filter_map(|line| line.labels.last()).map(|(column, _)| *column).next().unwrap_or(0)
    }

    /// Takes words behind a whole line for its remark, where the heads have a column for it.
    fn is_remark(&mut self, word: &Token) -> bool {
        let is_known =
            |it: &Likeness| self.lexicon.may_open(it) || self.lexicon.may_stub(it) || self.lexicon.may_head(it);
        let is_short = word.text.chars().count() <= LONGEST_HEADING;
        let may_be = self.has_remarks && is_short && !is_known(&word.likeness);
        let Some((width, known)) = self.width.filter(|_| may_be) else { return false };
        match self.pieces.last_mut() {
            Some(Piece::Line(line)) if (known..=width).contains(&line.values.len()) => {
                line.remarks.push(word.text.clone());
                true
            }
            _ => false,
        }
    }

    /// Takes words between figures for a value that was written out.
    fn is_value(&mut self, word: &Token) -> bool {
        let Some((_, known)) = self.width else { return false };
        match self.pieces.last_mut() {
            Some(Piece::Line(line)) if !line.labels.is_empty() && (1..known).contains(&line.values.len()) => {
                line.values.push(word.clone());
                true
            }
            _ => false,
        }
    }
}
