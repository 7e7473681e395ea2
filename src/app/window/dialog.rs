//! Dialogs over the window, one a file. Their fields are in the window; what they decide they say as requests.

use egui::{Context, Frame, Id, Margin, Modal};

use super::path_box::{self, PathBox};
use super::{at_risk, pasted};
use crate::aggregate::NodeId;
use crate::app::kit::theme;
use crate::app::model::clipboard::Pasted;
use crate::app::model::leaving::Leaving;
use crate::app::pages::desk::dialogs::new::{self, NewDesk};
use crate::app::pages::desk::dialogs::{give_back, list, unit, whose_file};
use crate::app::pages::desk::unit_form::UnitForm;
use crate::app::pages::filing::{data, prior};
use crate::app::pages::handing::dialog::{HandingForm, handing_ui};
use crate::app::pages::handing::{scans, verify};
use crate::app::pages::help::manual::Reading;
use crate::app::pages::help::{keys, reading};
use crate::app::pages::plan::dialog::{self, PlanView};
use crate::app::pages::print::dialog::{PrintForm, print_ui};
use crate::app::pages::report::charts;
use crate::app::pages::versions::dialog::versions_ui;
use crate::app::pages::versions::kept::KeptVersions;
use crate::app::shell::around::palette;
use crate::app::window::Window;
use crate::app::wishes::request::Request;
use crate::filing::attachment::Attachment;
use crate::filing::{SignOff, Unit};
use crate::jobs::attaching;

/// How wide a dialog is.
const WIDTH: f32 = 440.0;

/// Shows the open dialog, if there is one.
pub(crate) fn dialog_ui(ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
    let Window { dialogs, dialog, tabs, catalogue, today_year, .. } = window;
    let Some(dialog) = dialog.of(dialogs, tabs.current_tab()) else { return };
    let (document, desk) = (tabs.current(), tabs.current_desk());
    let palette = theme::palette(ctx);
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(8)
        .shadow(ctx.global_style().visuals.window_shadow)
        .inner_margin(Margin::symmetric(26, 22));
    let response = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        let width = match dialog {
            Dialog::Charts => charts::WIDTH,
            Dialog::Keys => keys::WIDTH,
            Dialog::Manual(_) => reading::WIDTH,
            Dialog::Palette { .. } => palette::WIDTH,
            Dialog::Plan(_) => dialog::WIDTH,
            Dialog::Versions(Some(versions)) if !versions.list.is_empty() => crate::app::pages::versions::dialog::WIDTH,
            Dialog::NewDesk(_) | Dialog::AddList { .. } | Dialog::WhoseFile { .. } => WIDTH + 80.0,
            Dialog::Handing(_) => crate::app::pages::handing::dialog::WIDTH,
            _ => WIDTH,
        };
        ui.set_width(width.min(ctx.content_rect().width() - 72.0).max(0.0));
        match (dialog, document) {
            (Dialog::Palette { query, chosen }, document) => {
                palette::palette_ui(ui, document, desk.is_some(), query, chosen, requests);
            }
            (Dialog::Charts, Some(document)) => charts::charts_ui(ui, document, requests),
            (Dialog::Keys, _) => keys::keys_ui(ui, requests),
            (Dialog::Manual(reading), _) => reading::manual_ui(ui, reading, requests),
            (Dialog::FilingData { unit, year, signoff }, Some(document)) => {
                data::filing_data_ui(ui, document, catalogue, unit, year, signoff, requests);
            }
            (Dialog::AtRisk { sentence, leaving }, _) => at_risk::at_risk_ui(ui, sentence, leaving, requests),
            (Dialog::Prior { reason }, Some(document)) => prior::prior_ui(ui, document, reason, requests),
            (Dialog::Plan(view), Some(document)) => dialog::plan_ui(ui, document, view, requests),
            (Dialog::Path(path_box), _) => path_box::path_box_ui(ui, path_box, requests),
            (Dialog::Verify { typed }, Some(document)) => verify::verify_ui(ui, document, typed, requests),
            (Dialog::Print(form), _) => print_ui(ui, form, requests),
            (Dialog::NewDesk(new), _) => new::new_desk_ui(ui, new, *today_year, requests),
            (Dialog::AddList { text }, _) => list::desk_list_ui(ui, text, requests),
            (Dialog::GiveBack { unit, reason }, _) => give_back::give_back_ui(ui, desk, *unit, reason, requests),
            (Dialog::WhoseFile { file, query, chosen }, _) => {
                whose_file::whose_file_ui(ui, desk, file, query, chosen, requests);
            }
            (Dialog::Unit(form), _) => unit::unit_ui(ui, desk, form, requests),
            (Dialog::RemoveUnit(it), _) => unit::removal_ui(ui, desk, *it, requests),
            (Dialog::Pasted(pasted), _) => pasted::pasted_ui(ui, pasted, requests),
            (Dialog::Handing(form), Some(document)) => handing_ui(ui, document, form, requests),
            (Dialog::Scans(list), Some(document)) => scans::scans_ui(ui, document, list.as_deref(), requests),
            (Dialog::Versions(versions), Some(document)) => {
                versions_ui(ui, document, versions.as_mut(), requests);
            }
            // Without the document that they are about there is nothing to decide.
            (
                Dialog::FilingData { .. }
                | Dialog::Charts
                | Dialog::Plan(_)
                | Dialog::Prior { .. }
                | Dialog::Verify { .. }
                | Dialog::Versions(_)
                | Dialog::Handing(_)
                | Dialog::Scans(_),
                None,
            ) => {
                requests.push(Request::CloseDialog);
            }
        }
    });
    if response.should_close() {
        requests.push(Request::CloseDialog);
    }
}

/// The open dialog, with its fields as they stand.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// Unit, year and foot.
    FilingData {
        /// The unit.
        unit: Unit,
        /// The year.
        year: u16,
        /// The foot.
        signoff: SignOff,
    },
    /// Last year's values; holds the reason why they are not comparable.
    Prior {
        /// The reason as typed.
        reason: String,
    },
    /// The last edit cannot be saved, and the user wants to leave.
    AtRisk {
        /// Why it cannot be saved.
        sentence: String,
        /// What is to be closed.
        leaving: Leaving,
    },
    /// All commands by name.
    Palette {
        /// What is typed.
        query: String,
        /// The marked command in the list.
        chosen: usize,
    },
    /// The charts of the filing.
    Charts,
    /// All keys.
    Keys,
    /// Whether a printed page and the filing agree.
    Verify {
        /// The code or the text of the QR code, as typed.
        typed: String,
    },
    /// The user's manual.
    Manual(Reading),
    /// The work plan.
    Plan(PlanView),
    /// What a paste could not put into its cells.
    Pasted(Pasted),
    /// Handing in and correcting.
    Handing(HandingForm),
    /// The scans of signed pages; `None` until they were looked at.
    Scans(Option<Vec<(Attachment, attaching::State)>>),
    /// How to print.
    Print(PrintForm),
    /// The kept versions; `None` until they are read.
    Versions(Option<KeptVersions>),
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
