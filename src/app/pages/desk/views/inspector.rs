//! What is known about a unit: how far it is, its file, what its check found, what a new file changed, and what the office
//! decides.

use egui::{Frame, Label, Margin, RichText, ScrollArea, TextEdit, Ui};

use super::lists::choose_button_ui;
use super::tree;
use crate::aggregate::desk::sent::Sent;
use crate::aggregate::received::Said;
use crate::aggregate::units::NodeId;
use crate::aggregate::workspace::State;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, severity_text, small_button};
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::button::command_button;
use crate::app::wishes::command::list::Command;
use crate::form::Severity;

/// So many cells that a new file changed are listed.
const MOST_CHANGES: usize = 30;

/// Paints the inspector.
pub(crate) fn inspector_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let area = ScrollArea::vertical().id_salt("desk-inspector").auto_shrink([false, false]);
    area.show(ui, |ui| match desk.unit {
        Some(unit) => unit_ui(ui, desk, unit, wishes),
        None => whole_ui(ui, desk, wishes),
    });
}

/// What is known about the workspace, while no unit is looked at.
fn whole_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let workspace = desk.desk.workspace();
    heading_ui(ui, &workspace.name);
    if let Some(form) = desk.desk.form() {
        ui.label(RichText::new(format!("{}（{}）", form.title, form.issued_by)).size(text::SMALL).weak());
    }
    let mut converts = workspace.converts;
    let check = ui.checkbox(&mut converts, RichText::new("别的表式按对应指标换算后计入").size(text::SMALL));
    if check.on_hover_text("不打钩时，用别的表式填的文件不计入").changed() {
        wishes.push(DeskWish::Converts(converts));
    }
    ui.add_space(space::LINE);
    heading_ui(ui, "读取的文件和文件夹");
    for source in &workspace.sources {
        ui.horizontal(|ui| {
            if ui.add(small_button("移除")).on_hover_text("不再读取；文件本身不动").clicked() {
                wishes.push(DeskWish::RemoveSource(source.clone()));
            }
            ui.add(Label::new(RichText::new(source).size(text::SMALL)).truncate());
        });
    }
    if workspace.sources.is_empty() {
        let words = "还没有。添加各单位文件所在的文件夹，或把文件、文件夹拖进来；以后放进去的新文件会自动读取。";
        ui.add(Label::new(RichText::new(words).size(text::SMALL).color(palette.weak)).wrap());
    }
    for command in Command::DESK_IN {
        command_button(ui, *command, true, wishes);
    }
    ui.add_space(space::LINE);
    for note in &desk.notes {
        ui.add(Label::new(RichText::new(note).size(text::SMALL).color(palette.weak)).wrap());
    }
}

fn unit_ui(ui: &mut Ui, desk: &OpenDesk<'_>, unit: NodeId, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let units = desk.desk.workspace().units();
    let Some(node) = units.node(unit).cloned() else { return };
    ui.add(Label::new(RichText::new(&node.name).size(text::HEADING - 1.0).strong()).wrap());
    ui.add(Label::new(RichText::new(units.path(unit)).size(text::SMALL).weak()).wrap());
    ui.horizontal_wrapped(|ui| {
        if ui.add(small_button("‹ 汇总文件")).on_hover_text("读取的文件夹、换算、名单").clicked() {
            wishes.push(DeskWish::Whole);
        }
        for command in Command::DESK_UNIT {
            choose_button_ui(ui, *command, wishes);
        }
    });
    let mut sends = !node.is_heading;
    if ui.checkbox(&mut sends, RichText::new("本单位报表").size(text::SMALL)).changed() {
        wishes.push(DeskWish::SetHeading(unit, !sends));
    }
    if node.is_heading {
        let tally = desk.shown.tallies.get(&unit).copied().unwrap_or_default();
        for (state, count) in State::ALL.into_iter().zip(tally).filter(|(_, count)| *count > 0) {
            let words = format!("{} {} {count}", state.sign(), state.label());
            ui.label(RichText::new(words).color(tree::color(state, palette)));
        }
        return;
    }
    let state = desk.desk.state(unit);
    let words = format!("{} {}", state.sign(), state.label());
    ui.label(RichText::new(words).strong().color(tree::color(state, palette)));
    ui.add_space(space::LINE);
    decisions_ui(ui, desk, unit, state, wishes);
    file_ui(ui, desk, unit, wishes);
    changes_ui(ui, desk, unit);
}

