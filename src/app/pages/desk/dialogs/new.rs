//! A new workspace of an office: who adds up, for which year, who is expected.

use egui::{ComboBox, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::buttons::buttons_ui;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{small_button, title_ui};
use crate::app::pages::desk::new_desk::NewDesk;
use crate::app::pages::desk::wish::DeskWish;

/// The first reporting year that is offered.
const FIRST_YEAR: u16 = 2014;

/// The height of the list.
const LIST: f32 = 190.0;

/// Paints the dialog.
pub(crate) fn new_desk_ui(ui: &mut Ui, new: &mut NewDesk, today_year: u16, wishes: &mut Vec<DeskWish>) {
    title_ui(ui, "新建汇总");
    let name = ui.label(RichText::new("汇总单位").size(text::SMALL).weak()).id;
    let field = TextEdit::singleline(&mut new.name).desired_width(f32::INFINITY).margin(vec2(8.0, 6.0));
    let response = ui.add(field.hint_text("如：某某市政府信息公开办公室")).labelled_by(name);
    if ui.memory(egui::Memory::focused).is_none() && new.name.is_empty() {
        response.request_focus();
    }
    ui.add_space(space::LINE);
    let name = ui.label(RichText::new("报告年度").size(text::SMALL).weak()).id;
    let combo = ComboBox::from_id_salt("desk-year").selected_text(format!("{}年", new.year)).width(140.0);
    let shown = combo.show_ui(ui, |ui| {
        for year in (FIRST_YEAR..=today_year).rev() {
            ui.selectable_value(&mut new.year, year, format!("{year}年"));
        }
    });
    shown.response.labelled_by(name);
    ui.add_space(space::LINE);
    list_ui(ui, &mut new.list, new.from_file.as_ref().map(|(name, _)| name.as_str()), true, wishes);
    if new.from_file.is_some() && ui.add(small_button("改为粘贴")).clicked() {
        new.from_file = None;
    }
    let units = new.units();
    let words = match units.ids().filter(|id| units.node(*id).is_some_and(|node| !node.is_heading)).count() {
        0 => "没有名单也可以：收到谁的表，谁就列进来".to_owned(),
        count => format!("名单里有 {count} 个报表单位，{} 个上级", units.len() - count),
    };
    ui.label(RichText::new(words).size(text::SMALL).color(theme::palette(ui.ctx()).weak));
    let done = || if new.name.trim().is_empty() { Vec::new() } else { vec![DeskWish::Create(Box::new(new.clone()))] };
    buttons_ui(ui, done, wishes);
}

/// The list of units: pasted into a field, or from a file.
pub(crate) fn list_ui(
    ui: &mut Ui,
    list: &mut String,
    from_file: Option<&str>,
    for_dialog: bool,
    wishes: &mut Vec<DeskWish>,
) {
    let name = ui.label(RichText::new("单位名单").size(text::SMALL).weak()).id;
    if let Some(file) = from_file {
        ui.label(RichText::new(format!("取自 {file}")));
    } else {
        ScrollArea::vertical().id_salt("desk-list").max_height(LIST).min_scrolled_height(LIST).show(ui, |ui| {
            let field = TextEdit::multiline(list).desired_width(f32::INFINITY).desired_rows(8).margin(vec2(8.0, 6.0));
            let hint = "从 Excel 粘贴，或一行一个单位；用缩进、“某市›甲区›财政局”或“上级单位”一列表示上下级";
            ui.add(field.hint_text(hint)).labelled_by(name);
        });
    }
    if ui.add(small_button("从文件读取…")).on_hover_text("xlsx、csv、docx、txt，或往年的汇总文件").clicked()
    {
        wishes.push(DeskWish::ChooseList { for_dialog });
    }
}
