//! What is known about the active cell: its name, how it is counted, its values, its relations and what they say.

use std::sync::Arc;

use egui::{Align2, Frame, Label, Margin, RichText, Sense, Ui, vec2};

use super::arithmetic::relation_ui;
use super::pane::pane_heading_ui;
use super::remark::{answer_ui, remark_ui};
use super::{past, spark, suspicion};
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, severity_text, small_button};
use crate::app::model::document::Document;
use crate::app::model::listed::{AnswerAt, Pane};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::check::{Amount, Finding, Verdict, totals};
use crate::filing::{Value, calculator};
use crate::form::{CellIndex, Relation};

/// The width of the names before the values.
const NAME_WIDTH: f32 = 58.0;

/// Paints the inspector.
pub(crate) fn inspector_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    let form = Arc::clone(document.filing.form());
    let active = document.sheet.active;
    let (cell, row) = (form.cell(active), form.row_of(active));
    let name = RichText::new(&row.name).size(text::HEADING - 1.0).strong();
    pane_heading_ui(ui, document, Pane::Inspector, name);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&cell.column).color(theme::palette(ui.ctx()).accent));
        ui.label(RichText::new(cell.id.as_str()).size(text::SMALL).weak());
    });
    for words in [&row.note, &row.counting] {
        if !words.is_empty() {
            ui.label(RichText::new(words).size(text::SMALL).weak());
        }
    }
    ui.add_space(space::LINE);
    values_ui(ui, document, active);
    spark::spark_ui(ui, document.shown().0, active);
    computed_ui(ui, document, active, requests);
    suspicion::suspicion_ui(ui, document, requests);
    let findings = std::mem::take(&mut document.view.findings);
    for finding in findings.iter().filter(|finding| finding.cells.first() == Some(&active)) {
        finding_ui(ui, document, finding, requests);
    }
    document.view.findings = findings;
    relations_ui(ui, document, active, requests);
    past::past_ui(ui, document, requests);
}

/// The relations that the cell takes part in.
fn relations_ui(ui: &mut Ui, document: &Document, active: CellIndex, requests: &mut Vec<Request>) {
    let (filing, engine) = document.shown();
    let form = filing.form();
    let facts = engine.facts(filing);
    let relations: Vec<(&Relation, Verdict)> = engine
        .book()
        .watching(active)
        .iter()
        .filter_map(|position| Some((form.relations.get(*position)?, engine.verdict(*position)?)))
        .filter(|(relation, _)| relation.terms().any(|term| term.cell == active))
        .collect();
    if !relations.is_empty() {
        ui.add_space(space::LINE);
        heading_ui(ui, "勾稽关系");
    }
    for (relation, verdict) in relations {
        relation_ui(ui, &facts, relation, verdict, active, requests);
    }
}

/// Offers the computed sum where another number stands.
fn computed_ui(ui: &mut Ui, document: &Document, active: CellIndex, requests: &mut Vec<Request>) {
    let (filing, engine) = document.shown();
    let value = filing.value(active);
    let sum = totals::computed_total(engine.book(), filing.values(), active);
    let Some(sum) = sum.filter(|sum| !value.is_blank() && sum != value && document.is_editable()) else { return };
    // The card about what may have gone wrong offers the same.
    let is_proposed = document.looked_at().and_then(|looked| looked.proposal.changes()).is_some_and(
        |changes| matches!(changes, [change] if change.cell == active && change.value().as_ref() == Some(&sum)),
    );
    if is_proposed {
        return;
    }
    ui.add_space(space::LINE);
    if ui.add(small_button(&format!("改为各项之和 {sum}"))).on_hover_text("可以撤销").clicked() {
        requests.push(Request::Fill(sum));
    }
}

fn values_ui(ui: &mut Ui, document: &Document, active: CellIndex) {
    let (filing, engine) = document.shown();
    let cell = filing.form().cell(active);
    let value = filing.value(active);
    let with_measure = |value: &Value| match value {
        Value::Blank => "空".to_owned(),
        Value::Number(number) => format!("{number} {}", cell.measure),
        Value::Text(words) => format!("“{words}”（不是数）"),
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let mut line = |name: &str, words: String| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(NAME_WIDTH, 24.0), Sense::hover());
                let color = theme::palette(ui.ctx()).weak;
                ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, name, theme::font(text::SMALL), color);
                // Whatever was typed, the panel keeps its width.
                ui.add(Label::new(&words).truncate()).on_hover_text(words);
            });
        };
        line("本年数", with_measure(value));
        if let Some(note) = filing.notes().get(&active) {
            // A program that knows no notes may have changed the value.
            let is_current = !calculator::is_calculation(note) || calculator::explains(note, value);
            line("算式", if is_current { note.clone() } else { format!("{note}（与现在的数不符）") });
        }
        if let Some(ghost) = document.ghost(active) {
            line("应为", format!("{} {}（{}，按回车采用）", ghost.value, cell.measure, ghost.origin.words()));
        }
        let Some(prior) = engine.prior() else {
            line("上年数", "没有附上年的表".to_owned());
            return;
        };
        let Some(last) = prior.get(active.position()).and_then(Option::as_ref) else {
            line("上年数", "上年的表没有这一格".to_owned());
            return;
        };
        line("上年数", with_measure(last));
        if let (Some(now), Some(then)) = (value.as_number(), last.as_number()) {
            let difference = Amount::from(now) - Amount::from(then);
            let sign = if difference > Amount::ZERO { "+" } else { "" };
            line("比上年", format!("{sign}{difference} {}", cell.measure));
        }
    });
}

fn finding_ui(ui: &mut Ui, document: &mut Document, finding: &Finding, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    ui.add_space(space::LINE);
    let is_marked = document.marked.as_ref() == Some(&finding.relation);
    let is_answering = is_marked && document.answering == AnswerAt::Inspector && document.is_editable();
    let frame = Frame::new()
        .fill(palette.tint(finding.severity))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(severity_text(ui, finding.severity, finding.severity.word()).size(text::SMALL).strong());
        ui.label(RichText::new(&finding.message).size(text::SMALL));
        if !finding.advice.is_empty() {
            ui.label(RichText::new(format!("怎么办：{}", finding.advice)).size(text::SMALL).weak());
        }
        answer_ui(ui, finding);
        if is_answering {
            remark_ui(ui, document, finding, requests);
        }
        ui.horizontal_wrapped(|ui| {
            if finding.cells.len() > 1 && !is_marked && ui.add(small_button("标出有关的格子")).clicked() {
                requests.push(Request::Finding(finding.relation.clone()));
            }
            if document.is_editable() && !is_answering {
                let words = if finding.answer.is_some() { "改说明" } else { Command::Remark.text() };
                if ui.add(small_button(words)).on_hover_text(Command::Remark.tip(ui.ctx())).clicked() {
                    requests.push(Request::Answer(finding.relation.clone()));
                }
            }
        });
    });
}
