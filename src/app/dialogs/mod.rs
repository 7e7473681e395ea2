//! Dialogs over the window, one a file. Their fields are in the state; what they decide they say as requests.

mod at_risk;
mod charts;
mod desk_list;
mod filing_data;
mod give_back;
mod handing;
mod keys;
mod manual;
mod new_desk;
mod palette;
mod pasted;
mod path_box;
mod plan;
mod print;
mod prior;
mod scans;
mod unit;
mod verify;
mod versions;
mod whose_file;

use egui::{Align, Button, Context, Frame, Id, Layout, Margin, Modal, RichText, Ui, vec2};

use super::panels::primary_button;
use super::request::Request;
use super::state::{Dialog, State};
use super::theme::{self, space, text};

/// How wide a dialog is.
const WIDTH: f32 = 440.0;

/// Shows the open dialog, if there is one.
pub(super) fn dialog_ui(ctx: &Context, state: &mut State, requests: &mut Vec<Request>) {
    let State { dialog, tabs, catalogue, today_year, .. } = state;
    let Some(dialog) = dialog else { return };
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
            Dialog::Manual(_) => manual::WIDTH,
            Dialog::Palette { .. } => palette::WIDTH,
            Dialog::Plan(_) => plan::WIDTH,
            Dialog::Versions(Some(versions)) if !versions.list.is_empty() => versions::WIDTH,
            Dialog::NewDesk(_) | Dialog::AddList { .. } | Dialog::WhoseFile { .. } => WIDTH + 80.0,
            Dialog::Handing(_) => handing::WIDTH,
            _ => WIDTH,
        };
        ui.set_width(width.min(ctx.content_rect().width() - 72.0).max(0.0));
        match (dialog, document) {
            (Dialog::Palette { query, chosen }, document) => {
                palette::palette_ui(ui, document, desk.is_some(), query, chosen, requests);
            }
            (Dialog::Charts, Some(document)) => charts::charts_ui(ui, document, requests),
            (Dialog::Keys, _) => keys::keys_ui(ui, requests),
            (Dialog::Manual(reading), _) => manual::manual_ui(ui, reading, requests),
            (Dialog::FilingData { unit, year, signoff }, Some(document)) => {
                filing_data::filing_data_ui(ui, document, catalogue, unit, year, signoff, requests);
            }
            (Dialog::AtRisk { sentence, leaving }, _) => at_risk::at_risk_ui(ui, sentence, leaving, requests),
            (Dialog::Prior { reason }, Some(document)) => prior::prior_ui(ui, document, reason, requests),
            (Dialog::Plan(view), Some(document)) => plan::plan_ui(ui, document, view, requests),
            (Dialog::Path(path_box), _) => path_box::path_box_ui(ui, path_box, requests),
            (Dialog::Verify { typed }, Some(document)) => verify::verify_ui(ui, document, typed, requests),
            (Dialog::Print(form), _) => print::print_ui(ui, form, requests),
            (Dialog::NewDesk(new), _) => new_desk::new_desk_ui(ui, new, *today_year, requests),
            (Dialog::AddList { text }, _) => desk_list::desk_list_ui(ui, text, requests),
            (Dialog::GiveBack { unit, reason }, _) => give_back::give_back_ui(ui, desk, *unit, reason, requests),
            (Dialog::WhoseFile { file, query, chosen }, _) => {
                whose_file::whose_file_ui(ui, desk, file, query, chosen, requests);
            }
            (Dialog::Unit(form), _) => unit::unit_ui(ui, desk, form, requests),
            (Dialog::RemoveUnit(it), _) => unit::removal_ui(ui, desk, *it, requests),
            (Dialog::Pasted(pasted), _) => pasted::pasted_ui(ui, pasted, requests),
            (Dialog::Handing(form), Some(document)) => handing::handing_ui(ui, document, form, requests),
            (Dialog::Scans(list), Some(document)) => scans::scans_ui(ui, document, list.as_deref(), requests),
            (Dialog::Versions(versions), Some(document)) => {
                versions::versions_ui(ui, document, versions.as_mut(), requests);
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

/// The buttons at the foot: 确定 does `done`, 取消 closes only.
fn buttons_ui(ui: &mut Ui, done: impl FnOnce() -> Vec<Request>, requests: &mut Vec<Request>) {
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "确定", true).clicked() {
            requests.extend(done());
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("取消")).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}

fn title_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::HEADING).strong());
    ui.add_space(space::GROUP);
}
