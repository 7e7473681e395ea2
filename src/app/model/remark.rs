//! The remark (审核说明) that is being written about a finding of the check or of the text.

/// A remark in its box.
#[derive(Clone, Debug, Default)]
pub(crate) struct RemarkDraft {
    /// What stands in the box.
    pub(crate) text: String,
    /// The relation of the finding that it is about.
    pub(super) about: Option<String>,
    /// What the filing said when the box was filled.
    was: String,
}

impl RemarkDraft {
    /// The box for a finding, with what is said about it.
    pub(super) fn about(relation: &str, said: &str) -> Self {
        Self { text: said.to_owned(), about: Some(relation.to_owned()), was: said.to_owned() }
    }

    /// Whether something was written since.
    pub(super) fn is_written(&self) -> bool {
        self.text.trim() != self.was.trim()
    }
}
