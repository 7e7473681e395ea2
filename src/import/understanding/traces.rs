//! What is left of a form in a document of which no filing could be made: so that nobody is told that there is no table
//! where one is seen.

use std::collections::BTreeSet;

use super::labels::{Label, flat};
use super::lexicon::{Lexicon, WordId};
use super::texts::{Kind, kind_of};
use crate::import::reading::grid::{Block, Document};

/// What of a form stands in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Whether there are tables at all.
    pub had_tables: bool,
    /// How many different labels of forms stand there, in cells, in lines, or between the words of a line.
    pub labels: usize,
    /// How many figures stand there by themselves.
    pub figures: usize,
    /// Whether labels and figures stand in one line, with nothing but blanks between them or nothing at all.
    pub run_together: bool,
}

/// So many lines are looked through; a table is found in them or is none.
const MOST_LINES: usize = 5_000;

/// Of a longer line only the beginning is looked through.
const LONGEST_LINE: usize = 4_000;

impl Traces {
    /// The traces in a document.
    pub(super) fn of(document: &Document, lexicon: &Lexicon, had_tables: bool) -> Self {
        let mut found = Found { labels: BTreeSet::new(), figures: 0, run_together: false, lexicon };
        let texts = document.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(text) => vec![text.as_str()],
            Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
        });
        texts.flat_map(str::lines).take(MOST_LINES).for_each(|line| found.line(line));
        let Found { labels, figures, run_together, .. } = found;
        Self { had_tables, labels: labels.len(), figures, run_together }
    }

    /// Whether a table of a form is there, though not whole.
    pub(super) fn is_table(self) -> bool {
        // Other tables have words of forms too.
        let least = if self.had_tables { 5 } else { 2 };
        self.labels >= least && self.figures >= 2
    }
}

struct Found<'l> {
    labels: BTreeSet<WordId>,
    figures: usize,
    run_together: bool,
    lexicon: &'l Lexicon,
}

impl Found<'_> {
    fn line(&mut self, line: &str) {
        let line = line.get(..line.floor_char_boundary(LONGEST_LINE)).unwrap_or(line).trim();
        if line.is_empty() {
            return;
        }
        if let Some(word) = self.word(line) {
            self.labels.insert(word);
            return;
        }
        if kind_of(line) == Kind::Figure {
            self.figures += 1;
            return;
        }
        self.words(line);
        // A sentence names what it counts: 予以公开3件.
        if !line.contains(['。', '，']) {
            self.close_together(&flat(line));
        }
    }

    fn word(&self, text: &str) -> Option<WordId> {
        self.lexicon.word(&Label::of(text).core)
    }

    /// Labels and figures with blanks or bars between them.
    fn words(&mut self, line: &str) {
        let (mut labels, mut figures) = (BTreeSet::new(), 0);
        for part in line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜')).filter(|part| !part.is_empty())
        {
            match kind_of(part) {
                Kind::Figure => figures += 1,
                Kind::Words => labels.extend(self.word(part)),
                Kind::Blank | Kind::Measure => {}
            }
        }
        if !labels.is_empty() && labels.len() + figures >= 2 {
            self.run_together |= figures > 0;
            self.labels.extend(labels);
            self.figures += figures;
        }
    }

    /// Labels with a figure right behind each.
    fn close_together(&mut self, flat: &str) {
        const FEWEST: usize = 2;
        let ends = |label: &str| {
            let behind = |(at, it): (usize, &str)| {
                flat.get(at + it.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            };
            flat.match_indices(label).any(behind)
        };
        if flat.bytes().filter(u8::is_ascii_digit).count() < FEWEST {
            return;
        }
        let labels: Vec<WordId> =
            self.lexicon.long_labels().filter(|(_, label)| ends(label)).map(|(word, _)| word).collect();
        if labels.len() >= FEWEST {
            self.run_together = true;
            self.figures += labels.len();
            self.labels.extend(labels);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Traces;
    use crate::form::Catalogue;
    use crate::import::Lexicon;
    use crate::import::reading::grid::{Block, Document, FileKind};

    fn traces(text: &str) -> Traces {
        let blocks = text.lines().map(|line| Block::Paragraph(line.to_owned())).collect();
        let document = Document { kind: FileKind::Text, blocks, embedded: None, notes: Vec::new() };
        Traces::of(&document, &Lexicon::new(&Catalogue::shipped()), false)
    }

    #[test]
    fn a_table_in_one_line_is_a_table() {
        for text in [
            "信息内容 本年处理决定数量 行政许可 4 行政处罚 5 行政强制 2",
            "信息内容|本年处理决定数量|行政许可|4|行政处罚|5",
            "行政许可4行政处罚5行政强制2",
            "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 3402 99 0 4 5 1 3511\n二、上年结转政府信息公开申请数量 91 3 0 0 2 0 96",
        ] {
            let found = traces(text);
            assert!(found.is_table() && found.run_together, "{text}: {found:?}");
        }
        let cut = traces("规章\n0\n0\n0\n行政规范性文件\n3\n1\n12");
        assert!(cut.is_table() && !cut.run_together, "{cut:?}");
    }

    #[test]
    fn sentences_are_no_table() {
        for text in [
            "2018年共收到政府信息公开申请12件，予以公开3件。",
            "全年行政许可4件，行政处罚5件。\n下一步，继续做好工作。",
            "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况",
        ] {
            assert!(!traces(text).is_table(), "{text}: {:?}", traces(text));
        }
    }
}
