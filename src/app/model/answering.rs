//! Writing a remark about a finding of an open filing: filling the box, and what was written in it.

use super::document::Document;
use super::remark::RemarkDraft;
use crate::check::Finding;

impl Document {
    /// Fills the box for a finding; what was written about another one has to be taken before.
    pub(crate) fn open_remark(&mut self, relation: &str) {
        self.remark = RemarkDraft::about(relation, &self.said_about(relation));
    }

    /// The remark that was written and is not in the filing yet, with the finding that it is about.
    pub(crate) fn written_remark(&self) -> Option<(Finding, String)> {
        let about = self.remark.about.as_ref().filter(|_| self.remark.is_written() && self.is_editable())?;
        let of_text = self.writing.findings().iter().map(|found| &found.finding);
        let finding = self.view.findings.iter().chain(of_text).find(|finding| finding.relation == *about)?;
        Some((finding.clone(), self.remark.text.clone()))
    }

    /// The filing changed: a box in which nothing was written shows what is said now.
    pub(super) fn follow_remark(&mut self) {
        let Some(about) = self.remark.about.clone() else { return };
        let said = self.said_about(&about);
        if !self.remark.is_written() || self.remark.text.trim() == said.trim() {
            self.remark = RemarkDraft::about(&about, &said);
        }
    }

    fn said_about(&self, relation: &str) -> String {
        self.filing.remarks().get(relation).map_or_else(String::new, |remark| remark.text.clone())
    }
}
