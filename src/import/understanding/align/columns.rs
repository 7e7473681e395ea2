//! The heads over the number columns of a source, and which columns of the form they are.

use std::rc::Rc;
use std::sync::Arc;

use super::sequence::{How, Score, Scores, matched};
use crate::import::understanding::labels::variants::variants;
use crate::import::understanding::lexicon::{CLOSE, Column, Model, Part, WordId};
use crate::import::understanding::raster::Raster;
use crate::import::understanding::texts::{Kind, Text};

/// A head over some columns of the source.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Head {
    /// The columns under it.
    pub(in crate::import::understanding) columns: std::ops::Range<usize>,
    /// The cells from the first head line down to its own label.
    path: Vec<usize>,
    /// The labels that two or three lines of it are together: 社会公益 over 组织.
    joined: Vec<WordId>,
    /// Its own label as the source writes it.
    pub(in crate::import::understanding) label: Rc<str>,
    /// What that label says; the heads of a table are those of its continuation too, which has other cells.
    leaf: Arc<Text>,
}

/// Consecutive lines of heads, with the columns that they make.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Heads {
    /// The lines.
    pub(in crate::import::understanding) lines: std::ops::Range<usize>,
    /// The heads, left to right.
    pub(in crate::import::understanding) heads: Vec<Head>,
}

/// A column of the source that is a column of the form.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Matched {
    /// The head, as a position in [`Heads::heads`].
    pub(in crate::import::understanding) head: usize,
    /// The column of the form's part.
    pub(in crate::import::understanding) column: usize,
    /// How sure it is.
    pub(in crate::import::understanding) confidence: u8,
    /// Why, in words.
    pub(in crate::import::understanding) reason: Option<String>,
}

impl Head {
    /// Whether figures stand under it, as far as the next words.
    fn is_over_figures(&self, raster: &Raster<'_>) -> bool {
        const MOST_LINES: usize = 6;
        let Some(leaf) = self.path.last() else { return false };
        let column = self.columns.start;
        let Some(line) = (0..raster.height()).rev().find(|line| raster.at(*line, column) == Some(*leaf)) else {
            return false;
        };
        let below = (line + 1..raster.height()).take(MOST_LINES).map(|line| raster.kind(line, column));
        below.take_while(|kind| *kind != Kind::Words).any(|kind| kind == Kind::Figure)
    }
}

impl Heads {
    /// The heads that stand on some lines.
    pub(in crate::import::understanding) fn of(raster: &Raster<'_>, lines: std::ops::Range<usize>) -> Self {
        let mut heads: Vec<Head> = Vec::new();
        for column in 0..raster.width() {
            let path = upright(raster, path(raster, &lines, column));
            let Some(leaf) = path.last() else { continue };
            // A merged head, or one that is repeated over its columns, is one head; a word that nobody knows may be two.
            if let Some(last) = heads.last_mut()
                && last.columns.end == column
                && last.path.len() == path.len()
                && last
                    .path
                    .iter()
                    .zip(&path)
                    .all(|(a, b)| a == b || raster.grid.cells[*a].text == raster.grid.cells[*b].text)
                && (last.path.last() == Some(leaf) || raster.lexicon.may_head(&raster.texts[*leaf].likeness))
            {
                last.columns.end = column + 1;
                continue;
            }
            let label: String = raster.grid.cells[*leaf].text.split_whitespace().collect();
            let label = label.into();
            let joined = joined(raster, &path);
            let leaf = Arc::clone(&raster.texts[*leaf]);
            heads.push(Head { columns: column..column + 1, path, joined, label, leaf });
        }
        Self { lines, heads }
    }

    /// Whether any of these heads may be one of a part's columns; a cheap bound of [`Self::matched`].
    pub(in crate::import::understanding) fn may_match(&self, part: &Part) -> bool {
        let may_be = |head: &Head| {
            head.leaf.likeness.is_close(&part.marks)
                || (part.columns.len() == 1 && variants().is_figure(&head.leaf.label.core))
                || head.joined.iter().any(|word| part.marks[*word])
        };
        self.heads.iter().any(may_be)
    }

    /// The columns of a part that stand under these heads; empty when too few do.
    pub(in crate::import::understanding) fn matched(&self, raster: &Raster<'_>, part: &Part) -> Vec<Matched> {
        let width = part.columns.len();
        if !raster.work.spend(self.heads.len() * width * 2) {
            return Vec::new();
        }
        // Most parts have nothing to do with most heads.
        let is_near =
            |column: &&Column| self.heads.iter().any(|head| like(head, part, column) >= CLOSE || is_slip(head, column));
        if part.columns.iter().filter(is_near).count() * 2 < width {
            return self.cut(raster, part);
        }
        let cells = self.heads.iter().flat_map(|head| part.columns.iter().map(move |column| (head, column)));
        let scores = Scores { width, cells: cells.map(|(head, to)| score(raster, head, part, to)).collect() };
        let found = matched(&scores);
        let pairs = found.iter().enumerate().filter_map(|(head, found)| found.map(|(column, how)| (head, column, how)));
        let matched: Vec<Matched> = pairs
            .map(|(head, column, how)| Matched {
                head,
                column,
                confidence: how.confidence(),
                reason: self.reason(head, how),
            })
            .collect();
        if matched.len() * 2 >= part.columns.len() { matched } else { Vec::new() }
    }

