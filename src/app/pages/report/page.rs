//! The paper: title, headings, places and the tables between them; or the paragraphs of a text from elsewhere.

use egui::{Align, Button, CentralPanel, Frame, Label, Layout, Margin, RichText, ScrollArea, Ui};

use super::ink;
use super::place::{Place, place_ui};
use super::wish::Ask;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{shape, small_button};
use crate::app::model::document::Document;
use crate::app::model::known::Known;
use crate::app::model::writing::{Other, Writing};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::{CellIndex, Severity};
use crate::report::draft::{self, Piece};

/// Lines longer than this are hard to read.
const MOST_WIDTH: f32 = 780.0;

/// Paints the report in the place of the sheet.
pub(super) fn page_ui(ui: &mut Ui, document: &Document, writing: &mut Writing, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.ground).inner_margin(Margin::same(14));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        bar_ui(ui, document, writing, asks);
        ui.add_space(space::LINE);
        let salt = ("report", document.tab, writing.other.is_some());
        ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
            let room = ui.available_width();
            let width = room.min(MOST_WIDTH);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space((room - width) / 2.0);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.x = 8.0;
                    paper_ui(ui, document, writing, asks);
                });
            });
        });
    });
}

fn paper_ui(ui: &mut Ui, document: &Document, writing: &mut Writing, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(30, 24))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            if writing.other.is_some() {
                return paragraphs_ui(ui, writing);
            }
            match draft::report(&document.filing, &document.engine) {
                Some(pieces) => pieces_ui(ui, document, writing, &pieces, asks),
                None => {
                    ui.label("这种表没有配套的年度报告。可以用“核对文字…”把一份写好的文字与表核对。");
                }
            }
        });
}

/// What is shown, and what can be done with all of it.
fn bar_ui(ui: &mut Ui, document: &Document, writing: &Writing, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        let mut button = |ui: &mut Ui, words: &str, tip: String, ask: Ask| {
            if ui.add(small_button(words)).on_hover_text(tip).clicked() {
                asks.push(ask);
            }
        };
        if let Some(Other { name, .. }) = &writing.other {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                button(ui, "关闭", "回到年度报告".to_owned(), Ask::LeaveOther);
                let words = RichText::new(format!("正在核对：{name}（只看，不改动）")).color(palette.weak);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
            });
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let tip = Command::Report.tip(ui.ctx());
            button(ui, "回到表格", tip, Ask::Window(Request::Run(Command::Report)));
            if document.is_editable() && document.report_progress().is_some() {
                for (command, words) in [(Command::RedraftReport, "全部重新起草"), (Command::DraftReport, "起草")]
                {
                    button(ui, words, command.tip(ui.ctx()), Ask::Window(Request::Run(command)));
                }
            }
            let words = document
                .report_progress()
                .map_or_else(String::new, |(written, places)| format!("年度报告：已写 {written} 处，共 {places} 处"));
            let words = RichText::new(words).color(palette.weak);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
        });
    });
}

fn pieces_ui(ui: &mut Ui, document: &Document, writing: &mut Writing, pieces: &[Piece], asks: &mut Vec<Ask>) {
    let (mut heading, mut number) = ("开头", 0);
    for piece in pieces {
        match piece {
            Piece::Title(words) => {
                ui.vertical_centered(|ui| ui.label(RichText::new(words).size(text::HEADING + 3.0).strong()));
                ui.add_space(space::GROUP);
            }
            Piece::Heading(words) | Piece::Annex(words) => {
                (heading, number) = (words, 0);
                ui.add_space(space::LINE);
                ui.label(RichText::new(words).size(text::HEADING).strong());
            }
            Piece::Table(table) => table_ui(ui, document, *table, asks),
            Piece::Chart(chart) => chart_ui(ui, &chart.title, asks),
            Piece::Sentence { id, text, state, is_outdated, prompt, can_draft } => {
                number += 1;
                let name = format!("{heading} 第{number}处");
                let (is_outdated, can_draft) = (*is_outdated, *can_draft);
                let place = Place { id, name, text, state: *state, is_outdated, prompt, can_draft };
                place_ui(ui, document, writing, &place, asks);
            }
        }
    }
}

/// Where a chart stands in the report.
fn chart_ui(ui: &mut Ui, title: &str, asks: &mut Vec<Ask>) {
    let button = |ui: &mut Ui| {
        let button = ui.add(small_button("到图表"));
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("到图 {title}")));
        if button.clicked() {
            asks.push(Ask::Window(Request::Run(Command::Charts)));
        }
    };
    standing_ui(ui, &format!("图在这里：{title}"), button);
}

/// A line for what stands in the report and is no text, with a button that leads to it.
fn standing_ui(ui: &mut Ui, words: &str, button: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.head).corner_radius(space::CORNER).inner_margin(Margin::symmetric(10, 5));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                button(ui);
                let words = RichText::new(words).size(text::SMALL).color(palette.weak);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
            });
        });
    });
    ui.add_space(space::LINE);
}

/// Where a table stands in the report.
fn table_ui(ui: &mut Ui, document: &Document, table: usize, asks: &mut Vec<Ask>) {
    let form = document.filing.form();
    let Some(it) = form.tables.get(table) else { return };
    let first = form.cell_indices().find(|cell: &CellIndex| form.cell(*cell).table == table);
    let title = if it.section.is_empty() { &form.title } else { &it.section };
    standing_ui(ui, &format!("表在这里：{title}"), |ui| {
        let Some(cell) = first else { return };
        let button = ui.add(small_button("到表格"));
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("到 {title}")));
        if button.clicked() {
            asks.push(Ask::Window(Request::GoTo(cell)));
        }
    });
}

/// A text from elsewhere; its paragraphs can be read, and lead to nothing but themselves.
fn paragraphs_ui(ui: &mut Ui, writing: &mut Writing) {
    let palette = theme::palette(ui.ctx());
    let Some(Known { paragraphs, .. }) = &writing.known else {
        ui.label(RichText::new("正在核对…").color(palette.weak));
        return;
    };
    let width = ui.available_width();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let shown = writing.shown.as_ref().filter(|shown| shown.paragraph == at).map(|shown| &shown.span);
        let galley = ink::galley(ui, &paragraph.text, Some(paragraph), shown, width);
        let response = ui.add(Label::new(galley).selectable(true));
        if writing.reveal && shown.is_some() {
            writing.reveal = false;
            response.scroll_to_me(Some(Align::Center));
        }
    }
    if paragraphs.is_empty() {
        let words = format!("{} 没有文字", shape(Severity::Notice));
        ui.add(Button::new(words).frame(false));
    }
}
