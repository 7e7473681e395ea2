//! The unit, its level, the year and the names in the foot of the form.

use egui::{ComboBox, Grid, Label, RichText, TextEdit, Ui, vec2};

use crate::app::kit::theme::{space, text};
use crate::app::kit::widgets::{severity_text, small_button, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::button::buttons_ui;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Level, SignOff, Unit};
use crate::form::{Catalogue, Form, Severity};

/// How wide the fields are: with their names as wide as the dialog.
const FIELD: f32 = 350.0;

/// Paints the dialog.
pub(super) fn filing_data_ui(
    ui: &mut Ui,
    document: &Document,
    catalogue: &Catalogue,
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
        let choice = ComboBox::from_id_salt("level").selected_text(shown).width(FIELD).show_ui(ui, |ui| {
            for level in Level::all() {
                ui.selectable_value(&mut unit.level, Some(level), level.label());
            }
        });
        choice.response.labelled_by(name);
        ui.end_row();
        let name = ui.label("报告年度").id;
        let choice =
            ComboBox::from_id_salt("year").selected_text(format!("{year}年")).height(340.0).show_ui(ui, |ui| {
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
    prior_ui(ui, document, || data(unit, *year, signoff), requests);
    if !form.fits_year(*year) {
        ui.add_space(space::LINE);
        let words = misfit_words(form, *year, catalogue.for_year(*year).as_deref());
        let words = severity_text(ui, Severity::Warning, &words).size(text::SMALL);
        ui.add(Label::new(words).wrap());
    }
    buttons_ui(ui, || vec![data(unit, *year, signoff)], requests);
}

fn data(unit: &Unit, year: u16, signoff: &SignOff) -> Request {
    Request::FilingData { unit: unit.clone(), year, signoff: signoff.clone() }
}

/// Which file last year's values come from, and the way to change that; what is typed here is taken first.
fn prior_ui(ui: &mut Ui, document: &Document, data: impl FnOnce() -> Request, requests: &mut Vec<Request>) {
    ui.add_space(space::LINE);
    ui.horizontal(|ui| {
        let filing = &document.filing;
        let words = filing
            .prior()
            .map_or_else(|| "还没有附上上年的填报文件".to_owned(), |prior| format!("上年数来自 {}", prior.source));
        let button = ui.add(small_button("上年数…"));
        ui.add(Label::new(RichText::new(words).size(text::SMALL).weak()).truncate());
        if button.on_hover_text(Command::Prior.description()).clicked() {
            requests.extend([data(), Request::Run(Command::Prior)]);
        }
    });
}

/// That the form is not that of the year, and what to do about it.
fn misfit_words(form: &Form, year: u16, right: Option<&Form>) -> String {
    match right {
        Some(right) => format!(
            "{year}年度应当用“{}”的表式，这一份是“{}”的。请核对年度；年度没有错，就新建一份填报，表式会自动选对",
            right.issued_by, form.issued_by
        ),
        None => format!("{year}年度不用“{}”的表式，请核对年度", form.issued_by),
    }
}

fn field_ui(ui: &mut Ui, words: &mut String, name: egui::Id) {
    ui.add(TextEdit::singleline(words).desired_width(FIELD).margin(vec2(8.0, 4.0))).labelled_by(name);
}
