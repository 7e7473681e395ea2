//! What the page of the report asks of itself.

use crate::form::CellIndex;
use crate::report::text::Standing;

/// What is asked for in the report.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// Show it in the place of the sheet.
    Open,
    /// Go back to the sheet.
    Close,
    /// Put a draft into a place.
    Redraft(String),
    /// Go to a sentence, and mark the finding that it was asked for.
    Show(Standing, Option<String>),
    /// Leave the report for a cell.
    Cell(CellIndex),
    /// What is typed in a place is done.
    Commit(String),
    /// Look at the report again and no longer at a text from elsewhere.
    LeaveOther,
}
