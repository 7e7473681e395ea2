//! Dialogs over the window, one a file. Their fields are in the window; what they decide they say as requests.

use super::path_box::PathBox;
use crate::app::model::clipboard::Pasted;
use crate::app::model::leaving::Leaving;

/// The open dialog, with its fields as they stand.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// The last edit cannot be saved, and the user wants to leave.
    AtRisk {
        /// Why it cannot be saved.
        sentence: String,
        /// What is to be closed.
        leaving: Leaving,
    },
    /// What a paste could not put into its cells.
    Pasted(Pasted),
    /// A path, where the desktop has no file dialog.
    Path(PathBox),
}
