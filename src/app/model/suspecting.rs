//! What may be wrong in an open filing, as far as it is known: cases with proposals, which of them is looked at.
//!
//! The search takes longer than a frame, so what is known is about values that may have changed since. It counts only
//! while the values on the screen are those that were searched.

use super::document::Document;
use super::suspicions::Looked;
use crate::check::Finding;
use crate::check::slips::Change;
use crate::check::suspects::Case;
use crate::form::{CellIndex, Severity};

impl Document {
    /// Takes what a search found.
    pub(crate) fn learn(&mut self, edition: u64, cases: Vec<Case>) {
        let filing = self.preview.as_ref().map_or(&self.filing, |preview| &preview.filing);
        self.suspicions.learn(edition, filing.values(), cases);
    }

    /// Whether anything is wrong that a search could explain.
    pub(crate) fn is_suspicious(&self) -> bool {
        self.view.findings.iter().any(|finding| finding.severity != Severity::Notice && !finding.is_settled())
    }

    /// The proposal about the active cell, or about its findings and the marked one.
    pub(crate) fn looked_at(&self) -> Option<Looked<'_>> {
        self.looked_at_from(self.sheet.active)
    }

    /// The same for a cell.
    pub(crate) fn looked_at_from(&self, active: CellIndex) -> Option<Looked<'_>> {
        let is_asked = |finding: &Finding| {
            finding.cells.first() == Some(&active) || self.marked.as_ref() == Some(&finding.relation)
        };
        self.suspicions.looked_at(active, is_asked, &self.view.findings)
    }

    /// What the sheet shows as it would be, looked at from a cell.
    pub(crate) fn shown_changes(&self, active: CellIndex) -> &[Change] {
        let looked = self.looked_at_from(active).filter(|looked| looked.is_shown);
        looked.map_or(&[], |looked| looked.proposal.suspect.changes.as_slice())
    }
}
