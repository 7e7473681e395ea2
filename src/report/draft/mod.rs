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
pub use flow::Part;

use super::charts::{self, Chart};
use super::outline::{Outline, Slot};
use crate::check::Engine;
use crate::filing::{Edit, Filing, Sentence};
use crate::form::Form;

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
            Self::Drafted => "起草",
            Self::Edited => "已修改",
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
        /// Whether the figures give a draft for it.
        can_draft: bool,
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
    let mut pieces = vec![Piece::Title(title(outline, filing))];
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

/// The title of the report of a filing; `None` for forms that have none.
pub fn title_of(filing: &Filing) -> Option<String> {
    Outline::of(&filing.form().id).map(|outline| title(outline, filing))
}

fn title(outline: &Outline, filing: &Filing) -> String {
    outline.title.replace("{year}", &filing.year_text()).replace("{unit}", filing.unit().name.trim())
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
    let can_draft = draft.is_some();
    Piece::Sentence { id: slot.id.clone(), text, state, is_outdated, prompt: slot.prompt.clone(), can_draft }
}

/// The paragraphs of the report as it stands, for the comparison with the tables; empty when nothing is written.
pub fn paragraphs(filing: &Filing, engine: &Engine) -> Vec<String> {
    written(filing, engine).into_iter().map(|(paragraph, _)| paragraph).collect()
}

/// The same paragraphs, each with the places that it comes from.
pub fn written(filing: &Filing, engine: &Engine) -> Vec<(String, Vec<Part>)> {
    if filing.report().is_empty() {
        return Vec::new();
    }
    let flow = flow::Flow::of(filing, engine).map(|flow| flow.blocks.into_iter().zip(flow.parts));
    flow.into_iter().flatten().filter_map(|(block, parts)| Some((block.into_text()?, parts))).collect()
}

/// What somebody wrote into the report, with its title and headings; empty when nobody did.
///
/// Drafts are left out: they repeat the tables, so nothing in the tables is surer for them.
pub fn by_hand(filing: &Filing) -> Vec<String> {
    let Some(outline) = Outline::of(&filing.form().id).filter(|_| filing.report().values().any(|it| it.is_edited))
    else {
        return Vec::new();
    };
    let text = |slot: &Slot| filing.report().get(&slot.id).filter(|it| it.is_edited).map(|it| it.text.clone());
    let mut paragraphs = vec![title(outline, filing)];
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
    let changes = slots(filing).filter(|slot| filing.report().get(&slot.id).is_none_or(|it| !it.is_edited));
    let figures = Figures::of(engine.facts(filing));
    filing.report_edit(changes.map(|slot| {
        let text = template::drafted(slot, &figures);
        let drafted = text.map(|text| sentence(filing, &slot.id, text, false));
        (slot.id.clone(), drafted)
    }))
}

/// The edit that puts a draft in every place that can be drafted, also over what was written by hand; places with prompts
/// stay as they are.
pub fn redraft_all_edit(filing: &Filing, engine: &Engine) -> Option<Edit> {
    let figures = Figures::of(engine.facts(filing));
    filing.report_edit(slots(filing).filter(|slot| !slot.drafts.is_empty()).filter_map(|slot| {
        let text = template::drafted(slot, &figures)?;
        let drafted = sentence(filing, &slot.id, text, false);
        Some((slot.id.clone(), Some(drafted)))
    }))
}

/// The edit that puts a draft in one place, also over what was written by hand.
pub fn redraft_edit(filing: &Filing, engine: &Engine, id: &str) -> Option<Edit> {
    let slot = slots(filing).find(|slot| slot.id == id)?;
    let text = template::drafted(slot, &Figures::of(engine.facts(filing)))?;
    filing.report_edit([(id.to_owned(), Some(sentence(filing, id, text, false)))])
}

/// The edit that writes a place by hand; an empty text takes it away.
pub fn write_edit(filing: &Filing, id: &str, text: &str) -> Option<Edit> {
    let text = text.trim();
    let written = (!text.is_empty()).then(|| sentence(filing, id, text.to_owned(), true));
    filing.report_edit([(id.to_owned(), written)])
}

/// A sentence for a place; what a newer program keeps there stays.
fn sentence(filing: &Filing, id: &str, text: String, is_edited: bool) -> Sentence {
    let extra = filing.report().get(id).map(|it| it.extra.clone()).unwrap_or_default();
    Sentence { text, is_edited, extra }
}

/// The ids of all places of the report, in order; empty for forms that have none.
pub fn places(filing: &Filing) -> Vec<String> {
    slots(filing).map(|slot| slot.id.clone()).collect()
}

/// How many there are.
pub fn place_count(form: &Form) -> usize {
    Outline::of(&form.id).map_or(0, |outline| outline.slots().count())
}

fn slots(filing: &Filing) -> impl Iterator<Item = &'static Slot> {
    Outline::of(&filing.form().id).into_iter().flat_map(Outline::slots)
}
