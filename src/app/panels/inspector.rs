//! What is known about the active cell: its name, how it is counted, its values, its relations and what they say.

use egui::{Align2, Frame, Label, Margin, RichText, Sense, Ui, vec2};

use super::{heading_ui, severity_text, small_button};
use crate::app::request::Request;
use crate::app::state::Document;
use crate::app::theme::{self, space, text};
use crate::check::facts::Facts;
use crate::check::{Amount, Finding, Verdict, totals};
use crate::filing::Value;
use crate::form::{CellIndex, Relation, Term};

/// The width of the names before the values.
const NAME_WIDTH: f32 = 58.0;

/// Paints the inspector.
pub(crate) fn inspector_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let (filing, engine) = document.shown();
    let form = filing.form();
    let active = document.sheet.active;
    let (cell, row) = (form.cell(active), form.row_of(active));
    ui.add(Label::new(RichText::new(&row.name).size(text::HEADING - 1.0).strong()).wrap());
    ui.label(RichText::new(&cell.column).color(theme::palette(ui.ctx()).accent));
    for words in [&row.note, &row.counting] {
        if !words.is_empty() {
            ui.label(RichText::new(words).size(text::SMALL).weak());
        }
    }
    ui.add_space(space::LINE);
    values_ui(ui, document, active);
    computed_ui(ui, document, active, requests);
    let about = document.view.findings.iter().filter(|finding| finding.cells.first() == Some(&active));
    for finding in about {
        finding_ui(ui, finding, requests);
    }
    let facts = Facts::of(engine.book(), filing, engine.prior());
    let relations: Vec<(usize, &Relation)> = engine
        .book()
        .watching(active)
        .iter()
        .filter_map(|position| Some((*position, form.relations.get(*position)?)))
        .filter(|(position, relation)| {
            engine.verdict(*position).is_some() && relation.terms().any(|term| term.cell == active)
        })
        .collect();
    if !relations.is_empty() {
        ui.add_space(space::LINE);
        heading_ui(ui, "勾稽关系");
    }
    for (position, relation) in relations {
        let Some(verdict) = engine.verdict(position) else { continue };
        relation_ui(ui, &facts, relation, verdict);
    }
}

/// Offers the computed sum where another number stands.
fn computed_ui(ui: &mut Ui, document: &Document, active: CellIndex, requests: &mut Vec<Request>) {
    let (filing, engine) = document.shown();
    let value = filing.value(active);
    let sum = totals::computed_total(engine.book(), filing.values(), active);
    let Some(sum) = sum.filter(|sum| !value.is_blank() && sum != value && document.is_editable()) else { return };
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
        if let Some(Some(sum)) = document.view.ghosts.get(active.position()) {
            line("合计应为", format!("{sum} {}（按回车采用）", cell.measure));
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

fn relation_ui(ui: &mut Ui, facts: &Facts<'_>, relation: &Relation, verdict: Verdict) {
    let palette = theme::palette(ui.ctx());
    let (word, color) = match verdict {
        Verdict::Holds => ("✓ 符合", palette.good),
        Verdict::Violated => ("× 不符", palette.mark(relation.severity)),
        Verdict::Undecided => ("… 待填", palette.weak),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(word).size(text::SMALL).color(color));
        ui.label(RichText::new(&relation.text).size(text::SMALL));
    });
    if let Some(figures) = figures(facts, relation) {
        ui.label(RichText::new(format!("　　{figures}")).size(text::SMALL).weak());
    }
}

/// Both sides in figures: `21 + 0 = 20 + 1`; a blank is □. Kinds that compare otherwise say it in their sentences.
fn figures(facts: &Facts<'_>, relation: &Relation) -> Option<String> {
    let is_sum = matches!(relation.kind.as_str(), "total" | "balance" | "carry_over" | "stock");
    let is_bound = relation.kind == "at_most";
    if !is_sum && !is_bound {
        return None;
    }
    let (left, right) = (side(facts, &relation.left), side(facts, &relation.right));
    let is_met = match (total(facts, &relation.left), total(facts, &relation.right)) {
        (Some(left), Some(right)) if is_sum => left == right,
        (Some(left), Some(right)) => left <= right,
        _ => true,
    };
    let sign = match (is_sum, is_met) {
        (true, true) => "=",
        (true, false) => "≠",
        (false, true) => "≤",
        (false, false) => ">",
    };
    Some(format!("{left} {sign} {right}"))
}

fn total(facts: &Facts<'_>, terms: &[Term]) -> Option<Amount> {
    terms.iter().all(|term| facts.number(*term).is_some()).then(|| facts.sum(terms))
}

/// At most so many figures stand in a line; of more, the sum is told.
const MOST_FIGURES: usize = 8;

fn side(facts: &Facts<'_>, terms: &[Term]) -> String {
    if terms.len() > MOST_FIGURES {
        let sum = total(facts, terms).map_or_else(|| "□".to_owned(), |sum| sum.to_string());
        return format!("{} 项之和 {sum}", terms.len());
    }
    let mut words = String::new();
    for (position, term) in terms.iter().enumerate() {
        words.push_str(match (position, term.is_minus) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        words.push_str(&facts.number(*term).map_or_else(|| "□".to_owned(), |number| number.to_string()));
    }
    words
}

fn finding_ui(ui: &mut Ui, finding: &Finding, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    ui.add_space(space::LINE);
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
        if finding.cells.len() > 1 && ui.add(small_button("标出有关的格子")).clicked() {
            requests.push(Request::Finding(finding.relation.clone()));
        }
    });
}
