//! The bar at the top: what one does with a file, how it is saved, light or dark.

use egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Ui};
use egui_material_icons::{MaterialIcon, icons};

use crate::app::kit::theme::{self, text};
use crate::app::kit::times::clock_time;
use crate::app::model::document::Document;
use crate::app::model::saving::{Access, SaveState};
use crate::app::window::Window;
use crate::app::wishes::button::command_button;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// In a bar narrower than this the buttons stand closer, and without icons.
const ROOM_FOR_AIR: f32 = 1300.0;

/// Whether there is room for icons.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Wide,
    Narrow,
}

impl Room {
    fn icon(self, icon: MaterialIcon) -> Option<MaterialIcon> {
        (self == Self::Wide).then_some(icon)
    }
}

/// Paints the bar.
pub(crate) fn top_bar_ui(ui: &mut Ui, window: &Window, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(10, 6));
    Panel::top("top-bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let room = if ui.available_width() < ROOM_FOR_AIR { Room::Narrow } else { Room::Wide };
            if room == Room::Narrow {
                ui.spacing_mut().button_padding.x = 6.0;
            }
            let document = window.tabs.current();
            let is_open = document.is_some();
            let is_editable = document.is_some_and(Document::is_editable);
            if window.tabs.is_sum_shown() {
                desk_ui(ui, room, requests);
                return end_ui(ui, window, room, requests);
            }
            button_ui(ui, Command::New, true, room, requests);
            button_ui(ui, Command::Open, true, room, requests);
            button_ui(ui, Command::Import, true, room, requests);
            button_ui(ui, Command::SaveAs, is_open, room, requests);
            ui.separator();
            let can_undo = is_editable && document.is_some_and(|document| document.filing.can_undo());
            let can_redo = is_editable && document.is_some_and(|document| document.filing.can_redo());
            button_ui(ui, Command::Undo, can_undo, room, requests);
            button_ui(ui, Command::Redo, can_redo, room, requests);
            edit_menu_ui(ui, document, room, requests);
            ui.separator();
            button_ui(ui, Command::Prior, is_editable, room, requests);
            button_ui(ui, Command::Check, is_open, room, requests);
            ui.add_enabled_ui(is_open, |ui| {
                report_menu_ui(ui, document, room, requests);
                export_menu_ui(ui, room, requests);
            });
            button_ui(ui, Command::PrintPreview, is_open, room, requests);
            ui.add_enabled_ui(is_open, |ui| handing_menu_ui(ui, room, requests));
            end_ui(ui, window, room, requests);
        });
    });
}

/// What one does on the desk of an office.
fn desk_ui(ui: &mut Ui, room: Room, requests: &mut Vec<Request>) {
    let all = |_command: Command| true;
    for command in [Command::New, Command::Open] {
        button_ui(ui, command, true, room, requests);
    }
    ui.separator();
    let tip = "添加文件和文件夹，补充名单，填写本级数";
    menu_ui(ui, room.icon(icons::ICON_CREATE_NEW_FOLDER), "收件", tip, |ui| {
        groups_ui(ui, &[Command::DESK_IN], all, requests);
    });
    for command in [Command::DeskAccept, Command::DeskReturn] {
        button_ui(ui, command, true, room, requests);
    }
    let tip = "为单位写退回意见：Word、文本和程序可读的";
    menu_ui(ui, room.icon(icons::ICON_MAIL), "退回意见", tip, |ui| {
        groups_ui(ui, &[&[Command::DeskSlip, Command::DeskSlips]], all, requests);
    });
    menu_ui(ui, room.icon(icons::ICON_COMPARE_ARROWS), "比对", "手工做的汇总表、往年的汇总", |ui| {
        groups_ui(ui, &[&[Command::DeskCompareWith, Command::DeskEarlier]], all, requests);
    });
    ui.separator();
    let tip = "台账、长表，汇总表的 Excel、Word、PDF 和网页";
    menu_ui(ui, room.icon(icons::ICON_DOWNLOAD), "导出", tip, |ui| {
        groups_ui(ui, &[Command::DESK_OUT, Command::EXPORTS[0]], all, requests);
    });
    button_ui(ui, Command::PrintPreview, true, room, requests);
}

/// How it is saved, light or dark, at the right end.
fn end_ui(ui: &mut Ui, window: &Window, room: Room, requests: &mut Vec<Request>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        help_menu_ui(ui, room, requests);
        theme_button_ui(ui, requests);
        ui.add_space(6.0);
        save_state_ui(ui, window);
    });
}

