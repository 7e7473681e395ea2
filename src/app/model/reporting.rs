//! What is done with the report of an open filing: opened, closed, committed, and compared with the tables.

use super::document::Document;
use super::known::Known;
use crate::jobs::comparer::Compared;
use crate::report::draft;
use crate::report::text::Standing;
use jiff::Timestamp;

impl Document {
    /// How many places of the report are written, of how many; `None` for forms that have no report.
    pub(crate) fn report_progress(&self) -> Option<(usize, usize)> {
        let places = draft::place_count(self.filing.form());
        (places > 0).then(|| (self.filing.report().len().min(places), places))
    }

    /// Puts what is being typed into the filing.
    pub(crate) fn commit_writing(&mut self, at: Timestamp) {
        let mut changed = Vec::new();
        for (place, scratch) in &mut self.writing.scratches {
            if scratch.changed_at.take().is_none() {
                continue;
            }
            let there = self.filing.report().get(place).map_or("", |it| it.text.as_str());
            // What was drafted and typed back to what it was is still a draft.
            if there != scratch.text.trim() {
                changed.push((place.clone(), scratch.text.clone(), std::mem::replace(&mut scratch.goes_on, true)));
            }
        }
        for (place, text, goes_on) in changed {
            match draft::write_edit(&self.filing, &place, &text) {
                Some(edit) if goes_on => self.go_on(&edit, at),
                Some(edit) => self.apply(&edit, at),
                None => {}
            }
        }
    }

    /// Takes what a comparison found, unless something was edited since.
    pub(crate) fn learn_text(&mut self, edition: u64, compared: Compared) {
        if edition != self.writing.edition {
            return;
        }
        let text_of = |place: &str| self.filing.report().get(place).map_or_else(String::new, |it| it.text.clone());
        let known = Known::of(edition, compared, text_of);
        let is_gone = |standing: &Standing| known.compared.paragraphs.get(standing.paragraph).is_none();
        if self.writing.shown.as_ref().is_some_and(is_gone) {
            self.writing.shown = None;
        }
        self.writing.known = Some(known);
    }

    /// Shows the report in the place of the sheet.
    pub(crate) fn open_report(&mut self) {
        self.writing.is_open = true;
    }

    /// Shows the sheet again; what is being typed goes into the filing.
    pub(crate) fn close_report(&mut self, at: Timestamp) {
        self.commit_writing(at);
        self.writing.is_open = false;
        self.writing.scratches.clear();
    }
}
