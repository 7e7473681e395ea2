//! The relations of the active cell with live figures: `22 ＝ 5 ＋ 0 ＋ 0 ＋ 17 ✓`. Every figure leads to its cell.

use egui::{Button, RichText, Ui, vec2};

use crate::app::kit::theme::{self, text};
use crate::app::wishes::request::Request;
use crate::check::facts::Facts;
use crate::check::{Amount, Verdict};
use crate::form::{CellIndex, Period, Relation, Term};

/// At most so many figures stand in a line of arithmetic; of more, the sum is told and the figures that are not zero.
const MOST_FIGURES: usize = 24;

/// Paints one relation that the active cell takes part in.
pub(crate) fn relation_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    relation: &Relation,
    verdict: Verdict,
    active: CellIndex,
    requests: &mut Vec<Request>,
) {
    let palette = theme::palette(ui.ctx());
    ui.add(egui::Label::new(RichText::new(&relation.text).size(text::SMALL)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 1.0);
        ui.spacing_mut().button_padding = vec2(2.0, 0.0);
        ui.spacing_mut().interact_size.y = text::SMALL + 4.0;
        ui.add_space(12.0);
        side_ui(ui, facts, &relation.left, active, requests);
        words_ui(ui, sign(facts, relation, verdict));
        side_ui(ui, facts, &relation.right, active, requests);
        let (word, color) = match verdict {
            Verdict::Holds => ("✓", palette.good),
            Verdict::Violated => ("× 不符", palette.mark(relation.severity)),
            Verdict::Undecided => ("… 待填", palette.weak),
        };
        ui.label(RichText::new(format!(" {word}")).size(text::SMALL).color(color));
    });
    ui.add_space(3.0);
}

/// What stands between the sides. Kinds that compare otherwise say it in their sentences.
fn sign(facts: &Facts<'_>, relation: &Relation, verdict: Verdict) -> &'static str {
    let sides = total(facts, &relation.left).zip(total(facts, &relation.right));
    match (relation.kind.as_str(), verdict, sides) {
        ("total" | "balance" | "carry_over" | "stock", Verdict::Violated, _) => "≠",
        ("total" | "balance" | "carry_over" | "stock", ..) => "＝",
        ("at_most", Verdict::Violated, _) => "＞",
        ("at_most", ..) => "≤",
        ("stock_floor", Verdict::Violated, _) => "＜",
        ("stock_floor", ..) => "≥",
        _ => "，",
    }
}

fn total(facts: &Facts<'_>, terms: &[Term]) -> Option<Amount> {
    terms.iter().all(|term| facts.number(*term).is_some()).then(|| facts.sum(terms))
}

fn words_ui(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(text::SMALL));
}

fn side_ui(ui: &mut Ui, facts: &Facts<'_>, terms: &[Term], active: CellIndex, requests: &mut Vec<Request>) {
    if terms.len() <= MOST_FIGURES {
        for (position, term) in terms.iter().enumerate() {
            let sign = match (position, term.is_minus) {
                (0, false) => "",
                (_, true) => "−",
                (_, false) => "＋",
            };
            term_ui(ui, facts, *term, sign, active, requests);
        }
        return;
    }
    let sum = total(facts, terms).map_or_else(|| "□".to_owned(), |sum| sum.to_string());
    words_ui(ui, &format!("{} 项之和 {sum}", terms.len()));
    let is_telling = |term: &&Term| facts.number(**term).is_none_or(|number| !number.is_zero());
    let telling: Vec<Term> = terms.iter().filter(is_telling).take(MOST_FIGURES).copied().collect();
    if !telling.is_empty() {
        words_ui(ui, "，其中");
    }
    for (position, term) in telling.into_iter().enumerate() {
        let sign = if term.is_minus { "−" } else { "" };
        words_ui(ui, if position == 0 { "" } else { "、" });
        term_ui(ui, facts, term, sign, active, requests);
    }
}

/// One figure; a blank is □. Last year's figures have no cell to go to.
fn term_ui(ui: &mut Ui, facts: &Facts<'_>, term: Term, sign: &str, active: CellIndex, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    if !sign.is_empty() {
        words_ui(ui, sign);
    }
    let figure = facts.number(term).map_or_else(|| "□".to_owned(), |number| number.to_string());
    let name = facts.name(term);
    if term.period == Period::Prior {
        words_ui(ui, &format!("上年 {figure}"));
        return;
    }
    let is_here = term.cell == active;
    let words = RichText::new(&figure).size(text::SMALL);
    let words = if is_here { words.strong().color(palette.text) } else { words.color(palette.accent) };
    let response = ui.add(Button::new(words).frame_when_inactive(false));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("到 {name} {figure}")));
    if response.clicked() {
        requests.push(Request::Activate(term.cell));
    }
    response.on_hover_text(name);
}
