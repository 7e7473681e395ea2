//! What a comparison says, ready to be painted: the figures of every place where they stand.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::jobs::comparer::{Compared, Paragraph};
use crate::report::text::{Linked, Standing, TextFinding};

/// How a figure of the text stands to the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// They agree.
    Agrees,
    /// They disagree.
    Disagrees,
    /// The tables are blank there.
    Open,
}

impl Ink {
    /// What a figure is painted with.
    pub(crate) fn of(linked: &Linked) -> Self {
        match linked.agrees {
            Some(true) => Self::Agrees,
            Some(false) => Self::Disagrees,
            None => Self::Open,
        }
    }

    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Agrees => "一致",
            Self::Disagrees => "不一致",
            Self::Open => "表中没有可比的数",
        }
    }
}

/// A figure in a text, its place counted in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Range<usize>,
    pub(crate) ink: Ink,
}

/// A text with its figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inked {
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// What was compared.
    pub(crate) edition: u64,
    pub(crate) compared: Compared,
    /// The paragraphs.
    pub(crate) paragraphs: Vec<Inked>,
    /// The places of the report.
    pub(crate) places: BTreeMap<String, Inked>,
}

impl Known {
    /// Lays an answer out; `text_of` is what stands in a place.
    pub(crate) fn of(edition: u64, compared: Compared, text_of: impl Fn(&str) -> String) -> Self {
        let inked = |paragraph: &Paragraph| Inked { text: paragraph.text.clone(), marks: Vec::new() };
        let mut paragraphs: Vec<Inked> = compared.paragraphs.iter().map(inked).collect();
        let mut places: BTreeMap<String, Inked> = BTreeMap::new();
        let reading = &compared.comparison.reading;
        for linked in &reading.linked {
            let Some(standing) = reading.standings.get(linked.sentence) else { continue };
            let standing = Standing { span: linked.span.clone(), ..standing.clone() };
            let mark = Mark { span: linked.span.clone(), ink: Ink::of(linked) };
            if let Some(paragraph) = paragraphs.get_mut(standing.paragraph) {
                paragraph.marks.push(mark.clone());
            }
            if let Some((place, span)) = place_of(&compared.paragraphs, &standing) {
                let inked =
                    places.entry(place.to_owned()).or_insert_with(|| Inked { text: text_of(place), marks: Vec::new() });
                inked.marks.push(Mark { span, ..mark });
            }
        }
        for inked in paragraphs.iter_mut().chain(places.values_mut()) {
            inked.marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        }
        Self { edition, compared, paragraphs, places }
    }

    /// Where the sentence of a finding stands.
    pub(crate) fn standing(&self, found: &TextFinding) -> Option<Standing> {
        let reading = &self.compared.comparison.reading;
        if let Some(at) = reading.sentences.iter().position(|sentence| *sentence == found.sentence) {
            return reading.standings.get(at).cloned();
        }
        self.compared.paragraphs.iter().enumerate().find_map(|(paragraph, it)| {
            let start = it.text.get(..it.text.find(&found.sentence)?)?.chars().count();
            Some(Standing { paragraph, span: start..start + found.sentence.chars().count() })
        })
    }

    /// The place of the report in which something stands, and where there.
    pub(crate) fn place(&self, standing: &Standing) -> Option<(&str, Range<usize>)> {
        place_of(&self.compared.paragraphs, standing)
    }
}

fn place_of<'a>(paragraphs: &'a [Paragraph], standing: &Standing) -> Option<(&'a str, Range<usize>)> {
    let Standing { paragraph, span } = standing;
    let parts = &paragraphs.get(*paragraph)?.parts;
    let part = parts.iter().rev().find(|part| part.start <= span.start)?;
    let start = part.from + (span.start - part.start);
    let end = part.from + (span.end - part.start).min(part.length);
    Some((part.place.as_str(), start..end.max(start)))
}
