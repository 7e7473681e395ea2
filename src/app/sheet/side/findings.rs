//! The list of findings: by severity and kind, with filters; blanks as one line a section. A click leads to the cell.
//!
//! While one types, findings come and go in their places: the marked one stays where it is seen, or else what stands at
//! the upper edge. A list of thousands paints only what is seen, by the heights of the last time.

use egui::{
    Align, Button, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};

use super::pane::pane_heading_ui;
use super::remark::{answer_ui, remark_ui};
use super::{returned, suspicion};
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{severity_text, small_button};
use crate::app::model::document::Document;
use crate::app::model::listed::{AnswerAt, Filter, Pane};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::check::kinds::help;
use crate::check::{Finding, Stage};
use crate::form::Severity;

/// Lists longer than this are not painted whole.
const MOST_PAINTED: usize = 60;

/// The height of a finding that was not painted yet.
const GUESSED_HEIGHT: f32 = 64.0;

/// Paints the list.
pub(crate) fn findings_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    heading_row_ui(ui, document, requests);
    let all = std::mem::take(&mut document.view.findings);
    if !all.is_empty() {
        filter_ui(ui, document, &all);
    }
    ui.add_space(2.0);
    let form = std::sync::Arc::clone(document.filing.form());
    let listed: Vec<&Finding> = all.iter().filter(|finding| document.listed.shows(finding, &form)).collect();
    ScrollArea::vertical().id_salt(("findings", document.tab)).auto_shrink([false, false]).show(ui, |ui| {
        returned::returned_ui(ui, document, requests);
        let palette = theme::palette(ui.ctx());
        list_ui(ui, document, &listed, requests);
        if listed.is_empty() && !all.is_empty() {
            ui.label(RichText::new("没有符合筛选条件的审核结果").size(text::SMALL).color(palette.weak));
        }
        let counts = document.view.counts;
        if document.stage == Stage::Final && counts.undecided > 0 {
            let words = format!("有空格或文字，还不能判断的关系：{} 条", counts.undecided);
            ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
        }
        if document.listed.filter == Filter::All && document.listed.query.is_empty() {
            blanks_ui(ui, document, requests);
        }
        if all.is_empty() && counts.blanks == 0 {
            ui.label(RichText::new("✓ 全部符合，没有空格").color(palette.good));
        }
    });
    document.view.findings = all;
}

fn heading_row_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    let is_final = document.stage == Stage::Final;
    ui.horizontal(|ui| {
        let words = if is_final { "审核结果（报送前）" } else { "审核结果" };
        pane_heading_ui(ui, document, Pane::Findings, RichText::new(words).size(text::BODY).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_final && ui.add(small_button("返回填报")).on_hover_text("不再把空格当作错误").clicked() {
                requests.push(Request::Stage(Stage::Filling));
            }
            if document.view.findings.is_empty() {
                return;
            }
            let commands: &[Command] = if is_final {
                &[Command::CopyFindings]
            } else {
                &[Command::NextFinding, Command::PreviousFinding, Command::CopyFindings]
            };
            for command in commands {
                let words = if *command == Command::CopyFindings { "复制" } else { command.text() };
                if ui.add(small_button(words)).on_hover_text(command.tip(ui.ctx())).clicked() {
                    requests.push(Request::Run(*command));
                }
            }
        });
    });
}

/// The choices with their numbers, and the field for words.
fn filter_ui(ui: &mut Ui, document: &mut Document, all: &[Finding]) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(3.0, 3.0);
        ui.spacing_mut().button_padding.x = 6.0;
        for filter in Filter::ALL {
            let count = all.iter().filter(|finding| filter.takes(finding)).count();
            let is_chosen = document.listed.filter == filter;
            if count == 0 && !is_chosen && filter != Filter::All {
                continue;
            }
            let words = RichText::new(format!("{} {count}", filter.word())).size(text::SMALL);
            let fill = if is_chosen { palette.accent_soft } else { palette.panel };
            let response = ui.add(Button::new(words).fill(fill).selected(is_chosen));
            if response.clicked() {
                document.listed.filter = if is_chosen { Filter::All } else { filter };
            }
        }
    });
    let field = TextEdit::singleline(&mut document.listed.query)
        .font(theme::font(text::SMALL))
        .desired_width(f32::INFINITY)
        .hint_text("筛选：名称、种类或编号");
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("筛选审核结果"));
}

