//! The annual report in a filing: title, opening, sections with their sentences, prompts and tables.
//!
//! Reading order: `figures` (what sentences are made of), `shares`, `template` (from figures to a sentence), this file (the report
//! as it stands, and the edits that draft it), [`flow`] (the same as headings, paragraphs and tables). What a report holds is
//! data, `assets/report/<form>.toml`.

mod figures;
pub mod flow;
mod shares;
mod template;

use figures::Figures;

use super::charts::{self, Chart};
use super::outline::{Outline, Slot};
use crate::check::Engine;
use crate::filing::{Edit, Filing, Sentence};

/// How a sentence of the report came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is there yet: it can be drafted, or has to be written.
    Open,
    /// It was drafted from the figures.
    Drafted,
    /// Somebody wrote or changed it.
    Edited,
}

impl State {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafted => "drafted",
            Self::Edited => "edited",
        }
    }

    /// The word for the clerk.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "未写",
            Self::Drafted => "草拟",
            Self::Edited => "已改",
        }
    }
}

/// A piece of the report, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The title.
    Title(String),
    /// The heading of a section.
    Heading(String),
    /// What is attached behind the report.
    Annex(String),
    /// A place for a sentence or paragraph.
    Sentence {
        /// The id of the place.
        id: String,
        /// What stands there; empty when nothing does.
        text: String,
        /// How it came to be.
        state: State,
        /// Whether the figures would now give another draft.
        is_outdated: bool,
        /// What has to be said there.
        prompt: String,
    },
    /// A table of the form, as a position in [`crate::form::Form::tables`]; exporters put it in.
    Table(usize),
    /// A chart that stands in the report.
    Chart(Box<Chart>),
}

/// The report of a filing as it stands; `None` for forms that have none.
pub fn report(filing: &Filing, engine: &Engine) -> Option<Vec<Piece>> {
    let outline = Outline::of(&filing.form().id)?;
    let figures = Figures::of(engine.facts(filing));
    let mut pieces = vec![Piece::Title(title(&outline, filing))];
    let charts = charts::offers(filing);
    pieces.extend(outline.opening.iter().map(|slot| piece(slot, filing, &figures)));
    for section in &outline.sections {
        let heading = section.heading.clone();
        pieces.push(if section.is_annex { Piece::Annex(heading) } else { Piece::Heading(heading) });
        pieces.extend(section.slots.iter().map(|slot| piece(slot, filing, &figures)));
        let tables = filing.form().tables.iter().enumerate();
        pieces.extend(
            tables.filter(|(_, table)| section.tables.contains(&table.id)).map(|(position, _)| Piece::Table(position)),
        );
        let of_section = charts.iter().filter(|offer| offer.is_in_report && offer.section == section.id);
        pieces.extend(of_section.filter_map(|offer| offer.chart.clone().ok()).map(|it| Piece::Chart(Box::new(it))));
    }
    Some(pieces)
}

fn title(outline: &Outline, filing: &Filing) -> String {
    outline.title.replace("{year}", &filing.year().to_string()).replace("{unit}", filing.unit().name.trim())
}

fn piece(slot: &Slot, filing: &Filing, figures: &Figures<'_>) -> Piece {
    let written = filing.report().get(&slot.id);
    let state = match written {
        None => State::Open,
        Some(it) if it.is_edited => State::Edited,
        Some(_) => State::Drafted,
    };
    let text = written.map_or_else(String::new, |it| it.text.clone());
    let draft = template::drafted(slot, figures);
    let is_outdated = state == State::Drafted && draft.as_ref() != Some(&text);
    Piece::Sentence { id: slot.id.clone(), text, state, is_outdated, prompt: slot.prompt.clone() }
}

/// The paragraphs of the report as it stands, for the comparison with the tables; empty when nothing is written.
pub fn paragraphs(filing: &Filing, engine: &Engine) -> Vec<String> {
    if filing.report().is_empty() {
        return Vec::new();
    }
    let blocks = flow::Flow::of(filing, engine).map(|flow| flow.blocks).unwrap_or_default();
    blocks.into_iter().filter_map(flow::Block::into_text).collect()
}

/// What somebody wrote into the report, with its title and headings; empty when nobody did.
///
/// Drafts are left out: they repeat the tables, so nothing in the tables is surer for them.
pub fn written(filing: &Filing) -> Vec<String> {
    let Some(outline) = Outline::of(&filing.form().id).filter(|_| filing.report().values().any(|it| it.is_edited))
    else {
        return Vec::new();
    };
    let text = |slot: &Slot| filing.report().get(&slot.id).filter(|it| it.is_edited).map(|it| it.text.clone());
    let mut paragraphs = vec![title(&outline, filing)];
    paragraphs.extend(outline.opening.iter().filter_map(text));
    for section in &outline.sections {
        paragraphs.push(section.heading.clone());
        paragraphs.extend(section.slots.iter().filter_map(text));
    }
    paragraphs
}

/// The edit that drafts every place that nobody wrote, anew from the figures; `None` when nothing would change.
///
/// A draft whose figures are blank now is taken away rather than left wrong.
pub fn draft_edit(filing: &Filing, engine: &Engine) -> Option<Edit> {
    let changes = slots(filing).into_iter().filter(|slot| filing.report().get(&slot.id).is_none_or(|it| !it.is_edited));
    let figures = Figures::of(engine.facts(filing));
    filing.report_edit(changes.map(|slot| {
        let text = template::drafted(&slot, &figures);
        let extra = filing.report().get(&slot.id).map(|it| it.extra.clone()).unwrap_or_default();
        (slot.id, text.map(|text| Sentence { text, is_edited: false, extra }))
    }))
}

/// The edit that puts a draft in one place, also over what was written by hand.
pub fn redraft_edit(filing: &Filing, engine: &Engine, id: &str) -> Option<Edit> {
    let slot = slots(filing).into_iter().find(|slot| slot.id == id)?;
    let text = template::drafted(&slot, &Figures::of(engine.facts(filing)))?;
    let extra = filing.report().get(id).map(|it| it.extra.clone()).unwrap_or_default();
    filing.report_edit([(id.to_owned(), Some(Sentence { text, is_edited: false, extra }))])
}

/// The edit that writes a place by hand; an empty text takes it away.
pub fn write_edit(filing: &Filing, id: &str, text: &str) -> Option<Edit> {
    let text = text.trim();
    let extra = filing.report().get(id).map(|it| it.extra.clone()).unwrap_or_default();
    let sentence = (!text.is_empty()).then(|| Sentence { text: text.to_owned(), is_edited: true, extra });
    filing.report_edit([(id.to_owned(), sentence)])
}

/// The ids of all places of the report, in order; empty for forms that have none.
pub fn places(filing: &Filing) -> Vec<String> {
    slots(filing).into_iter().map(|slot| slot.id).collect()
}

fn slots(filing: &Filing) -> Vec<Slot> {
    let Some(outline) = Outline::of(&filing.form().id) else { return Vec::new() };
    outline.opening.into_iter().chain(outline.sections.into_iter().flat_map(|section| section.slots)).collect()
}
