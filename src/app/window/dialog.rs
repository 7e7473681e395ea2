//! Dialogs over the window, one a file. Their fields are in the window; what they decide they say as requests.

use egui::Context;

use super::path_box::{self, PathBox};
use super::{at_risk, pasted};
use crate::aggregate::NodeId;
use crate::app::kit::modal::{self, modal};
use crate::app::model::clipboard::Pasted;
use crate::app::model::leaving::Leaving;
use crate::app::pages::desk::dialogs::new::{self, NewDesk};
use crate::app::pages::desk::dialogs::{give_back, list, unit, whose_file};
use crate::app::pages::desk::unit_form::UnitForm;
use crate::app::window::Window;
use crate::app::wishes::request::Request;

/// Shows the open dialog, if there is one.
pub(crate) fn dialog_ui(ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
    let Window { dialogs, dialog, tabs, catalogue: _, today_year, .. } = window;
    let Some(dialog) = dialog.of(dialogs, tabs.current_tab()) else { return };
    let (document, desk) = (tabs.current(), tabs.current_desk());
    let width = match dialog {
        Dialog::NewDesk(_) | Dialog::AddList { .. } | Dialog::WhoseFile { .. } => modal::WIDTH + 80.0,
        _ => modal::WIDTH,
    };
    let is_left = modal(ctx, width, |ui| match (dialog, document) {
        (Dialog::AtRisk { sentence, leaving }, _) => at_risk::at_risk_ui(ui, sentence, leaving, requests),
        (Dialog::Path(path_box), _) => path_box::path_box_ui(ui, path_box, requests),
        (Dialog::NewDesk(new), _) => new::new_desk_ui(ui, new, *today_year, requests),
        (Dialog::AddList { text }, _) => list::desk_list_ui(ui, text, requests),
        (Dialog::GiveBack { unit, reason }, _) => give_back::give_back_ui(ui, desk, *unit, reason, requests),
        (Dialog::WhoseFile { file, query, chosen }, _) => {
            whose_file::whose_file_ui(ui, desk, file, query, chosen, requests);
        }
        (Dialog::Unit(form), _) => unit::unit_ui(ui, desk, form, requests),
        (Dialog::RemoveUnit(it), _) => unit::removal_ui(ui, desk, *it, requests),
        (Dialog::Pasted(pasted), _) => pasted::pasted_ui(ui, pasted, requests),
    });
    if is_left {
        requests.push(Request::CloseDialog);
    }
}

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
