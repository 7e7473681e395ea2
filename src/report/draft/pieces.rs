//! The report as it stands: its pieces in their order, each sentence with how it came to be.

use super::figures::Figures;
use super::template;
use crate::check::Engine;
use crate::filing::Filing;
use crate::report::charts::{self, Chart};
use crate::report::outline::{Outline, Slot};

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

pub(super) fn title(outline: &Outline, filing: &Filing) -> String {
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
