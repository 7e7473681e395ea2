//! A paragraph of a document while it is read.

use super::look::{Layers, Look};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Unread;
use crate::import::reading::readers::flow::Flow;
use crate::import::reading::readers::line::{Line, Seen};

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// What its style and its table say of its text.
    pub(super) layers: Layers,
    /// What the open run says, and how its text is seen.
    pub(super) run: Run,
    /// Whether the mark that ends it is deleted or hidden: the next paragraph goes on with its line.
    pub(super) goes_on: bool,
    /// Whether it stands on paper that is white or not told.
    pub(super) is_on_white: bool,
    line: Line,
}

/// A run that is being read.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) direct: Look,
    pub(super) character: Look,
    pub(super) is_prompt: bool,
    pub(super) is_deleted: bool,
    /// Whether it begins with a mark of a note that the document writes out.
    pub(super) is_mark: bool,
    pub(super) seen: Seen,
}

impl Paragraph {
    /// Works out how the text of the open run is seen.
    pub(super) fn settle_run(&mut self) {
        let Run { direct, character, .. } = self.run;
        self.run.seen = Layers { character, direct, ..self.layers }.seen();
    }

    /// Text of the open run; `outside` is why nothing counts that stands around it.
    pub(super) fn push(&mut self, text: &str, outside: Option<Unread>) {
        let run = &self.run;
        let deleted = run.is_deleted.then_some(Unread::Deleted);
        let prompt = run.is_prompt.then_some(Unread::Prompt);
        let mark = run.is_mark.then_some(Unread::Raised);
        let gravest = |it: &Unread| [Unread::Deleted, Unread::Hidden, Unread::Prompt].iter().position(|why| why == it);
        let all = [deleted, outside, run.seen.why, prompt, mark];
        let why = all.into_iter().flatten().min_by_key(|it| gravest(it).unwrap_or(usize::MAX));
        self.line.push(text, Seen { why, ..run.seen });
    }

    /// Puts the paragraph into the document.
    pub(super) fn end(self, flow: &mut Flow<'_, '_>) -> Result<(), ReadError> {
        for (text, why) in self.line.judged(self.is_on_white) {
            match why {
                None => flow.text(&text)?,
                Some(why) => flow.leave_out(&text, why)?,
            }
        }
        if self.goes_on { Ok(()) } else { flow.end_paragraph() }
    }
}
