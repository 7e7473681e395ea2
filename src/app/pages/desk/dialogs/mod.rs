//! The dialogs of a desk.

mod buttons;
pub(crate) mod give_back;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod unit;
pub(crate) mod whose_file;

use crate::aggregate::NodeId;
use crate::app::pages::desk::new_desk::NewDesk;
use crate::app::pages::desk::unit_form::UnitForm;

/// The open dialog, with its fields as they stand.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// A new workspace of an office.
    NewDesk(Box<NewDesk>),
    /// A list of units to be added, as it is pasted.
    AddList {
        /// What is pasted.
        text: String,
    },
    /// Why a unit gets its table back.
    GiveBack {
        /// The unit.
        unit: NodeId,
        /// The reason as typed.
        reason: String,
    },
    /// A unit of the list: a new one, or what one is called.
    Unit(UnitForm),
    /// Whether a unit goes from the list.
    RemoveUnit(NodeId),
    /// Whose file one is.
    WhoseFile {
        /// The file.
        file: String,
        /// What is typed to find the unit.
        query: String,
        /// The unit that is marked.
        chosen: Option<NodeId>,
    },
}
