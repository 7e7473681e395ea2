//! The report as it is read: headings, paragraphs and tables one after the other, without prompts.

use super::pieces::{Piece, report};
use crate::check::Engine;
use crate::filing::Filing;
use crate::report::charts::Chart;

/// What the text before the first section is called when nothing is written there.
const OPENING: &str = "开头";

/// A heading of the second level is a line of its own, no longer than this.
const SUBHEADING_CHARACTERS: usize = 28;

/// One block of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title.
    Title(String),
    /// The prescribed heading of a section.
    Heading(String),
    /// A heading inside a section, as （一） begins one.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table of the form, as a position in [`crate::form::Form::tables`].
    Table(usize),
    /// A chart, with its number in the report from 1.
    Chart(usize, Box<Chart>),
    /// The printed form, attached behind the report, with what the report calls it.
    Annex(String),
}

impl Block {
    /// Its text; `None` for a table or a chart.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Title(text)
            | Self::Heading(text)
            | Self::Subheading(text)
            | Self::Paragraph(text)
            | Self::Annex(text) => Some(text),
            Self::Table(_) | Self::Chart(..) => None,
        }
    }
}

/// A part of a block that is written in a place of the report; all counted in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The id of the place.
    pub place: String,
    /// Where it begins in the block.
    pub start: usize,
    /// Where it begins in the text of the place.
    pub from: usize,
    /// How long it is.
    pub length: usize,
}

/// The blocks of a report, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// For each block the places that it comes from.
    pub parts: Vec<Vec<Part>>,
    /// The headings below which something has to be written and nothing is.
    pub unwritten: Vec<String>,
}

impl Flow {
    /// The report of a filing; `None` for forms that have none.
    ///
    /// Sentences of one section make one paragraph; a place with a prompt is a paragraph of its own, or several.
    pub fn of(filing: &Filing, engine: &Engine) -> Option<Self> {
        let mut flow = Self { blocks: Vec::new(), parts: Vec::new(), unwritten: Vec::new() };
        let mut section = Section::new(OPENING.to_owned());
        let mut goes_on = false;
        let mut chart_count = 0;
        // The tables of an annex are part of the printed form.
        let mut is_annexed = false;
        for piece in report(filing, engine)? {
            match piece {
                Piece::Title(text) => flow.push(Block::Title(text)),
                Piece::Heading(text) => {
                    section.end(&mut flow.unwritten);
                    section = Section::new(text.clone());
                    flow.push(Block::Heading(text));
                    goes_on = false;
                }
                Piece::Annex(text) => {
                    flow.push(Block::Annex(text));
                    is_annexed = true;
                }
                Piece::Table(_) if is_annexed => {}
                Piece::Table(table) => flow.push(Block::Table(table)),
                Piece::Chart(chart) => {
                    chart_count += 1;
                    flow.push(Block::Chart(chart_count, chart));
                }
                Piece::Sentence { id, text, prompt, .. } => {
                    section.has_places = true;
                    if text.trim().is_empty() {
                        continue;
                    }
                    section.has_text = true;
                    flow.write(&id, &text, goes_on && prompt.is_empty());
                    goes_on = prompt.is_empty();
                }
            }
        }
        section.end(&mut flow.unwritten);
        Some(flow)
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
        self.parts.push(Vec::new());
    }

    /// Adds the lines of a text, the first to the paragraph before if it goes on.
    fn write(&mut self, place: &str, text: &str, mut goes_on: bool) {
        let mut at = 0;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim();
            let from = at + whole.chars().take_while(|c| c.is_whitespace()).count();
            at += whole.chars().count();
            if line.is_empty() {
                continue;
            }
            let mut start = 0;
            match self.blocks.last_mut() {
                Some(Block::Paragraph(last)) if goes_on => {
                    start = last.chars().count();
                    last.push_str(line);
                }
                _ if is_subheading(line) => self.push(Block::Subheading(line.to_owned())),
                _ => self.push(Block::Paragraph(line.to_owned())),
            }
            if let Some(parts) = self.parts.last_mut() {
                parts.push(Part { place: place.to_owned(), start, from, length: line.chars().count() });
            }
            goes_on = false;
        }
    }
}

/// A section while its places are gone through.
struct Section {
    heading: String,
    has_places: bool,
    has_text: bool,
}

impl Section {
    fn new(heading: String) -> Self {
        Self { heading, has_places: false, has_text: false }
    }

    fn end(self, unwritten: &mut Vec<String>) {
        if self.has_places && !self.has_text {
            unwritten.push(self.heading);
        }
    }
}

/// Whether a line is a heading of the second level: `（一）` and words without a full stop.
fn is_subheading(line: &str) -> bool {
    let Some((number, words)) = line.strip_prefix('（').and_then(|rest| rest.split_once('）')) else { return false };
    let is_number = !number.is_empty() && number.chars().all(|it| "一二三四五六七八九十".contains(it));
    let is_sentence = words.ends_with(['。', '；', '：', '，']) || words.contains('。');
    is_number && !words.is_empty() && !is_sentence && line.chars().count() <= SUBHEADING_CHARACTERS
}

#[cfg(test)]
mod tests {
    use super::is_subheading;

    #[test]
    fn headings_of_the_second_level_are_told_from_sentences() {
        assert!(is_subheading("（一）主动公开情况"));
        assert!(is_subheading("（十二）监督保障"));
        assert!(!is_subheading("（一）主动公开。全年公开信息12条。"));
        assert!(!is_subheading("（试行）办法"));
        assert!(!is_subheading("（一）"));
        assert!(!is_subheading("主动公开"));
    }
}
