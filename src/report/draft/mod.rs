//! The annual report in a filing: title, opening, sections with their sentences, prompts and tables.
//!
//! Reading order: `figures` (what sentences are made of), `shares`, `template` (from figures to a sentence), `pieces`
//! (the report as it stands), this file (its paragraphs, and the edits that draft it), [`flow`] (the same as headings,
//! paragraphs and tables). What a report holds is data, `assets/report/<form>.toml`.

mod figures;
pub mod flow;
mod pieces;
mod shares;
mod template;

use figures::Figures;
pub use flow::Part;
use pieces::title;
pub use pieces::{Piece, State, report, title_of};

use super::outline::{Outline, Slot};
use crate::check::Engine;
use crate::filing::{Edit, Filing, Sentence};
use crate::form::Form;

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
