//! What panels ask for. They change nothing themselves; they go along the list of pages, and what no page knows the window does.

use std::path::PathBuf;

use super::command::list::Command;
use crate::app::model::leaving::Leaving;
use crate::app::model::steps::Step;
use crate::app::model::tab_id::TabId;
use crate::check::Stage;
use crate::filing::{SignOff, Unit, Value};
use crate::form::CellIndex;

/// One wish of the user, with what it needs.
#[derive(Clone, Debug)]
pub(crate) enum Request {
    /// A command.
    Run(Command),
    /// A new filing of what the start page says.
    Create,
    /// Ask for the fields of a new workspace, with the unit and the year that were typed for a new filing.
    NewDesk {
        /// The unit's name.
        name: String,
        /// The year.
        year: u16,
    },
    /// Open a file whose path is known.
    OpenPath(PathBuf),
    /// Go to a cell; what is being typed is committed first.
    Activate(CellIndex),
    /// Go to a cell from elsewhere: the sheet has to be seen.
    GoTo(CellIndex),
    /// Go to a cell relative to the active one; what is being typed is committed first.
    Go(Step),
    /// Take the selection along to a cell relative to its moving corner.
    Extend(Step),
    /// Select from the active cell to this one.
    SelectTo(CellIndex),
    /// Select between two corners, the first of which becomes the active cell.
    Select {
        /// The corner that stays.
        from: CellIndex,
        /// The other corner.
        to: CellIndex,
    },
    /// Select all number cells of the table.
    SelectAll,
    /// Enter, while nothing is typed: takes the ghost sum if there is one, then goes on.
    Accept(Step),
    /// Edit the content of the active cell (F2).
    BeginEdit,
    /// The text under the cursor changed.
    Typed,
    /// Leave the cell as it was (Esc).
    CancelEdit,
    /// A value into the active cell.
    Fill(Value),
    /// Empty the selected cells.
    Clear,
    /// The selected cells to the clipboard.
    Copy,
    /// The same, and the cells are emptied.
    Cut,
    /// A clipboard text over the selected cells.
    Paste(String),
    /// Show a section, with its first cell active.
    ShowSection(usize),
    /// Mark a finding's cells and go to its main cell.
    Finding(String),
    /// Show the likeliest way to put a case right, in the sheet.
    Suspect(usize),
    /// Go to the next blank cell of a section.
    NextBlank(usize),
    /// Write a remark about a finding beside its cell.
    Answer(String),
    /// Go to the next hit of the search, or to the one before.
    FindStep(Step),
    /// Go to this hit.
    FindGo(CellIndex),
    /// Close the find bar.
    CloseFind,
    /// Forget the marked finding.
    ForgetFinding,
    /// Answer the finding of a relation.
    Remark {
        /// The finding's relation.
        relation: String,
        /// The answer; empty takes it away.
        text: String,
    },
    /// Judge as while filling, or as before handing in.
    Stage(Stage),
    /// The unit, the year and the sign-off names as the dialog has them.
    FilingData {
        /// The unit.
        unit: Unit,
        /// The year.
        year: u16,
        /// The foot.
        signoff: SignOff,
    },
    /// Choose last year's file.
    ChoosePrior,
    /// Take the values of an earlier year away.
    RemovePrior(u16),
    /// Say why last year is not comparable; `None` makes it comparable.
    Incomparable(Option<String>),
    /// Leave although the last edit of the shown filing is not saved.
    GiveUp(Leaving),
    /// Show the filing of a tab, or the start page.
    ShowTab(Option<TabId>),
    /// Close a tab.
    CloseTab(TabId),
    /// Take a file of another kind.
    Import(PathBuf),
    /// Take a table from the clipboard.
    ImportText(String),
    /// Something was typed that the lock does not take.
    Refused,
    /// Answer a point of the district, and say whether it is done.
    AnswerPoint {
        /// Which.
        at: (usize, usize),
        /// The answer.
        text: String,
        /// Whether it is done.
        is_done: bool,
    },
    /// A file was dropped on the window.
    Dropped(PathBuf),
    /// Hold a text against the shown filing.
    CompareText(String),
    /// A text to the clipboard.
    CopyText(String),
    /// Read the shown file anew.
    Reread,
    /// Write the shown filing where its file was.
    WriteAgain,
    /// Stop a long job.
    CancelJob(u64),
    /// Show the folder of a file on the desktop.
    ShowInFolder(PathBuf),
    /// Take a message away.
    CloseToast(u64),
    /// Complete the path that is being typed.
    CompletePath(String),
    /// Use the path that was typed.
    TakePath(String),
    /// Close the open dialog.
    CloseDialog,
    /// Take the sentence in the status line away.
    ForgetNotice,
}
