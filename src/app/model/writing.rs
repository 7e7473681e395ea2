//! The annual report while it is written: its places are written in, and its figures held against the tables while one
//! writes. A text from elsewhere is looked at in the same way, but not written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::known::Known;
use crate::filing::{Edit, Filing};
use crate::report::text::{Standing, TextFinding};

/// What the report remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    /// Whether it is shown in the place of the sheet.
    pub(crate) is_open: bool,
    /// A text from elsewhere that is looked at instead of the report.
    pub(crate) other: Option<Other>,
    /// The places that are being written; one, but for the moment in which another is gone to.
    pub(crate) scratches: BTreeMap<String, Scratch>,
    /// Counts what could be compared.
    pub(crate) edition: u64,
    pub(crate) known: Option<Known>,
    pub(crate) list: List,
    /// The finding that was chosen last.
    pub(crate) marked: Option<String>,
    /// The sentence that was gone to last.
    pub(crate) shown: Option<Standing>,
    /// The shown sentence has to be scrolled to.
    pub(crate) reveal: bool,
    /// The first place takes the keyboard when it is painted next.
    pub(crate) wants_field: bool,
}

/// A text from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    /// What it is called.
    pub(crate) name: String,
    /// Its paragraphs.
    pub(crate) text: Arc<[String]>,
}

/// A text while it is typed. The toolkit writes unfinished compositions into it, so it is never the filing's own.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) text: String,
    /// When it was changed last, by the clock of the window, while it is not yet in the filing.
    pub(crate) changed_at: Option<f64>,
    pub(crate) is_composing: bool,
    /// Whether a part of what is being typed is in the filing already.
    pub(crate) goes_on: bool,
}

/// Which figures of the text are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum List {
    /// Those that disagree, and what else is wrong.
    #[default]
    Wrong,
    /// Those that were found in the tables.
    Linked,
    /// Those that were left aside.
    Aside,
}

impl Writing {
    /// Something was edited: what is known is about something else, and so may be what is typed.
    pub(crate) fn follow(&mut self, edit: &Edit, filing: &Filing) {
        self.edition += 1;
        let changes = |edit: &Edit, place: &str| match edit {
            Edit::Report(changes) => changes.iter().any(|change| change.id == place),
            _ => false,
        };
        self.scratches.retain(|place, scratch| {
            let there = filing.report().get(place).map_or("", |it| it.text.as_str());
            let is_meant = edit.parts().iter().any(|edit| changes(edit, place));
            there == scratch.text.trim() || !is_meant
        });
    }

    /// Another text is to be compared.
    pub(crate) fn turn_to(&mut self, other: Option<Other>) {
        self.other = other;
        self.edition += 1;
        self.known = None;
        self.marked = None;
        self.shown = None;
        self.list = List::Wrong;
    }

    /// Names what is to be compared, when that is not known yet.
    pub(crate) fn unknown_edition(&self) -> Option<u64> {
        let is_known = self.known.as_ref().is_some_and(|known| known.edition == self.edition);
        (self.is_open && !is_known).then_some(self.edition)
    }

    /// What disagrees between the text and the tables, as far as it was compared last.
    pub(crate) fn findings(&self) -> &[TextFinding] {
        self.known.as_ref().map_or(&[], |known| &known.compared.comparison.findings)
    }

    /// Sends the keyboard to the first place of the report.
    pub(crate) fn wants_field(&mut self, wants: bool) {
        self.wants_field = wants;
    }

    /// How many of them no remark settles.
    pub(crate) fn open_findings(&self) -> usize {
        self.findings().iter().filter(|it| !it.finding.is_settled()).count()
    }
}
