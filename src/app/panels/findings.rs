//! The list of findings: errors, warnings, notices; blanks as one line a section. A click leads to the cell.

use egui::{Align, Frame, Label, Layout, Margin, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo};

use super::{heading_ui, severity_text, small_button};
use crate::app::command::Command;
use crate::app::request::Request;
use crate::app::state::Document;
use crate::app::theme::{self, space, text};
use crate::check::{Finding, Stage, Verdict};
use crate::form::{CellIndex, Severity};

/// Paints the list.
pub(crate) fn findings_ui(ui: &mut Ui, document: &mut Document, requests: &mut Vec<Request>) {
    let is_final = document.stage == Stage::Final;
    ui.horizontal(|ui| {
        heading_ui(ui, if is_final { "审核结果（报送前）" } else { "审核结果" });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_final && ui.add(small_button("返回填报")).on_hover_text("不再把空格当作错误").clicked() {
                requests.push(Request::Stage(Stage::Filling));
            }
            if !document.view.findings.is_empty() && !is_final {
                for command in [Command::NextFinding, Command::PreviousFinding] {
                    let button = ui.add(small_button(command.text())).on_hover_text(command.tip(ui.ctx()));
                    if button.clicked() {
                        requests.push(Request::Run(command));
                    }
                }
            }
        });
    });
    ui.add_space(2.0);
    ScrollArea::vertical().id_salt(("findings", document.tab)).auto_shrink([false, false]).show(ui, |ui| {
        let palette = theme::palette(ui.ctx());
        let findings = std::mem::take(&mut document.view.findings);
        for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
            let group = |finding: &&Finding| finding.severity == severity && finding.verdict == Verdict::Violated;
            let count = findings.iter().filter(group).count();
            if count == 0 {
                continue;
            }
            ui.label(severity_text(ui, severity, &format!("{} {count}", severity.word())).size(text::SMALL));
            for finding in findings.iter().filter(group) {
                finding_ui(ui, document, finding, requests);
            }
            ui.add_space(space::LINE);
        }
        let undecided: Vec<&Finding> = findings.iter().filter(|it| it.verdict == Verdict::Undecided).collect();
        if !undecided.is_empty() {
            let words = format!("有空格或文字，还不能判断的关系：{} 条", undecided.len());
            ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
        }
        blanks_ui(ui, document, requests);
        if findings.is_empty() && document.view.counts.blanks == 0 {
            ui.label(RichText::new("✓ 全部符合，没有空格").color(palette.good));
        }
        document.view.findings = findings;
    });
}

fn finding_ui(ui: &mut Ui, document: &mut Document, finding: &Finding, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let is_marked = document.marked.as_ref() == Some(&finding.relation);
    let fill = if is_marked { palette.accent_soft } else { palette.paper };
    let edge = if is_marked { palette.accent } else { palette.line };
    let frame =
        Frame::new().fill(fill).stroke((1.0, edge)).corner_radius(space::CORNER).inner_margin(Margin::symmetric(9, 6));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = RichText::new(&finding.message).size(text::SMALL).color(palette.text);
        ui.add(Label::new(words).wrap());
        if let Some(answer) = &finding.answer {
            let (state, color) = match (answer.is_current, finding.severity) {
                (false, _) => ("数据改过，请重新说明", palette.mark(Severity::Warning)),
                (true, Severity::Error) => ("附有说明，仍须改正", palette.mark(Severity::Error)),
                (true, _) => ("已说明", palette.good),
            };
            ui.label(RichText::new(format!("{state}：{}", answer.text)).size(text::SMALL).color(color));
        }
    });
    let response = ui.interact(inner.response.rect, ui.scope_id().with(&finding.relation), Sense::click());
    response.widget_info(|| {
        let label = format!("{}：{}", finding.severity.word(), finding.message);
        WidgetInfo::selected(egui::Role::Button, true, is_marked, label)
    });
    if response.clicked() {
        requests.push(if is_marked { Request::ForgetFinding } else { Request::Finding(finding.relation.clone()) });
    }
    if is_marked && document.is_editable() {
        remark_ui(ui, document, finding, requests);
    }
}

/// The box in which a finding is answered. An answer settles a warning; to an error it is only attached.
fn remark_ui(ui: &mut Ui, document: &mut Document, finding: &Finding, requests: &mut Vec<Request>) {
    let label = ui.label(RichText::new("审核说明").size(text::SMALL));
    let hint = match finding.severity {
        Severity::Error => "错误必须改正；这里只附说明",
        Severity::Warning | Severity::Notice => "说明为什么这样填是对的",
    };
    let field = TextEdit::multiline(&mut document.remark).desired_rows(2).desired_width(f32::INFINITY).hint_text(hint);
    ui.add(field).labelled_by(label.id);
    ui.horizontal(|ui| {
        let said = finding.answer.as_ref().map_or("", |answer| answer.text.as_str());
        let is_changed = document.remark.trim() != said || finding.answer.as_ref().is_some_and(|it| !it.is_current);
        if ui.add_enabled(is_changed, egui::Button::new("保存说明")).clicked() {
            requests.push(Request::Remark { relation: finding.relation.clone(), text: document.remark.clone() });
        }
        if finding.answer.is_some() && ui.button("撤回说明").clicked() {
            document.remark.clear();
            requests.push(Request::Remark { relation: finding.relation.clone(), text: String::new() });
        }
    });
    ui.add_space(space::LINE);
}

/// One line for the blanks of each section; a click leads to the first.
fn blanks_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let (filing, _) = document.shown();
    let is_final = document.stage == Stage::Final;
    let mut is_first = true;
    for section in &document.sections {
        let mut blanks = section.cells.clone().map(CellIndex).filter(|cell| filing.value(*cell).is_blank());
        let Some(first) = blanks.next() else { continue };
        if std::mem::take(&mut is_first) {
            let words = if is_final { "空格（报送前都要填，没有的填 0）" } else { "空格" };
            ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
        }
        let words = format!("{}：空 {} 格", section.label, blanks.count() + 1);
        let button = egui::Button::new(RichText::new(words).size(text::SMALL)).wrap();
        if ui.add(button).on_hover_text("到第一个空格").clicked() {
            requests.push(Request::Activate(first));
        }
    }
}