/// Accept, return, and what was written about it.
fn decisions_ui(ui: &mut Ui, desk: &OpenDesk<'_>, unit: NodeId, state: State, wishes: &mut Vec<DeskWish>) {
    let is_there = desk.desk.part(unit).is_some();
    ui.horizontal_wrapped(|ui| {
        command_button(ui, Command::DeskAccept, is_there && state != State::Accepted, wishes);
        command_button(ui, Command::DeskReturn, is_there, wishes);
        if state.is_decided() && ui.button("撤回决定").on_hover_text("回到审核的结果").clicked() {
            wishes.push(DeskWish::Reopen(unit));
        }
    });
    let remark = desk.desk.workspace().standing(unit).map_or("", |standing| standing.remark.as_str());
    if !remark.is_empty() {
        ui.add(Label::new(RichText::new(format!("退回意见：{remark}")).size(text::SMALL)).wrap());
    }
}

fn file_ui(ui: &mut Ui, desk: &OpenDesk<'_>, unit: NodeId, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let Some((file, sent)) = desk.desk.sent_by(unit) else {
        ui.label(RichText::new("还没有收到它的文件").size(text::SMALL).color(palette.weak));
        return;
    };
    ui.add_space(space::LINE);
    heading_ui(ui, "文件");
    ui.add(Label::new(RichText::new(file).size(text::SMALL)).wrap());
    if ui.add(small_button("打开")).on_hover_text("在标签页中打开（回车）").clicked() {
        wishes.push(DeskWish::OpenUnit(unit));
    }
    for other in desk.desk.beside(unit) {
        let words = desk.desk.file(other).and_then(Sent::objection).unwrap_or_default();
        ui.add(Label::new(severity_text(ui, Severity::Warning, &format!("{other}：{words}")).size(text::SMALL)).wrap());
        if ui.add(small_button("改用这一份")).clicked() {
            wishes.push(DeskWish::Prefer(other.to_owned()));
        }
    }
    match &sent.content {
        Err(sentence) => {
            ui.add(Label::new(severity_text(ui, Severity::Error, sentence).size(text::SMALL)).wrap());
        }
        Ok(content) => {
            for note in content.notes() {
                ui.add(Label::new(severity_text(ui, Severity::Warning, note).size(text::SMALL)).wrap());
            }
            findings_ui(ui, &content.received.findings);
        }
    }
}

fn findings_ui(ui: &mut Ui, findings: &[Said]) {
    let palette = theme::palette(ui.ctx());
    ui.add_space(space::LINE);
    heading_ui(ui, "审核结果");
    if findings.is_empty() {
        ui.label(RichText::new("✓ 全部符合，没有空格").size(text::SMALL).color(palette.good));
    }
    for said in findings {
        let frame = Frame::new().fill(palette.paper).stroke((1.0, palette.line)).corner_radius(space::CORNER);
        frame.inner_margin(Margin::symmetric(9, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(severity_text(ui, said.severity, &said.text).size(text::SMALL)).wrap());
        });
    }
}

/// What the last new file changed.
fn changes_ui(ui: &mut Ui, desk: &OpenDesk<'_>, unit: NodeId) {
    let (changed, form) = (desk.desk.changed(unit), desk.document.filing.form());
    if changed.is_empty() {
        return;
    }
    ui.add_space(space::LINE);
    heading_ui(ui, &format!("新的文件改了 {} 格", changed.len()));
    for change in changed.iter().take(MOST_CHANGES) {
        let words = format!("{}：{} → {}", form.cell(change.cell).name, change.old.told(), change.new.told());
        ui.add(Label::new(RichText::new(words).size(text::SMALL)).wrap());
    }
    if changed.len() > MOST_CHANGES {
        ui.label(RichText::new(format!("另有 {} 格", changed.len() - MOST_CHANGES)).size(text::SMALL).weak());
    }
}

/// The box in which the reason of a return is written.
pub(crate) fn reason_ui(ui: &mut Ui, reason: &mut String) -> egui::Response {
    let field = TextEdit::multiline(reason).desired_rows(3).desired_width(f32::INFINITY);
    let response = ui.add(field.hint_text("可以不填；审核结果会一并列出"));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("退回原因"));
    response
}
