//! The unit, its level, the year and the names in the foot of the form.

use egui::{ComboBox, Grid, RichText, TextEdit, Ui, vec2};

use super::{buttons_ui, title_ui};
use crate::app::request::Request;
use crate::app::state::Document;
use crate::app::theme::{self, text};
use crate::filing::{Level, SignOff, Unit};
use crate::form::Severity;

/// Paints the dialog.
pub(super) fn filing_data_ui(
    ui: &mut Ui,
    document: &Document,
    unit: &mut Unit,
    year: &mut u16,
    signoff: &mut SignOff,
    requests: &mut Vec<Request>,
) {
    title_ui(ui, "填报信息");
    let form = document.filing.form();
    Grid::new("filing-data").num_columns(2).spacing([14.0, 8.0]).show(ui, |ui| {
        let name = ui.label("填报单位").id;
        field_ui(ui, &mut unit.name, name);
        ui.end_row();
        let name = ui.label("单位级别").id;
        let shown = unit.level.map_or("请选择", Level::label);
        let choice = ComboBox::from_id_salt("level").selected_text(shown).width(320.0).show_ui(ui, |ui| {
            for level in Level::all() {
                ui.selectable_value(&mut unit.level, Some(level), level.label());
            }
        });
        choice.response.labelled_by(name);
        ui.end_row();
        let name = ui.label("报告年度").id;
        let choice = ComboBox::from_id_salt("year").selected_text(format!("{year}年")).show_ui(ui, |ui| {
            for other in (year.saturating_sub(6)..=year.saturating_add(2)).rev() {
                ui.selectable_value(year, other, format!("{other}年"));
            }
        });
        choice.response.labelled_by(name);
        ui.end_row();
        for field in &form.signoff {
            let name = ui.label(field).id;
            let mut words = signoff.get(field).to_owned();
            field_ui(ui, &mut words, name);
            if words != signoff.get(field) {
                signoff.set(field, &words);
            }
            ui.end_row();
        }
    });
    if !form.fits_year(*year) {
        let palette = theme::palette(ui.ctx());
        let words = format!("▲ {year}年度不用这套表式（{}），请确认", form.issued_by);
        ui.label(RichText::new(words).size(text::SMALL).color(palette.mark(Severity::Warning)));
    }
    let done = || vec![Request::FilingData { unit: unit.clone(), year: *year, signoff: signoff.clone() }];
    buttons_ui(ui, done, requests);
}

fn field_ui(ui: &mut Ui, words: &mut String, name: egui::Id) {
    ui.add(TextEdit::singleline(words).desired_width(320.0).margin(vec2(8.0, 4.0))).labelled_by(name);
}