    /// The columns of a part whose heads were cut short, 本年新 for 本年新制作数量: there are as many heads as columns, each
    /// is a column's label or the beginning or end of the one at its place, and one of them at least is whole.
    fn cut(&self, raster: &Raster<'_>, part: &Part) -> Vec<Matched> {
        const SHORTEST: usize = 2;
        let own: Vec<usize> = (0..self.heads.len()).filter(|head| self.heads[*head].is_over_figures(raster)).collect();
        let width = part.columns.len();
        let Some(skipped) = own.len().checked_sub(width).filter(|_| width > 1) else { return Vec::new() };
        let heads = own.get(skipped..).unwrap_or_default();
        let mut wholes = 0;
        let fits = heads.iter().zip(&part.columns).all(|(head, column)| {
            let leaf = &self.heads[*head].leaf;
            let is_whole = leaf.likeness.best(&column.labels) >= CLOSE;
            wholes += usize::from(is_whole);
            let core = leaf.label.core.as_str();
            let is_cut = |label: String| label.starts_with(core) || label.ends_with(core);
            let labels = || column.labels.iter().map(|word| raster.lexicon.label(*word));
            is_whole || core.chars().count() >= SHORTEST && labels().any(is_cut)
        });
        if !fits || wholes == 0 {
            return Vec::new();
        }
        let matched = (0..).zip(heads).map(|(column, head)| Matched {
            head: *head,
            column,
            confidence: How::Between.confidence(),
            reason: Some(format!("栏目“{}”只剩一部分，按栏目次序认定", self.heads[*head].label)),
        });
        matched.collect()
    }

    fn reason(&self, head: usize, how: How) -> Option<String> {
        let text = &self.heads[head].label;
        match how {
            How::Equal => None,
            How::OutOfOrder => Some(format!("栏目“{text}”的位置与表式不同，按栏目名称认定")),
            How::Alike(_) => Some(format!("栏目“{text}”与表式的栏目名称相近")),
            How::Between => Some(format!("栏目“{text}”与表式差一个字，按前后栏目认定")),
        }
    }

    /// Whether a head has the label of a column of a part.
    pub(in crate::import::understanding) fn is_column(&self, head: usize, part: &Part) -> bool {
        self.heads.get(head).is_some_and(|head| head.leaf.likeness.is_close(&part.marks))
    }

    /// Whether a head is one that tables add to a form.
    pub(in crate::import::understanding) fn is_extra(&self, model: &Model, head: usize) -> bool {
        let leaf = &self.heads[head].leaf;
        variants().is_extra(&leaf.label.core) || leaf.likeness.best(&model.derived) >= CLOSE
    }
}

/// A path whose lowest head names several columns while one above it names one: the lines of the heads were exchanged.
fn upright(raster: &Raster<'_>, mut path: Vec<usize>) -> Vec<usize> {
    let lexicon = raster.lexicon;
    let likeness = |cell: &usize| &raster.texts[*cell].likeness;
    let Some((leaf, above)) = path.split_last() else { return path };
    let is_parent = lexicon.may_head(likeness(leaf)) && !lexicon.may_be_column(likeness(leaf));
    let own = above.iter().rposition(|cell| lexicon.may_be_column(likeness(cell)));
    if let Some(own) = own.filter(|_| is_parent) {
        let own = path.remove(own);
        path.push(own);
    }
    path
}

/// The cells over a column, top down. A blank to the right of a head belongs to it, as merged heads are saved in CSV.
fn path(raster: &Raster<'_>, lines: &std::ops::Range<usize>, column: usize) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut opened = 0;
    for line in lines.clone() {
        let is_last = line + 1 == lines.end;
        let cell = if raster.kind(line, column) == Kind::Blank && !is_last {
            // As far to the left as the head above reaches.
            (opened..column).rev().find_map(|left| raster.at(line, left))
        } else {
            raster.at(line, column)
        };
        if let Some(cell) = cell.filter(|cell| path.last() != Some(cell)) {
            path.push(cell);
            opened = opened.max((0..=column).rev().find(|left| raster.at(line, *left) == Some(cell)).unwrap_or(0));
        }
    }
    path
}

/// How alike the labels of a head and a column are.
fn like(head: &Head, part: &Part, column: &Column) -> u8 {
    let leaf = &head.leaf;
    let label = leaf.likeness.best(&column.labels);
    if label >= CLOSE {
        label
    } else if head.joined.iter().any(|word| column.labels.contains(word)) {
        95
    } else if part.columns.len() == 1 && !part.is_across && variants().is_figure(&leaf.label.core) {
        90
    } else {
        label
    }
}

fn is_slip(head: &Head, column: &Column) -> bool {
    head.leaf.likeness.is_slip_of(&column.labels)
}

/// How alike a head and a column are: the labels, and whether the heads above agree.
fn score(raster: &Raster<'_>, head: &Head, part: &Part, column: &Column) -> Score {
    let Some((_, above)) = head.path.split_last() else { return Score::default() };
    let mut context = 0_i8;
    for parent in above.iter().map(|cell| &raster.texts[*cell].likeness) {
        if parent.best(&column.parents) >= CLOSE {
            context = context.saturating_add(5);
        } else if parent.best(&part.parents) >= CLOSE {
            context = context.saturating_sub(30);
        }
    }
    Score { label: like(head, part, column), context, is_slip: is_slip(head, column) }
}

/// The labels that the lowest lines of heads are together.
fn joined(raster: &Raster<'_>, path: &[usize]) -> Vec<WordId> {
    const MOST_LINES: usize = 3;
    let mut lines = path.iter().rev().take(MOST_LINES).map(|cell| raster.texts[*cell].label.core.as_str());
    let mut joined = lines.next().unwrap_or_default().to_owned();
    let mut words = Vec::new();
    for line in lines {
        joined.insert_str(0, line);
        words.extend(raster.lexicon.word(&joined));
    }
    words
}