fn list_ui(ui: &mut Ui, document: &mut Document, listed: &[&Finding], requests: &mut Vec<Request>) {
    let (start, top) = (ui.next_widget_position().y, ui.clip_rect().top());
    let is_scrolled = start < top - 0.5;
    let anchor = document.listed.anchor.take();
    let mut previous: Option<&Finding> = None;
    for finding in listed {
        let is_other = |same: fn(&Finding, &Finding) -> bool| previous.is_none_or(|before| !same(before, finding));
        if is_other(|a, b| a.severity == b.severity) {
            if previous.is_some() {
                ui.add_space(space::LINE);
            }
            let count = listed.iter().filter(|it| it.severity == finding.severity).count();
            let words = format!("{} {count}", finding.severity.word());
            ui.label(severity_text(ui, finding.severity, &words).size(text::SMALL).strong());
        }
        if is_other(|a, b| (a.severity, a.kind) == (b.severity, b.kind)) {
            let count = listed.iter().filter(|it| (it.severity, it.kind) == (finding.severity, finding.kind)).count();
            let words = format!("{} {count} 条", help(finding.kind).title);
            ui.label(RichText::new(words).size(text::SMALL).color(theme::palette(ui.ctx()).weak));
        }
        previous = Some(finding);
        let place = ui.next_widget_position();
        if let Some((_, was)) = anchor.as_ref().filter(|(relation, _)| *relation == finding.relation) {
            let moved = place.y - start - was;
            if moved.abs() > 0.5 {
                ui.scroll_with_delta_animation(vec2(0.0, -moved), egui::style::ScrollAnimation::none());
                ui.ctx().request_repaint();
            }
        }
        let is_first_seen = is_scrolled && document.listed.anchor.is_none() && place.y >= top;
        let is_marked = document.marked.as_ref() == Some(&finding.relation) && ui.clip_rect().contains(place);
        if is_first_seen || is_marked {
            document.listed.anchor = Some((finding.relation.clone(), place.y - start));
        }
        one_ui(ui, document, finding, listed.len() > MOST_PAINTED, requests);
    }
}

/// Paints a finding, or leaves its room empty when it is outside the window of a long list.
fn one_ui(ui: &mut Ui, document: &mut Document, finding: &Finding, is_long: bool, requests: &mut Vec<Request>) {
    let is_marked = document.marked.as_ref() == Some(&finding.relation);
    let place = ui.next_widget_position();
    if is_long && !is_marked {
        let height = document.listed.heights.get(&finding.relation).copied().unwrap_or(GUESSED_HEIGHT);
        let rect = Rect::from_min_size(place, vec2(ui.available_width(), height));
        if !ui.is_rect_visible(rect) {
            ui.allocate_space(rect.size());
            return;
        }
    }
    let height = finding_ui(ui, document, finding, is_marked, requests);
    if is_long {
        document.listed.heights.insert(finding.relation.clone(), height);
    }
}

fn finding_ui(
    ui: &mut Ui,
    document: &mut Document,
    finding: &Finding,
    is_marked: bool,
    requests: &mut Vec<Request>,
) -> f32 {
    let palette = theme::palette(ui.ctx());
    let fill = if is_marked { palette.accent_soft } else { palette.paper };
    let edge = if is_marked { palette.accent } else { palette.line };
    let frame =
        Frame::new().fill(fill).stroke((1.0, edge)).corner_radius(space::CORNER).inner_margin(Margin::symmetric(9, 6));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = RichText::new(&finding.message).size(text::SMALL).color(palette.text);
        ui.add(Label::new(words).wrap());
        answer_ui(ui, finding);
    });
    let rect = inner.response.rect;
    let response = ui.interact(rect, ui.scope_id().with(&finding.relation), Sense::click());
    response.widget_info(|| {
        let label = format!("{}：{}", finding.severity.word(), finding.message);
        WidgetInfo::selected(egui::Role::Button, true, is_marked, label)
    });
    if response.has_focus() {
        ui.painter().rect_stroke(rect, f32::from(space::CORNER), (2.0, palette.accent), egui::StrokeKind::Outside);
    }
    if response.clicked() {
        requests.push(if is_marked { Request::ForgetFinding } else { Request::Finding(finding.relation.clone()) });
    }
    if is_marked {
        if document.is_editable() && document.answering == AnswerAt::List {
            remark_ui(ui, document, finding, requests);
        }
        if std::mem::take(&mut document.listed.reveal) {
            // With the box for the remark below it.
            let whole = Rect::from_min_max(rect.min, pos2(rect.right(), ui.min_rect().bottom()));
            ui.scroll_to_rect_animation(whole, None, egui::style::ScrollAnimation::none());
        }
    }
    // Below the box for the remark, which does not move when the search comes to an end.
    rect.height() + suspicion::line_ui(ui, document, finding, requests)
}

/// One line for the blanks of each section; a click leads to the next one.
fn blanks_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let is_final = document.stage == Stage::Final;
    let mut is_first = true;
    for (position, (section, view)) in document.sections.iter().zip(&document.view.sections).enumerate() {
        if view.blanks == 0 {
            continue;
        }
        if std::mem::take(&mut is_first) {
            let words = if is_final { "空格（报送前都要填，没有的填 0）" } else { "空格" };
            let color = if is_final { palette.mark(Severity::Error) } else { palette.weak };
            ui.label(RichText::new(words).size(text::SMALL).color(color));
        }
        let words = format!("{}：空 {} 格", section.label, view.blanks);
        let button = Button::new(RichText::new(words).size(text::SMALL)).wrap();
        if ui.add(button).on_hover_text("到下一个空格").clicked() {
            requests.push(Request::NextBlank(position));
        }
    }
}
