//! A unit of the list: a new one, what one is called, and whether one goes.

use egui::{RichText, TextEdit, Ui, vec2};

use super::buttons::buttons_ui;
use crate::aggregate::NodeId;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::title_ui;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::unit_form::UnitForm;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// Paints the dialog that asks for a name.
pub(crate) fn unit_ui(ui: &mut Ui, desk: Option<&OpenDesk<'_>>, form: &mut UnitForm, wishes: &mut Vec<DeskWish>) {
    let Some(desk) = desk else { return wishes.push(DeskWish::Window(Request::CloseDialog)) };
    let units = desk.desk.workspace().units();
    title_ui(ui, if form.unit.is_some() { "单位名称" } else { "增加单位" });
    let name = ui.label(RichText::new("名称").size(text::SMALL).weak()).id;
    let field = |value| TextEdit::singleline(value).desired_width(f32::INFINITY).margin(vec2(8.0, 6.0));
    let response = ui.add(field(&mut form.name)).labelled_by(name);
    if ui.memory(egui::Memory::focused).is_none() {
        response.request_focus();
    }
    ui.add_space(space::LINE);
    let name = ui.label(RichText::new("别名").size(text::SMALL).weak()).id;
    ui.add(field(&mut form.aliases).hint_text("文件里可能写的其他名称，用顿号分开")).labelled_by(name);
    ui.add_space(space::LINE);
    if let (None, Some(near)) = (form.unit, form.near) {
        let name = units.name(near);
        ui.radio_value(&mut form.is_below, true, format!("列在“{name}”下面"));
        ui.radio_value(&mut form.is_below, false, format!("与“{name}”并列"));
    }
    let objection = form.objection(units);
    if let Some(sentence) = objection.as_ref().filter(|_| !form.name.trim().is_empty()) {
        let color = theme::palette(ui.ctx()).mark(Severity::Error);
        ui.label(RichText::new(sentence).size(text::SMALL).color(color));
    }
    let done = || if objection.is_none() { vec![DeskWish::PutUnit(form.clone())] } else { Vec::new() };
    buttons_ui(ui, done, wishes);
}

/// Paints the dialog that asks whether a unit goes from the list.
pub(crate) fn removal_ui(ui: &mut Ui, desk: Option<&OpenDesk<'_>>, unit: NodeId, wishes: &mut Vec<DeskWish>) {
    let Some(desk) = desk else { return wishes.push(DeskWish::Window(Request::CloseDialog)) };
    let workspace = desk.desk.workspace();
    let units = workspace.units();
    title_ui(ui, &format!("把“{}”移出名单？", units.name(unit)));
    let below = units.within(unit).len() - 1;
    if below > 0 {
        ui.label(format!("它下面的 {below} 个单位一起移出。"));
    }
    let files = units.within(unit).into_iter().filter(|unit| desk.desk.sent_by(*unit).is_some()).count();
    let rest = if workspace.takes_any { "搁置" } else { "留在“来件”里等待处理" };
    let words = match files {
        0 => "还没有收到文件。".to_owned(),
        files => format!("收到的 {files} 个文件不再计入，{rest}；文件本身不动。"),
    };
    ui.label(words);
    ui.label(RichText::new("状态和退回意见一起去掉；以后可以再增加这个单位。").size(text::SMALL).weak());
    buttons_ui(ui, || vec![DeskWish::RemoveUnit(unit)], wishes);
}
