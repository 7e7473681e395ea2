//! What the parts of a desk ask for; `actions` and `decisions` do it.

use super::look::{SortBy, View};
use super::new_desk::NewDesk;
use super::unit_form::UnitForm;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;
use crate::app::wishes::request::Request;
use crate::form::CellIndex;

/// One wish about the desk that is shown.
#[derive(Clone, Debug)]
pub(super) enum DeskWish {
    /// Show something in the middle.
    Show(View),
    /// Look at a unit.
    Unit(NodeId),
    /// Go to a line of the list in the middle.
    Line(usize),
    /// Open the file of a unit in a tab.
    OpenUnit(NodeId),
    /// Open a file in a tab.
    OpenFile(String),
    /// Mark a unit for a sum of its own, or no longer.
    Mark(NodeId),
    /// Fold the units below a unit away, or show them.
    Fold(NodeId, bool),
    /// Sort the table of units; twice turns it round.
    Sort(SortBy),
    /// Show units of a state only.
    Filter(Option<State>),
    /// The words of the filter changed.
    Query(String),
    /// Send a unit its table back.
    GiveBack {
        /// The unit.
        unit: NodeId,
        /// What the office writes.
        reason: String,
    },
    /// Take back what was decided about a unit.
    Reopen(NodeId),
    /// Say whether a unit sends a table itself.
    SetHeading(NodeId, bool),
    /// Choose the unit of a file.
    AskUnit(String),
    /// The file is that of a unit; its name for it is learnt where that is one.
    Assign {
        /// The file.
        file: String,
        /// The unit.
        unit: NodeId,
    },
    /// A file counts for nobody.
    PutAside(String),
    /// Forget what was decided about a file.
    Undecide(String),
    /// Of several files of a unit this one counts.
    Prefer(String),
    /// Show or hide a cell in the table of units.
    Column(CellIndex),
    /// Go to a cell of the aggregate.
    Cell(CellIndex),
    /// Add the units of a list as it was pasted.
    AddList(String),
    /// Read nothing from a source any more.
    RemoveSource(String),
    /// Years of the unit that is looked at, or of all.
    YearsOfUnit(bool),
    /// Years as charts, or as a table.
    Charted(bool),
    /// Look at the workspace, and at no unit.
    Whole,
    /// Bring files of another form into the cells of the same meaning, or refuse them.
    Converts(bool),
    /// Add a unit to the list, or change what it is called.
    PutUnit(UnitForm),
    /// Take a unit and those below it from the list.
    RemoveUnit(NodeId),
    /// Make a workspace of what the dialog says.
    Create(Box<NewDesk>),
    /// Choose a list of units; for the dialog of a new workspace, or for the desk.
    ChooseList {
        /// Whether the dialog of a new workspace asks.
        for_dialog: bool,
    },
    /// What somebody else does.
    Window(Request),
}

impl From<Request> for DeskWish {
    fn from(request: Request) -> Self {
        Self::Window(request)
    }
}
