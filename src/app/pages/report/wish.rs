//! What the page of the report asks of itself.

use crate::app::wishes::request::Request;
use crate::report::text::Standing;

/// What is asked for in the report.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    /// Put a draft into a place.
    Redraft(String),
    /// Go to a sentence, and mark the finding that it was asked for.
    Show(Standing, Option<String>),
    /// What is typed in a place is done.
    Commit(String),
    /// Look at the report again and no longer at a text from elsewhere.
    LeaveOther,
    /// Put a chart into the annual report, or take it out.
    Chart {
        /// Which.
        id: String,
        /// Whether it stands there.
        is_in: bool,
    },
    /// What somebody else does.
    Window(Request),
}