fn edit_menu_ui(ui: &mut Ui, document: Option<&Document>, room: Room, requests: &mut Vec<Request>) {
    menu_ui(ui, room.icon(icons::ICON_EDIT), "编辑", "空格填 0、查找、所有命令", |ui| {
        for &command in Command::EDITS {
            let is_allowed = document.is_none_or(Document::is_editable) || !command.is_change();
            let is_enabled = is_allowed && (document.is_some() || !command.needs_document());
            command_button(ui, command, is_enabled, requests);
        }
    });
}

fn export_menu_ui(ui: &mut Ui, room: Room, requests: &mut Vec<Request>) {
    menu_ui(ui, room.icon(icons::ICON_DOWNLOAD), "导出", "导出 Excel、Word、PDF、网页和数据", |ui| {
        groups_ui(ui, Command::EXPORTS, |_command| true, requests);
    });
}

fn handing_menu_ui(ui: &mut Ui, room: Room, requests: &mut Vec<Request>) {
    menu_ui(ui, room.icon(icons::ICON_OUTBOX), "报送", "报送、更正、退回意见、签章件", |ui| {
        groups_ui(ui, Command::HANDING, |_command| true, requests);
    });
}

fn help_menu_ui(ui: &mut Ui, room: Room, requests: &mut Vec<Request>) {
    menu_ui(ui, room.icon(icons::ICON_HELP), "帮助", "使用手册、快捷键、诊断信息和日志", |ui| {
        groups_ui(ui, &[Command::HELP], |_command| true, requests);
    });
}

fn report_menu_ui(ui: &mut Ui, document: Option<&Document>, room: Room, requests: &mut Vec<Request>) {
    menu_ui(ui, room.icon(icons::ICON_HISTORY_EDU), "报告", "写年度报告，文字与表核对", |ui| {
        let can_run = |command: Command| document.is_none_or(Document::is_editable) || !command.is_change();
        groups_ui(ui, Command::REPORTS, can_run, requests);
    });
}

/// Commands of a menu, with a line between groups.
fn groups_ui(ui: &mut Ui, groups: &[&[Command]], can_run: impl Fn(Command) -> bool, requests: &mut Vec<Request>) {
    for (position, group) in groups.iter().enumerate() {
        if position > 0 {
            ui.separator();
        }
        for command in *group {
            command_button(ui, *command, can_run(*command), requests);
        }
    }
}

fn menu_ui(ui: &mut Ui, icon: Option<MaterialIcon>, words: &str, tip: &str, content: impl FnOnce(&mut Ui)) {
    let button = match icon {
        Some(icon) => Button::new((icon.rich_text().size(text::HEADING), words)),
        None => Button::new(words),
    };
    let button = button.frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, content);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words));
    response.on_hover_text(tip);
}

/// A button of the bar; in a narrow one the words have to do.
fn button_ui(ui: &mut Ui, command: Command, is_enabled: bool, room: Room, requests: &mut Vec<Request>) {
    if room == Room::Wide {
        command_button(ui, command, is_enabled, requests);
        return;
    }
    let tip = command.tip(ui.ctx());
    let response = ui.add_enabled(is_enabled, Button::new(command.text()).frame_when_inactive(false));
    if response.clicked() {
        requests.push(Request::Run(command));
    }
    response.on_hover_text(&tip).on_disabled_hover_text(tip);
}

fn theme_button_ui(ui: &mut Ui, requests: &mut Vec<Request>) {
    let is_dark = ui.ctx().theme() == egui::Theme::Dark;
    let (icon, words) = if is_dark { (icons::ICON_LIGHT_MODE, "浅色") } else { (icons::ICON_DARK_MODE, "深色") };
    let button = Button::new((icon.rich_text().size(text::HEADING), words)).frame_when_inactive(false);
    let response = ui.add(button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words));
    if response.clicked() {
        requests.push(Request::Run(Command::ToggleTheme));
    }
}

fn save_state_ui(ui: &mut Ui, window: &Window) {
    let Some(document) = window.tabs.current() else { return };
    let palette = theme::palette(ui.ctx());
    let (words, color) = match (&document.access, &document.saving.state) {
        (Access::ReadOnly(_), _) => ("只读".to_owned(), palette.mark(Severity::Warning)),
        (Access::Edit | Access::Sum, SaveState::Saved(None)) => ("已保存".to_owned(), palette.good),
        (Access::Edit | Access::Sum, SaveState::Saved(Some(at))) => {
            (format!("已保存 {}", clock_time(*at)), palette.good)
        }
        (Access::Edit | Access::Sum, SaveState::Saving) => ("正在保存".to_owned(), palette.weak),
        (Access::Edit | Access::Sum, SaveState::Failed(sentence)) => {
            (format!("保存失败：{sentence}"), palette.mark(Severity::Error))
        }
    };
    let label = egui::Label::new(RichText::new(words).color(color).size(text::SMALL)).truncate();
    ui.add(label).on_hover_text(document.path.display().to_string());
}
