//! What the district sent back (退回意见), above the findings: each point with its cell, its answer and whether it is done.

use egui::{Frame, Label, Margin, RichText, TextEdit, Ui};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{severity_text, small_button};
use crate::app::model::document::Document;
use crate::app::model::listed::Answering;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::returned::Point;
use crate::form::Severity;

/// Paints the group; nothing when nothing was sent back.
pub(crate) fn returned_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    if document.filing.returns().is_empty() {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let open = document.filing.open_points();
    let words = match open {
        0 => RichText::new("✓ 退回意见都已办").color(palette.good),
        count => severity_text(ui, Severity::Warning, &format!("退回意见，未办 {count} 条")),
    };
    ui.label(words.size(text::SMALL).strong());
    if open > 0 && document.filing.is_locked() {
        let button = ui.add(small_button(Command::Correct.text()));
        if button.on_hover_text(Command::Correct.description()).clicked() {
            requests.push(Request::Run(Command::Correct));
        }
    }
    let returns = document.filing.returns().to_vec();
    for (number, it) in returns.iter().enumerate() {
        let head = format!("{}　{}　校验码 {}", it.from, it.date, it.code);
        ui.add(Label::new(RichText::new(head).size(text::SMALL).color(palette.weak)).wrap());
        for (at, point) in it.points.iter().enumerate() {
            point_ui(ui, document, (number, at), point, requests);
        }
    }
    ui.add_space(space::LINE);
}

fn point_ui(ui: &mut Ui, document: &mut Document, at: (usize, usize), point: &Point, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(9, 6));
    let done = |text: &str, is_done: bool| Request::AnswerPoint { at, text: text.to_owned(), is_done };
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let (sign, color) = if point.is_done { ("✓ ", palette.weak) } else { ("", palette.text) };
        let words = RichText::new(format!("{sign}{}", point.text)).size(text::SMALL).color(color);
        ui.add(Label::new(words).wrap());
        if !point.answer.is_empty() {
            let words = RichText::new(format!("答复：{}", point.answer)).size(text::SMALL).color(palette.good);
            ui.add(Label::new(words).wrap());
        }
        let is_answering = document.answering_point.as_ref().is_some_and(|it| it.at == at);
        if let Some(answering) = document.answering_point.as_mut().filter(|_| is_answering) {
            let name = ui.label(RichText::new("答复").size(text::SMALL)).id;
            let field = TextEdit::multiline(&mut answering.text).desired_rows(2).desired_width(f32::INFINITY);
            ui.add(field.hint_text("怎么办的，或为什么不改")).labelled_by(name);
        }
        ui.horizontal_wrapped(|ui| {
            let cell = point.cell.as_deref().and_then(|id| document.filing.form().cell_index(id));
            if let Some(cell) = cell
                && ui.add(small_button("到这一格")).clicked()
            {
                requests.push(Request::Activate(cell));
            }
            if !document.is_ours() {
                return;
            }
            match document.answering_point.as_ref().filter(|_| is_answering) {
                Some(answering) if ui.add(small_button("保存答复")).clicked() => {
                    requests.push(done(&answering.text, true));
                }
                Some(_) => {}
                None if ui.add(small_button(if point.answer.is_empty() { "答复" } else { "改答复" })).clicked() => {
                    document.answering_point = Some(Answering { at, text: point.answer.clone() });
                }
                None => {}
            }
            let words = if point.is_done { "标为未办" } else { "标为已办" };
            if ui.add(small_button(words)).clicked() {
                requests.push(done(&point.answer, !point.is_done));
            }
        });
    });
}
