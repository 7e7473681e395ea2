//! A text searched for figures that belong to items: each is linked to its cell, what disagrees is a warning.
//!
//! Reading order: [`source`] (a file to paragraphs), `plain` (a sentence as it is compared), `language` (the words of
//! official reports, from `assets/report/language.toml`), `numbers` and `numerals`, `phrases` (what a form calls its
//! figures), `linker` (what linking looks at), `link` (the walk through a sentence), `item` (which figure a number
//! speaks of), `zeros` (没有…), `inside` (sums, shares and changes in the text itself), `judge` (findings), `outline`
//! (years and headings), [`reading`] (the result).

mod inside;
mod item;
mod judge;
mod language;
mod link;
mod linker;
mod numbers;
mod numerals;
mod outline;
mod phrases;
mod plain;
pub mod reading;
pub mod source;
mod zeros;

pub use judge::{TEXT, TextFinding};
pub use phrases::{LastWordings, Wordings};
pub use reading::{Linked, Reading, Role, Standing, Sum, Unlinked};

use super::outline::Outline;
use crate::check::suspects::{Source, Witness};
use crate::check::{Engine, remarks};
use crate::filing::Filing;
use crate::form::Figure;

/// What a text says, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The figures of the text.
    pub reading: Reading,
    /// What disagrees.
    pub findings: Vec<TextFinding>,
}

/// Compares a text with a filing; `engine` is a check of the filing.
pub fn compare(filing: &Filing, engine: &Engine, paragraphs: &[String]) -> Comparison {
    compare_with(&Wordings::of(filing.form()), filing, engine, paragraphs)
}

/// The same with the wordings of the filing's form at hand: who compares again and again spells them out once.
pub fn compare_with(wordings: &Wordings, filing: &Filing, engine: &Engine, paragraphs: &[String]) -> Comparison {
    let form = filing.form();
    let facts = engine.facts(filing);
    let unit = plain::phrase(&filing.unit().name);
    let linker = linker::Linker { facts, wordings, unit };
    let mut reading = Reading::default();
    let texts: Vec<plain::Text<'_>> = paragraphs.iter().map(|it| plain::Text::of(it)).collect();
    let mut heading = Vec::new();
    for text in &texts {
        if outline::heading_of(&text.simple).is_some() {
            heading = plain::comparable(&text.simple).chars;
        }
        linker.paragraph(&heading, text, &mut reading);
    }
    inside::judge_trends(&linker, &mut reading);
    inside::judge_shares(&linker, &mut reading);
    let wrong_sums = inside::judge_sums(&linker, &mut reading);
    let mut findings = judge::findings(&linker, &reading, &wrong_sums);
    findings.extend(outline::findings(&texts, filing.year(), Outline::of(&form.id)));
    for it in &mut findings {
        it.finding.answer = remarks::answer(&it.finding, filing);
    }
    Comparison { reading, findings }
}

/// What the text bears witness to: exact values of single cells of this year, where the words alone say which.
pub fn witnesses(comparison: &Comparison) -> Vec<Witness> {
    let witness = |linked: &Linked| {
        let Figure::Cell(cell) = linked.figure else { return None };
        let is_value = matches!(linked.role, Role::Value | Role::None) && linked.is_exact && !linked.is_prior;
        let is_witness = is_value && linked.is_alone && !linked.written.ends_with('元');
        is_witness.then_some(Witness { cell, value: linked.amount, source: Source::Text })
    };
    let mut witnesses: Vec<Witness> = comparison.reading.linked.iter().filter_map(witness).collect();
    // A figure that is quoted twice is one witness.
    witnesses.sort_unstable();
    witnesses.dedup();
    witnesses
}
